# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the desktop that shows notifications."""

import subprocess
import sys

from gi.repository import GLib

from .bus import Bus

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
MOCK = "org.freedesktop.DBus.Mock"


class Desktop:
    """One for the whole test program: a session without one is not what a person has, and GLib
    warns of it."""

    _only = None

    @classmethod
    def get(cls):
        if cls._only is None:
            cls._only = cls()
        return cls._only

    def __init__(self):
        self.bus = Bus()
        # Ends with the session's bus.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dbusmock", "--template", "notification_daemon"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.bus.wait_for(NAME)

    def forget(self):
        self.bus.call(NAME, PATH, MOCK, "ClearCalls")

    def shown(self):
        """(summary, body, actions) of each."""
        calls, = self.bus.call(NAME, PATH, MOCK, "GetMethodCalls", "(s)", "Notify")
        return [(args[3], args[4], args[5]) for _, args in calls]

    def press(self, action):
        """As a person does on the last one."""
        calls, = self.bus.call(NAME, PATH, MOCK, "GetMethodCalls", "(s)", "Notify")
        self.bus.call(NAME, PATH, MOCK, "EmitSignal", "(sssav)", NAME, "ActionInvoked", "us",
                      [GLib.Variant("u", len(calls)), GLib.Variant("s", action)])

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
        self.seen = 0

    def _calls(self):
        calls, = self.bus.call(NAME, PATH, MOCK, "GetMethodCalls", "(s)", "Notify")
        return [args for _, args in calls]

    def forget(self):
        self.seen = len(self._calls())

    def shown(self):
        """(summary, body) of each since forget()."""
        return [(args[3], args[4]) for args in self._calls()[self.seen:]]

    def press(self):
        """Presses the last one."""
        number = sum(args[1] == 0 for args in self._calls())  # those that replace none are counted
        self.bus.call(NAME, PATH, MOCK, "EmitSignal", "(sssav)", NAME, "ActionInvoked", "us",
                      [GLib.Variant("u", number), GLib.Variant("s", "default")])

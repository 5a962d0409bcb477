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
        self.pressed = {}  # when, in calls, by the notification's number

    def _calls(self):
        """(number, method, arguments) of all, in order."""
        calls, = self.bus.call(NAME, PATH, MOCK, "GetCalls")
        return [(number, method, args) for number, (_, method, args) in enumerate(calls)]

    def forget(self):
        self.seen = len(self._calls())

    def shown(self):
        """(summary, body) of each since forget()."""
        return [(args[3], args[4]) for number, method, args in self._calls()
                if method == "Notify" and number >= self.seen]

    def on_screen(self):
        """Each that was shown since forget() and neither taken back nor pressed."""
        last = 0
        found = {}
        for number, method, args in self._calls():
            if method == "Notify":
                # One that replaces another has its number; the others are counted.
                last += args[1] == 0
                found[args[1] or last] = (number, Notification(args[1] or last, args[3], args[4],
                                                               args[5]))
            elif method == "CloseNotification":
                found.pop(args[0], None)
        return [notification for number, notification in found.values()
                if number >= max(self.seen, self.pressed.get(notification.number, 0))]

    def press(self, button=None, notification=None):
        """Presses a button of one on the screen, the last one if not given; or, without the name
        of a button, the notification itself."""
        notification = notification or self.on_screen()[-1]
        action = notification.buttons[button] if button else "default"
        self.pressed[notification.number] = len(self._calls())
        self.bus.call(NAME, PATH, MOCK, "EmitSignal", "(sssav)", NAME, "ActionInvoked", "us",
                      [GLib.Variant("u", notification.number), GLib.Variant("s", action)])


class Notification:
    def __init__(self, number, summary, body, actions):
        self.number = number
        self.summary = summary
        self.body = body
        self.buttons = {label: action for action, label in zip(actions[::2], actions[1::2])
                        if action != "default"}

    def __repr__(self):
        return f"{self.number}: {self.summary!r}, {self.body!r}, {list(self.buttons)}"

# SPDX-License-Identifier: GPL-3.0-or-later
"""The session bus, and Easel on it."""

import os

import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

from .waiting import PATIENCE, wait_until

APP_ID = os.environ.get("EASEL_APP_ID", "io.github.easelapp.Easel")
APP_PATH = "/" + APP_ID.replace(".", "/")
JOBS = "io.github.easelapp.Easel.Jobs1"
LIBRARY = "io.github.easelapp.Easel.Library1"


def connect():
    """A connection of one's own: calls from several threads do not wait for each other."""
    flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
             | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
    connection = Gio.DBusConnection.new_for_address_sync(
        os.environ["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
    connection.set_exit_on_close(False)
    return connection


class Bus:
    def __init__(self):
        self.connection = connect()

    def call(self, name, path, interface, method, signature=None, *args, timeout=PATIENCE):
        parameters = GLib.Variant(signature, args) if signature else None
        reply = self.connection.call_sync(name, path, interface, method, parameters, None,
                                          Gio.DBusCallFlags.NO_AUTO_START, int(timeout * 1000),
                                          None)
        return reply.unpack()

    def daemon(self, method, *args):
        return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                         method, f"({'s' * len(args)})", *args)[0]

    def has_owner(self, name=APP_ID):
        return self.daemon("NameHasOwner", name)

    def pid_of(self, name=APP_ID):
        """None when nobody has the name."""
        try:
            return self.daemon("GetConnectionUnixProcessID", name)
        except GLib.Error:
            return None

    def jobs(self, method, signature=None, *args, timeout=PATIENCE):
        """Calls Jobs1."""
        return self.call(APP_ID, APP_PATH, JOBS, method, signature, *args, timeout=timeout)

    def library(self, method, signature=None, *args, timeout=PATIENCE):
        """Calls Library1."""
        return self.call(APP_ID, APP_PATH, LIBRARY, method, signature, *args, timeout=timeout)

    def wait_for(self, name=APP_ID, timeout=PATIENCE, gone=False):
        wait_until(lambda: self.has_owner(name) != gone,
                   f"{name} to be {'gone from' if gone else 'on'} the bus", timeout)

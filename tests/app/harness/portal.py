#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the desktop's Background portal, in a process of its own: portal.py yes|no.

It answers every request so, and writes what it is told to its output, one JSON list a line.
"""

import json
import subprocess
import sys

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = """
<node>
  <interface name="org.freedesktop.portal.Background">
    <method name="RequestBackground">
      <arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="o" direction="out"/>
    </method>
    <method name="SetStatus"><arg type="a{sv}" direction="in"/></method>
  </interface>
</node>
"""


class Portal:
    """allows: what is answered."""

    def __init__(self, bus, allows=True):
        self.process = subprocess.Popen([sys.executable, __file__, "yes" if allows else "no"],
                                        stdout=subprocess.PIPE, text=True)
        self.bus = bus
        bus.wait_for(NAME)

    def next(self):
        """(method, options) of the next call."""
        return tuple(json.loads(self.process.stdout.readline()))

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.bus.wait_for(NAME, gone=True)


def serve(allows):
    from gi.repository import Gio, GLib

    def on_call(connection, sender, _path, _interface, method, parameters, invocation):
        options = parameters.unpack()[-1]
        if method == "SetStatus":
            invocation.return_value(None)
        else:
            request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
            results = {"background": GLib.Variant("b", allows),
                       "autostart": GLib.Variant("b", allows and options["autostart"])}
            invocation.return_value(GLib.Variant("(o)", (request,)))
            connection.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response",
                                   GLib.Variant("(ua{sv})", (0 if allows else 1, results)))
        print(json.dumps([method, options]), flush=True)

    def on_bus(connection, _name):
        info = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        connection.register_object_with_closures2(PATH, info, on_call, None, None)

    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, on_bus, None, None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    serve(sys.argv[1] == "yes")

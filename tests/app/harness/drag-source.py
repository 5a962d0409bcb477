#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window to drag from and to, which also fills the clipboard.

drag-source.py --files|--uri|--picture VALUE…|-

--files offers files as a file manager does, --uri a link and --picture pixels as a browser
does; "-" reads the values from standard input, one a line. Prints "ready" once it is on the screen,
and the path of a file that is dropped on it.
"""

import sys

import gi
gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk


def content(kind, values):
    if kind == "--files":
        files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in values])
        return Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, files))
    if kind == "--uri":
        uris = "".join(f"{uri}\r\n" for uri in values).encode()
        return Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(uris))
    return Gdk.ContentProvider.new_for_value(
        GObject.Value(Gdk.Texture, Gdk.Texture.new_from_filename(values[0])))


def activate(app, kind, values):
    window = Gtk.ApplicationWindow(application=app, decorated=False, title="Drag source",
                                   default_width=120, default_height=120)
    label = Gtk.Label(label="Drag me")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY, content=content(kind, values))
    window.get_clipboard().set_content(content(kind, values))
    label.add_controller(source)
    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    target.connect("drop", lambda _target, files, *_: print(files.get_files()[0].get_path(),
                                                            flush=True))
    window.add_controller(target)
    window.set_child(label)
    window.connect("map", lambda *_: GLib.timeout_add(100, lambda: print("ready", flush=True)))
    window.present()


kind = sys.argv[1]
values = sys.stdin.read().splitlines() if sys.argv[2:] == ["-"] else sys.argv[2:]
app = Gtk.Application(application_id="io.github.easelapp.DragSource",
                      flags=Gio.ApplicationFlags.NON_UNIQUE)
app.connect("activate", activate, kind, values)
app.run([])

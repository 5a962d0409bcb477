#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Easel at work, for a terminal.  demo.py PICTURE SCREENSHOT

For ./dev demo on a machine without a display: runs in in-session. Opens the window, has a
picture analyzed through the command line, prints the job's states as they happen and its
result, and takes a picture of the screen. Ends as `easel wait` ends.
"""

import json
import subprocess
import sys
import textwrap
import time

from gi.repository import Gio, GLib

APP_ID = "io.github.easelapp.Easel"
APP_PATH = "/io/github/easelapp/Easel"
FINAL = {"completed", "failed", "canceled", "awaiting_input"}
PATIENCE = 60  # seconds


def easel(*args, check=True):
    return subprocess.run(["easel", *args], check=check, text=True, stdout=subprocess.PIPE)


class Watch:
    """The states of all jobs, as the bus tells them."""

    def __init__(self, connection):
        self.loop = GLib.MainLoop()
        self.job = None
        self.seen = []
        self.began = None  # when the job was first heard of
        self.shown = None
        connection.signal_subscribe(APP_ID, f"{APP_ID}.Jobs1", "Changed", APP_PATH, None,
                                    Gio.DBusSignalFlags.NONE, self.on_changed)

    def on_changed(self, _connection, _sender, _path, _interface, _signal, parameters):
        job, state, text = parameters.unpack()
        self.seen.append((time.monotonic(), job, state, json.loads(text or "{}")))
        self.show()

    def follow(self, job):
        """Prints what happens to the job until it ends; whether it did in time."""
        self.job = job
        self.show()
        timeout = GLib.timeout_add_seconds(PATIENCE, self.loop.quit)
        if self.shown is None or self.shown[0] not in FINAL:
            self.loop.run()
        GLib.source_remove(timeout)
        return self.shown is not None and self.shown[0] in FINAL

    def show(self):
        if self.job is None:  # its id is not known yet; kept for later
            return
        for moment, job, state, record in self.seen:
            if job != self.job:
                continue
            self.began = self.began or moment
            message = record.get("message") if record.get("state") == "running" == state else None
            if self.shown != (state, message):
                self.shown = (state, message)
                print(f"  {(moment - self.began) * 1000:6.0f} ms  {state:10}", message or "",
                      flush=True)
            if state in FINAL:
                self.loop.quit()
        self.seen.clear()


def wait_for_window(connection):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        owned = connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                     "org.freedesktop.DBus", "NameHasOwner",
                                     GLib.Variant("(s)", (APP_ID,)), None,
                                     Gio.DBusCallFlags.NONE, -1, None)
        if owned.unpack()[0]:
            return
        time.sleep(0.05)
    sys.exit("demo: the window did not come up")


def show_job(connection, job):
    connection.call_sync(APP_ID, APP_PATH, "org.freedesktop.Application", "ActivateAction",
                         GLib.Variant("(sava{sv})", ("show-job", [GLib.Variant("s", job)], {})),
                         None, Gio.DBusCallFlags.NONE, -1, None)


def print_value(name, value, indent="  "):
    label = f"{indent}{name.replace('_', ' ')}: " if name else f"{indent}- "
    if isinstance(value, dict):
        print(label.rstrip())
        for key, inner in value.items():
            print_value(key, inner, indent + "  ")
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        print(label.rstrip())
        for inner in value:
            print_value("", ", ".join(str(part) for part in inner.values()), indent + "  ")
    else:
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        print(textwrap.fill(text, 90, initial_indent=label, subsequent_indent=indent + "    "))


def print_result(record):
    if record.get("error"):
        print("Error:", record["error"]["message"])
    print(f"Made by {record['provider']}, {record['model']}:")
    for line in easel("library", "--kind", "outfit", "--json").stdout.splitlines():
        entity = json.loads(line)
        print_value(entity["name"], entity["attributes"])


def main(picture, screenshot):
    connection = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    window = subprocess.Popen(["easel"])
    try:
        wait_for_window(connection)
        watch = Watch(connection)
        print(f"$ easel analyze --analyzer outfit {picture}")
        job = easel("analyze", "--analyzer", "outfit", picture).stdout.strip()
        print(f"{job}\n\n$ easel wait {job}")
        show_job(connection, job)
        ended = watch.follow(job)
        code = easel("wait", job, "--timeout", "5", check=False).returncode
        print(f"\n$ easel job {job} --json")
        print_result(json.loads(easel("job", job, "--json").stdout))
        time.sleep(1)  # for the window to show it
        subprocess.run(["import", "-silent", "-window", "root", screenshot], check=True)
        return code if ended else code or 1
    finally:
        window.terminate()
        window.wait(20)


sys.exit(main(*sys.argv[1:]))

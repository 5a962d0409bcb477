# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Easel's main loop was away, measured from outside."""

import threading
import time
from pathlib import Path

from gi.repository import Gio, GLib

from .bus import APP_ID, APP_PATH, Bus, connect


def waited_for_cpu(pid, *threads):
    """Seconds that threads on a reply's way were ready to run, but others had the processor:
    those named, and GDBus's own."""
    waited = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            if int(task.name) in threads or (task / "comm").read_text() == "gdbus\n":
                waited += int((task / "schedstat").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            pass
    return waited / 1e9


class StallMeter:
    """Asks, over and over, what only the main thread answers (GDBus answers a Ping elsewhere)
    and keeps the longest time an answer took, in seconds. `longest` leaves out what a busy
    machine made it wait for the processor, `longest_seen` does not."""

    PAUSE = 0.002

    def __init__(self):
        self.longest = 0.0
        self.longest_seen = 0.0
        self.total = 0.0
        self.count = 0
        bus = Bus()
        self._easel = bus.pid_of(APP_ID)
        self._daemon = bus.pid_of("org.freedesktop.DBus")
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _waited(self):
        return (waited_for_cpu(self._easel, self._easel)
                + waited_for_cpu(self._daemon, self._daemon)
                + waited_for_cpu("self", threading.get_native_id()))

    def _measure(self, bus):
        waited = self._waited()
        began = time.monotonic()
        bus.call_sync(APP_ID, APP_PATH, "org.gtk.Actions", "List", None, None,
                      Gio.DBusCallFlags.NO_AUTO_START, 60000, None)
        took = time.monotonic() - began
        if self._ready.is_set():  # the first call also makes the connection
            self.longest_seen = max(self.longest_seen, took)
            if took > self.longest:
                self.longest = max(self.longest, took - (self._waited() - waited))
            self.total += took
            self.count += 1

    def _run(self):
        bus = connect()
        try:
            while not self._stop.is_set():
                self._measure(bus)
                self._ready.set()
                time.sleep(self.PAUSE)
        except GLib.Error:
            self.longest = self.longest_seen = float("inf")
        finally:
            self._ready.set()
            bus.close_sync(None)

    def __str__(self):
        mean = self.total / max(self.count, 1)
        return (f"{self.longest * 1000:.1f} ms ({self.longest_seen * 1000:.1f} ms with waiting for"
                f" a processor; mean {mean * 1000:.2f} ms of {self.count})")

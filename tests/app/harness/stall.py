# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Easel's main loop was away, measured from outside."""

import threading
import time

from gi.repository import Gio, GLib

from .bus import APP_ID, APP_PATH, connect


class StallMeter:
    """Asks, over and over, what only the main thread answers (GDBus answers a Ping elsewhere)
    and keeps the longest time an answer took, in seconds."""

    PAUSE = 0.002

    def __init__(self):
        self.longest = 0.0
        self.total = 0.0
        self.count = 0
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

    def _run(self):
        bus = connect()
        try:
            while not self._stop.is_set():
                began = time.monotonic()
                bus.call_sync(APP_ID, APP_PATH, "org.gtk.Actions", "List", None, None,
                              Gio.DBusCallFlags.NO_AUTO_START, 60000, None)
                took = time.monotonic() - began
                if self._ready.is_set():  # the first call also makes the connection
                    self.longest = max(self.longest, took)
                    self.total += took
                    self.count += 1
                self._ready.set()
                time.sleep(self.PAUSE)
        except GLib.Error:
            self.longest = float("inf")
        finally:
            self._ready.set()
            bus.close_sync(None)

    def __str__(self):
        mean = self.total / max(self.count, 1)
        return f"{self.longest * 1000:.1f} ms (mean {mean * 1000:.2f} ms of {self.count})"

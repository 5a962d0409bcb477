#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand pictures at once, and ten thousand."""

import json
import time

from gi.repository import GLib

from harness import tap
from harness.case import EaselCase
from harness.drag import DragSource
from harness.server import answer
from harness.stall import StallMeter
from harness.window import Window

LANES = 4


class Many(EaselCase):
    def start(self, *routes):
        self.server = self.set_up(*routes, lanes=LANES, bodies=False)
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)
        time.sleep(1)

    def drop(self, files):
        """Drops files, and returns when the person let go of them."""
        source = DragSource("files", *files)
        self.addCleanup(source.__exit__)  # the files' names are still to be fetched from it
        source.drag(700, 400)
        return source.drop()

    def wait_for_batch(self, count, began, timeout=30):
        """The id of the batch once it has so many children; asks for it alone, not for all."""
        while True:
            listed, = self.easel.bus.jobs("List", "(a{sv})", {"parent": GLib.Variant("s", "")})
            if listed and (batch := json.loads(listed[0]))["children"]["total"] >= count:
                return batch["id"]
            self.assertLess(time.monotonic() - began, timeout, listed)
            time.sleep(0.05)

    def test_a_thousand(self):
        self.start(answer(delay_ms=10))
        before = self.easel.memory()
        files = self.pictures(1000)
        with StallMeter() as stall:
            began = self.drop(files)
            batch = self.wait_for_batch(1000, began)
            tap.figure("1,000 jobs there after", f"{time.monotonic() - began:.2f} s")
            at = time.monotonic()
            fresh = self.one_job(self.picture(5000))
            self.assert_completes(fresh)
            fresh_took = time.monotonic() - at
            left = 1000 - self.easel.job(batch)["children"]["completed"]
            tap.figure("a fresh analysis done after", f"{fresh_took:.2f} s, {left} still to do")
            self.assertGreater(left, 100, "the thousand were through before it could wait")
            self.assert_completes(batch, timeout=120)
            tap.figure("1,000 done after", f"{time.monotonic() - began:.1f} s")
        tap.figure("longest stall", stall)
        tap.figure("most requests at once", self.server.most_at_once())
        tap.figure("memory (PSS) before, after",
                   f"{before:.0f} MB, {self.easel.memory():.0f} MB")
        states = {job["state"] for job in self.easel.jobs()}
        self.assertEqual(states, {"completed"})
        self.assertEqual(len(self.server.questions()), 1001)
        self.assertEqual(self.server.most_at_once(), LANES)
        self.assertLess(fresh_took, 10)
        self.assertLess(self.easel.memory() - before, 150)
        self.assertLess(stall.longest, 0.5)

    def test_ten_thousand(self):
        self.start(answer(hang=True))
        before = self.easel.memory()
        folder = self.easel.pictures
        first = self.picture(1).read_bytes()
        files = [folder / f"photo-{number}.png" for number in range(10000)]
        for path in files:
            path.write_bytes(first)
        with StallMeter() as stall:
            began = self.drop(files)
            batch = self.wait_for_batch(10000, began, timeout=60)
            tap.figure("10,000 jobs there after", f"{time.monotonic() - began:.2f} s")
            began = time.monotonic()
            self.easel.ok("cancel", batch)
            tap.figure("canceled after", f"{time.monotonic() - began:.2f} s")
        tap.figure("longest stall", stall)
        tap.figure("memory (PSS) before, after",
                   f"{before:.0f} MB, {self.easel.memory():.0f} MB")
        self.assertEqual({job["state"] for job in self.easel.jobs()}, {"canceled"})
        self.assertLess(stall.longest, 1)


if __name__ == "__main__":
    tap.main()

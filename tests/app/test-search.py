#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What GNOME Shell finds and shows, asked as it asks: over the bus, of an Easel that has no window
yet."""

import time

from gi.repository import Gio

from harness import tap
from harness.bus import APP_ID, APP_PATH
from harness.case import EaselCase
from harness.server import answer, refusal
from harness.window import Window


class Search(EaselCase):
    def ask(self, method, signature, *args):
        began = time.monotonic()
        reply = self.easel.bus.call(APP_ID, f"{APP_PATH}/SearchProvider",
                                    "org.gnome.Shell.SearchProvider2", method, signature, *args)
        tap.figure(method, f"{(time.monotonic() - began) * 1000:.1f} ms")
        return reply[0] if reply else None

    def test_finding_and_showing(self):
        self.set_up(answer(times=1), refusal(401, {"error": {"message": "Bad key"}}))
        self.easel.stop()
        self.easel.start("--gapplication-service", display=True)
        self.easel.bus.wait_for()
        job = self.one_job(self.picture(1, "garden.png"))
        self.assert_completes(job)
        failed = self.one_job(self.picture(2, "garden party.png"))
        self.assert_fails(failed)

        outfit, = self.easel.library("--kind", "outfit")
        found = self.ask("GetInitialResultSet", "(as)", ["test", "sugg"])
        self.assertIn(f"entity:{outfit['id']}", found)
        self.assertFalse([result for result in found if result.startswith("job:")])
        self.assertEqual(self.ask("GetSubsearchResultSet", "(asas)", found, ["test", "nowhere"]),
                         [])
        self.assertEqual(self.ask("GetInitialResultSet", "(as)", [" "]), [])
        self.assertEqual(self.ask("GetInitialResultSet", "(as)", ["GARDEN"]),
                         [f"job:{failed}", f"job:{job}"])

        wanted = [f"job:{failed}", f"entity:{outfit['id']}", "entity:gone", "job:gone", "nonsense"]
        shown = self.ask("GetResultMetas", "(as)", wanted)
        self.assertEqual([meta["id"] for meta in shown], wanted[:2])
        self.assertEqual([meta["name"] for meta in shown], ["garden party.png", outfit["name"]])
        self.assertEqual(shown[1]["description"], "Outfit")
        self.assertIn("key", shown[0]["description"])
        for meta in shown:
            kind, uri = meta["icon"]
            self.assertEqual(kind, "file")
            self.assertTrue(Gio.File.new_for_uri(uri).query_exists())

        self.ask("ActivateResult", "(sasu)", f"entity:{outfit['id']}", ["test"], 0)
        window = Window(self.easel)
        window.wait_shows(outfit["name"])
        self.ask("ActivateResult", "(sasu)", f"job:{failed}", ["garden"], 0)
        window.wait_shows("Failed")
        self.ask("LaunchSearch", "(asu)", ["nowhere"], 0)
        window.wait_shows("No Results Found")

    def test_showing_what_is_not_open_yet(self):
        """The shell remembers a result, and Easel has ended since."""
        self.set_up()
        job = self.one_job(self.picture())
        self.assert_completes(job)
        self.easel.stop()
        self.easel.start("--gapplication-service", display=True)
        self.easel.bus.wait_for()
        self.ask("ActivateResult", "(sasu)", f"job:{job}", ["picture"], 0)
        Window(self.easel).wait_shows("Test suggested name")


if __name__ == "__main__":
    tap.main()

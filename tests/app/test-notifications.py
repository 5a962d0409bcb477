#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told when work ends out of sight, to a stand-in for the desktop's notifications."""

import time

from gi.repository import GLib

from harness import tap
from harness.bus import APP_ID, APP_PATH
from harness.case import EaselCase
from harness.merging import MergeCase
from harness.server import answer, refusal
from harness.window import Window, wait_until


class Notifications(EaselCase):
    def setUp(self):
        super().setUp()
        self.desktop.forget()

    def wait_for_one(self):
        shown = wait_until(self.desktop.shown, "a notification")
        tap.figure("notifications", shown)
        self.assertEqual(len(shown), 1)
        return shown[0]

    def test_done_without_a_window(self):
        self.set_up()
        job = self.one_job(self.picture())
        self.assert_completes(job)
        summary, body = self.wait_for_one()
        self.assertIn("picture-1", summary + body)

    def test_failed_without_a_window(self):
        self.set_up(refusal(401, {"error": {"message": "Bad key"}}))
        self.assert_fails(self.one_job(self.picture()))
        summary, body = self.wait_for_one()
        self.assertIn("key", (summary + body).lower())

    def test_a_batch_is_told_once(self):
        self.set_up()
        self.pictures(5)
        self.assert_completes(self.one_job(self.easel.pictures))
        self.wait_for_one()
        time.sleep(0.5)
        self.assertEqual(len(self.desktop.shown()), 1)

    def test_not_while_the_person_looks(self):
        self.set_up(answer(delay_ms=500))
        self.easel.stop()
        self.easel.start_window()
        Window(self.easel)
        self.assert_completes(self.one_job(self.picture()))
        time.sleep(0.5)
        self.assertEqual(self.desktop.shown(), [])

    def test_pressing_it_shows_the_job(self):
        server = self.set_up(answer(hold_after=0))
        self.easel.stop()
        self.easel.start_window()
        window = Window(self.easel)
        job = self.one_job(self.picture())
        window.key("ctrl+w")
        window.click("button", "Keep Working")
        wait_until(self.desktop.on_screen, "the window to be gone")
        server.release()
        self.assert_completes(job)
        wait_until(lambda: [shown.summary for shown in self.desktop.on_screen()]
                   == ["“picture-1.png” Is Done"], "a notification")
        self.desktop.press()
        Window(self.easel).wait_shows("Test suggested name")


class Reviews(MergeCase):
    """With a window; test-decisions.py has those without."""

    def setUp(self):
        super().setUp()
        self.pairs = self.make_twins(2)
        self.easel.stop()
        self.desktop.forget()

    def start_window(self):
        self.easel.start_window()
        self.window = Window(self.easel)

    def start_without_window(self):
        """As the bus does, on a desktop."""
        self.easel.start("--gapplication-service", display=True)
        self.easel.bus.wait_for()

    def wait_for_review(self):
        return wait_until(lambda: next((notification for notification in self.desktop.on_screen()
                                        if "Review" in notification.buttons), None),
                          "a notification")

    def test_not_while_a_review_opens_by_itself(self):
        self.start_window()
        job = self.ask_merge(*self.pairs[0])
        self.window.find("dialog")
        time.sleep(1)
        self.assertEqual(self.desktop.shown(), [])
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")

    def test_while_the_person_is_busy_elsewhere(self):
        """The window is in front, but no review opens over another dialog."""
        self.start_window()
        self.window.key("ctrl+comma")
        self.window.find("dialog")
        self.ask_merge(*self.pairs[0])
        self.wait_for_review()
        self.window.key("Escape")

    def test_reviewing_without_a_window(self):
        self.start_without_window()
        jobs = [self.submit_merge(*pair) for pair in self.pairs]
        self.wait_awaiting(*jobs)
        wait_until(lambda: self.wait_for_review().summary == "2 Reviews Wait",
                   lambda: f"both in one: {self.desktop.on_screen()}")
        self.desktop.press("Review")
        Window(self.easel).find("dialog")
        self.assertEqual([self.easel.job(job)["state"] for job in jobs], ["awaiting_input"] * 2)

    def test_reviewing_starts_easel(self):
        """The desktop keeps a notification when its program has ended."""
        job = self.ask_merge(*self.pairs[0])
        self.easel.kill()
        self.start_without_window()
        self.easel.bus.call(APP_ID, APP_PATH, "org.freedesktop.Application", "ActivateAction",
                            "(sava{sv})", "review-job", [GLib.Variant("s", job)], {})
        Window(self.easel).find("dialog")

    def test_approving_without_a_window(self):
        self.start_without_window()
        job = self.ask_merge(*self.pairs[0])
        self.wait_for_review()
        self.desktop.press("Approve")
        self.assert_completes(job)
        self.assertEqual([change["door"] for change in self.history()], ["notification"])


if __name__ == "__main__":
    tap.main()

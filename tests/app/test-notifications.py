#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told when work ends out of sight, to a stand-in for the desktop's notifications."""

import time

from harness import tap
from harness.case import EaselCase
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
        self.set_up(answer(delay_ms=2000))
        self.easel.stop()
        self.easel.start_window()
        window = Window(self.easel)
        job = self.one_job(self.picture())
        window.key("ctrl+w")
        self.assert_completes(job)
        self.wait_for_one()
        self.desktop.press()
        Window(self.easel).wait_shows("Test suggested name")


if __name__ == "__main__":
    tap.main()

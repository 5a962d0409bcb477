#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the window and quitting while there is work: what is asked, remembered, and told to the
desktop, which may have a portal, refuse, or know nothing of it."""

from harness import tap
from harness.case import EaselCase
from harness.portal import Portal
from harness.server import answer
from harness.waiting import PATIENCE, wait_until
from harness.window import Window


class Leaving(EaselCase):
    def setUp(self):
        super().setUp()
        self.easel.env["GSETTINGS_BACKEND"] = "keyfile"
        self.server = self.set_up(answer(hold_after=0, times=1), answer(hang=True, times=1),
                                  answer())
        self.easel.stop()
        self.desktop.forget()

    def stop_answers(self, times=1):
        """Every second question is answered: so many times that asked again."""
        self.server = self.serve(*[answer(hang=True, times=1), answer(times=1)] * times)
        self.easel.add_provider(self.server)
        self.easel.stop()

    def start_alone(self):
        self.process = self.easel.start_window()
        self.window = Window(self.easel)

    def start(self, number=1):
        """A window with a job at work; the library has the answer of a picture it knows."""
        self.start_alone()
        return self.give_work(number)

    def give_work(self, number=1):
        asked = len(self.server.questions())
        job = self.one_job(self.picture(number))
        self.server.wait_for_question(asked + 1)
        self.easel.wait_for_state(job, "running")
        return job

    def portal(self, allows):
        portal = Portal(self.easel.bus, allows)
        self.addCleanup(portal.close)
        return portal

    def close_and_keep(self):
        self.window.key("ctrl+w")
        self.window.find("button", "Keep Working")
        self.window.click("button", "Keep Working")

    def assert_stopped(self, job):
        """And goes on at the next start."""
        self.process.wait(PATIENCE)
        self.easel.start_background()
        self.assert_completes(job)

    def summaries(self):
        return [notification.summary for notification in self.desktop.on_screen()]

    def test_without_a_portal(self):
        """It is asked once, kept, and shown by a notification as long as there is work."""
        job = self.start()
        self.close_and_keep()
        shown = wait_until(self.desktop.on_screen, "a notification")
        self.assertEqual((shown[0].summary, shown[0].body, list(shown[0].buttons)),
                         ("Easel Works in the Background", "1 job running", ["Quit"]))
        self.assertIsNone(self.process.poll())
        self.server.release()
        self.assert_completes(job)
        wait_until(lambda: "Easel Works in the Background" not in self.summaries(),
                   "the notification to go")

        self.easel.stop()
        self.desktop.forget()
        job = self.start(2)
        self.window.key("ctrl+w")
        wait_until(self.desktop.on_screen, "a notification")
        self.desktop.press("Quit")
        self.assert_stopped(job)

    def test_with_a_portal(self):
        """It is asked, and told what goes on. Starting at login is a switch that is off, and stays
        on when work in the background is asked for."""
        self.start_alone()
        self.window.key("ctrl+comma")
        self.window.click("page tab", "General")
        self.window.click("check box", "Start at Login")
        self.window.wait_shows("This desktop cannot start Easel at login")

        portal = self.portal(True)
        self.window.click("check box", "Start at Login")
        method, options = portal.next()
        self.assertEqual((method, options["autostart"], options["commandline"]),
                         ("RequestBackground", True, ["easel", "--gapplication-service"]))
        keyfile = self.easel.config / "glib-2.0" / "settings" / "keyfile"
        wait_until(lambda: keyfile.exists() and "autostart=true" in keyfile.read_text(),
                   "the setting")
        dialog = self.window.find("dialog", "Preferences")
        self.window.click("button", "Close", within=dialog)
        self.window.wait_gone("page tab", "General")

        job = self.give_work()
        self.close_and_keep()
        calls = dict(portal.next() for _ in range(2))
        self.assertEqual(calls["SetStatus"], {"message": "1 job running"})
        request = calls["RequestBackground"]
        self.assertTrue(request["autostart"])
        self.assertRegex(request["reason"], r"\w+ \w+")
        self.server.release()
        self.assert_completes(job)
        self.assertEqual(portal.next(), ("SetStatus", {"message": ""}))
        self.assertNotIn("Easel Works in the Background", self.summaries())

    def test_refused(self):
        """Then it does not go on behind the person's back, and says so."""
        self.stop_answers()
        portal = self.portal(False)
        job = self.start()
        self.close_and_keep()
        wait_until(lambda: "Easel May Not Work in the Background" in self.summaries(),
                   "a notification")
        portal.close()
        self.assert_stopped(job)

    def test_quitting(self):
        """Quitting says what stops; closing can quit, too, and that is remembered."""
        self.stop_answers(2)
        job = self.start()
        self.window.key("ctrl+q")
        self.window.wait_shows("1 job is running. It stops, and goes on when you open Easel again.")
        self.window.key("Escape")
        self.window.wait_gone("button", "Quit")
        self.window.key("ctrl+w")
        self.window.click("button", "Quit")
        self.assert_stopped(job)
        self.easel.stop()

        job = self.start(2)
        self.window.key("ctrl+w")
        self.assert_stopped(job)
        self.assertEqual(len(self.server.questions()), 4)


if __name__ == "__main__":
    tap.main()

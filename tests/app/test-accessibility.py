#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told: every control on every page has a name."""

from gi.repository import Atspi, GLib

from harness import tap
from harness.accessibility import unnamed
from harness.case import KEY, EaselCase
from harness.easel import DATA
from harness.server import answer, refusal
from harness.window import Window


class Accessibility(EaselCase):
    def check(self, page):
        self.assertGreater(len(self.window.all()), 10, page)
        with self.subTest(page=page):
            self.assertEqual(unnamed(self.window.frame), [], page)

    def show(self, action, *words):
        self.window.action(action, GLib.Variant("s", words[0]) if words else None)

    def open(self):
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)

    def test_first_run(self):
        self.open()
        self.window.wait_shows("Demo")
        self.check("welcome")
        self.show("win.dismiss-welcome")
        self.window.find("list", "Things to try")
        self.check("empty Brief")
        self.window.click("toggle button", "Outfit")
        self.window.find("list", "What to look for")
        self.check("analyzers")
        self.window.key("Escape")
        self.show("win.show-page", "library")
        self.window.wait_shows("Your Library Is Empty")
        self.check("empty library")
        self.show("app.set-up-provider")
        self.window.find("text", "API Key")
        self.check("new provider")

    def test_jobs(self):
        self.set_up(refusal(401, {"error": {"message": "Bad key"}}, times=1), answer(times=1),
                    answer(cut_after=900, hang=True))
        failed = self.one_job(self.picture(1))
        self.easel.wait(failed)
        done = self.one_job(DATA / "astronaut.jpg")
        self.assert_completes(done)
        running = self.one_job(self.picture(3), analyzers=["makeup"])
        self.open()
        self.window.wait_shows("astronaut")
        self.check("Brief")
        for name, job, words in [("failed job", failed, "Try Again"),
                                 ("completed job", done, "Test suggested name"),
                                 ("running job", running, "suggested_name")]:
            self.show("win.show-job", job)
            self.window.wait_shows(words)
            self.check(name)
        self.show("win.show-page", "library")
        self.window.wait_shows("Test suggested name")
        self.check("library")
        self.window.key("ctrl+f")
        self.window.find(name="Search the library")
        self.check("library search")
        self.show("win.show-entity", self.easel.library("--kind", "outfit")[0]["id"])
        self.window.wait_shows("Where It Comes From")
        self.check("entity")

    def test_batch_and_dialogs(self):
        self.set_up(key=KEY)
        self.pictures(3)
        batch = self.one_job(self.easel.pictures)
        self.assert_completes(batch)
        self.open()
        self.window.wait_shows("pictures")
        self.show("win.show-job", batch)
        self.window.find("list", "Jobs of this batch")
        self.check("batch")
        self.show("app.preferences")
        self.window.find("list", "Providers")
        self.check("providers")
        self.window.press(self.window.find("list item", contains="test",
                                           within=self.window.find("list", "Providers")))
        self.window.find("button", "Test")
        self.check("provider")
        self.window.key("Escape")
        self.window.key("Escape")
        self.show("app.choose-model")
        self.window.wait_shows("Describing Pictures")
        self.check("models")
        self.window.click("page tab", "Costs")
        self.window.wait_shows("Last 30 Days")
        self.check("costs")
        self.window.key("Escape")
        self.show("app.about")
        self.window.wait_shows("Website")
        self.check("about")
        self.window.key("Escape")
        backup, prices = self.easel.folder / "backup.zip", self.easel.data / "easel/prices.json"
        prices.write_text("{}")
        self.assert_completes(self.easel.ok("backup", backup).lines[0])
        prices.unlink()
        restore = self.easel.ok("restore", backup).lines[0]
        self.easel.wait(restore)
        self.show("win.review-job", restore)
        self.window.find("button", "Cancel Restore")
        self.check("restore")

    def test_the_keyboard_reaches_everything(self):
        """Tab goes round the window and comes to the sidebar, the page and their buttons."""
        self.open()
        self.show("win.dismiss-welcome")
        self.window.find("list", "Things to try")
        reached = set()
        for _ in range(25):
            self.window.key("Tab")
            for node in self.window.all():
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    reached.add(node.get_name() or node.get_role_name())
        tap.figure("reached by Tab", sorted(reached))
        for name in "Open Pictures", "Main Menu", "Pause", "Open a Picture":
            self.assertIn(name, reached)


if __name__ == "__main__":
    tap.main()

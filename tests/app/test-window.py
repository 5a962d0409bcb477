#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, driven as a person drives it: by drag, keyboard, and what a screen reader offers."""

import json
import re
import sqlite3
import time

from gi.repository import GLib

from harness import tap
from harness.case import KEY, EaselCase
from harness.drag import DragSource
from harness.easel import DATA
from harness.server import answer, refusal
from harness.window import Window, wait_until

PAGE = (700, 400)  # on the page beside the sidebar
HALF = 4000  # bytes of an answer that streams


class WindowCase(EaselCase):
    def open(self, *routes, key="", **kwargs):
        """Easel's window with a server behind it."""
        self.server = self.set_up(*routes, key=key, **kwargs)
        self.easel.stop()
        return self.open_plain()

    def open_plain(self, *files):
        self.easel.start_window(*files)
        self.window = Window(self.easel)
        return self.window

    def drag(self, kind, *values):
        source = DragSource(kind, *values)
        self.addCleanup(source.__exit__)
        source.drag(*PAGE)
        return source

    def row(self, words):
        """The job's row in the sidebar."""
        rows = self.window.find("list", "Jobs")
        return wait_until(lambda: next(iter(self.window.all("list item", contains=words,
                                                            within=rows)), None),
                          f"a row with {words}\n{self.window.dump()}")

    def show_job(self, words):
        self.window.press(self.row(words))

    def show_library(self):
        self.window.press(self.window.find("list item", "Library"))

    def assert_no_key_anywhere(self):
        looked_at = [path for path in self.easel.folder.rglob("*") if path.is_file()]
        self.assertGreater(len(looked_at), 4)
        for path in looked_at:
            self.assertNotIn(KEY.encode(), path.read_bytes(), path)


class Overnight(WindowCase):
    def set_up_batches(self):
        """A provider that takes batches, for half of what it costs now."""
        server = self.serve(batches={"polls": 1})
        self.easel.add_provider(server, key=KEY, kind="openai")
        self.easel.stop()
        price = {"origin": server.url.removesuffix("/v1"), "model": "test-model", "input": 1000,
                 "output": 2000, "batch": 0.5, "date": "2026-11-24"}
        (self.easel.data / "easel/prices.json").write_text(json.dumps({"prices": [price]}))
        return server

    def think_better_of_it(self):
        """Nothing was begun before one answered."""
        self.window.find(contains="Analyze 20 Pictures?")
        self.assertEqual(self.easel.jobs(), [])
        self.window.key("Escape")
        self.window.wait_gone(contains="Analyze 20 Pictures?")
        self.assertEqual(self.easel.jobs(), [])

    def test_many_by_every_door(self):
        """Asked when: files that are there before Easel is, pasted ones, dropped ones."""
        server = self.set_up_batches()
        pictures = self.pictures(20)
        window = self.open_plain(*pictures)
        self.think_better_of_it()
        source = DragSource("files", *pictures)
        self.addCleanup(source.__exit__)
        window.key("ctrl+v")
        self.think_better_of_it()

        source.drag(*PAGE)
        source.drop()
        window.find(contains="Analyze 20 Pictures?")
        costs = [re.search(r"^(Now|Overnight) · about \$([0-9.]+)$", name)
                 for name in window.names()]
        costs = {cost[1]: float(cost[2]) for cost in costs if cost}
        self.assertAlmostEqual(costs["Overnight"], costs["Now"] / 2, delta=0.01)
        window.activate(window.find("radio button", contains="Overnight"))
        window.click("button", "Analyze")
        self.row("20 Pictures")
        server.wait_for("batch")
        self.assertEqual(server.questions(), [])


class FromDropToLibrary(WindowCase):
    def test_one_picture(self):
        window = self.open(answer(hold_after=HALF), key=KEY)
        source = self.drag("files", DATA / "astronaut.jpg")
        source.drop()
        self.show_job("astronaut")
        self.server.wait_for_question()
        window.wait_shows('"suggested_name":')  # streamed text, while it comes
        self.assertEqual(self.server.answered(), [], "shown only at the end")
        self.server.release()
        job, = self.easel.jobs()
        self.assert_completes(job["id"])
        window.wait_shows("Test suggested name")

        self.show_library()
        window.find(contains="Test suggested name")
        question, = self.server.questions()
        self.assertEqual(question["headers"]["Authorization"], f"Bearer {KEY}")
        self.easel.stop()
        self.assert_no_key_anywhere()

    def test_several_files_and_a_folder(self):
        window = self.open()
        folder = self.easel.pictures / "holiday"
        folder.mkdir()
        for number in 1, 2:
            self.picture(number).rename(folder / f"beach-{number}.png")
        self.drag("files", self.picture(3), self.picture(4), folder).drop()
        wait_until(lambda: sum(job["state"] == "completed" and job["kind"] == "analyze"
                               for job in self.easel.jobs()) >= 5, "four pictures and a folder")
        self.assertEqual(len(self.easel.library("--kind", "outfit")), 4)
        window.find("list", "Jobs")

    def test_pixels_from_a_browser(self):
        self.open()
        self.drag("picture", self.picture(7)).drop()
        job = wait_until(self.easel.jobs, "a job")[0]
        self.assert_completes(job["id"])
        self.assertEqual(len(self.server.questions()), 1)

    def test_a_link_from_a_browser(self):
        web = self.serve({"method": "GET", "path": "/cat.png",
                          "headers": {"Content-Type": "image/png"},
                          "body_base64": self.base64(self.picture(8))})
        self.open()
        self.drag("uri", web.url.replace("/v1", "/cat.png")).drop()
        job = wait_until(self.easel.jobs, "a job")[0]
        self.assert_completes(job["id"])
        self.assertNotIn("Authorization", str(web.journal()))

    @staticmethod
    def base64(path):
        import base64
        return base64.b64encode(path.read_bytes()).decode()

    def test_pasted_files_and_pixels(self):
        window = self.open()
        for count, (kind, number) in enumerate([("files", 1), ("picture", 2)], 1):
            with self.subTest(kind=kind), DragSource(kind, self.picture(number)):
                window.key("ctrl+v")
                wait_until(lambda: len(self.easel.jobs()) == count, "a job")
                self.assert_completes(self.easel.jobs()[-1]["id"])

    def test_opened_from_the_command_line(self):
        self.open_plain(self.picture(1))
        self.row("picture-1")
        self.easel.start(self.picture(2), display=True)
        self.row("picture-2")
        jobs = self.easel.jobs()
        tap.figure("jobs", [(job["title"], job["parent"]) for job in jobs])
        self.assertEqual([job["title"] for job in jobs if job["parent"] is None],
                         ["picture-1.png", "picture-2.png"])

    def test_a_window_takes_over_from_the_background(self):
        self.server = self.set_up(answer(hang=True, times=1), answer())
        job = self.one_job(self.picture())
        self.server.wait_for_question()
        background = self.easel.pid
        self.open_plain()
        self.assertNotEqual(self.easel.pid, background)
        self.row("picture-1")
        self.assert_completes(job)


class Working(WindowCase):
    def test_cancel_while_it_streams(self):
        window = self.open(answer(hold_after=600))
        job = self.one_job(self.picture())
        row = self.row("picture-1")
        self.server.wait_for("held")
        wait_until(lambda: self.easel.job(job)["state"] == "running", "a running job")
        window.activate(window.find("button", contains="Cancel", within=row))
        self.server.wait_for("closed")
        wait_until(lambda: self.easel.job(job)["state"] == "canceled", "a canceled job")
        self.show_job("picture-1")
        window.wait_shows("Canceled")
        time.sleep(0.5)
        self.assertEqual(self.easel.job(job)["state"], "canceled")
        self.assertEqual(self.easel.library(), [])

    def test_a_refused_key_has_a_remedy(self):
        window = self.open(refusal(401, {"error": {"message": "Bad key",
                                                   "code": "invalid_api_key"}}, times=1), answer())
        job = self.one_job(self.picture())
        error = self.assert_fails(job, "key-refused")
        self.show_job("picture-1")
        window.wait_shows(error["message"])
        window.find("button", "Set Up Provider")
        window.activate(window.find("button", contains="Try Again"))
        wait_until(lambda: self.easel.job(job)["state"] != "failed", "another attempt")
        self.assert_completes(job)
        window.wait_shows("Test suggested name")

    def test_a_file_that_is_no_picture(self):
        window = self.open()
        path = self.easel.pictures / "notes.png"
        path.write_text("Dear diary")
        self.drag("files", path).drop()
        job = wait_until(self.easel.jobs, "a job")[0]["id"]
        error = self.assert_fails(job)
        self.show_job("notes")
        window.wait_shows(error["message"])

    def test_pause(self):
        window = self.open()
        window.activate(window.find(name="Pause"))
        window.find("button", "Resume")
        jobs = self.easel.analyze(*self.pictures(2))
        time.sleep(1)
        self.assertEqual({self.easel.job(job)["state"] for job in jobs}, {"queued"})
        self.assertEqual(self.server.questions(), [])
        window.activate(window.find(name="Resume"))
        self.assert_completes(*jobs)


class Models(WindowCase):
    def test_one_of_four_hundred(self):
        """A cluster's list is searched, not scrolled."""
        models = [{"id": f"org-{number // 20}/model-{number}:awq"} for number in range(400)]
        window = self.open(answer(), {"path": "/v1/models", "body": {"data": models}})
        window.action("app.choose-model")
        window.press(window.find("list item", contains="test-model"))
        window.wait_shows("360 more")
        window.type("MODEL-396")
        window.wait_gone("list item", contains="org-0/model-0:")
        self.assertEqual(len(window.all("list item", contains="/model-")), 1)
        window.press(window.find("list item", contains="org-19/model-396:awq"))
        wait_until(lambda: self.easel.ok("provider", "list", "--json").objects[0]["uses"]
                   == {"vision": "org-19/model-396:awq"}, "the choice")


class Trouble(WindowCase):
    """When the data cannot be opened the window says so, and takes nothing it would lose."""

    def test_data_from_a_newer_easel(self):
        self.assert_completes(self.one_job(self.picture(1)))
        self.easel.stop()
        path = self.easel.data / "easel/jobs.sqlite"
        database = sqlite3.connect(path)
        database.execute("PRAGMA user_version = 9000")
        database.close()
        before = path.read_bytes()
        window = self.open_plain()
        window.wait_shows("newer Easel")
        window.find("button", "Quit")
        self.drag("files", self.picture(2)).drop()
        time.sleep(0.5)
        window.click("button", "Quit")
        self.easel.bus.wait_for(gone=True)
        self.assertEqual(path.read_bytes(), before)

    def test_an_analyzer_of_ones_own_that_is_wrong(self):
        folder = self.easel.data / "easel/analyzers"
        folder.mkdir(parents=True)
        (folder / "bad.json").write_text("{")
        window = self.open_plain()
        for page in "brief", "library", "create":
            window.action("win.show-page", GLib.Variant("s", page))
            window.find("label", contains="“bad.json” cannot be used")
        window.press(window.find("button", "Close", within=window.find("label", contains="bad.json")
                                 .get_parent()))
        wait_until(lambda: not window.has("label", contains="bad.json"), "the end of the notice")

    def test_data_that_cannot_be_written(self):
        (self.easel.data / "easel").write_text("in the way")
        window = self.open_plain()
        window.wait_shows("Cannot Open")
        window.click("button", "Quit")
        self.easel.bus.wait_for(gone=True)


class FirstRun(WindowCase):
    def test_demo_waits_for_nothing(self):
        """No provider, no key, no question: a picture can be tried at once."""
        window = self.open_plain()
        window.wait_shows("Demo")
        self.drag("files", DATA / "astronaut.jpg").drop()
        self.row("astronaut")
        self.show_job("astronaut")
        window.wait_shows("Demo")
        self.assert_completes(self.easel.jobs()[0]["id"])

    def test_set_up_elsewhere(self):
        window = self.open_plain()
        window.find("button", "Try with Demo")
        self.easel.ok("provider", "add", "barn", "--kind", "ollama")
        window.find("list", "Things to try")
        self.assertFalse(window.has("button", "Try with Demo"))


if __name__ == "__main__":
    tap.main()

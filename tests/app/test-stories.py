#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories on the command line: written, asked about, changed and exported."""

import json
import zipfile

from harness import tap
from harness.case import EaselCase
from harness.easel import AWAITING_INPUT, FAILED, USAGE
from harness.server import answer

IMAGES = "/v1/images/generations"
OUTLINE = {"title": "The Paper Lighthouse", "scenes": [
    {"title": title, "summary": f"{title} happens.", "illustrated": title != "Wet Feet",
     "picture": f"A drawing of {title}."} for title in ("Low Tide", "Wet Feet", "The Lamp")]}
PILOT = ("--character", "a pilot", "--theme", "a lighthouse", "--scenes", "3")


def outline_route():
    return answer(match={"body_contains": "json_schema"}, echo_schema=False,
                  text=json.dumps(OUTLINE))


class Stories(EaselCase):
    def write(self, *options):
        job, = self.easel.ok("story", *PILOT, *options).lines
        return job

    def result(self, job):
        return self.easel.job(job)["result"]

    def set_up_models(self, *routes):
        server = self.set_up(*routes, lanes=4)
        for task in ("text", "image"):
            self.easel.ok("provider", "use", "test", "--task", task, "--model", f"{task}-model")
        return server

    def test_demo(self):
        """The first thing one tries works, says Demo, and becomes a book."""
        outcome = self.easel.ok("story", *PILOT, "--max-illustrations", "2")
        job, = outcome.lines
        self.assert_completes(job)
        result = self.result(job)
        self.assertEqual(result["illustrations"], {"completed": 2, "failed": 0, "canceled": 0})
        story, = self.easel.library("--kind", "story")
        self.assertEqual(story["id"], result["story"])
        titles = [scene["title"] for scene in story["attributes"]["scenes"]]
        self.assertEqual(len(set(titles)), 3, titles)
        self.assertTrue(all("Demo" in title for title in titles), titles)

        for form, name, start in (("epub", "a.epub", b"PK"), ("pdf", "a.pdf", b"%PDF"),
                                  ("html", "a.html", b"<!DOCTYPE html>"),
                                  ("markdown", "a.md", b"# Demo")):
            file = self.easel.folder / name
            self.easel.ok("story", "--export", form, "-o", file, story["name"])
            self.assertTrue(file.read_bytes().startswith(start), form)
        with zipfile.ZipFile(self.easel.folder / "a.epub") as book:
            self.assertEqual(book.infolist()[0].filename, "mimetype")
            self.assertIsNone(book.testzip())

    def test_stop_after_plan(self):
        """The story follows the outline as it was edited."""
        server = self.set_up_models(outline_route(), answer(echo_schema=False, text="The sea."),
                                    {"method": "POST", "path": IMAGES, "image": True})
        job = self.write("--max-illustrations", "2", "--stop-after-plan")
        self.assertEqual(self.easel.wait(job).code, AWAITING_INPUT)
        record = self.easel.job(job)
        self.assertEqual(len(server.questions()), 1)
        values = record["awaiting"]["proposal"]["values"]
        values["scenes"][1]["summary"] = "A dog takes it away."
        file = self.easel.folder / "outline.json"
        file.write_text(json.dumps(record))
        self.easel.ok("review", job, "--edit", file)
        self.assert_completes(job)
        bodies = [line["body"] for line in server.questions()]
        self.assertTrue(all("A dog takes it away." in body for body in bodies[1:]))
        self.assertEqual(sum(line["path"] == IMAGES for line in server.journal("request")), 2)

    def test_cancel_leaves_nothing(self):
        server = self.set_up_models(outline_route())
        job = self.write("--stop-after-plan")
        self.assertEqual(self.easel.wait(job).code, AWAITING_INPUT)
        self.easel.ok("review", job, "--cancel")
        self.assertEqual(self.easel.wait_for_state(job, "canceled"), "canceled")
        self.assertEqual(self.easel.library("--kind", "story"), [])
        self.assertEqual(len(server.questions()), 1)

    def test_scene_anew(self):
        """A scene is written anew, and that is undone."""
        self.set_up_models(
            outline_route(), answer(match={"body_contains": "Let it rain"}, echo_schema=False,
                                    text="It rained."),
            answer(echo_schema=False, text="The sea."))
        job = self.write("--max-illustrations", "0")
        self.assert_completes(job)
        story = self.result(job)["story"]
        anew, = self.easel.ok("story", "--rewrite", "2", "--comment", "Let it rain", story).lines
        self.assert_completes(anew)
        texts = [scene["text"] for scene
                 in self.easel.library("--kind", "story")[0]["attributes"]["scenes"]]
        self.assertEqual(texts, ["The sea.", "It rained.", "The sea."])
        self.easel.ok("undo", self.result(anew)["entry"])
        texts = [scene["text"] for scene
                 in self.easel.library("--kind", "story")[0]["attributes"]["scenes"]]
        self.assertEqual(texts, ["The sea."] * 3)

    def test_bad_input(self):
        easel = self.easel
        job = self.write("--max-illustrations", "0")
        self.assert_completes(job)
        story = self.result(job)["story"]
        for words, says in (
                ((), "character"),
                (("-c", "a pilot"), "theme"),
                ((*PILOT, "--scenes", "2"), "3 to 10"),
                ((*PILOT, "--max-illustrations", "4"), "illustrations"),
                ((*PILOT, "--kind", "sad"), "sad"),
                ((*PILOT, "--perspective", "fourth"), "fourth"),
                ((*PILOT, story), "--rewrite"),
                (("--rewrite", "1"), "one story"),
                (("--rewrite", "-1", story), "scene"),
                (("--rewrite", "1", "--export", "pdf", story), "one of"),
                (("--rewrite", "1", "No such story"), "No such story"),
                (("--export", "pdf", story), "-o"),
                (("--export", "docx", "-o", easel.folder / "a", story), "docx")):
            self.assert_refused(easel.run("story", *words), USAGE, says)
        self.assert_refused(easel.run("story", "--export", "pdf", "-o",
                                      easel.folder / "nowhere" / "a.pdf", story), FAILED, "folder")
        late, = easel.ok("story", "--rewrite", "4", story).lines
        self.assert_fails(late, "bad-params", "no scene 4")
        gone, = easel.ok("story", "-c", "01902f3e-0000-7000-8000-000000000000", "-t", "x").lines
        self.assert_fails(gone, "not-in-library", "character")


if __name__ == "__main__":
    tap.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories on the command line: written, asked about, changed and exported."""

import zipfile

from harness import tap
from harness.easel import AWAITING_INPUT, CANCELED, FAILED, USAGE
from harness.making import (OUTLINE, PILOT, POLICY, MakingCase, drawing, outline_route, refusing,
                            scene_route)
from harness.server import answer


class Stories(MakingCase):
    def begin(self, *options):
        return self.make("story", *PILOT, *options)

    def texts(self):
        return [scene["text"] for scene in self.named("story")["attributes"]["scenes"]]

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

    def stop_after_plan(self, *routes):
        """A story that awaits its decision."""
        self.set_up_models(*(routes or [outline_route()]), answer(echo_schema=False,
                                                                  text="The sea."), drawing())
        job = self.begin("--max-illustrations", "2", "--stop-after-plan")
        self.assertEqual(self.easel.wait(job).code, AWAITING_INPUT)
        return job

    def test_stop_after_plan(self):
        """The story follows the outline as it was edited."""
        job = self.stop_after_plan()
        record = self.easel.job(job)
        self.assertEqual(len(self.server.questions()), 1)
        self.assertEqual(self.drawings(), [])
        values = record["awaiting"]["proposal"]["values"]
        values["title"] = "The Wet Dog"
        values["scenes"][1]["summary"] = "A dog takes it away."
        values["scenes"][1]["title"] = "The Dog"
        self.easel.ok("review", job, "--edit", self.write("outline.json", record))
        self.assert_completes(job)
        bodies = [line["body"] for line in self.server.questions()]
        self.assertEqual(len(bodies), 4)
        self.assertTrue(all("A dog takes it away." in body for body in bodies[1:]))
        self.assertEqual(sorted(self.pictured()), ["Low Tide", "The Lamp"])
        story = self.named("story")
        self.assertEqual(story["name"], "The Wet Dog")
        self.assertEqual([scene["title"] for scene in story["attributes"]["scenes"]],
                         ["Low Tide", "The Dog", "The Lamp"])

    def test_revise_and_approve(self):
        """It is planned anew with the comment, and nothing else is asked until it is approved."""
        revised = {**OUTLINE, "title": "The Paper Ship"}
        job = self.stop_after_plan(outline_route(times=1), outline_route(revised))
        self.easel.ok("review", job, "--revise", "Let it be a ship")
        self.assertEqual(self.easel.wait(job).code, AWAITING_INPUT)
        self.assertEqual(len(self.server.questions()), 2)
        self.assertIn("Let it be a ship", self.server.questions()[1]["body"])
        self.assertEqual(self.easel.job(job)["awaiting"]["proposal"]["values"]["title"],
                         "The Paper Ship")
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        self.assertEqual(self.named("story")["name"], "The Paper Ship")
        self.assertEqual(self.scenes(), [1, 2, 3])

    def test_wrong_outlines(self):
        """Each is refused with a sentence, and the job still waits."""
        job = self.stop_after_plan()
        values = self.easel.job(job)["awaiting"]["proposal"]["values"]
        for wrong in ({}, {**values, "title": ""}, {**values, "scenes": []},
                      {**values, "scenes": [{"title": "One"}]}, {**values, "scenes": "three"}):
            with self.subTest(wrong=wrong):
                outcome = self.easel.run("review", job, "--edit",
                                         self.write("outline.json", {"values": wrong}))
                self.assertIn(outcome.code, (FAILED, USAGE))
                self.assert_sentence(outcome.err)
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")
        self.assertEqual(len(self.server.questions()), 1)

    def test_cancel_leaves_nothing(self):
        """But the outline: when it is tried again, that waits once more."""
        job = self.stop_after_plan()
        outline = self.easel.job(job)["awaiting"]["proposal"]["values"]
        self.easel.ok("review", job, "--cancel")
        self.assertEqual(self.easel.wait_for_state(job, "canceled"), "canceled")
        self.assertEqual(self.easel.wait(job).code, CANCELED)
        self.assertEqual(self.easel.library(), [])
        self.easel.ok("retry", job)
        self.assertEqual(self.easel.wait(job).code, AWAITING_INPUT)
        self.assertEqual(self.easel.job(job)["awaiting"]["proposal"]["values"], outline)
        self.assertEqual(len(self.server.questions()), 1)

    def test_cancel_while_writing(self):
        """What was half written is nowhere."""
        self.set_up_models(outline_route(), scene_route(2, hang=True), scene_route(1))
        job = self.begin("--max-illustrations", "2")
        self.server.wait_for_question(3)
        self.easel.ok("cancel", job)
        self.assertEqual(self.easel.wait_for_state(job, "canceled"), "canceled")
        self.assertEqual(self.easel.library(), [])
        self.assertEqual((self.scenes(), self.drawings()), ([1, 2], []))

    def test_scene_anew(self):
        """A scene is written anew, and that is undone."""
        self.set_up_models(
            outline_route(), answer(match={"body_contains": "Let it rain"}, echo_schema=False,
                                    text="It rained."),
            answer(echo_schema=False, text="The sea."))
        job = self.begin("--max-illustrations", "0")
        self.assert_completes(job)
        story = self.result(job)["story"]
        anew = self.make("story", "--rewrite", "2", "--comment", "Let it rain", story)
        self.assert_completes(anew)
        self.assertEqual(self.texts(), ["The sea.", "It rained.", "The sea."])
        self.easel.ok("undo", self.result(anew)["entry"])
        self.assertEqual(self.texts(), ["The sea."] * 3)

    def test_illustration_fails(self):
        """The story can be read, and the one that failed is tried again."""
        self.set_up_models(outline_route(), answer(echo_schema=False, text="The sea."),
                           refusing(match={"body_contains": "A drawing of The Lamp."}), drawing())
        job = self.begin("--max-illustrations", "2")
        self.assertEqual(self.easel.wait(job).code, 0)
        self.assertEqual(self.result(job)["illustrations"],
                         {"completed": 1, "failed": 1, "canceled": 0})
        self.assertEqual(self.texts(), ["The sea."] * 3)
        self.easel.ok("story", "--export", "markdown", "-o", self.easel.folder / "a.md",
                      self.named("story")["id"])
        failed, = (child for child in self.children(job) if child["state"] == "failed")
        self.assertIn(POLICY, failed["error"]["message"])
        self.easel.ok("retry", failed["id"])
        self.assert_completes(failed["id"])
        scenes = self.named("story")["attributes"]["scenes"]
        self.assertEqual([scene["title"] for scene in scenes if scene.get("picture")],
                         ["Low Tide", "The Lamp"])
        self.assertEqual(sorted(self.pictured()), ["Low Tide", "The Lamp", "The Lamp"])

    def test_bad_input(self):
        easel = self.easel
        job = self.begin("--max-illustrations", "0")
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

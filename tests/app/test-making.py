#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and stories are made on the command line, from what was found in other pictures; what a
kill -9 interrupts goes on without anything being paid for twice."""

import json

from gi.repository import GLib

from harness import tap
from harness.books import FORMATS, READERS
from harness.easel import FAILED
from harness.making import (EDITS, NO_PICTURE, PILOT, MakingCase, drawing, not_drawing, prompt_of,
                            refusing, scene_route)
from harness.waiting import wait_until


class EveryStep(MakingCase):
    """From two pictures to a book."""

    def analyze_two(self):
        first = self.easel.analyze(self.picture(1), analyzers=["outfit", "character_appearance"])
        second = self.easel.analyze(self.picture(2), analyzers=["visual_style"])
        self.assert_completes(*first, *second)

    def make_variations(self):
        """Four, of what was found in both pictures."""
        job = self.generate("--subject", self.named("character")["name"],
                            "--use", self.named("outfit")["id"],
                            "--use", self.named("visual_style")["name"],
                            "--variations", "4", "--aspect", "3:4")
        self.assert_completes(job)
        result = self.result(job)
        self.assertEqual((result["completed"], result["failed"]), (4, 0))
        used = {self.named(kind)["id"] for kind in ("character", "outfit", "visual_style")}
        for made in result["entities"]:
            picture = self.entity(made["id"])
            origins = {link["target"] for link in picture["references"]
                       if link["role"] == "made-from"}
            self.assertGreaterEqual(origins, used)
            self.assertTrue(picture["attributes"]["generated"])
            for attribute in "prompt", "model", "provider", "recipe":
                self.assertTrue(picture["attributes"][attribute], attribute)
        self.assertEqual(self.easel.job(job)["title"], self.named("character")["name"])
        children = self.children(job)
        self.assertEqual([(child["step"], child["steps"]) for child in children], [(3, 3)] * 4)
        return [made["id"] for made in result["entities"]]

    def restyle(self, picture):
        job, seen = self.watch("transform", "style-transfer", "--subject", picture, "--style",
                               "a woodcut", "--option", "strength=0.9", "--option",
                               "keep_identity=no")
        self.assert_steps(seen, 3, "drawing")
        restyled = self.entity(self.result(job)["picture"])
        self.assertIn(picture, [link["target"] for link in restyled["references"]])
        self.assertIn("a woodcut", restyled["attributes"]["prompt"])
        self.assertEqual(restyled["attributes"]["recipe"]["options"],
                         {"keep_identity": False, "strength": 0.9})

    def write_story(self):
        job, seen = self.watch("story", "--character", self.named("character")["id"],
                               "--theme", "a lighthouse", "--scenes", "3",
                               "--max-illustrations", "2")
        self.assert_steps(seen, self.easel.job(job)["steps"])
        self.assertEqual(self.result(job)["illustrations"],
                         {"completed": 2, "failed": 0, "canceled": 0})
        self.assertEqual(len(self.children(job)), 2)
        return self.entity(self.result(job)["story"])

    def export(self, story):
        """What real readers find in each format is the story."""
        scenes = story["attributes"]["scenes"]
        for form, end in FORMATS.items():
            path = self.easel.folder / f"book.{end}"
            self.easel.ok("story", "--export", form, "-o", path, story["name"])
            titles, words, pictures = READERS[form](self, path)
            self.assertEqual(titles, [scene["title"] for scene in scenes], form)
            self.assertEqual(pictures, 2, form)
            for scene in scenes:
                for word in scene["text"].split()[:20]:
                    self.assertIn(word.strip("*"), words, form)

    def make_everything(self):
        self.analyze_two()
        pictures = self.make_variations()
        self.restyle(pictures[0])
        self.export(self.write_story())

    def test_by_demo(self):
        self.make_everything()
        for picture in self.easel.library("--kind", "picture"):
            if picture["attributes"].get("generated"):
                self.assertEqual(picture["attributes"]["provider"], "demo")

    def test_by_a_server(self):
        self.set_up_all(delay_ms=150)
        self.make_everything()
        self.assertEqual(len(self.drawings()), 4 + 1 + 2)
        self.assertEqual(self.scenes(), [1, 2, 3])
        self.assertEqual(sorted(self.pictured()), ["Low Tide", "The Lamp"])
        # The picture to restyle went along.
        restyling, = (line for line in self.drawings() if "a woodcut" in prompt_of(line))
        self.assertEqual(restyling["path"], EDITS)


class Recipes(MakingCase):
    """A picture keeps its recipe, and is made by it again."""

    def make_one(self, *words):
        job = self.generate(*words)
        self.assert_completes(job)
        return self.result(job)["picture"]

    def test_there_and_back(self):
        words = ("--subject", self.picture(1), "--text", "at dusk,\nwith a “lamp”", "--aspect",
                 "16:9", "--seed", "7", "--option", "keep_identity=no")
        picture = self.make_one(*words)
        recipe = self.recipe(picture)
        again = self.make_one("--recipe", self.write("recipe.json", recipe))
        self.assertEqual(self.recipe(again), recipe)
        for edited in self.entity(picture), {"params": {"recipe": json.loads(recipe)}}:
            again = self.make_one("--recipe", self.write("other.json", edited))
            self.assertEqual(self.recipe(again), recipe)
        self.assertEqual(json.loads(recipe)["text"], "at dusk,\nwith a “lamp”")

    def test_again_with_a_change(self):
        picture = self.make_one("--subject", "a fox", "--text", "in the snow", "--seed", "7")
        before = json.loads(self.recipe(picture))
        file = self.write("recipe.json", before)
        after = json.loads(self.recipe(self.make_one("--recipe", file, "--text", "in the rain")))
        self.assertEqual(after, {**before, "text": "in the rain"})

    def test_more_like_this(self):
        picture = self.make_one("--subject", "a fox")
        more = self.make_one("--based-on", picture, "--text", "asleep")
        self.assertEqual(json.loads(self.recipe(more)),
                         {**json.loads(self.recipe(picture)), "text": "asleep",
                          "based_on": picture})
        imported = self.make_one("--subject", self.picture(1))
        self.assertTrue(imported)
        seen, = (entity for entity in self.easel.library("--kind", "picture")
                 if entity["name"] == "picture-1.png")
        self.assert_refused(self.easel.run("generate", "--based-on", seen["id"]), 2, "recipe")

    def test_prompt_before(self):
        """It is what the model is told then, also of a file that is not imported yet."""
        self.set_up_all()
        words = ("--subject", self.picture(1), "--text", "in the snow")
        shown = self.easel.ok("generate", *words, "--show-prompt").out
        self.assertEqual([job for job in self.easel.jobs() if job["kind"] == "generate"], [])
        self.assertEqual(self.drawings(), [])
        self.assertIn("Picture 1", shown)
        self.make_one(*words)
        request, = self.drawings()
        self.assertEqual(prompt_of(request) + "\n", shown)
        self.assertEqual(request["path"], EDITS)

        edited = self.make_one(*words, "--prompt", "A fox, and nothing else.")
        self.assertEqual(prompt_of(self.drawings()[-1]), "A fox, and nothing else.")
        self.assertEqual(self.easel.ok("generate", "--show-prompt", "--recipe", self.write(
            "recipe.json", self.recipe(edited))).out, "A fox, and nothing else.\n")

    def test_same_over_the_bus(self):
        options = GLib.Variant("a{sv}", {"strength": GLib.Variant("d", 0.5)})
        params = {"name": GLib.Variant("s", "style-transfer"), "options": options,
                  "subject": GLib.Variant("s", str(self.picture(1))),
                  "style": GLib.Variant("s", "a woodcut")}
        self.easel.start_background()
        prompt, pictures = self.easel.bus.jobs("BuildPrompt", "(sa{sv})", "transform", params)
        self.assertEqual(pictures, [self.picture(1).as_uri()])
        job, = self.easel.bus.jobs("Submit", "(sa{sv})", "transform", params)
        self.assert_completes(job)
        command = self.make("transform", "style-transfer", "--subject", self.picture(1), "--style",
                            "a woodcut", "--option", "strength=0.5")
        self.assert_completes(command)
        one, other = self.result(job)["picture"], self.result(command)["picture"]
        self.assertEqual(self.recipe(one), self.recipe(other))
        self.assertEqual(self.entity(one)["attributes"]["prompt"], prompt)

        listed, = self.easel.bus.jobs("ListGenerators")
        names = [json.loads(generator)["name"] for generator in listed]
        shown = self.easel.ok("transform", "--list").out
        self.assertEqual([line.split()[0] for line in shown.splitlines() if line[0] != " "], names)
        self.assertIn("strength (0 to 1)", shown)

    def test_save(self):
        picture = self.make_one("--subject", "a fox")
        file = self.easel.folder / "fox.png"
        self.easel.ok("library", "--save", picture, file)
        content = file.read_bytes()
        self.assertTrue(content.startswith(b"\x89PNG"), content[:8])
        file.write_bytes(b"mine")
        self.assert_refused(self.easel.run("library", "--save", "a fox", file), FAILED, "--force")
        self.assertEqual(file.read_bytes(), b"mine")
        self.easel.ok("library", "--save", "--force", picture, file)
        self.assertEqual(file.read_bytes(), content)
        folder = self.easel.folder
        self.assert_refused(self.easel.run("library", "--save", picture, folder), FAILED, "folder")
        self.assert_refused(self.easel.run("library", "--save", picture, folder / "no" / "a.png"),
                            FAILED, "folder")
        self.assertEqual(list(folder.glob("**/.easel-*")), [])
        self.assert_completes(self.one_job(self.picture(1)))
        self.assert_refused(self.easel.run("library", "--save", self.named("outfit")["id"],
                                           folder / "a.png"), FAILED, "no picture")


class Variations(MakingCase):
    def test_two_of_ten_fail(self):
        """Eight pictures, and two rows that say why; another try makes them ten."""
        self.set_up_models(not_drawing(NO_PICTURE), refusing(), drawing())
        job = self.generate("--subject", "a fox", "--variations", "10")
        self.assertEqual(self.easel.wait(job).code, 0)
        result = self.result(job)
        self.assertEqual((result["completed"], result["failed"]), (8, 2))
        self.assertEqual(len(self.easel.library("--kind", "picture")), 8)
        failed = [child for child in self.children(job) if child["state"] == "failed"]
        errors = {child["error"]["code"]: child["error"] for child in failed}
        self.assertEqual(set(errors), {"bad-reply", "refused"})
        self.assertIn("violence", errors["refused"]["message"])
        for error in errors.values():
            self.assert_sentence(error["message"])

        self.easel.ok("retry", *(child["id"] for child in failed))
        self.assert_completes(*(child["id"] for child in failed))
        self.assert_completes(job)
        self.assertEqual(len(self.easel.library("--kind", "picture")), 10)
        self.assertEqual(len(self.drawings()), 12)

    def test_cancel_all(self):
        self.set_up_models(drawing(hang=True), lanes=2)
        job = self.generate("--subject", "a fox", "--variations", "4")
        wait_until(lambda: len(self.drawings()) == 2, "both lanes to draw")
        self.easel.ok("cancel", job)
        self.easel.wait_for_state(job, "canceled")
        wait_until(lambda: {child["state"] for child in self.children(job)} == {"canceled"},
                   "the end of all four")
        self.server.wait_for("closed", 2)
        self.assertEqual(self.easel.library("--kind", "picture"), [])
        self.assertEqual(len(self.drawings()), 2)


class Killed(MakingCase):
    """Only what is missing is asked for after a kill: the server wrote down what it was asked."""

    def start_story(self):
        return self.make("story", *PILOT, "--max-illustrations", "2")

    def finish(self, job):
        self.assert_completes(job)
        story = self.named("story")["attributes"]["scenes"]
        self.assertEqual([scene["text"] for scene in story],
                         ["Words of 1.", "Words of 2.", "Words of 3."])
        self.assertEqual([scene["title"] for scene in story if scene.get("picture")],
                         ["Low Tide", "The Lamp"])
        self.assertEqual(self.result(job)["illustrations"],
                         {"completed": 2, "failed": 0, "canceled": 0})

    def test_while_writing_scene_2(self):
        self.set_up_all(scene_route(2, "Words that come slowly. " * 40, times=1,
                                    hold_after=2000))
        job = self.start_story()
        wait_until(lambda: self.scenes() == [1, 2] and self.easel.job(job)["message"],
                   "the second scene")
        self.server.wait_for("held")
        self.easel.kill()
        self.assertEqual((len(self.outlines()), self.scenes(), self.drawings()), (1, [1, 2], []))

        self.finish(job)
        self.assertEqual(len(self.outlines()), 1)
        self.assertEqual(self.scenes(), [1, 2, 2, 3])
        self.assertEqual(sorted(self.pictured()), ["Low Tide", "The Lamp"])

    def test_while_drawing_illustration_1(self):
        low_tide = {"match": {"body_contains": "A drawing of Low Tide."}}
        self.set_up_all(drawing(hang=True, times=1, **low_tide))
        job = self.start_story()
        wait_until(lambda: len(self.drawings()) == 2
                   and [child["state"] for child in self.children(job)] == ["running", "completed"],
                   lambda: f"one of two: {self.children(job)}")
        self.easel.kill()
        self.assertEqual(sorted(self.pictured()), ["Low Tide", "The Lamp"])

        self.finish(job)
        self.assertEqual(len(self.outlines()), 1)
        self.assertEqual(self.scenes(), [1, 2, 3])
        self.assertEqual(sorted(self.pictured()), ["Low Tide", "Low Tide", "The Lamp"])

    def test_while_drawing_variations(self):
        """Those that are there stay, and are not drawn again."""
        self.set_up_models(drawing(times=2), drawing(hang=True, times=2), drawing(), lanes=2)
        job = self.generate("--subject", "a fox", "--variations", "4")
        wait_until(lambda: len(self.easel.library("--kind", "picture")) == 2
                   and len(self.drawings()) == 4, "two of four")
        before = {picture["id"] for picture in self.easel.library("--kind", "picture")}
        self.easel.kill()
        self.assert_completes(job)
        after = {picture["id"] for picture in self.easel.library("--kind", "picture")}
        self.assertEqual(len(after), 4)
        self.assertLess(before, after)
        self.assertEqual(len(self.drawings()), 6)


if __name__ == "__main__":
    tap.main()

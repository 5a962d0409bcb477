#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be made gets a clear sentence, and the recipe is kept: after the cause is gone it is
made by the same one."""

import base64
import json

from harness import tap
from harness.easel import USAGE
from harness.library import delete
from harness.making import (NO_PICTURE, POLICY, MakingCase, drawing, not_drawing, refusing)
from harness.server import answer

NOBODY = "01902f3e-0000-7000-8000-000000000000"
DRESSED = {"suggested_name": "Dressed", "clothing_items": [
    {"category": category, "item": item, "fabric": "cotton", "color": "red", "details": "Plain."}
    for category, item in (("one_piece", "dress"), ("tops", "shirt"), ("footwear", "boots"),
                           ("footwear", "sandals"))]}


class Refused(MakingCase):
    """No job is made of what is wrong in itself."""

    def assert_no_job(self, says, *words):
        self.assert_refused(self.easel.run(*words), USAGE, says)

    def test_at_once(self):
        file = self.picture(1)
        for says, *words in (
                ("no subject", "generate"),
                ("no subject", "generate", "--text", "in the snow"),
                ("no subject", "generate", "--subject", "  "),
                ("nowhere.png", "generate", "--subject", "nowhere.png"),
                ("nobody", "generate", "--subject", "a fox", "--use", "nobody"),
                ("not 0", "generate", "--subject", "a fox", "--variations", "0"),
                ("not 11", "generate", "--subject", "a fox", "--variations", "11"),
                ("not -1", "generate", "--subject", "a fox", "--variations", "-1"),
                ("aspect", "generate", "--subject", "a fox", "--aspect", "7:1"),
                ("at most 32000", "generate", "--subject", "a fox", "--prompt", "a fox " * 6000),
                ("--subject", "generate", "a fox"),
                ("style-transfer", "transform", "everything", "--subject", file),
                ("--list", "transform"),
                ("--subject", "transform", "outfit"),
                ("art style", "transform", "style-transfer", "--subject", file),
                ("strength", "transform", "style-transfer", "--subject", file, "--style", "ink",
                 "--option", "strength=2"),
                ("identity", "transform", "style-transfer", "--subject", file, "--style", "ink",
                 "--option", "keep_identity=3"),
                ("speed", "transform", "style-transfer", "--subject", file, "--style", "ink",
                 "--option", "speed=1"),
                ("strength=0.5", "transform", "style-transfer", "--subject", file, "--style",
                 "ink", "--option", "strong"),
                ("json", "generate", "--recipe", file),
                ("nowhere.json", "generate", "--recipe", "nowhere.json")):
            with self.subTest(says=says):
                self.assert_no_job(says, *words)
                self.assert_no_job(says, *words, "--show-prompt")
        self.assertEqual(self.easel.jobs(), [])

    def test_recipes(self):
        """Written by hand."""
        fox = {"generator": "modular", "subject": {"text": "a fox"}}
        bob, bun = ({"slot": "hair_style", "text": text} for text in ("a bob", "a bun"))
        for says, recipe in (
                ("generator", {}),
                ("paint", {**fox, "generator": "paint"}),
                ("hair style", {**fox, "parts": [bob, bun]}),
                ("hat_style", {**fox, "parts": [{"slot": "hat_style", "text": "a hat"}]}),
                ("makeup", {"generator": "style-transfer", "subject": {"picture": NOBODY},
                            "parts": [{"slot": "makeup", "text": "none"}]}),
                ("subject", {"generator": "style-transfer", "subject": {"text": "a fox"},
                             "parts": [{"slot": "art_style", "text": "ink"}]}),
                ("seed", {**fox, "seed": "seven"})):
            with self.subTest(recipe=recipe):
                self.assert_no_job(says, "generate", "--recipe",
                                   self.write("recipe.json", recipe))
        self.assertEqual(self.easel.jobs(), [])


class Failed(MakingCase):
    """What only the library or the model can tell, the job says."""

    def assert_made(self, file, *words):
        self.assert_completes(self.generate("--recipe", file, *words))

    def test_subject_is_gone(self):
        self.assert_completes(*self.easel.analyze(self.picture(1),
                                                  analyzers=["character_appearance"]))
        character = self.named("character")["id"]
        recipe = self.write("recipe.json", {"generator": "modular",
                                            "subject": {"entity": character}})
        self.assert_made(recipe)
        made, = (picture for picture in self.easel.library("--kind", "picture")
                 if picture["attributes"].get("generated"))
        self.easel.stop()
        delete(self.easel, character)
        _, file = self.assert_recipe_fails("bad-recipe", ["subject", "no longer"], "generate",
                                           "--recipe", recipe)
        self.assert_recipe_fails("bad-recipe", ["subject", "no longer"], "generate", "--recipe",
                                 recipe, "--variations", "3")
        self.assertEqual(self.children(self.easel.jobs()[-1]["id"]), [])
        self.assert_refused(self.easel.run("generate", "--recipe", recipe, "--show-prompt"), USAGE,
                            "no longer")
        self.assert_recipe_fails("bad-recipe", ["no longer"], "generate", "--based-on", made["id"])
        self.assert_made(file, "--subject", "a fox")

    def test_two_of_a_kind(self):
        server = self.set_up_models(
            answer(fill={"suggested_name": "Bob"}, times=1),
            answer(fill={"suggested_name": "Bun"}, times=1), answer(fill=DRESSED), drawing())
        for number in 1, 2:
            self.assert_completes(*self.easel.analyze(self.picture(number),
                                                      analyzers=["hair_style"]))
        self.assert_completes(self.one_job(self.picture(3)))
        items = {item["attributes"]["item"]: item["id"]
                 for item in self.easel.library("--kind", "clothing_item")}
        for says, one, other in ((["hair style"], "Bob", "Bun"),
                                 (["dress", "shirt", "together"], items["dress"], items["shirt"]),
                                 (["footwear", "sandals"], items["boots"], items["sandals"]),
                                 (["twice"], items["boots"], items["boots"])):
            with self.subTest(says=says):
                _, file = self.assert_recipe_fails("bad-recipe", says, "generate", "--subject",
                                                   "a fox", "--use", one, "--use", other)
                record = json.loads(file.read_text())
                self.assertEqual(len(record["params"]["recipe"]["parts"]), 2)
        self.assertEqual(self.drawings(), [])
        job = self.generate("--subject", "a fox", "--use", "Bob", "--use", items["dress"], "--use",
                            items["boots"])
        self.assert_completes(job)
        self.assertEqual(len(server.answered()), 3)

    def test_wrong_kind(self):
        self.assert_completes(self.one_job(self.picture(1)))
        outfit = self.named("outfit")["id"]
        self.assert_recipe_fails("bad-recipe", "outfit", "transform", "style-transfer",
                                 "--subject", self.picture(1), "--style", outfit)
        self.assert_recipe_fails("bad-recipe", "subject", "transform", "preview-item", "--subject",
                                 outfit)

    def test_refused_by_policy(self):
        """As the provider worded it, with what can be changed."""
        self.set_up_models(refusing(), drawing())
        error, file = self.assert_recipe_fails("refused", POLICY, "generate", "--subject", "a fox")
        self.assert_sentence(error["hint"])
        self.assert_made(file, "--text", "peaceful")

    def test_too_long_for_the_model(self):
        too_long = {"error": {"message": "Invalid 'prompt': string too long.",
                              "code": "string_above_max_length"}}
        self.set_up_models(not_drawing(too_long, status=400), drawing())
        _, file = self.assert_recipe_fails("context-too-long", (), "generate", "--subject",
                                           "a fox")
        self.assert_made(file)

    def test_no_picture_comes(self):
        pdf = base64.b64encode(b"%PDF-1.7\n1 0 obj\n").decode()
        cut = "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8"
        for body in (NO_PICTURE, {"data": [{"b64_json": pdf}]}, {"data": [{"b64_json": cut}]},
                     {"data": [{"b64_json": cut[:-1]}]}, {"data": [{"b64_json": "%%%%"}]},
                     {"data": [{"b64_json": ""}]}, {"data": []}, {}, "<html>Sorry</html>"):
            with self.subTest(body=body):
                self.easel.stop()
                self.easel = self.make_easel()
                self.set_up_models(not_drawing(body), drawing())
                _, file = self.assert_recipe_fails(None, (), "generate", "--subject", "a fox")
                self.assertEqual(self.easel.library("--kind", "picture"), [])
                self.assertEqual(len(self.drawings()), 1)
                self.assert_made(file)

    def test_no_model_for_pictures(self):
        """The button leads there, and then it goes on."""
        self.server = self.set_up(drawing(), answer())
        error, _ = self.assert_recipe_fails("no-image-model", "pictures", "generate", "--subject",
                                            "a fox")
        self.assertEqual(error["remedy"], "choose-model")
        self.assert_sentence(error["hint"])
        several = self.generate("--subject", "a fox", "--variations", "3")
        self.assert_fails(several, "no-image-model")
        self.assertEqual(self.drawings(), [])
        self.easel.ok("provider", "use", "test", "--task", "image", "--model", "image-model")
        jobs = [job["id"] for job in self.easel.jobs()]
        self.easel.ok("retry", *jobs)
        self.assert_completes(*jobs)
        self.assertEqual(len(self.drawings()), 4)

    def test_no_file_any_more(self):
        """What is wrong with the file is said as it is of one that is analyzed."""
        broken = self.easel.pictures / "broken.png"
        broken.write_bytes(self.picture(1).read_bytes()[:60])
        self.assert_recipe_fails(None, "broken.png", "generate", "--subject", broken)
        self.assert_recipe_fails("bad-recipe", "folder", "generate", "--subject",
                                 self.easel.pictures)


if __name__ == "__main__":
    tap.main()

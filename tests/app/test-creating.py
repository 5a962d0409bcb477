#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making something in the window: what is dragged, picked and written, and what keys do."""

import json
import time

from gi.repository import GLib

from harness import tap
from harness.accessibility import showing, unnamed
from harness.case import EaselCase
from harness.drag import DragSource, STEPS
from harness.easel import DATA
from harness.window import Window, wait_until, xdotool


class CreatingCase(EaselCase):
    """Demo does the work."""

    def setUp(self):
        super().setUp()
        self.assert_completes(self.one_job(DATA / "astronaut.jpg", analyzers=["outfit"]))
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)

    def create(self, what):
        self.window.action("win.create", GLib.Variant("s", what))
        self.window.find("button", "Generate")

    def slot(self, name):
        return self.window.find("list item", name)

    def entity(self, kind):
        return self.easel.library("--kind", kind)[0]

    def made(self):
        return [picture for picture in self.easel.library("--kind", "picture")
                if picture["attributes"].get("generated")]

    def scroll_to(self, role, name):
        """To the end of the page, where it is."""
        self.window.find(role, name)
        xdotool("mousemove", 700, 400, "click", "--repeat", 40, "--delay", 5, 5)
        time.sleep(0.3)

    @staticmethod
    def pull(source, target):
        """From place to place, with the button held."""
        xdotool("mousemove", *source, "mousedown", 1)
        for step in range(1, STEPS + 1):
            xdotool("mousemove", *(start + (end - start) * step // STEPS
                                   for start, end in zip(source, target)))
            time.sleep(0.05)
        for jiggle in (3, -3, 0):
            xdotool("mousemove", target[0] + jiggle, target[1])
            time.sleep(0.05)


class Dragging(CreatingCase):
    def test_a_file_onto_a_slot(self):
        self.create("modular")
        with DragSource("files", self.picture(1, "lake.png")) as source:
            source.drag(*self.window.place(self.slot("Outfit")))
            self.assertFalse(self.window.has("label", "Drop to Analyze"))
            source.drop()
            self.slot("Outfit: lake.png")
        self.assertEqual([job["kind"] for job in self.easel.jobs()], ["analyze"])

    def test_a_picture_beside_the_slots(self):
        self.create("style-transfer")
        with DragSource("picture", self.picture(2)) as source:
            source.drag(*self.window.place(self.window.find(
                "label", "A picture again, in another style")))
            source.drop()
            self.slot("Subject: Dropped Picture")

    def test_a_tile_onto_the_create_row(self):
        outfit = self.entity("outfit")
        self.window.action("win.show-page", GLib.Variant("s", "library"))
        tile = self.window.find("table cell", outfit["name"])
        self.pull(self.window.place(tile),
                  self.window.place(self.window.find("list item", "Create")))
        xdotool("mouseup", 1)
        self.slot(f"Outfit: {outfit['name']}")

    def test_a_tile_into_a_slot(self):
        """Held over the row, it leads to the form; what does not fit is not taken."""
        outfit = self.entity("outfit")
        self.window.action("win.show-page", GLib.Variant("s", "library"))
        tile = self.window.find("table cell", outfit["name"])
        row = self.window.place(self.window.find("list item", "Create"))
        self.pull(self.window.place(tile), row)
        slot = self.window.place(self.slot("Outfit"))
        for jiggle in (3, -3, 0):
            xdotool("mousemove", slot[0] + jiggle, slot[1])
            time.sleep(0.05)
        xdotool("mouseup", 1)
        self.slot(f"Outfit: {outfit['name']}")


class Keys(CreatingCase):
    def test_from_the_keyboard(self):
        window = self.window
        outfit = self.entity("outfit")
        window.key("alt+3")
        window.find("list item", contains="Style Transfer")
        self.create("modular")
        window.key("Return")  # the subject has the keyboard
        window.find("button", "Open a Picture File")
        window.type("astronaut")
        window.find("table cell", contains="astronaut")
        time.sleep(0.5)  # a search waits for the next letter
        window.key("Return")
        self.slot("Subject: astronaut.jpg")
        window.key("Down")
        window.key("Return")
        window.find("table cell", outfit["name"])
        window.type(outfit["name"])
        time.sleep(0.5)
        window.key("Return")
        self.slot(f"Outfit: {outfit['name']}")
        window.key("Delete")
        self.slot("Outfit")

        window.key("ctrl+Return")
        wait_until(self.made, "a picture")
        made, = self.made()
        recipe = made["attributes"]["recipe"]
        self.assertEqual(recipe["generator"], "modular")
        self.assertEqual(recipe["parts"], [])
        # The form is as it was.
        self.slot("Subject: astronaut.jpg")

    def test_escape_leaves_the_picker(self):
        self.create("modular")
        self.window.key("Return")
        self.window.find("button", "Open a Picture File")
        self.window.type("zzz")
        self.window.find("label", "No Results Found")
        self.window.key("Escape")
        self.window.wait_gone("label", "No Results Found")
        self.window.key("Escape")
        self.window.wait_gone("button", "Open a Picture File")


class Again(CreatingCase):
    def test_from_a_result_to_its_recipe(self):
        job = self.easel.ok("generate", "--subject", "a fox", "--aspect", "16:9", "--text",
                            "in the snow").lines[0]
        self.assert_completes(job)
        made, = self.made()
        self.window.action("win.show-entity", GLib.Variant("s", made["id"]))
        self.window.click("button", "Recipe")
        self.window.find("toggle button", "Aspect ratio 16:9")
        self.window.wait_shows("a fox")
        self.window.wait_shows("in the snow")
        self.window.click("button", "Generate")
        wait_until(lambda: len(self.made()) == 2, "the same again")
        first, second = self.made()
        self.assertEqual(first["attributes"]["recipe"], second["attributes"]["recipe"])

        self.window.action("win.show-entity", GLib.Variant("s", made["id"]))
        self.window.click("button", "Run Again")
        wait_until(lambda: len(self.made()) == 3, "the same once more")

        self.window.action("win.show-entity", GLib.Variant("s", made["id"]))
        self.window.click("button", "More Like This")
        wait_until(lambda: len(self.made()) == 4, "one like it")
        self.assertIn(made["id"], [picture["attributes"]["recipe"].get("based_on")
                                   for picture in self.made()])

    def test_more_of_it_where_that_can_be_made(self):
        outfit = self.entity("outfit")["id"]
        job = self.easel.ok("transform", "preview-outfit", "--subject", outfit).lines[0]
        self.assert_completes(job)
        made, = self.made()
        self.window.action("win.show-entity", GLib.Variant("s", made["id"]))
        self.window.find("button", "Run Again")
        self.assertFalse(self.window.has("button", "More Like This"))

    def test_use_in_create_and_a_star(self):
        outfit = self.entity("outfit")
        self.window.action("win.show-entity", GLib.Variant("s", outfit["id"]))
        self.window.click("toggle button", "Favorite")
        wait_until(lambda: "favorite" in self.entity("outfit")["tags"], "a star")
        self.window.click("button", "Undo")
        wait_until(lambda: "favorite" not in self.entity("outfit")["tags"], "no star")
        self.window.click("button", "Use in Create")
        self.slot(f"Outfit: {outfit['name']}")

    def test_saved_and_used_again(self):
        window = self.window
        self.create("modular")
        window.action("win.use-entity", GLib.Variant("s", self.entity("picture")["id"]))
        self.slot("Subject: astronaut.jpg")
        window.key("ctrl+s")
        window.find("text", "Name")
        window.type("Portrait")
        window.key("Return")
        self.easel_restarts()
        window = self.window
        window.action("win.show-page", GLib.Variant("s", "create"))
        self.scroll_to("list item", "Portrait")
        window.press(window.find("list item", "Portrait"))
        self.slot("Subject: astronaut.jpg")

    def easel_restarts(self):
        self.window.wait_shows("Saved on the Create page")
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)

    def test_a_recipe_of_nobody(self):
        """What cannot be read, or made, is said so."""
        self.window.action("win.show-recipe", GLib.Variant("(sss)", ("modular", "", "{")))
        self.window.action("win.show-recipe", GLib.Variant("(sss)", ("watercolors", "", json.dumps(
            {"generator": "watercolors", "parts": [], "options": {}, "seed": -1}))))
        self.window.wait_shows("watercolors")


class Names(CreatingCase):
    def check(self, page):
        with self.subTest(page=page):
            self.assertEqual(unnamed(showing(self.window.frame)), [], page)

    def test_everything_has_a_name(self):
        window = self.window
        job = self.easel.ok("generate", "--subject", "a fox").lines[0]
        self.assert_completes(job)
        window.action("win.show-page", GLib.Variant("s", "create"))
        window.find("list item", contains="Style Transfer")
        self.check("create")
        self.create("style-transfer")
        window.key("ctrl+Return")
        window.wait_shows("There is no subject")
        self.check("form")
        window.key("Return")
        window.find("button", "Open a Picture File")
        self.check("picker")
        window.key("Escape")
        window.wait_gone("button", "Open a Picture File")
        window.action("win.create", GLib.Variant("s", "story"))
        window.find("button", "Write")
        self.check("story")
        window.action("win.show-entity", GLib.Variant("s", self.made()[0]["id"]))
        window.find("button", "Run Again")
        self.check("made picture")


if __name__ == "__main__":
    tap.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The review dialog, driven by keyboard alone and by what a screen reader offers."""

import json
import time

from gi.repository import Atspi, GLib

from harness import tap
from harness.accessibility import showing, unnamed
from harness.case import EaselCase
from harness.library import dump
from harness.merging import MERGED, MergeCase, merge_answer
from harness.server import answer
from harness.window import Window, text_of, wait_until

# Longer than the dialog takes to appear, and than a draft takes to be kept.
A_WHILE = 1

OUTLINE = {"title": "The Paper Lighthouse", "scenes": [
    {"title": title, "summary": f"{title} happens.", "illustrated": False, "picture": ""}
    for title in ("Low Tide", "Wet Feet", "The Lamp")]}


class ReviewCase(MergeCase):
    def open(self, *routes):
        """The window, and two shirts to be merged."""
        self.set_up_merging(*routes)
        self.make_shirts()
        self.easel.stop()
        self.start()

    def start(self):
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.find("list", "Jobs")

    def submit(self):
        """A merge that waits for its review, and the dialog that opens by itself."""
        job = self.submit_merge(self.shirt, self.other)
        self.window.find("button", "Approve")
        return job

    def review(self, job):
        self.window.action("win.review-job", GLib.Variant("s", job))
        self.window.find("button", "Approve")

    def is_open(self):
        return self.window.has("button", "Approve")

    def value(self, field):
        return text_of(self.window.find("text", field))

    def wait_closed(self):
        self.window.wait_gone("button", "Approve")


class Keyboard(ReviewCase):
    def go_to(self, field):
        """From field to field, until this one has the keyboard."""
        for _ in range(10):
            self.window.key("alt+Down")
            node = self.window.find("text", field)
            node.clear_cache_single()
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return
        raise AssertionError(f"no way to {field}\n{self.window.dump()}")

    def test_from_question_to_undo(self):
        self.open()
        before = dump(self.easel)
        job = self.submit()
        window = self.window
        self.assertEqual(self.value("Name"), MERGED["name"])

        window.key("alt+Right")  # the name, as the first thing that differs
        wait_until(lambda: self.value("Name") == "Off-white linen shirt", "the right name")
        window.key("alt+Left")
        wait_until(lambda: self.value("Name") == "White shirt", "the left name")
        self.go_to("Color")
        window.key("ctrl+a")
        window.type("ecru")
        wait_until(lambda: self.value("Color") == "ecru", f"another color\n{window.dump()}")
        window.key("ctrl+Return")
        self.wait_closed()
        window.hold_toast("Merged into “White shirt”")
        self.assert_completes(job)

        merged = self.entity(self.shirt)
        self.assertEqual((merged["name"], merged["attributes"]["color"]), ("White shirt", "ecru"))
        self.assertEqual(self.easel.job(job)["result"]["origins"],
                         {"attributes": {"color": "person", "details": "ai"}})
        self.assertEqual(self.users(self.shirt), {"Beach day", "Garden dinner"})
        self.assertTrue(self.entity(self.other)["archived"])
        change, = self.history(self.shirt)
        self.assertEqual((change["job"], change["door"]), (job, "window"))

        window.click("button", "Undo")
        wait_until(lambda: dump(self.easel) == before, "everything as it was")

    def test_revise(self):
        self.open(merge_answer(fill=MERGED, times=1),
                  merge_answer(fill=MERGED | {"name": "Summer shirt"}))
        self.submit()
        window = self.window
        window.click("button", "Revise…")
        window.find("text", "What should be different?")
        window.click("toggle button", "Another Name")
        wait_until(lambda: self.value("What should be different?"), "a comment")
        window.key("ctrl+Return")
        window.find("radio button", "Version 2")  # it opens by itself again
        wait_until(lambda: not window.has(contains="Asking again"), "no toast behind it", 2)
        self.assertEqual(self.value("Name"), "Summer shirt")
        window.click("radio button", "Version 1")
        wait_until(lambda: self.value("Name") == MERGED["name"], "the first version")
        first, second = self.merge_questions()
        self.assertNotIn("Find a better name.", str(first))
        self.assertIn("Find a better name.", str(second))
        self.assertIn(MERGED["details"], str(second), "what was proposed before")

    def test_escape_is_later(self):
        self.open()
        job = self.submit()
        self.window.key("Escape")
        self.wait_closed()
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")


class OpensByItself(ReviewCase):
    def test_not_while_a_text_is_typed(self):
        self.open()
        self.window.key("ctrl+f")
        self.window.type("shi")
        job = self.ask_merge(self.shirt, self.other)
        time.sleep(A_WHILE)
        self.assertFalse(self.is_open())
        self.window.type("rt")
        self.window.wait_shows("shirt")
        self.review(job)

    def test_not_over_another_dialog(self):
        self.open()
        self.window.action("app.about")
        self.window.find(contains="Easel", role="label")
        self.ask_merge(self.shirt, self.other)
        time.sleep(A_WHILE)
        self.assertFalse(self.is_open())

    def test_not_over_a_picture(self):
        self.open()
        window = self.window
        window.action("win.view-picture", GLib.Variant("(ass)", ([self.shirt], self.shirt)))
        window.find("button", "Leave Full Screen")
        job = self.ask_merge(self.shirt, self.other)
        time.sleep(A_WHILE)
        self.assertFalse(self.is_open())
        self.review(job)  # who asks for it has looked at pictures long enough
        self.assertFalse(window.has("button", "Leave Full Screen"))


class Drafts(ReviewCase):
    def test_kept_when_easel_is_killed(self):
        self.open()
        job = self.submit()
        self.window.write("Color", "ecru")
        time.sleep(A_WHILE)
        self.easel.kill()

        self.start()
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")
        self.assertFalse(self.is_open(), "it did not enter that state now")
        self.review(job)
        self.assertEqual(self.value("Color"), "ecru")
        self.window.click("button", "Approve")
        self.wait_closed()
        self.assert_completes(job)
        self.assertEqual(self.entity(self.shirt)["attributes"]["color"], "ecru")
        self.assertEqual(len(self.merge_questions()), 1, "the model was asked once")


class Outline(EaselCase):
    def set_up_story(self):
        """The window, and the dialog about a story's outline."""
        self.set_up(answer(match={"body_contains": "json_schema"}, echo_schema=False,
                           text=json.dumps(OUTLINE)),
                    answer(echo_schema=False, text="The sea."), lanes=4)
        self.easel.ok("provider", "use", "test", "--task", "text", "--model", "text-model")
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.find("list", "Jobs")
        job, = self.easel.ok("story", "--character", "a pilot", "--theme", "a lighthouse",
                             "--scenes", "3", "--max-illustrations", "0",
                             "--stop-after-plan").lines
        self.window.find("button", "Approve")
        return job

    def has_focus(self, node):
        node.clear_cache_single()
        return node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def test_edited_by_keyboard(self):
        """A scene is renamed and moved down, and the story follows."""
        job = self.set_up_story()
        window = self.window
        first = window.find("text", "Title", within=window.find("grouping", "Scene 1"))
        for _ in range(6):
            if self.has_focus(first):
                break
            window.key("Tab")
        window.key("ctrl+a")
        window.type("High Tide")
        window.key("alt+Down")
        wait_until(lambda: text_of(window.find("text", "Title", within=window.find(
            "grouping", "Scene 2"))) == "High Tide", f"the scene further down\n{window.dump()}")
        window.key("ctrl+Return")
        window.wait_gone("button", "Approve")
        self.assert_completes(job)
        story, = self.easel.library("--kind", "story")
        self.assertEqual([scene["title"] for scene in story["attributes"]["scenes"]],
                         ["Wet Feet", "High Tide", "The Lamp"])

    def test_every_control_has_a_name(self):
        self.set_up_story()
        self.assertEqual(unnamed(showing(self.window.frame)), [])


class Elsewhere(ReviewCase):
    def test_decided_at_another_door(self):
        self.open()
        job = self.submit()
        self.easel.ok("review", job, "--approve")
        self.wait_closed()
        self.window.wait_shows("was decided elsewhere")

    def test_changed_meanwhile(self):
        self.open()
        job = self.submit()
        attributes = self.entity(self.shirt)["attributes"] | {"color": "cream"}
        color = self.write("color.json", {"attributes": attributes})
        self.easel.ok("library", "--edit", self.shirt, color)
        self.window.click("button", "Approve")
        self.window.wait_shows("Color")
        self.window.click("button", "Approve Anyway")
        self.wait_closed()
        self.assert_completes(job)


class ScreenReader(ReviewCase):
    def test_every_control_has_a_name(self):
        self.open()
        self.submit()
        self.assertEqual(unnamed(showing(self.window.frame)), [])
        self.window.click("button", "Revise…")
        self.window.find("text", "What should be different?")
        self.assertEqual(unnamed(showing(self.window.frame)), [])


if __name__ == "__main__":
    tap.main()

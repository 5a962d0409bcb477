#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing the library in the window: editing, selecting, the history, the Brief."""

import time

from gi.repository import GLib

from harness import tap
from harness.accessibility import showing, unnamed
from harness.library import dump
from harness.merging import MergeCase
from harness.window import Window, wait_until, xdotool


class ChangesCase(MergeCase):
    def open(self, *routes):
        """The window, and two shirts."""
        self.set_up_merging(*routes)
        self.make_shirts()
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.find("list", "Jobs")

    def check(self, page):
        with self.subTest(page=page):
            self.assertEqual(unnamed(showing(self.window.frame)), [], page)

    def show_entity(self, entity, name):
        self.window.action("win.show-entity", GLib.Variant("s", entity))
        self.window.find("label", name)
        self.window.find("button", "Edit")

    def show_library(self):
        self.window.action("win.show-page", GLib.Variant("s", "library"))
        self.window.find("table cell", "White shirt")

    def tell(self, words):
        """A toast, and its button."""
        self.window.wait_shows(words)

    def click_cell(self, name, key=None):
        if key:
            xdotool("keydown", key)
        self.window.press(self.window.find("table cell", name))
        if key:
            xdotool("keyup", key)


class Editing(ChangesCase):
    def edit(self, name):
        self.window.key("ctrl+e")
        self.window.find("text", "Name")
        time.sleep(0.3)
        self.window.key("ctrl+a")
        self.window.type(name)

    def test_saved_and_undone(self):
        self.open()
        before = dump(self.easel)
        self.show_entity(self.shirt, "White shirt")
        self.edit("Summer shirt")
        self.check("editor")
        self.window.key("ctrl+s")
        self.window.hold_toast("Saved")
        self.window.find("label", "Summer shirt")
        self.assertEqual(self.entity(self.shirt)["name"], "Summer shirt")
        self.check("entity with a history")

        self.window.click("button", "Undo")
        self.tell("Undone")
        self.window.find("label", "White shirt")
        self.assertEqual(dump(self.easel), before)

    def test_refused_and_discarded(self):
        self.open()
        before = dump(self.easel)
        self.show_entity(self.shirt, "White shirt")
        self.edit(" ")
        self.window.key("ctrl+s")
        self.window.wait_shows("name")
        self.window.find("text", "Name")
        self.window.key("Escape")
        self.window.click("button", "Discard")
        self.window.wait_gone("text", "Name")
        self.assertEqual(dump(self.easel), before)

    def test_changed_meanwhile(self):
        self.open()
        self.show_entity(self.shirt, "White shirt")
        self.edit("Summer shirt")
        path = self.write("edit.json", {"name": "Winter shirt"})
        self.easel.ok("library", "--edit", self.shirt, path)
        self.window.key("ctrl+s")
        self.window.wait_shows("was changed in the meantime: name")
        self.window.click("button", "Save Anyway")
        self.window.find("label", "Summer shirt")
        self.assertEqual(self.entity(self.shirt)["name"], "Summer shirt")

    def test_undo_asks_before_it_overwrites(self):
        self.open()
        for name in "First", "Second":
            path = self.write("edit.json", {"name": name})
            self.easel.ok("library", "--edit", self.shirt, path)
        self.window.action("win.show-history")
        self.window.click("button", "Undo: Edited “White shirt”")
        self.window.wait_shows("would overwrite what was changed since")
        self.window.click("button", "Cancel")
        self.window.wait_gone("button", "Undo Anyway")
        self.assertEqual(self.entity(self.shirt)["name"], "Second")
        self.window.click("button", "Undo: Edited “White shirt”")
        self.window.click("button", "Undo Anyway")
        self.tell("Undone")
        self.assertEqual(self.entity(self.shirt)["name"], "White shirt")
        self.check("history")


class Selecting(ChangesCase):
    def wait_obstacle(self, words):
        """Why the selected ones cannot be merged."""
        wait_until(lambda: self.window.find("button", "Merge…").get_description() == words, words)

    def test_archived_and_brought_back(self):
        self.open()
        before = dump(self.easel)
        self.show_library()
        count = len(self.window.all("table cell"))
        self.click_cell("White shirt", "ctrl")
        self.window.find("button", "Archive")
        self.window.key("ctrl+a")
        self.window.wait_shows(f"{count} Selected")
        self.check("selecting")
        self.window.click("button", "Archive")
        self.tell(f"Archived {count} things")
        self.window.wait_shows("Your Library Is Empty")
        self.assertEqual(self.easel.library(), [])

        self.window.action("win.show-history")
        row, = self.window.all("button", contains="Undo: Archived")
        self.window.activate(row)
        self.tell("Undone")
        self.assertEqual(dump(self.easel), before)

    def test_tagged_together(self):
        self.open()
        before = dump(self.easel)
        self.show_library()
        self.click_cell("White shirt", "ctrl")
        self.click_cell("Off-white linen shirt")
        self.window.click("button", "Tag…")
        self.window.find(contains="Add to")
        time.sleep(0.3)
        self.check("tags")
        self.window.type("summer")
        self.window.key("ctrl+s")
        self.tell("Tagged 2 things")
        self.assertEqual([self.entity(one)["tags"] for one in (self.shirt, self.other)],
                         [["summer"]] * 2)
        self.window.key("Escape")
        self.window.wait_gone("button", "Tag…")

        self.window.action("win.show-history")
        self.window.click("button", "Undo: Tagged 2 things")
        self.tell("Undone")
        self.assertEqual(dump(self.easel), before)

    def test_merged(self):
        self.open()
        self.show_library()
        self.click_cell("White shirt", "ctrl")
        self.wait_obstacle("Select two to merge them")
        self.click_cell("Beach day")
        self.wait_obstacle("Only two of the same kind can be merged")
        self.click_cell("Beach day")
        self.click_cell("Off-white linen shirt")
        self.window.click("button", "Merge…")
        self.window.find("button", "Approve")
        self.window.key("ctrl+Return")
        self.tell("Merged into “White linen shirt”")

        self.show_entity(self.other, "Off-white linen shirt")
        self.window.wait_shows("Merged into “White linen shirt”")
        self.window.click("button", "Show")
        self.window.find("label", "White linen shirt")
        self.window.find("label", "Garden dinner")  # used in
        self.check("merged")
        self.assertEqual(self.users(self.shirt), {"Beach day", "Garden dinner"})


class Brief(ChangesCase):
    def test_approved_all_at_once(self):
        pairs = self.make_twins(3)
        before = dump(self.easel)
        jobs = [self.ask_merge(*pair) for pair in pairs]
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.find("button", "Approve All Without Conflicts (3)")
        self.check("Brief")
        self.window.click("button", "Approve All Without Conflicts (3)")
        self.window.hold_toast("3 merges done")
        self.assert_completes(*jobs)
        self.window.click("button", "Undo")
        self.tell("Undone")
        self.assertEqual(dump(self.easel), before)

    def test_later_and_dismissed(self):
        pair, = self.make_twins(1)
        job = self.ask_merge(*pair)
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.click("button", "Dismiss")
        self.window.wait_shows("Cancel This Merge?")
        self.window.click("button", "Keep")
        self.window.wait_gone("button", "Keep")
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")

        self.window.click("toggle button", "Later")
        self.window.find("menu", "Later")
        self.window.key("Down", "Up", "Return")
        self.window.wait_shows("Drop a Picture Here")
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")


if __name__ == "__main__":
    tap.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Easel with the keyboard alone: a picture, a review and a story. No pointer, and nothing that is
asked for from outside; what a screen reader hears on the way."""

import shutil
import subprocess

from gi.repository import GLib

from harness import tap
from harness.accessibility import Listener, has_states
from harness.case import EaselCase
from harness.easel import DATA
from harness.merging import MERGED, MergeCase, merge_answer
from harness.server import answer, refusal
from harness.waiting import AT_ONCE
from harness.window import Atspi, Window, forget, text_of, wait_until, xdotool


class Keyboard(EaselCase):
    def start(self):
        with open(self.easel.config / "gtk-4.0/settings.ini", "a", encoding="utf-8") as settings:
            settings.write("gtk-enable-animations=false\n")
        self.easel.start_window()
        self.window = Window(self.easel)
        self.listener = Listener()
        self.addCleanup(self.listener.close)

    def focused(self):
        """The names of what has had the keyboard since this was asked last."""
        self.listener.listen(0.1)
        names = [node.get_name() for node in self.listener.focused]
        self.listener.focused.clear()
        return names

    def go_to(self, name, key="Tab", most=40):
        """Presses key until what begins with name has the keyboard."""
        self.focused()
        for _ in range(most):
            self.window.key(key)
            seen = self.focused()
            if any(words.startswith(name) for words in seen[-2:]):
                return
        raise AssertionError(f"{key} does not lead to {name}\n{self.window.dump()}")

    def choose_file(self, path):
        """In a window of its own, where no portal is."""
        def choosers():
            return subprocess.run(["xdotool", "search", "--onlyvisible", "--name",
                                   "^Open Pictures$"], text=True, capture_output=True
                                  ).stdout.split()

        def is_gone():
            if choosers():
                xdotool("key", "Return")
                self.listener.listen(0.5)
            return not choosers()

        xdotool("windowfocus", "--sync", wait_until(choosers, "the file chooser")[-1])
        self.listener.listen(0.5)
        self.window.type(path)
        xdotool("key", "shift+End", "Delete")  # what it completed
        self.listener.listen(0.5)
        wait_until(is_gone, "the end of the file chooser")
        self.window.focus()

    def hears(self, *sentences):
        """Each is announced, once."""
        def heard():
            self.listener.listen(0.05)
            return all(self.listener.announced.count(words) for words in sentences)

        wait_until(heard, f"{sentences}, not {self.listener.announced}")
        for words in sentences:
            self.assertEqual(self.listener.announced.count(words), 1)


class Picture(Keyboard):
    def test_from_opening_to_the_library(self):
        """And what fails or is done is announced: by itself, or several together."""
        self.set_up(refusal(401, {"error": {"message": "Bad key"}},
                            match={"body_contains": "hair_color"}), answer(delay_ms=1500))
        self.easel.stop()
        shutil.copy(DATA / "astronaut.jpg", self.easel.pictures / "astronaut.jpg")
        self.start()
        window = self.window
        window.find("list", "Things to try")
        window.key("ctrl+o")
        self.choose_file(self.easel.pictures / "astronaut.jpg")
        window.find("list item", contains="astronaut")
        window.focus()
        self.hears("astronaut.jpg: Done")
        for number in 1, 2:
            self.one_job(self.picture(number), analyzers=["hair_color"])
        self.hears("2 Jobs Are Done\n2 of them failed.")
        self.go_to("astronaut.jpg")
        window.key("Return")
        window.find("button", "Open in Library")
        self.go_to("Open in Library")
        window.key("Return")
        window.wait_shows("Where It Comes From")
        window.key("alt+Left")
        window.find("button", "Open in Library")
        self.assertTrue(self.focused(), "the keyboard is nowhere")


class Focus(MergeCase, Keyboard):
    """Whatever goes away, the keyboard is then at what is next to it, and not lost."""

    def wait_at(self, name):
        """It has come to what begins with name, and stays."""
        def is_there():
            self.listener.listen(0.1)
            last = self.listener.focused[-1:]
            for node in last:
                forget(node)
            return any(node.get_name().startswith(name)
                       and has_states(node, Atspi.StateType.FOCUSED) for node in last)

        wait_until(is_there, lambda: f"the keyboard at {name}, not "
                   f"{[node.get_name() for node in self.listener.focused[-3:]]}", AT_ONCE)

    def test_what_is_next(self):
        self.set_up_merging()
        self.make_shirts()
        self.assert_completes(self.one_job(self.picture(1, "picture-3.png")))
        for name in "Barn", "Cabin":
            self.easel.ok("provider", "add", name, "--kind", "ollama", "--url",
                          "http://127.0.0.1:1")
        self.easel.stop()
        self.start()
        self.jobs()
        self.library()
        self.editor()
        self.compositions()
        self.providers()

    def jobs(self):
        """The second of three, and then the last one."""
        for name, after in ("picture-2", "picture-1"), ("picture-1", "picture-3"):
            self.window.press(self.window.find("list item", contains=name))
            self.wait_at(name)
            self.window.key("Delete")
            self.wait_at(after)

    def library(self):
        window = self.window
        window.action("win.show-page", GLib.Variant("s", "library"))
        cell = window.find("table cell", "White shirt")
        xdotool("keydown", "ctrl")
        window.press(cell)
        xdotool("keyup", "ctrl")
        window.find("button", "Archive")
        names = tuple(entity["name"] for entity in self.easel.library()
                      if entity["id"] != self.shirt)
        self.go_to("Archive")
        window.key("space")
        window.wait_gone("table cell", "White shirt")
        self.wait_at(names)
        # A toast waits for a pointer that is over it.
        xdotool("mousemove", *window.place(window.find("button", "Undo")))
        self.go_to("Undo")
        window.key("space")
        self.wait_at(names)
        window.wait_gone("button", "Undo")

    def editor(self):
        window = self.window
        window.press(window.find("table cell", "White shirt"))
        window.find("button", "Edit")
        self.go_to("Edit")
        window.key("Return")
        self.wait_at("Name")
        self.go_to("Add to “Tags”", most=3)
        for tag in "one", "two", "three":
            window.type(tag)
            window.key("Return")
        self.go_to("Remove “two”", "shift+Tab", 3)
        for after in "Remove “three”", "Remove “one”", "Add to “Tags”":
            window.key("space")
            self.wait_at(after)
        window.key("Escape")
        self.wait_at("Edit")

    def compositions(self):
        window = self.window
        for name in "One", "Two", "Three":
            window.action("win.create", GLib.Variant("s", "modular"))
            window.find("button", "Generate")
            window.key("ctrl+s")
            self.wait_at("Name")
            window.key("ctrl+a")
            window.type(name)
            window.key("Return")
            window.wait_gone("button", "Save")
        window.action("win.show-page", GLib.Variant("s", "create"))
        window.find("list item", "One")
        self.go_to("Three")
        for after in "Two", "One":  # in the order of their names
            window.key("Delete")
            self.wait_at(after)

    def providers(self):
        window = self.window
        window.action("app.preferences")
        window.find("list", "Providers")
        self.go_to("Barn")
        window.key("Return")
        window.find("button", "Remove Provider")
        self.go_to("Remove Provider")
        window.key("space")
        self.wait_at("Cabin")


class Review(MergeCase, Keyboard):
    def test_from_question_to_undo(self):
        self.set_up_merging(merge_answer(fill=MERGED))
        self.make_shirts()
        self.easel.stop()
        self.start()
        window = self.window
        window.find("list", "Jobs")
        job = self.submit_merge(self.shirt, self.other)
        window.find("button", "Approve")
        self.go_to("Color", "alt+Down", 10)
        window.key("ctrl+a")
        window.type("ecru")
        wait_until(lambda: text_of(window.find("text", "Color")) == "ecru", "another color")
        window.key("ctrl+Return")
        window.wait_gone("button", "Approve")
        window.hold_toast("Merged into")
        self.assert_completes(job)
        self.assertEqual(self.entity(self.shirt)["attributes"]["color"], "ecru")
        self.go_to("Undo")
        window.key("space")
        wait_until(lambda: not self.entity(self.other)["archived"], "both shirts")
        self.assertEqual(self.entity(self.shirt)["attributes"]["color"], "white")
        self.assertEqual(sum("Needs You" in words for words in self.listener.announced), 1,
                         self.listener.announced)


class Story(Keyboard):
    def test_from_the_form_to_reading(self):
        """Demo writes it."""
        self.assert_completes(self.one_job(DATA / "astronaut.jpg",
                                           analyzers=["character_appearance"]))
        character = self.easel.library("--kind", "character")[0]["name"]
        self.easel.stop()
        self.start()
        window = self.window
        window.key("alt+3")
        window.find("list item", "Story")
        self.go_to("Story")
        window.key("Return")
        window.find("button", "Write")
        self.go_to("Character")
        window.key("Return")
        window.find("table cell", contains=character)
        window.type(character)
        self.listener.listen(0.5)  # a search waits for the next letter
        window.key("Return")
        window.find("list item", contains=character)
        self.go_to("What it is about")
        window.type("A lighthouse made of paper")
        window.key("F6")  # also from the sidebar
        self.assertIn("Create", self.focused())
        window.key("ctrl+s")
        window.find("text", "Name")
        window.type("Paper")
        window.key("Return")
        window.wait_shows("Saved on the Create page")
        window.key("ctrl+Return")
        job = wait_until(lambda: [job for job in self.easel.jobs() if job["kind"] == "story"
                                  and job["parent"] is None], "a story")[0]
        self.assert_completes(job["id"])
        title = self.easel.job(job["id"])["title"]
        window.find("list item", contains=title, within=window.find("list", "Jobs"))
        self.go_to(f"{title}, ")
        window.key("Return")
        window.find("heading", contains="Scene 1")
        self.go_to("Demo: no model has read this")


if __name__ == "__main__":
    tap.main()

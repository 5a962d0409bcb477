#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing from pictures and reading a story, by keyboard, in the real window."""

from gi.repository import Atspi, GLib

from harness import tap
from harness.case import EaselCase
from harness.drag import DragSource
from harness.easel import DATA
from harness.window import Window, children, forget, wait_until

LIGHTHOUSE = ("--character", "A pilot with short curls", "--theme", "A lighthouse made of paper",
              "--scenes", "3", "--max-illustrations", "1")


def value_of(node):
    return Atspi.Value.get_current_value(node.get_value_iface())


class ChoosingCase(EaselCase):
    """With Demo, which draws and writes."""

    def open(self):
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.find("row header", "Finished", showing=False)  # the library is open by then
        return self.window

    def make(self, count):
        """The ids of the pictures, in the order of the sheet, and the job's."""
        job, = self.easel.ok("generate", "--subject", "A paper boat", "-n", count).lines
        self.assert_completes(job)
        return [entity["id"] for entity in self.easel.job(job)["result"]["entities"]], job

    def show_sheet(self, job, count):
        self.window.action("win.show-job", GLib.Variant("s", job))
        wait_until(lambda: len(self.cells()) == count, f"{count} cells\n{self.window.dump()}")
        # Until it has been read a picture cannot be chosen.
        self.window.wait_gone("table cell", contains=",")

    def choose_place(self, title, path, button):
        """In a window of its own, where no portal is."""
        def find():
            forget(self.window.app)
            return next((child for child in children(self.window.app)
                         if child.get_name() == title), None)

        dialog = wait_until(find, title)
        name = self.window.find("text", within=dialog)
        Atspi.EditableText.set_text_contents(name.get_editable_text_iface(), str(path))
        self.window.click("button", button, within=dialog)
        wait_until(path.exists, path)

    def cells(self):
        return self.window.all("table cell")

    def picture(self, picture):
        return self.easel.ok("library", picture, "--json").objects[0]

    def wait_kept(self, picture, kept=True):
        wait_until(lambda: ("favorite" in self.picture(picture)["tags"]) == kept,
                   f"{picture} to be kept: {kept}")

    def wait_archived(self, picture, archived=True):
        wait_until(lambda: self.picture(picture)["archived"] == archived,
                   f"{picture} to be archived: {archived}")


class ContactSheet(ChoosingCase):
    def test_keep_discard_and_give_away(self):
        pictures, job = self.make(3)
        window = self.open()
        self.show_sheet(job, 3)
        window.press(self.cells()[1])
        window.key("k")
        self.wait_kept(pictures[1])
        window.find("table cell", contains="Kept")
        window.key("k")
        self.wait_kept(pictures[1], kept=False)

        # The next one takes the place of what is discarded, and can be discarded at once.
        window.key("x")
        self.wait_archived(pictures[1])
        wait_until(lambda: len(self.cells()) == 2, "two cells")
        window.click("button", "Dismiss")
        window.wait_gone("button", "Undo")
        window.key("Delete")
        self.wait_archived(pictures[2])
        window.click("button", "Undo")
        self.wait_archived(pictures[2], archived=False)
        wait_until(lambda: len(self.cells()) == 2, "two cells again")

        window.press(self.cells()[0])
        window.key("ctrl+s")
        saved = self.easel.pictures / "Boat.png"
        self.choose_place("Save Picture", saved, "Save")
        window.wait_shows("Saved")
        with DragSource("files", saved) as other:
            taken = other.take(*window.place(self.cells()[0]))
            self.assertEqual(taken.read_bytes(), saved.read_bytes())

    def test_full_screen(self):
        pictures, job = self.make(3)
        window = self.open()
        self.show_sheet(job, 3)
        window.press(self.cells()[0])
        window.key("F11")
        window.wait_shows("1 of 3")
        window.key("Right")
        window.wait_shows("2 of 3")
        window.key("Left", "Left")
        window.wait_shows("3 of 3")
        window.key("k")
        self.wait_kept(pictures[2])
        window.key("x")
        self.wait_archived(pictures[2])
        window.wait_shows("2 of 2")
        window.click("button", "Undo")
        self.wait_archived(pictures[2], archived=False)
        window.key("Escape", "Escape")  # first of the toast
        window.wait_gone("button", "Leave Full Screen")
        self.assertEqual(len(self.cells()), 3)


class Slider(ChoosingCase):
    def test_keyboard_and_screen_reader(self):
        pictures, _ = self.make(2)
        window = self.open()
        window.action("win.compare-pictures", GLib.Variant("(ass)", (pictures, "slider")))
        slider = window.find("slider", contains="Between")
        self.assertEqual(value_of(slider), 50)
        window.click("radio button", "Slider")
        window.press(slider)
        window.key("Home")
        wait_until(lambda: value_of(slider) == 0, "the left end")
        window.key("Right", "Page_Down")
        wait_until(lambda: abs(value_of(slider) - 12) < 0.01, "12 %")
        Atspi.Value.set_current_value(slider.get_value_iface(), 75)
        wait_until(lambda: value_of(slider) == 75, "75 %")


class Reading(ChoosingCase):
    def test_every_way_to_it_and_export(self):
        job, = self.easel.ok("story", *LIGHTHOUSE).lines
        self.assert_completes(job)
        title = self.easel.job(job)["result"]["name"]
        window = self.open()
        window.action("app.show-job", GLib.Variant("s", job))  # as a notification does
        window.find("heading", title)

        window.action("win.show-page", GLib.Variant("s", "library"))
        tile = window.find("table cell", contains=title)
        with DragSource("files", DATA / "astronaut.jpg") as other:
            taken = other.take(*window.place(tile))
            self.assertTrue(taken.read_bytes().startswith(b"\x89PNG"), taken)
        window.press(tile)
        window.find("heading", title)
        window.find("button", "Scenes")

        for number, suffix in enumerate(["epub", "pdf", "html", "md"]):
            target = self.easel.pictures / f"Story {number}.{suffix}"
            window.click("toggle button", "Export")
            wait_until(lambda: len(window.all("menu item")) == 4, "the menu")
            window.activate(window.all("menu item")[number])
            self.choose_place("Export Story", target, "Export")
            window.find("button", "Show in Files")
        self.assertGreater(target.stat().st_size, 100)


if __name__ == "__main__":
    tap.main()

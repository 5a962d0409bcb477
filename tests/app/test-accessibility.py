#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told, and what the keyboard gets to, on every page and dialog."""

import json

from gi.repository import GLib

from harness import tap
from harness.accessibility import Listener, showing, unnamed, unreached
from harness.easel import DATA
from harness.making import MakingCase, PILOT
from harness.merging import BEACH, DINNER, MERGED, merge_answer
from harness.server import Server, answer, refusal
from harness.window import Window, wait_until

MODELS = [{"method": "GET", "path": "/api/tags", "body": {"models": [{"model": "qwen3:8b"}]}},
          {"method": "POST", "path": "/api/show", "body": {"capabilities": ["completion"]}}]


def about(analyzer, **members):
    return answer(match={"body_contains": f'"name":"{analyzer}"'}, **members)


class Accessibility(MakingCase):
    """Each control has a name, as has each picture that says something; Tab gets to each control,
    or to the list it is in."""

    def start(self):
        with open(self.easel.config / "gtk-4.0/settings.ini", "a", encoding="utf-8") as settings:
            settings.write("gtk-enable-animations=false\n")
        self.easel.start_window()
        self.window = Window(self.easel)
        self.window.resize(600, 790)
        self.listener = Listener()
        self.addCleanup(self.listener.close)

    maxDiff = None

    def check(self, page, *words, within=None):
        """words: what is on it; within: (role, name) of the part that has the keyboard."""
        self.window.find(words[0], contains=words[1])
        nodes = showing(self.window.find(*within) if within else self.window.frame)
        self.assertGreater(len(nodes), 2, page)
        with self.subTest(page=page):
            self.assertEqual(unnamed(nodes), [], page)
            self.assertEqual(unreached(self.window, nodes, self.listener), [], page)

    def show(self, action, *words, form="s"):
        words = GLib.Variant(form, words[0] if len(words) == 1 else words) if words else None
        self.window.action(action, words)

    def escape(self, *gone):
        self.window.key("Escape")
        if gone:
            self.window.wait_gone(*gone)

    def test_every_page_and_dialog(self):
        self.start()
        self.first_run()
        self.set_up_all(
            refusal(401, {"error": {"message": "Bad key"}}, match={"body_contains": "hair_color"}),
            about("makeup", cut_after=900, hang=True), merge_answer(fill=MERGED),
            about("outfit", fill=BEACH, times=1), about("outfit", fill=DINNER, times=1))
        self.jobs()
        self.library()
        self.made()
        self.create()
        self.reviews()
        self.restore()
        self.preferences()
        self.leave()

    def first_run(self):
        self.check("welcome", "button", "Demo")
        self.show("win.dismiss-welcome")
        self.check("empty Brief", "list", "Things to try")
        self.window.click("toggle button", "Outfit")
        self.check("analyzers", "check box", "Outfit", within=("list", "What to look for"))
        self.escape("list", "What to look for")
        self.show("win.show-page", "library")
        self.check("empty library", "button", "Open Pictures…")
        self.show("win.show-history")
        self.check("empty history", "label", "No Changes Yet")
        self.window.key("F1")
        self.check("shortcuts", "label", "Paste a picture")
        self.escape("label", "Paste a picture")
        self.show("app.about")
        self.check("about", "list item", "Website")
        self.escape("list item", "Website")

    def jobs(self):
        easel = self.easel
        shirts = [self.one_job(self.picture(1)), self.one_job(self.picture(2))]
        self.assert_completes(*shirts)
        folder = easel.pictures / "Holiday"
        folder.mkdir()
        for number in 3, 4:
            self.picture(number).rename(folder / f"{number}.png")
        batch = self.one_job(folder)
        failed = self.one_job(DATA / "astronaut.jpg", analyzers=["hair_color"])
        running = self.one_job(self.picture(5), analyzers=["makeup"])
        easel.wait(batch, failed)
        for page, job, *words in (("failed job", failed, "button", "Try Again"),
                                  ("completed job", shirts[0], "label", "Beach day"),
                                  ("batch", batch, "list", "Jobs of this batch"),
                                  ("running job", running, "button", "Cancel")):
            self.show("win.show-job", job)
            self.check(page, *words)
        self.show("win.show-page", "brief")
        self.check("Brief", "button", "Later")

    def library(self):
        names = {entity["name"]: entity["id"] for entity in self.easel.library()}
        self.shirts = names["White shirt"], names["Off-white linen shirt"]
        self.show("win.show-page", "library")
        self.window.key("ctrl+f")
        self.check("library", "table cell", "White shirt")
        self.show("win.show-page", "library")
        self.window.find("table cell", "White shirt")
        self.window.key("ctrl+a")
        self.check("selecting", "button", "Archive")
        self.window.click("button", "Tag…")
        self.check("tags", "text", "Add to")
        self.escape("text", "Add to")
        self.escape()
        self.show("win.show-entity", self.shirts[0])
        self.check("entity", "label", "Where It Comes From")
        self.window.key("ctrl+e")
        self.check("editor", "text", "Name")
        self.escape("text", "Name")
        self.show("win.set-favorite", self.shirts[0], True, form="(sb)")
        self.show("win.show-history")
        self.check("history", "list", "Today")
        pictures = [picture["id"] for picture in self.easel.library("--kind", "picture")][:3]
        self.show("win.view-picture", pictures, pictures[0], form="(ass)")
        self.listener.listen(0.3)  # until it is full screen
        self.check("picture", "button", "Leave Full Screen")
        self.escape("button", "Leave Full Screen")
        for view in "sheet", "sides", "slider":
            self.show("win.compare-pictures", pictures, view, form="(ass)")
            self.check(f"compare {view}", "button", "Picture Menu")

    def made(self):
        job = self.generate("--subject", "a fox", "-n", "3")
        self.assert_completes(job)
        self.show("win.show-job", job)
        self.check("contact sheet", "table cell", "")
        made = [picture for picture in self.easel.library("--kind", "picture")
                if picture["attributes"].get("generated")]
        self.show("win.show-entity", made[0]["id"])
        self.check("made picture", "button", "Run Again")
        job = self.make("story", *PILOT, "--max-illustrations", "1")
        self.assert_completes(job)
        self.show("win.show-job", job)
        self.check("story", "heading", "Low Tide")

    def create(self):
        self.show("win.show-page", "create")
        self.check("create", "list item", "Style Transfer")
        self.show("win.create", "style-transfer")
        self.window.find("button", "Generate")
        self.window.key("ctrl+Return")
        self.window.wait_shows("There is no subject")
        self.window.key("Return")  # the keyboard is where something is missing
        self.check("picker", "button", "Open a Picture File")
        self.escape("button", "Open a Picture File")
        self.check("form", "button", "Generate")
        self.window.key("ctrl+s")
        self.check("name of a recipe", "text", "Name")
        self.escape("text", "Name")
        self.show("win.create", "story")
        self.check("story form", "button", "Write")

    def reviews(self):
        self.show("win.show-page", "brief")
        job, = self.easel.ok("merge", *self.shirts).lines
        self.check("review of a merge", "button", "Approve")
        self.window.click("button", "Revise…")
        self.check("revise", "text", "What should be different?")
        self.easel.ok("review", job, "--cancel")
        self.window.wait_gone("button", "Approve")
        job = self.make("story", *PILOT, "--max-illustrations", "1", "--stop-after-plan")
        self.check("review of an outline", "grouping", "Scene 1")
        self.easel.ok("review", job, "--cancel")
        self.window.wait_gone("button", "Approve")

    def restore(self):
        """prices.json is what the backup has more."""
        backup, prices = self.easel.folder / "backup.zip", self.easel.data / "easel/prices.json"
        prices.write_text("{}")
        self.assert_completes(self.easel.ok("backup", backup).lines[0])
        prices.unlink()
        job, = self.easel.ok("restore", backup).lines
        self.easel.wait(job)
        self.show("win.review-job", job)
        self.check("review of a restore", "button", "Cancel Restore")
        self.easel.ok("review", job, "--cancel")
        self.window.wait_gone("button", "Cancel Restore")

    def preferences(self):
        self.easel.ok("provider", "add", "Barn", "--kind", "ollama", "--url",
                      self.ollama().url.removesuffix("/v1"))
        self.show("app.preferences")
        self.check("providers", "list", "Providers")
        providers = self.window.find("list", "Providers")
        self.window.press(self.window.find("list item", contains="Barn", within=providers))
        self.check("provider", "button", "Get a Model…")
        self.window.click("button", "Get a Model…")
        self.check("models to get", "button", "Download")
        self.escape("button", "Download")
        self.escape()
        self.window.click("button", "Add Provider…")
        self.check("new provider", "text", "API Key")
        self.escape("text", "API Key")
        for page, *words in (("Models", "label", "Drawing"),
                             ("Costs", "label", "Last 30 Days"),
                             ("General", "label", "Start at Login")):
            self.window.click("page tab", page)
            self.check(page, *words)
        self.escape("page tab", "Models")

    def ollama(self):
        server = Server(*MODELS)
        self.addCleanup(server.close)
        return server

    def leave(self):
        self.window.key("ctrl+q")
        self.check("quit", "button", "Quit")
        self.escape("button", "Quit")
        self.window.key("ctrl+w")
        self.check("close", "button", "Keep Working")


if __name__ == "__main__":
    tap.main()

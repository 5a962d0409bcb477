#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every page of the real window.  screenshots.py OUTDIR [LOOK…]

Each look (light, dark and narrow, unless others are named) has an Easel of its own that meets the
same things in the same order, so that two runs can be compared. A language (de, ar, ja) is a look
too, also as in "de-narrow". Runs in build-aux/in-session.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from gi.repository import GLib

from harness import language, looking
from harness.case import KEY
from harness.easel import DATA, Easel
from harness.notifications import Desktop
from harness.server import Server, answer, refusal
from harness.window import Window, wait_until, xdotool

# With the border of 5 pixels that GTK draws where there is no window manager.
WIDE, NARROW = (1110, 770), (370, 730)
CONTRAST = {"ADW_DEBUG_HIGH_CONTRAST": "1"}
DARK = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}
LOOKS = {
    "light": ({}, WIDE),
    "dark": (DARK, WIDE),
    "narrow": ({}, NARROW),
    # Only when asked for: twice the size of text, and high contrast.
    "large": ({}, WIDE),
    "large-narrow": ({}, NARROW),
    "contrast": (CONTRAST, WIDE),
    "contrast-dark": (CONTRAST | DARK, WIDE),
    "contrast-narrow": (CONTRAST, NARROW),
}
LANGUAGES = {f"{name}{suffix}": (name, size) for name in language.LOCALES
             for suffix, size in (("", WIDE), ("-narrow", NARROW))}
SETTINGS = """[Settings]
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-font-name=Cantarell 11
"""
# GTK asks the display for this one, not its settings.
NORMAL_TEXT, LARGE_TEXT = "Xft.dpi:\t96\n", "Xft.dpi:\t192\n"

OUTFIT = {
    "suggested_name": "Orange Flight Suit",
    "clothing_items": [
        {"category": "one_piece", "item": "Pressure suit", "fabric": "Coated nylon",
         "color": "International orange", "details": "Neck ring, name tag, mission patches"},
        {"category": "handwear", "item": "Gloves", "fabric": "Coated nylon", "color": "Orange",
         "details": "Metal wrist rings"},
    ],
    "style_genre": "Technical uniform",
    "formality": "ceremonial",
    "aesthetic": "Functional, bright and official",
    "occasion": "Crew portrait",
}
EXPRESSION = {
    "suggested_name": "Open Smile", "primary_emotion": "Joy", "intensity": "moderate",
    "mouth": "Wide smile that shows the upper teeth", "eyes": "Open, slightly narrowed",
    "eyebrows": "Relaxed", "gaze_direction": "At the camera", "overall_mood": "Warm and confident",
}

# Two things that may be one, as they are told apart before they are merged.
SUIT = {
    "category": "one_piece", "item": "Launch and entry suit", "fabric": "Coated nylon",
    "color": "Orange",
    "details": "Metal neck ring, mission patches on the chest and the sleeves, and a zip from the "
               "shoulder down.",
}
LONG = ("Metal neck ring with a locking collar, mission patches on the chest and on both sleeves, "
        "a name tag in black letters on white, and a zip from the left shoulder down to the right "
        "hip. The nylon is creased at the elbows and slightly worn at the cuffs, where an inner "
        "layer of a darker orange shows. ") * 3
ARABIC = {
    "category": "one_piece", "item": "بدلة إطلاق", "fabric": "نايلون مطلي", "color": "برتقالي",
    "details": "حلقة رقبة معدنية وشارات المهمة على الصدر والأكمام",
}
MERGED = {
    "name": "Orange Pressure Suit", "tags": ["nasa", "suit"], "category": "one_piece",
    "item": "Launch and entry pressure suit", "fabric": "Coated nylon",
    "color": "International orange",
    "details": "Metal neck ring, name tag, mission patches on the chest and the sleeves; zip from "
               "the shoulder down.",
}


def outline(title, *scenes):
    return {"title": title, "scenes": [
        dict(zip(("title", "summary", "illustrated", "picture"), scene)) for scene in scenes]}


OUTLINE = outline(
    "The Paper Lighthouse",
    ("Low Tide", "On the first calm morning after the storm, a pilot finds a lighthouse on the "
     "beach. It is as high as her knee, and folded from a single sheet of paper.", True,
     "A woman in an orange flight suit kneels on wet sand before a small paper lighthouse."),
    ("Wet Feet", "The tide comes back faster than she thought. She carries the lighthouse up the "
     "dunes, and loses a boot.", False, "A woman walks up a dune with one boot."),
    ("The Storm", "At night the wind turns, and the harbor goes dark.", False, ""),
    ("The Lamp", "She puts a candle into the paper tower. Far out, a ship turns away from the "
     "rocks.", True, "A paper lighthouse shines in a window at night; rain on the glass."))
REVISED = outline("The Paper Lighthouse", *(tuple(scene.values()) for scene in (
    *OUTLINE["scenes"][:2],
    OUTLINE["scenes"][2] | {"title": "The Calm", "summary": "Nothing moves, and the fog comes in."},
    OUTLINE["scenes"][3])))
ARABIC_OUTLINE = outline(
    "المنارة الورقية",
    ("الجزر", "في أول صباح هادئ بعد العاصفة تجد منارة على الشاطئ.", True,
     "امرأة تركع على الرمل المبلل أمام منارة صغيرة من الورق."),
    ("أقدام مبللة", "يعود المد أسرع مما ظنت.", False, ""),
    ("المصباح", "تضع شمعة في البرج الورقي، فتبتعد سفينة عن الصخور.", True,
     "منارة ورقية تضيء في نافذة ليلاً."))


def about(analyzer, **members):
    return answer(match={"body_contains": f'"name":"{analyzer}"'}, **members)


ROUTES = [
    {"method": "POST", "path": "/v1/images/edits", "image": True},
    about("outfit", fill=OUTFIT),
    about("expression", fill=EXPRESSION),
    about("merge", fill=MERGED, times=1),
    about("merge", fill=MERGED | {"name": "Pressure Suit", "tags": ["suit"]}, times=1),
    about("merge", fill=MERGED | {"details": LONG}, times=1),
    about("merge", fill=MERGED),
    about("story", echo_schema=False, text=json.dumps(OUTLINE), times=1),
    about("story", echo_schema=False, text=json.dumps(REVISED), times=1),
    about("story", echo_schema=False, text=json.dumps(ARABIC_OUTLINE)),
    about("makeup", cut_after=2600, hang=True),
    refusal(429, {"error": {"message": "You exceeded your current quota.",
                            "type": "insufficient_quota", "code": "insufficient_quota"}},
            match={"body_contains": '"name":"hair_color"'}),
    answer(),
]
MODELS = {"method": "GET", "path": "/v1/models"}


def variant(folder, name, *operations):
    """A picture made from the one that ships, so that a batch does not look like one."""
    path = folder / name
    subprocess.run(["convert", DATA / "astronaut.jpg", *operations, path], check=True)
    return path


class Tour:
    def __init__(self, look, folder):
        self.look = look
        self.folder = folder
        self.language = None
        if look in LANGUAGES:
            self.language, self.size = LANGUAGES[look]
            self.env = language.environment(self.language)
        else:
            self.env, self.size = LOOKS[look]
        self.easel = self.make_easel()
        self.window = None

    # Steps --------------------------------------------------------------------------------

    def make_easel(self):
        easel = Easel(self.env)
        (easel.config / "gtk-4.0/settings.ini").write_text(SETTINGS)
        subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set",
                        "RESOURCE_MANAGER",
                        LARGE_TEXT if self.look.startswith("large") else NORMAL_TEXT], check=True)
        return easel

    def open(self):
        self.easel.stop()
        self.easel.start_window()
        self.window = language.ForeignWindow(self.easel, self.language) if self.language \
            else Window(self.easel)
        self.window.resize(*self.size)
        xdotool("mousemove", 1279, 799)
        time.sleep(0.5)

    def shoot(self, name, pause=0.4):
        time.sleep(pause)
        path = self.folder / f"{name}-{self.look}.png"
        width, height = self.size
        subprocess.run(["import", "-silent", "-window", "root",
                        "-crop", f"{width - 10}x{height - 10}+5+5", "+repage", path], check=True)
        print(path, flush=True)

    def page(self, name):
        self.window.action("win.show-page", GLib.Variant("s", name))

    def job(self, job):
        self.window.action("win.show-job", GLib.Variant("s", job))

    def scroll(self):
        """To the end of the page."""
        width, height = self.size
        xdotool("mousemove", width * 2 // 3, height // 2, "click", "--repeat", 60, "--delay", 5, 5)
        time.sleep(0.3)
        xdotool("mousemove", 1279, 799)

    def back(self):
        self.window.key("alt+Right" if self.language == "ar" else "alt+Left")

    def escape(self, *gone):
        """gone: the role and name of what is to go by that. A key can come while a page is still on
        its way, and does nothing then."""
        self.window.key("Escape")
        time.sleep(0.3)
        for _ in range(10):
            if not gone or not self.window.has(*gone):
                return
            self.window.key("Escape")
            time.sleep(0.3)
        raise AssertionError(f"Escape does not leave {gone}")

    # Pages --------------------------------------------------------------------------------

    def first_run(self):
        self.open()
        self.shoot("welcome", 1)
        self.window.action("win.dismiss-welcome")
        self.shoot("brief-empty")
        if self.size == NARROW:
            self.back()
            self.shoot("sidebar-empty")
        self.page("library")
        self.shoot("library-empty")
        self.page("brief")
        self.window.activate(self.window.find("toggle button", "Outfit"))
        self.shoot("analyzers", 1.5)
        self.escape()
        self.window.action("app.set-up-provider")
        self.shoot("provider-new", 1)
        self.escape()
        self.escape()

    def dialogs(self):
        self.window.action("app.about")
        self.shoot("about")
        self.escape()
        self.window.key("F1")
        self.shoot("shortcuts")
        self.escape()

    def jobs(self, server):
        """Everything a job can look like."""
        easel = self.easel
        data = easel.data / "easel"
        data.mkdir(parents=True, exist_ok=True)
        (data / "prices.json").write_text(json.dumps({"prices": [
            {"origin": server.url, "model": "test-model", "input": 3, "output": 15,
             "date": "2026-02-03"}]}))
        easel.add_provider(server, name="Studio", key=KEY, lanes=2)
        portrait = variant(easel.pictures, "portrait.jpg")
        done = easel.analyze(portrait)[0]
        easel.wait(done)
        every = easel.analyze(variant(easel.pictures, "crew.jpg", "-flop"),
                              analyzers=["outfit", "expression", "visual_style"])[0]
        easel.wait(every)
        holiday = easel.pictures / "Holiday"
        holiday.mkdir()
        for number, hue in enumerate([30, 60, 90, 120, 150], 1):
            variant(holiday, f"Beach {number}.jpg", "-modulate", f"100,100,{hue}", "-crop",
                    f"400x360+{number * 10}+0")
        (holiday / "Torn.jpg").write_bytes(portrait.read_bytes()[:9000])
        batch = easel.analyze(holiday)[0]
        easel.wait(batch)
        failed = easel.analyze(portrait, analyzers=["hair_color"])[0]
        easel.wait(failed)
        broken = easel.pictures / "Receipt.png"
        broken.write_text("Dear diary")
        easel.wait(easel.analyze(broken)[0])
        canceled, running = easel.analyze(
            variant(easel.pictures, "gala.jpg", "-modulate", "90,60"),
            variant(easel.pictures, "rehearsal.jpg", "-modulate", "110,80,140"),
            analyzers=["makeup"])
        easel.run("cancel", canceled)
        self.open()
        self.window.find("list item", contains="portrait.jpg", showing=False)
        for name, job in [("job-completed", done), ("job-several-analyzers", every),
                          ("job-batch", batch), ("job-failed", failed),
                          ("job-canceled", canceled)]:
            self.job(job)
            self.shoot(name)
        self.job(done)
        self.scroll()
        self.shoot("job-completed-end")
        self.job(running)
        self.shoot("job-running", 2)
        self.page("brief")
        self.shoot("brief")
        if self.size == NARROW:
            self.back()
            self.shoot("sidebar")
        self.window.action("app.quit")
        self.shoot("quit")
        self.escape()
        self.window.key("ctrl+w")
        self.shoot("close-window")
        self.escape()

    def library(self):
        self.page("library")
        self.shoot("library")
        self.window.key("ctrl+f")
        self.window.type("orange")
        self.shoot("library-search", 1)
        self.window.key("ctrl+a")
        self.window.type("nothing like it")
        self.shoot("library-no-results", 1)
        self.escape()
        outfit = self.easel.library("--kind", "outfit")[0]
        self.window.action("win.show-entity", GLib.Variant("s", outfit["id"]))
        self.shoot("entity", 1)
        self.scroll()
        self.shoot("entity-end")
        item = self.easel.library("--kind", "clothing_item")[0]
        self.window.action("win.show-entity", GLib.Variant("s", item["id"]))
        self.shoot("entity-item", 1)

    def changes(self):
        """What was merged, edited, tagged and archived, and how to take it back."""
        window = self.window
        gloves = sorted((item for item in self.easel.library("--kind", "clothing_item")
                         if "loves" in item["name"]), key=lambda item: item["created"])
        kept, other = gloves[0]["id"], gloves[1]["id"]
        path = self.easel.folder / "edit.json"
        path.write_text(json.dumps({"tags": ["nasa", "orange"], "attributes": {
            **gloves[0]["attributes"], "fabric": "not visible", "details": "Metal wrist rings"}}))
        self.easel.ok("library", "--edit", kept, path)
        job = self.easel.ok("merge", kept, other).lines[0]
        self.easel.wait(job)
        self.escape()
        self.easel.ok("review", job, "--approve")
        self.easel.wait(job)
        window.action("win.show-entity", GLib.Variant("s", kept))
        time.sleep(1)
        self.scroll()
        self.shoot("entity-merged")
        window.action("win.show-entity", GLib.Variant("s", other))
        self.shoot("entity-archived", 1)
        outfit = self.easel.library("--kind", "outfit")[0]
        window.action("win.show-entity", GLib.Variant("s", outfit["id"]))
        window.find("button", "Edit")
        window.key("ctrl+e")
        name = window.find("text", "Name")
        self.shoot("editor", 1)
        window.press(name)
        window.key("ctrl+a", "BackSpace", "ctrl+s")
        self.shoot("editor-refused", 1)
        self.escape()
        window.click("button", "Discard")
        self.page("library")
        window.find("table cell")
        time.sleep(0.5)
        window.key("ctrl+a")
        window.find("button", "Archive")
        self.shoot("library-selecting", 1)
        window.click("button", "Tag…")
        self.shoot("tags", 1)
        window.write("Add to “Tags of All”", "space")
        window.key("ctrl+s")
        window.wait_gone("text", "Add to “Tags of All”")
        self.shoot("library-tagged", 1)
        self.escape()
        window.action("win.show-history")
        window.find("list", "Today")
        self.shoot("history", 1)
        window.action("win.find-lookalikes")
        self.page("brief")
        self.shoot("brief-lookalikes", 2)
        self.scroll()
        self.shoot("brief-end")

    def merge(self, source, target, name, tags, attributes):
        """After target has been made another thing than source."""
        path = self.easel.folder / "edit.json"
        path.write_text(json.dumps({"name": name, "tags": tags, "attributes": attributes}))
        self.easel.ok("library", "--edit", target, path)
        self.easel.wait(self.easel.ok("merge", source, target).lines[0])

    def reviews(self):
        """The dialog opens by itself each time."""
        items = sorted(self.easel.library("--kind", "clothing_item"), key=lambda i: i["created"])
        suits = [item["id"] for item in items if "suit" in item["name"]]
        self.easel.ok("provider", "use", "studio", "--task", "text", "--model", "test-model")
        self.page("brief")
        self.merge(suits[0], suits[1], "Launch Suit", ["nasa"], SUIT)
        self.shoot("review", 1)
        self.scroll()
        self.shoot("review-end")
        self.window.click("button", "Revise…")
        self.window.find("text", "What should be different?")
        for reason in "Shorter", "Another Name":
            self.window.click("toggle button", reason)
        self.shoot("review-revise", 1)
        self.window.click("button", "Ask Again")
        self.window.find("radio button", "Version 2")
        self.shoot("review-version", 1)
        self.merge(suits[0], suits[2], "Launch Suit", ["nasa"], SUIT | {"details": LONG})
        self.window.click("button", "Next Review")
        self.shoot("review-long", 1)
        self.scroll()
        self.shoot("review-long-end")
        self.merge(suits[0], suits[3], "بدلة برتقالية", ["فضاء"], ARABIC)
        self.window.click("button", "Next Review")
        self.shoot("review-right-to-left", 1)
        self.escape()
        self.shoot("brief-reviews")
        # The dialog would go on to these.
        for job in self.easel.ok("jobs", "--state", "awaiting_input", "--json").objects:
            self.easel.ok("review", job["id"], "--cancel")

    def outlines(self):
        """The dialog opens by itself each time."""
        def ask(character, theme, scenes):
            self.easel.wait(self.easel.ok("story", "--character", character, "--theme", theme,
                                          "--scenes", scenes, "--max-illustrations", "2",
                                          "--stop-after-plan").lines[0])

        self.easel.ok("provider", "use", "studio", "--task", "image", "--model", "image-model")
        self.page("brief")
        ask("A pilot with short curls", "A lighthouse made of paper", "4")
        self.shoot("outline", 1)
        self.scroll()
        self.shoot("outline-end")
        self.window.click("button", "Revise…")
        self.window.find("text", "What should be different?")
        self.window.click("toggle button", "More Surprising")
        self.shoot("outline-revise", 1)
        self.window.click("button", "Ask Again")
        self.window.find("radio button", "Version 2")
        self.shoot("outline-version", 1)
        self.window.click("button", "Add Scene")
        self.window.click("button", "Approve")
        self.shoot("outline-problem", 1)
        self.escape()
        ask("طيارة بشعر قصير مجعد", "منارة من ورق", "3")
        self.shoot("outline-right-to-left", 1)
        self.escape()

    def create(self):
        """The ways to make something, and their forms, empty, wrong, filled in and used."""
        window = self.window
        self.easel.ok("provider", "use", "studio", "--task", "image", "--model", "image-model")
        self.page("create")
        self.shoot("create", 1)
        self.open_form("modular")
        self.shoot("create-generate", 1)
        for kind in "character", "clothing_item", "expression", "art_style":
            for entity in self.easel.library("--kind", kind)[:2]:
                window.action("win.use-entity", GLib.Variant("s", entity["id"]))
        time.sleep(0.5)
        self.shoot("create-generate-filled")
        self.scroll()
        self.shoot("create-generate-end")
        self.open_form("style-transfer")
        window.key("ctrl+Return")
        self.shoot("create-problem", 1)
        window.key("Return")
        self.shoot("create-picker", 1)
        self.escape()
        picture = self.easel.library("--kind", "picture")[-1]
        recipe = json.dumps({"generator": "style-transfer", "subject": {"picture": picture["id"]},
                             "parts": [{"slot": "art_style", "text": "a linocut in two colors"}],
                             "aspect_ratio": "3:4", "options": {"strength": 0.8}, "seed": -1})
        window.action("win.show-recipe", GLib.Variant("(sss)", ("style-transfer", "", recipe)))
        time.sleep(0.5)
        window.key("ctrl+Return")
        self.shoot("create-begun")
        made = wait_until(lambda: [entity for entity in self.easel.library("--kind", "picture")
                                   if entity["attributes"].get("generated")], "a picture")[0]
        window.action("win.set-favorite", GLib.Variant("(sb)", (made["id"], True)))
        window.action("win.show-entity", GLib.Variant("s", made["id"]))
        self.shoot("entity-made", 1)
        self.open_form("style-transfer")
        window.key("ctrl+s")
        time.sleep(0.5)
        window.type("Linocuts")
        self.shoot("create-save")
        window.key("Return")
        time.sleep(0.5)
        self.page("create")
        time.sleep(0.5)
        self.scroll()
        self.shoot("create-saved")
        self.open_form("story")
        self.shoot("create-story", 1)
        self.scroll()
        self.shoot("create-story-end")

    def open_form(self, what):
        self.window.action("win.create", GLib.Variant("s", what))
        time.sleep(0.5)

    def preferences(self):
        silent = Server(MODELS | {"delay_ms": 60000, "body": {}})
        strict = Server(MODELS | {"status": 401, "body": {"error": {
            "message": "Incorrect API key provided.", "code": "invalid_api_key"}}})
        for name, server in ("Attic", silent), ("Office", strict):
            self.easel.add_provider(server, name=name, key=KEY)
        self.easel.ok("provider", "use", "studio", "--task", "vision", "--model", "test-model")
        self.window.action("app.preferences")
        self.shoot("preferences-providers", 1)
        for name, state in ("Attic", "testing"), ("Office", "refused"), ("Studio", "works"):
            self.window.press(self.window.find("list item", contains=name,
                                               within=self.window.find("list", "Providers")))
            xdotool("mousemove", 1279, 799)
            self.window.click("button", "Test")
            self.shoot(f"provider-{state}", 1.5)
            self.scroll()
            self.shoot(f"provider-{state}-end")
            self.escape("text", "Name")
        self.escape("list", "Providers")
        self.window.action("app.choose-model")
        self.shoot("preferences-models", 1)
        self.window.click("page tab", "General")
        self.shoot("preferences-general")
        self.window.click("page tab", "Models")
        self.window.click("page tab", "Costs")
        self.shoot("preferences-costs", 1)
        self.window.click("page tab", "Models")
        self.escape("page tab", "Models")
        silent.close()
        strict.close()

    def local(self):
        """An Ollama that has no model yet that sees pictures."""
        with looking.blind_ollama():
            self.window.action("app.preferences")
            time.sleep(0.5)
            self.window.click("button", "Add Provider…")
            time.sleep(0.5)
            self.window.click("button", "Find Servers on This Machine")
            xdotool("mousemove", 1279, 799)
            self.shoot("provider-local-found", 1.5)
            self.window.click("button", "Download Gemma 3 4B")
            time.sleep(1)
            self.window.press(self.window.find("list item", contains="Ollama",
                                               within=self.window.find("list", "Providers")))
            xdotool("mousemove", 1279, 799)
            self.shoot("provider-local", 1)
            self.scroll()
            self.window.click("button", "Get a Model…")
            xdotool("mousemove", 1279, 799)
            self.shoot("models-to-get", 2)
            for _ in range(3):
                self.escape()
            self.welcome_with_local()
        self.easel.ok("provider", "add", "Harbor", "--kind", "compatible", "--url",
                      "https://harbor.invalid/v1")
        self.window.action("app.preferences")
        time.sleep(0.5)
        self.window.press(self.window.find("list item", contains="Harbor",
                                           within=self.window.find("list", "Providers")))
        self.window.click("button", "Test")
        xdotool("mousemove", 1279, 799)
        self.shoot("provider-offline", 1.5)
        self.scroll()
        self.shoot("provider-offline-end")
        self.escape("text", "Name")
        self.escape("list", "Providers")

    def backups(self):
        """A library, on its way to another Easel."""
        archive = self.easel.folder / "Easel Library.zip"
        if not self.window.has("toggle button", "Main Menu"):
            self.back()
        self.window.activate(self.window.find("toggle button", "Main Menu"))
        self.shoot("menu", 1)
        self.escape()
        self.easel.wait(self.easel.ok("backup", archive).lines[0])
        before = self.easel, self.window
        before[0].stop()
        self.easel = Easel(self.env)
        try:
            (self.easel.config / "gtk-4.0/settings.ini").write_text(SETTINGS)
            self.open()
            self.window.action("win.dismiss-welcome")
            job = self.easel.ok("restore", archive).lines[0]
            self.easel.wait(job)
            self.shoot("restore", 1.5)
            self.window.click("button", "Approve")
            self.shoot("restored", 1)
        finally:
            self.easel.close()
            self.easel, self.window = before
            self.open()

    def welcome_with_local(self):
        """The first run of somebody else."""
        before = self.easel, self.window
        before[0].stop()
        self.easel = self.make_easel()
        try:
            self.open()
            self.shoot("welcome-found", 2)
        finally:
            self.easel.close()
            self.easel, self.window = before
            self.open()

    def run(self):
        with Server(*ROUTES) as server:
            try:
                self.first_run()
                self.dialogs()
                self.easel.stop()
                self.jobs(server)
                self.library()
                self.create()
                self.changes()
                self.reviews()
                self.outlines()
                self.preferences()
                self.backups()
                self.local()
            finally:
                print(self.easel.log_text()[-3000:], file=sys.stderr)
                self.easel.close()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    Desktop.get()
    for look in sys.argv[2:] or ("light", "dark", "narrow"):
        Tour(look, folder).run()
        looking.tour(lambda: Tour(look, folder))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()

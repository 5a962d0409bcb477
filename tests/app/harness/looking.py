# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made, for the screenshots: pictures to choose from, and a story to read."""

import json
import subprocess
import time

from gi.repository import GLib

from .case import KEY
from .easel import DATA
from .server import Server, answer

IMAGES = {"method": "POST", "path": "/v1/images/generations"}
REFUSAL = {"error": {"message": "Your request was rejected by the safety system.",
                     "type": "image_generation_user_error", "code": "moderation_blocked"}}

OLLAMA = [
    {"method": "GET", "path": "/v1/models",
     "body": {"object": "list", "data": [{"id": "qwen3:8b", "owned_by": "library"}]}},
    {"method": "GET", "path": "/api/tags", "body": {"models": [{"model": "qwen3:8b"}]}},
    {"method": "POST", "path": "/api/show", "body": {"capabilities": ["completion", "tools"]}},
    {"method": "POST", "path": "/api/pull", "piece_delay_ms": 200,
     "pull": {"layers": [3338801718, 8432], "step": 33388017}},
]


def blind_ollama():
    """At Ollama's own port, with no model that sees pictures; it takes its time to get one."""
    return Server(*OLLAMA, port=11434)


OUTLINE = {"title": "The Paper Lighthouse", "scenes": [
    {"title": "Low Tide", "summary": "She finds a lighthouse.", "illustrated": True,
     "picture": "A woman in an orange flight suit kneels on wet sand before a paper lighthouse."},
    {"title": "Wet Feet", "summary": "She carries it up the dunes.", "illustrated": True,
     "picture": "A woman walks up a dune with one boot."},
    {"title": "The Lamp", "summary": "A ship turns away.", "illustrated": False,
     "picture": "A paper lighthouse shines in a window at night."}]}
TEXTS = [
    "On the first calm morning after the storm, Eileen found a lighthouse on the beach. It was as "
    "high as her knee, and folded from a single sheet of paper.\n\nShe knelt down. The tide had "
    "left it standing, as the tide leaves *nothing* standing, and its windows were cut so finely "
    "that the light fell through them in bars.\n\n“You have come a long way,” she said.",
    "The tide came back faster than she had thought. She took the lighthouse under her arm and "
    "ran, and the dunes took one boot from her, and then, because they are fair, the other.\n\n"
    "At the top she stood and laughed, and the paper was dry.",
    "That night the wind turned. She put a candle into the tower, and the tower held.\n\nFar out, "
    "where the rocks are, a ship saw a light that was on no chart, and turned away.",
]


def written(words, text, **members):
    return answer(match={"body_contains": words}, echo_schema=False, text=text, **members)


def drawn(**members):
    return IMAGES | {"image": True} | members


ROUTES = [
    written("json_schema", json.dumps(OUTLINE)),
    written("Scene 1 of 3", TEXTS[0]),
    written("Scene 2 of 3", TEXTS[1]),
    # The first story gets to its end, the second does not.
    written("Scene 3 of 3", TEXTS[2], times=1),
    written("Scene 3 of 3", TEXTS[2], cut_after=900, hang=True),
    IMAGES | {"match": {"body_contains": "one boot"}, "times": 1, "status": 400, "body": REFUSAL},
    drawn(match={"body_contains": "paper lighthouse"}),
    drawn(times=3),
    IMAGES | {"times": 1, "status": 400, "body": REFUSAL},
    drawn(times=1),
    drawn(hang=True, cut_after=200),
]
STORY = ("--character", "A pilot with short curls", "--theme", "A lighthouse made of paper",
         "--scenes", "3", "--max-illustrations", "2")


def import_pictures(easel):
    """Ids of pictures of the library that differ in color and light."""
    looks = [("-modulate", "100,100,100"), ("-modulate", "90,60,110"), ("-flop",),
             ("-colorspace", "Gray"), ("-crop", "300x500+80+0")]
    for number, look in enumerate(looks, 1):
        path = easel.pictures / f"Portrait {number}.jpg"
        subprocess.run(["convert", DATA / "astronaut.jpg", *look, path], check=True)
        easel.wait(easel.analyze(path)[0])
    pictures = easel.library("--kind", "picture")
    return [picture["id"] for picture in sorted(pictures, key=lambda picture: picture["name"])]


def compare(tour):
    """With Demo, whose drawings can be told apart."""
    easel = tour.easel
    pictures = import_pictures(easel)
    job, = easel.ok("generate", "--subject", "A pilot in an orange flight suit", "-n", "6").lines
    easel.wait(job)
    tour.open()
    tour.job(job)
    tour.shoot("contact-sheet", 1.5)
    tour.window.press(tour.window.all("table cell")[1])
    tour.window.key("k")
    tour.shoot("contact-sheet-kept", 1)
    tour.window.key("F11")
    tour.shoot("viewer", 1.5)
    tour.window.key("Escape")
    for view in "sheet", "sides", "slider":
        tour.window.action("win.compare-pictures", GLib.Variant("(ass)", (pictures, view)))
        tour.shoot(f"compare-{view}", 1.5)
    tour.window.key(*["Right"] * 10, *["plus"] * 4)
    tour.shoot("compare-slider-zoomed", 0.5)


def make_with_trouble(tour):
    """One fails, one takes its time."""
    job, = tour.easel.ok("generate", "--subject", "A paper boat", "-n", "6").lines
    time.sleep(3)
    tour.job(job)
    tour.shoot("contact-sheet-trouble", 1)
    tour.easel.run("cancel", job)


def read(tour):
    job, = tour.easel.ok("story", *STORY).lines
    tour.easel.wait(job)
    tour.window.action("win.show-job", GLib.Variant("s", job))
    tour.shoot("story", 1)
    tour.window.key("End")
    tour.shoot("story-end")
    tour.window.key("Home", *["ctrl+plus"] * 3)
    tour.shoot("story-large")
    tour.window.key("ctrl+0")


def read_while_it_is_written(tour):
    job, = tour.easel.ok("story", *STORY).lines
    time.sleep(2)
    tour.window.action("win.read-job", GLib.Variant("s", job))
    tour.shoot("story-being-written", 1)


def with_server(tour):
    with Server(*ROUTES) as server:
        tour.easel.add_provider(server, name="Studio", key=KEY)
        for task, model in ("text", "test-model"), ("image", "image-model"):
            tour.easel.ok("provider", "use", "studio", "--task", task, "--model", model)
        tour.open()
        read(tour)
        make_with_trouble(tour)
        read_while_it_is_written(tour)


def overnight(tour):
    """Asked for many; while it waits; with what failed."""
    with Server(batches={"polls": 2, "fail_every": 9}) as server:
        easel = tour.easel
        (easel.data / "easel").mkdir(parents=True, exist_ok=True)
        (easel.data / "easel/prices.json").write_text(json.dumps({"prices": [
            {"origin": server.url, "model": "test-model", "input": 3, "output": 15, "batch": 0.5,
             "date": "2026-02-03"}]}))
        easel.add_provider(server, name="Studio", key=KEY, kind="openai")
        holiday = easel.pictures / "Holiday"
        holiday.mkdir()
        for number in range(24):
            subprocess.run(["convert", DATA / "astronaut.jpg", "-modulate",
                            f"100,100,{number * 8 + 1}", holiday / f"Beach {number + 1:02}.jpg"],
                           check=True)
        (holiday / "Torn.jpg").write_bytes((holiday / "Beach 01.jpg").read_bytes()[:9000])
        tour.open()
        window = tour.window
        window.action("win.show-page", GLib.Variant("s", "brief"))
        window.activate(window.find("toggle button", "Outfit"))
        tour.shoot("analyzers-overnight", 1.5)
        tour.escape()
        easel.start(holiday, display=True)
        tour.shoot("analyze-many", 1.5)
        window.press(window.find("radio button", contains="Overnight"))
        window.click("button", "Analyze")
        window.find("button", "Ask Now")
        tour.shoot("overnight-waiting", 1)
        if tour.look == "narrow":
            window.key("alt+Left")
            tour.shoot("overnight-row", 1)
            window.press(window.find("list item", contains="asks again"))
            time.sleep(1)
        window.click("button", "Cancel")
        tour.shoot("overnight-cancel", 1)
        window.click("button", "Keep Waiting")
        job = next(job["id"] for job in easel.jobs() if job["kind"] == "overnight")
        window.click("button", "Ask Now")
        easel.wait(job)
        tour.job(job)
        tour.shoot("overnight-done", 1)
        failed = next(job["id"] for job in easel.jobs("--state", "failed")
                      if job["kind"] == "analyze" and "Torn" not in job["title"])
        tour.job(failed)
        tour.shoot("overnight-failed", 1)


def tour(new_tour):
    """Each with an Easel of its own."""
    for steps in compare, with_server, overnight:
        one = new_tour()
        try:
            steps(one)
        finally:
            one.easel.close()

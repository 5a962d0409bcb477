# SPDX-License-Identifier: GPL-3.0-or-later
"""Models that write and draw, and what they were asked."""

import json
import re

from .bus import GLib, JOBS
from .case import EaselCase
from .server import answer
from .waiting import AT_ONCE, wait_until

GENERATIONS = "/v1/images/generations"
EDITS = "/v1/images/edits"  # with pictures that go along

OUTLINE = {"title": "The Paper Lighthouse", "scenes": [
    {"title": title, "summary": f"{title} happens.", "illustrated": title != "Wet Feet",
     "picture": f"A drawing of {title}."} for title in ("Low Tide", "Wet Feet", "The Lamp")]}
TITLES = [scene["title"] for scene in OUTLINE["scenes"]]
PILOT = ("--character", "a pilot", "--theme", "a lighthouse", "--scenes", "3")

# What tells an outline's question from a scene's, and from a picture's.
OUTLINE_MATCH = {"body_contains": '"name":"story"'}
SCENE = re.compile(r"Scene (\d+) of \d+")

NO_PICTURE = {"data": [{"b64_json": "aGVsbG8="}]}
POLICY = "Your request was rejected by the safety system: violence."
REFUSAL = {"error": {"message": POLICY, "type": "image_generation_user_error",
                     "code": "moderation_blocked"}}


def outline_route(outline=OUTLINE, **members):
    return answer(match=OUTLINE_MATCH, echo_schema=False, text=json.dumps(outline), **members)


def scene_route(number, text="The sea.", **members):
    return answer(match={"body_contains": f"Scene {number} of"}, echo_schema=False, text=text,
                  **members)


def named_route(analyzer, name):
    """What an analyzer finds has a name of its own."""
    return answer(match={"body_contains": f'"name":"{analyzer}"'}, fill={"suggested_name": name})


def drawing(path=GENERATIONS, **members):
    """A route that draws."""
    return {"method": "POST", "path": path, "image": True, **members}


def not_drawing(body, path=GENERATIONS, status=200, **members):
    """A route that answers something else than a picture, the next time."""
    return {"method": "POST", "path": path, "status": status, "body": body, "times": 1, **members}


def refusing(**members):
    return not_drawing(REFUSAL, status=400, **members)


class MakingCase(EaselCase):
    def set_up_models(self, *routes, lanes=4):
        """A server that sees, writes and draws."""
        self.server = self.set_up(*routes, lanes=lanes)
        for task in ("text", "image"):
            self.easel.ok("provider", "use", "test", "--task", task, "--model", f"{task}-model")
        return self.server

    def set_up_all(self, *routes, delay_ms=0):
        """The same, with an answer to everything that the routes do not take."""
        return self.set_up_models(
            *routes, named_route("character_appearance", "Pilot"),
            named_route("visual_style", "Dusk"), outline_route(delay_ms=delay_ms),
            *(scene_route(n, f"Words of {n}.", delay_ms=delay_ms) for n in (1, 2, 3)),
            drawing(delay_ms=delay_ms), drawing(EDITS, delay_ms=delay_ms), answer())

    def make(self, *words):
        """A job by command; its id is there at once."""
        outcome = self.easel.ok(*words)
        self.assertLess(outcome.seconds, AT_ONCE)
        job, = outcome.lines
        return job

    def generate(self, *words):
        return self.make("generate", *words)

    def result(self, job):
        return self.easel.job(job)["result"]

    def watch(self, *words):
        """Makes a job by command, and looks on until it has ended: its id, and the steps it was
        seen in, in their order, as (step, steps, message)."""
        seen, ended = {}, set()
        context = GLib.MainContext.new()

        def on_changed(*args):
            job, _, record = args[5].unpack()
            record = json.loads(record)
            now = record["step"], record["steps"], record["message"]
            steps = seen.setdefault(job, [])
            if now not in steps:
                steps.append(now)
            ended.update([job] if record["finished"] else [])

        def heard():
            while context.iteration(False):
                pass
            return job in ended

        context.push_thread_default()
        try:
            subscription = self.easel.bus.connection.signal_subscribe(
                None, JOBS, "Changed", None, None, 0, on_changed)
            self.easel.bus.has_owner()  # by then the bus knows of it
            job = self.make(*words)
            self.assert_completes(job)
            wait_until(heard, "the last step")
            self.easel.bus.connection.signal_unsubscribe(subscription)
        finally:
            context.pop_thread_default()
        return job, seen[job]

    def assert_steps(self, seen, steps, *messages):
        """It was seen to go from step to step, and to say what it does."""
        numbers = [step for step, of, _ in seen if of == steps]
        self.assertEqual(numbers, sorted(numbers), seen)
        self.assertGreaterEqual(len(set(numbers)), 2, seen)
        self.assertEqual(numbers[-1], steps, seen)
        told = " ".join(message for _, _, message in seen if message)
        for message in messages:
            self.assertIn(message, told)

    def children(self, job):
        return [child for child in self.easel.jobs() if child["parent"] == job]

    def entity(self, entity):
        found, = self.easel.library(entity)
        return found

    def named(self, kind):
        """The one entity of a kind."""
        found, = self.easel.library("--kind", kind)
        return found

    def recipe(self, picture):
        """As text, to be compared and used again."""
        return self.easel.ok("library", picture, "--recipe").out

    def write(self, name, content):
        path = self.easel.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def assert_recipe_fails(self, code, says, *words):
        """The job fails with a sentence, and keeps the recipe: (its error, a file with that)."""
        job = self.make(*words)
        error = self.assert_fails(job, code, says)
        record = self.easel.job(job)
        self.assertIn("generator", record["params"]["recipe"])
        return error, self.write(f"{job}.json", record)

    # What was asked -----------------------------------------------------------------------

    def drawings(self):
        """The requests for pictures."""
        return [line for line in self.server.journal("request")
                if line["path"] in (GENERATIONS, EDITS)]

    def outlines(self):
        return [line for line in self.server.questions()
                if OUTLINE_MATCH["body_contains"] in line["body"]]

    def scenes(self):
        """The numbers of the scenes that were asked for, in their order."""
        found = [SCENE.search(line["body"]) for line in self.server.questions()]
        return [int(match[1]) for match in found if match]

    def pictured(self):
        """The titles of the scenes whose illustrations were asked for."""
        return [title for line in self.drawings() for title in TITLES
                if f"A drawing of {title}." in prompt_of(line)]


def prompt_of(line):
    """What a request for a picture says."""
    if "form" in line:
        return next(field["value"] for field in line["form"] if field["name"] == "prompt")
    return json.loads(line["body"])["prompt"]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Things to be merged, made from pictures, and what a model makes of them."""

import json

from . import easel as commands
from .case import EaselCase
from .library import dump
from .server import answer

# What tells a merge's question from a picture's.
MERGE = {"body_contains": '"name":"merge"'}

# What is seen in the first picture, and in the second.
BEACH = {"suggested_name": "Beach day", "clothing_items": [
    {"category": "tops", "item": "shirt", "fabric": "linen", "color": "white",
     "details": "Short sleeves, two chest pockets, worn open."},
    {"category": "bottoms", "item": "shorts", "fabric": "cotton", "color": "navy blue",
     "details": "Knee length."}]}
DINNER = {"suggested_name": "Garden dinner", "clothing_items": [
    {"category": "tops", "item": "linen shirt", "fabric": "not visible", "color": "off-white",
     "details": "Mother-of-pearl buttons, sleeves rolled up."},
    {"category": "footwear", "item": "sandals", "fabric": "leather", "color": "brown",
     "details": "Two straps."}]}

# What a model makes of the two shirts.
MERGED = {"name": "White linen shirt", "tags": [], "category": "tops", "item": "linen shirt",
          "fabric": "linen", "color": "white",
          "details": "Short sleeves, two chest pockets, mother-of-pearl buttons."}


def merge_answer(**members):
    return answer(match=MERGE, **members)


class MergeCase(EaselCase):
    def set_up_merging(self, *routes):
        """routes: what a merge is answered, by default well; then what is seen in pictures."""
        self.server = self.set_up(*(routes or [merge_answer(fill=MERGED)]),
                                  answer(fill=BEACH, times=1), answer(fill=DINNER, times=1))
        self.easel.ok("provider", "use", "test", "--task", "text", "--model", "test-model")
        return self.server

    def make_shirts(self):
        """Two items from two pictures, each in its outfit, and the ids of those."""
        for number in 1, 2:
            self.assert_completes(self.one_job(self.picture(number)))
        names = {entity["name"]: entity["id"] for entity in self.easel.library()}
        self.beach, self.dinner = names["Beach day"], names["Garden dinner"]
        self.shirt, self.other = names["White shirt"], names["Off-white linen shirt"]
        return self.shirt, self.other

    def make_twins(self, count, *routes):
        """Pairs that do not contradict each other: the two items of each picture's outfit."""
        self.server = self.set_up(*routes)
        self.easel.ok("provider", "use", "test", "--task", "text", "--model", "test-model")
        self.assert_completes(*self.easel.analyze(*self.pictures(count)))
        pairs = {}
        for item in self.easel.library("--kind", "clothing_item"):
            pairs.setdefault(item["job"], []).append(item["id"])
        self.assertEqual([len(pair) for pair in pairs.values()], [2] * count)
        return list(pairs.values())

    def submit_merge(self, source, target):
        job, = self.easel.ok("merge", source, target).lines
        return job

    def wait_awaiting(self, *jobs):
        outcome = self.easel.wait(*jobs)
        self.assertEqual(outcome.code, commands.AWAITING_INPUT, outcome.err)

    def ask_merge(self, source, target):
        """A merge that awaits its decision."""
        job = self.submit_merge(source, target)
        self.wait_awaiting(job)
        return job

    def proposal(self, job):
        return self.easel.job(job)["awaiting"]["proposal"]

    def merge_questions(self):
        """The bodies of what the model was asked about merges."""
        return [json.loads(line["body"]) for line in self.server.questions()
                if MERGE["body_contains"] in line["body"]]

    def write(self, name, content):
        path = self.easel.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def entity(self, entity):
        found, = self.easel.library(entity)
        return found

    def users(self, entity):
        """Names of what uses it."""
        return {user["name"] for user in
                self.easel.ok("library", "--where-used", entity, "--json").objects}

    def history(self, *args):
        return self.easel.ok("library", "--history", "--json", *args).objects

    def undo(self, change, *args):
        entry, = self.easel.ok("undo", change, *args).lines
        return entry

    def assert_nothing_changes(self, outcome_of, code, *words):
        """A command is refused with a sentence, and the library is as before."""
        before = dump(self.easel)
        self.assert_refused(outcome_of(), code, *words)
        self.assertEqual(dump(self.easel), before)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two things become one, by command line, and two again."""

import json

from harness import tap
from harness.easel import AWAITING_INPUT, CANCELED, FAILED
from harness.library import delete, dump, journal, revisions
from harness.merging import BEACH, MERGE, MERGED, MergeCase, merge_answer
from harness.server import answer, refusal
from harness.waiting import AT_ONCE


class WholeWay(MergeCase):
    def edit(self, job, **attributes):
        """Answers with what the job printed, some of it changed by hand."""
        printed = self.easel.job(job)
        values = printed["awaiting"]["proposal"]["values"]
        values["name"] = "The good shirt"
        values["attributes"].update(attributes)
        self.easel.ok("review", job, "--edit", self.write("proposal.json", printed))
        self.assert_completes(job)
        return values

    def test_merge_edit_undo(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        before, counted, entries = dump(self.easel), revisions(self.easel), journal(self.easel)

        outcome = self.easel.ok("merge", shirt, other)
        tap.figure("the id is there after", f"{outcome.seconds * 1000:.0f} ms")
        self.assertLess(outcome.seconds, AT_ONCE)
        job, = outcome.lines
        self.assertEqual(self.easel.wait(job).code, AWAITING_INPUT)
        self.assertEqual(dump(self.easel), before, "nothing is done before it is decided")
        self.assertIn(job, self.easel.ok("review").out)
        awaiting = self.easel.job(job)["awaiting"]
        self.assertEqual({user["name"] for user in awaiting["proposal"]["affected"]},
                         {"Garden dinner"})

        values = self.edit(job, color="ivory")
        merged, target = self.entity(shirt), self.entity(other)
        self.assertEqual((merged["name"], merged["attributes"]),
                         ("The good shirt", values["attributes"]))
        self.assertEqual(merged["attributes"]["color"], "ivory")
        self.assertTrue(target["archived"])
        self.assertEqual(self.users(shirt), {"Beach day", "Garden dinner"})
        self.assertEqual(self.users(other), set())
        self.assertNotIn(other, self.easel.ok("library").out)
        self.assertIn(other, self.easel.ok("library", "--archived").out)
        self.assertEqual(len(merged["pictures"]), 2)
        result = self.easel.job(job)["result"]
        self.assertEqual((result["source"], result["target"], result["decision"]),
                         (shirt, other, "edit"))
        self.assertEqual(result["origins"], {"name": "person", "attributes": {
            "color": "person", "details": "ai"}})

        change, = self.history(shirt)
        self.assertEqual((change["id"], change["kind"], change["job"], change["door"],
                          change["undone_by"]),
                         (result["entry"], "merge", job, "command-line", None))
        self.assertEqual({entity["name"] for entity in change["entities"]},
                         {"The good shirt", "Off-white linen shirt", "Garden dinner"})
        self.assertEqual(self.history(other), [change])
        self.assertIn(change["title"], self.easel.ok("library", "--history").out)

        undone = self.undo(change["id"])
        self.assertEqual(dump(self.easel), before, "everything is as it was, byte for byte")
        now = revisions(self.easel)
        for entity, count in counted.items():
            touched = entity in (shirt, other, self.dinner)
            self.assertEqual(now[entity], count + 2 * touched)
        self.assertEqual(journal(self.easel)[:len(entries)], entries)
        first, second = self.history()
        self.assertEqual((first["id"], first["kind"]), (undone, "undo"))
        self.assertEqual((second["id"], second["undone_by"]), (change["id"], undone))
        found = self.easel.ok("library", "--search", "ivory").out
        self.assertEqual(found, "", "what is found by its words is as it was, too")
        self.assertEqual(len(self.merge_questions()), 1)

    def test_pictures_move_back(self):
        """Pictures are things as well, and what shows one points at it."""
        self.set_up_merging()
        self.make_shirts()
        before = dump(self.easel)
        first, second = [entity["id"] for entity in self.easel.library("--kind", "picture")]
        job = self.ask_merge(first, second)
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        shown = {picture["picture"] for entity in self.easel.library()
                 for picture in entity["pictures"]}
        self.assertEqual(shown, {first})
        self.undo(self.easel.job(job)["result"]["entry"])
        self.assertEqual(dump(self.easel), before)

    def test_approve_as_proposed(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        job = self.ask_merge(shirt, other)
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        self.assertEqual(self.entity(shirt)["name"], MERGED["name"])
        self.assertIn(self.history()[0]["id"], self.easel.ok("job", job).out)

    def test_names_do_where_nothing_else_is_called_so(self):
        self.set_up_merging()
        self.make_shirts()
        job = self.ask_merge("White shirt", "Off-white linen shirt")
        self.assertEqual(self.easel.job(job)["params"],
                         {"source": self.shirt, "target": self.other})
        self.easel.ok("review", job, "--cancel")
        self.assertEqual(self.easel.wait(job).code, CANCELED)
        self.assertEqual(self.history(), [])

    def test_swapped_by_a_program(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        before = dump(self.easel)
        job = self.ask_merge(shirt, other)
        self.easel.bus.jobs("Respond", "(sss)", job, "approve", '{"swapped": true}')
        self.assert_completes(job)
        self.assertTrue(self.entity(shirt)["archived"])
        self.assertEqual(self.users(other), {"Beach day", "Garden dinner"})
        self.undo(self.easel.job(job)["result"]["entry"])
        self.assertEqual(dump(self.easel), before)

    def test_with_demo(self):
        """Nothing is set up: it is said who proposes it."""
        self.assert_completes(*self.easel.analyze(*self.pictures(2)))
        items = self.easel.library("--kind", "clothing_item")
        item = next(item for item in items[1:]
                    if item["attributes"]["category"] == items[0]["attributes"]["category"])
        job = self.ask_merge(items[0]["id"], item["id"])
        self.assertEqual(self.easel.job(job)["awaiting"]["provenance"]["provider"], "demo")
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)


class Undo(MergeCase):
    def merge(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        self.before = dump(self.easel)
        job = self.ask_merge(shirt, other)
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        return self.easel.job(job)["result"]["entry"]

    def test_twice(self):
        change = self.merge()
        self.undo(change)
        self.assert_nothing_changes(lambda: self.easel.run("undo", change), FAILED, "already")

    def test_undoing_the_undoing(self):
        change = self.merge()
        merged = dump(self.easel)
        undone = self.undo(change)
        again = self.undo(undone)
        now = dump(self.easel)
        for row in merged["entity"] + now["entity"]:
            del row["updated"]
        self.assertEqual(now, merged)
        self.undo(again)
        self.assertEqual(dump(self.easel), self.before)

    def test_unknown(self):
        self.merge()
        for change in "00000000-0000-7000-8000-000000000000", "yesterday", "":
            with self.subTest(change=change):
                self.assert_nothing_changes(lambda: self.easel.run("undo", change), FAILED,
                                            "no such change")

    def test_after_one_side_was_deleted(self):
        for side in "shirt", "other":
            with self.subTest(side=side):
                self.easel.close()
                self.easel = self.make_easel()
                change = self.merge()
                name = self.entity(getattr(self, side))["name"]
                self.easel.stop()
                delete(self.easel, getattr(self, side))
                self.assert_nothing_changes(lambda: self.easel.run("undo", change), FAILED, name,
                                            "no longer in the library")

    def test_what_was_changed_since(self):
        change = self.merge()
        edited = self.entity(self.shirt)
        edited["attributes"]["details"] = "A button is missing."
        self.easel.ok("library", "--edit", self.shirt, self.write("shirt.json", edited))
        self.easel.ok("library", "--unarchive", self.other)
        self.assert_nothing_changes(lambda: self.easel.run("undo", change), FAILED, "details",
                                    MERGED["name"], "--anyway")
        self.undo(change, "--anyway")
        self.assertEqual(self.entity(self.shirt)["attributes"]["details"],
                         BEACH["clothing_items"][0]["details"])
        self.assertFalse(self.entity(self.other)["archived"])
        self.assertEqual(self.users(self.other), {"Garden dinner"})

    def test_what_else_was_changed_since_stays(self):
        change = self.merge()
        edited = self.entity(self.beach)
        self.easel.ok("library", "--edit", self.beach,
                      self.write("outfit.json", {"tags": ["summer"]}))
        self.undo(change)
        self.assertEqual(self.entity(self.beach)["tags"], ["summer"])
        self.assertEqual(self.entity(self.beach)["name"], edited["name"])

    def test_fifty_with_one_undo(self):
        pairs = self.make_twins(50)
        before = dump(self.easel)
        jobs = [self.submit_merge(source, target) for source, target in pairs]
        self.wait_awaiting(*jobs)
        self.assertEqual(len(self.easel.ok("review").lines), 50)
        group, = self.easel.ok("review", "--approve", *jobs).lines
        self.assert_completes(*jobs)
        self.assertEqual(self.easel.ok("review").out, "")
        self.assertEqual({change["group"] for change in self.history()}, {group})
        self.assertEqual(len(self.easel.library("--kind", "clothing_item")), 50)
        self.undo(group)
        self.assertEqual(dump(self.easel), before)
        self.assert_nothing_changes(lambda: self.easel.run("undo", group), FAILED, "already")


class Waiting(MergeCase):
    def test_kill_while_it_waits(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        job = self.ask_merge(shirt, other)
        asked = self.easel.job(job)["awaiting"]
        self.assertTrue(self.easel.kill())
        self.assertEqual([record["id"] for record in self.easel.ok("review", "--json").objects],
                         [job])
        self.assertEqual(self.easel.job(job)["awaiting"], asked)
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        self.assertEqual(self.entity(shirt)["name"], MERGED["name"])
        self.assertEqual(len(self.merge_questions()), 1)

    def test_kill_right_after_the_answer(self):
        """An answer that was taken is on disk: it is done, once, by the next Easel."""
        self.set_up_merging()
        shirt, other = self.make_shirts()
        job = self.ask_merge(shirt, other)
        self.easel.ok("review", job, "--approve")
        self.easel.kill()
        self.assert_completes(job)
        self.assertEqual(len(self.history()), 1)
        self.assertEqual(self.users(shirt), {"Beach day", "Garden dinner"})
        self.assertEqual(len(self.merge_questions()), 1)

    def test_revise(self):
        fill = {**MERGED, "name": "Linen shirt, version two"}
        again = {"body_contains": "Say that the collar is missing."}
        self.set_up_merging(answer(match=again, fill=fill), merge_answer(fill=MERGED))
        job = self.ask_merge(*self.make_shirts())
        first = self.proposal(job)
        self.easel.ok("review", job, "--revise", "Say that the collar is missing.")
        self.wait_awaiting(job)
        second = self.proposal(job)
        self.assertEqual((first["version"], second["version"]), (1, 2))
        self.assertEqual(second["comment"], "Say that the collar is missing.")
        self.assertEqual(second["values"]["name"], "Linen shirt, version two")
        one, two = self.merge_questions()
        self.assertNotIn("Say that the collar", json.dumps(one))
        texts = [part["text"] if isinstance(part, dict) else part
                 for message in two["messages"] for part in
                 (message["content"] if isinstance(message["content"], list)
                  else [message["content"]]) if isinstance(part, str) or "text" in part]
        self.assertTrue(any("Say that the collar is missing." in text for text in texts))
        self.assertTrue(any(text.startswith("{") and json.loads(text) == first["values"]
                            for text in texts), texts)
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        self.assertEqual(self.entity(self.shirt)["name"], "Linen shirt, version two")
        self.assertEqual(
            [(decision["action"], decision["door"], decision["comment"])
             for decision in self.easel.job(job)["decisions"]],
            [("revise", "command-line", "Say that the collar is missing."),
             ("approve", "command-line", None)])
        self.assertIn("Say that the collar is missing.", self.easel.ok("job", job).out)

    def assert_falls_back(self, *routes, questions):
        self.set_up_merging(*routes)
        shirt, other = self.make_shirts()
        job = self.ask_merge(shirt, other)
        proposal = self.proposal(job)
        self.assert_sentence(proposal["fallback"])
        self.assertEqual(len(self.merge_questions()), questions)
        details = proposal["values"]["attributes"]["details"]
        for words in "two chest pockets", "Mother-of-pearl buttons":
            self.assertIn(words, details)
        self.assertEqual(proposal["values"]["name"], "White shirt")
        self.assertEqual(proposal["origins"], {"attributes": {}})
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)
        self.assertEqual(self.users(shirt), {"Beach day", "Garden dinner"})

    def test_garbage_twice(self):
        self.assert_falls_back(merge_answer(echo_schema=False, text="I would keep the white one."),
                               questions=2)

    def test_a_key_that_is_refused(self):
        self.assert_falls_back(refusal(401, {"error": {"message": "Bad key",
                                                       "code": "invalid_api_key"}}, match=MERGE),
                               questions=1)

    def test_changed_while_it_waits(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        job = self.ask_merge(shirt, other)
        edited = self.write("other.json", {"tags": ["ironed"]})
        self.easel.ok("library", "--edit", other, edited)
        self.assert_nothing_changes(lambda: self.easel.run("review", job, "--approve"), FAILED,
                                    "Off-white linen shirt", "tags", "--anyway")
        self.assertEqual(self.easel.job(job)["state"], "awaiting_input")
        self.easel.ok("review", job, "--approve", "--anyway")
        self.assert_completes(job)
        self.assertEqual(self.entity(shirt)["name"], MERGED["name"])

    def test_revise_sees_what_was_changed(self):
        self.set_up_merging()
        shirt, other = self.make_shirts()
        job = self.ask_merge(shirt, other)
        self.easel.ok("library", "--edit", other, self.write("other.json", {"tags": ["ironed"]}))
        self.easel.ok("review", job, "--revise", "Look again.")
        self.wait_awaiting(job)
        self.assertIn("ironed", json.dumps(self.merge_questions()[1]))
        self.easel.ok("review", job, "--approve")
        self.assert_completes(job)


class Library(MergeCase):
    """What else changes the library, and is undone."""

    def setUp(self):
        super().setUp()
        self.set_up_merging()
        self.make_shirts()
        self.before = dump(self.easel)

    def test_edit(self):
        printed = self.entity(self.shirt)
        printed["name"], printed["tags"] = "My shirt", ["linen", "summer"]
        printed["attributes"]["color"] = "ivory"
        file = self.write("shirt.json", printed)
        change, = self.easel.ok("library", "--edit", "White shirt", file).lines
        edited = self.entity(self.shirt)
        self.assertEqual({name for name in edited if edited[name] != printed[name]},
                         {"updated", "revision"})
        self.assertEqual(self.history()[0]["door"], "command-line")
        # What it was made from is no more.
        self.assert_nothing_changes(
            lambda: self.easel.run("library", "--edit", self.shirt,
                                   self.write("old.json", {**printed, "name": "Old"})),
            FAILED, "--anyway")
        self.easel.ok("library", "--edit", self.shirt, self.write("old.json", {"tags": []}))
        self.undo(self.history()[0]["id"])
        self.undo(change)
        self.assertEqual(dump(self.easel), self.before)

    def test_an_edit_that_changes_nothing(self):
        file = self.write("shirt.json", self.entity(self.shirt))
        self.assertEqual(self.easel.ok("library", "--edit", self.shirt, file).out, "")
        self.assertEqual(self.history(), [])

    def test_archive(self):
        change, = self.easel.ok("library", "--archive", self.shirt, self.other).lines
        self.assertNotIn("shirt", self.easel.ok("library").out.lower())
        self.assertEqual(self.users(self.shirt), {"Beach day"})
        self.easel.ok("library", "--unarchive", "White shirt")
        self.assertIn("White shirt", self.easel.ok("library").out)
        self.easel.ok("library", "--archive", "White shirt")
        for entry in self.history()[:-1]:
            self.undo(entry["id"])
        self.undo(change)
        self.assertEqual(dump(self.easel), self.before)

    def test_by_a_program(self):
        call = self.easel.bus.library
        change, = call("Edit", "(ss)", self.shirt, '{"name": "Robe"}')
        call("SetArchived", "(asb)", [self.other], True)
        listed, = call("History", "(a{sv})", {})
        self.assertEqual([json.loads(text)["door"] for text in listed], ["dbus", "dbus"])
        users, = call("WhereUsed", "(s)", self.shirt)
        self.assertEqual([json.loads(text)["id"] for text in users], [self.beach])
        call("Undo", "(sb)", json.loads(listed[0])["id"], False)
        call("Undo", "(sb)", change, False)
        self.assertEqual(dump(self.easel), self.before)

    def test_tidy_merges_nothing(self):
        job, = self.easel.ok("tidy").lines
        self.assert_completes(job)
        self.assertEqual(self.easel.job(job)["kind"], "tidy")
        after = dump(self.easel)
        del after["lookalike"], self.before["lookalike"]
        self.assertEqual(after, self.before)
        self.assertEqual(self.history(), [])
        self.assertEqual(len(self.server.questions()), 2)


if __name__ == "__main__":
    tap.main()

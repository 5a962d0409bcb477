#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merges, answers and edits that are no good: each gets a sentence, and nothing is changed."""

import json

from gi.repository import GLib

from harness import tap
from harness.easel import FAILED, USAGE
from harness.library import dump
from harness.merging import MERGED, MergeCase, merge_answer

NOBODY = "00000000-0000-7000-8000-000000000000"
MEGABYTE = "x" * (1 << 20)


class RefusedCase(MergeCase):
    def assert_call_refused(self, name, call, *args, words=()):
        """A call on the bus ends with this error and a sentence, and the library is as before."""
        before = dump(self.easel)
        with self.assertRaises(GLib.Error) as raised:
            call(*args)
        error = raised.exception
        self.assertTrue(error.message.startswith(
            f"GDBus.Error:io.github.easelapp.Easel.Error.{name}: "), error.message)
        sentence = error.message.split(": ", 1)[1]
        self.assert_sentence(sentence)
        for word in words:
            self.assertIn(word, sentence)
        self.assertEqual(dump(self.easel), before)


class Merges(RefusedCase):
    def setUp(self):
        super().setUp()
        self.set_up_merging()
        self.make_shirts()
        self.jobs = len(self.easel.jobs())

    def tearDown(self):
        self.assertEqual(len(self.easel.jobs()), self.jobs, "a merge that cannot be is no job")
        self.assertEqual(self.merge_questions(), [])

    def assert_no_merge(self, source, target, code, name, *words):
        self.assert_nothing_changes(lambda: self.easel.run("merge", source, target), code, *words)
        params = {"source": GLib.Variant("s", source), "target": GLib.Variant("s", target)}
        for method in "Submit", "SubmitAll":
            self.assert_call_refused(name, self.easel.bus.jobs, method, "(sa{sv})", "merge",
                                     params, words=words)

    def test_with_itself(self):
        self.assert_no_merge(self.shirt, self.shirt, USAGE, "SameEntity", "White shirt", "itself")

    def test_with_another_kind(self):
        self.assert_no_merge(self.shirt, self.beach, FAILED, "OtherKind", "White shirt",
                             "Beach day", "kind")

    def test_with_an_archived_one(self):
        self.easel.ok("library", "--archive", self.other)
        for pair in (self.shirt, self.other), (self.other, self.shirt):
            self.assert_no_merge(*pair, FAILED, "Archived", "Off-white linen shirt", "archived")

    def test_with_one_that_is_not_there(self):
        for pair in (self.shirt, NOBODY), (NOBODY, self.shirt):
            self.assert_no_merge(*pair, FAILED, "NotInLibrary", "library")

    def test_a_name_that_nothing_has(self):
        for name in "Grey coat", "White", "shirt", "…", "", "x'; DROP TABLE entity":
            with self.subTest(name=name):
                self.assert_nothing_changes(lambda: self.easel.run("merge", self.shirt, name),
                                            USAGE, f"“{name}”")

    def test_a_name_that_two_have(self):
        self.easel.ok("library", "--edit", self.other,
                      self.write("other.json", {"name": "White shirt"}))
        self.assert_nothing_changes(lambda: self.easel.run("merge", "White shirt", self.other),
                                    USAGE, self.shirt, self.other)

    def test_what_is_not_understood(self):
        for args, words in [
            (["merge"], []),
            (["merge", self.shirt], []),
            (["merge", self.shirt, self.other, self.beach], []),
            (["merge", "--soon", self.shirt, self.other], ["soon"]),
            (["tidy", "everything"], ["everything"]),
            (["tidy", "--kind", "teapot"], ["teapot"]),
            (["undo"], []),
            (["undo", NOBODY, NOBODY], []),
            (["review", NOBODY], ["--approve"]),
            (["review", NOBODY, "--approve", "--cancel"], []),
            (["review", "--approve"], ["id"]),
            (["review", "not-an-id", "--approve"], ["not-an-id"]),
            (["review", NOBODY, NOBODY, "--revise", "x"], []),
            (["library", "--edit", self.shirt], []),
            (["library", "--archive"], []),
            (["library", "--where-used"], []),
            (["library", "--archive", "--unarchive", self.shirt], []),
            (["library", "--history", self.shirt, self.other], []),
        ]:
            with self.subTest(args=args):
                self.assert_nothing_changes(lambda: self.easel.run(*args), USAGE, *words)

    def test_params_that_are_no_good(self):
        for kind, params in [
            ("merge", {}),
            ("merge", {"source": GLib.Variant("s", self.shirt)}),
            ("merge", {"source": GLib.Variant("s", self.shirt),
                       "target": GLib.Variant("u", 7)}),
            ("merge", {"source": GLib.Variant("s", self.shirt),
                       "target": GLib.Variant("s", self.other),
                       "quickly": GLib.Variant("b", True)}),
            ("tidy", {"kind": GLib.Variant("s", "teapot")}),
        ]:
            with self.subTest(kind=kind, params=params):
                self.assert_call_refused("BadParams", self.easel.bus.jobs, "Submit", "(sa{sv})",
                                         kind, params)


class Answers(RefusedCase):
    """After each the job still waits, and can be approved."""

    def setUp(self):
        super().setUp()
        self.set_up_merging()
        self.job = self.ask_merge(*self.make_shirts())
        self.values = self.proposal(self.job)["values"]

    def still_waits(self):
        self.assertEqual(self.easel.job(self.job)["state"], "awaiting_input")

    def assert_file_refused(self, content, *words):
        path = self.write("answer.json", content)
        self.assert_nothing_changes(
            lambda: self.easel.run("review", self.job, "--edit", path), USAGE, *words)
        self.still_waits()

    def test_no_such_file(self):
        self.assert_nothing_changes(
            lambda: self.easel.run("review", self.job, "--edit", self.easel.folder / "gone.json"),
            USAGE, "gone.json")
        self.still_waits()

    def test_a_folder(self):
        self.assert_nothing_changes(
            lambda: self.easel.run("review", self.job, "--edit", self.easel.folder), USAGE)

    def test_not_json(self):
        for text in "Dear diary,\n", "", "{", '{"name": }', "\0":
            with self.subTest(text=text):
                self.assert_file_refused(text, "answer.json", "JSON")
        (self.easel.folder / "latin.json").write_bytes(b'{"name": "gr\xe4n"}')
        self.assert_nothing_changes(
            lambda: self.easel.run("review", self.job, "--edit",
                                   self.easel.folder / "latin.json"), USAGE, "JSON")

    def test_json_but_no_object(self):
        for value in [], "shirt", 7, None, True:
            with self.subTest(value=value):
                self.assert_file_refused(json.dumps(value), "answer.json", "object")

    def changed(self, **attributes):
        return {**self.values, "attributes": {**self.values["attributes"], **attributes}}

    def without(self, field):
        attributes = {name: value for name, value in self.values["attributes"].items()
                      if name != field}
        return {**self.values, "attributes": attributes}

    def test_values_that_do_not_fit(self):
        for values, *words in [
            ({}, "name"),
            ({"name": "Shirt"},),
            ({**self.values, "owner": "me"}, "owner"),
            ({**self.values, "name": 7}, "name"),
            ({**self.values, "name": ""}, "name"),
            ({**self.values, "name": "x" * 10000}, "name"),
            ({**self.values, "tags": "linen"}, "tags"),
            ({**self.values, "tags": [1]}, "tag"),
            ({**self.values, "attributes": []}, "attributes"),
            (self.without("fabric"), "fabric"),
            (self.changed(sleeves="long"), "sleeves"),
            (self.changed(color=7), "color"),
            (self.changed(color=["white"]), "color"),
            (self.changed(color=None), "color"),
            (self.changed(category="teapot"), "category"),
            (self.changed(details=MEGABYTE), "details"),
        ]:
            with self.subTest(values=str(values)[:200]):
                self.assert_file_refused(values, *words)

    def test_what_cannot_be_forced(self):
        path = self.write("answer.json", self.changed(color=7))
        self.assert_nothing_changes(
            lambda: self.easel.run("review", self.job, "--edit", path, "--anyway"), USAGE, "color")
        self.still_waits()

    def test_over_the_bus(self):
        for action, data in [
            ("dance", ""),
            ("approve", "nonsense"),
            ("approve", "[]"),
            ("approve", '{"values": {}}'),
            ("approve", '{"quickly": true}'),
            ("approve", '{"force": "yes"}'),
            ("approve", '{"group": 7}'),
            ("edit", ""),
            ("edit", "{}"),
            ("edit", '{"values": []}'),
            ("edit", '{"values": null}'),
            ("edit", json.dumps({"values": self.values, "quickly": True})),
            ("revise", ""),
            ("revise", "{}"),
            ("revise", '{"comment": 7}'),
        ]:
            with self.subTest(action=action, data=data):
                self.assert_call_refused("BadDecision", self.easel.bus.jobs, "Respond", "(sss)",
                                         self.job, action, data)
                self.still_waits()
        self.assert_call_refused("Invalid", self.easel.bus.jobs, "Respond", "(sss)", self.job,
                                 "edit", json.dumps({"values": self.changed(color=7)}),
                                 words=["color"])
        self.still_waits()

    def test_twice_and_late(self):
        self.easel.ok("review", self.job, "--approve")
        self.assert_completes(self.job)
        for choice in ["--approve"], ["--cancel"], ["--revise", "Again."], \
                ["--edit", self.write("answer.json", self.values)]:
            with self.subTest(choice=choice):
                self.assert_nothing_changes(
                    lambda: self.easel.run("review", self.job, *choice), FAILED)
        self.assert_call_refused("WrongState", self.easel.bus.jobs, "Respond", "(sss)", self.job,
                                 "approve", "")
        self.assertEqual(len(self.history()), 1)

    def test_of_nobody(self):
        self.assert_nothing_changes(lambda: self.easel.run("review", NOBODY, "--approve"), FAILED,
                                    NOBODY)
        self.assert_call_refused("UnknownJob", self.easel.bus.jobs, "Respond", "(sss)", NOBODY,
                                 "approve", "")

    def test_one_side_archived_meanwhile(self):
        self.easel.ok("library", "--archive", self.other)
        for choice in ["--approve"], ["--approve", "--anyway"]:
            self.assert_nothing_changes(lambda: self.easel.run("review", self.job, *choice),
                                        FAILED, "archived")
        self.assert_call_refused("Archived", self.easel.bus.jobs, "Respond", "(sss)", self.job,
                                 "approve", "")
        self.easel.ok("library", "--unarchive", self.other)
        self.easel.ok("review", self.job, "--approve")
        self.assert_completes(self.job)

    def test_changed_meanwhile(self):
        self.easel.ok("library", "--edit", self.other, self.write("other.json", {"tags": ["x"]}))
        self.assert_call_refused("Changed", self.easel.bus.jobs, "Respond", "(sss)", self.job,
                                 "approve", "", words=["tags", "Off-white linen shirt"])
        self.still_waits()
        self.easel.bus.jobs("Respond", "(sss)", self.job, "approve", '{"force": true}')
        self.assert_completes(self.job)


class Models(MergeCase):
    """What a model answers is no better than what a person does: the plain merge is proposed."""

    def propose(self, *routes):
        self.set_up_merging(*routes)
        job = self.ask_merge(*self.make_shirts())
        return self.proposal(job)

    def test_answers_that_do_not_fit(self):
        fine = {"name": "Shirt", "tags": [], "attributes": {
            name: MERGED[name] for name in ("category", "item", "fabric", "color", "details")}}
        lacking = {**fine, "attributes": {"color": "white"}}
        extra = {**fine, "owner": "me"}
        wrong = {**fine, "tags": "linen"}
        large = {**fine, "attributes": {**fine["attributes"], "details": MEGABYTE}}
        for reply in lacking, extra, wrong, large:
            with self.subTest(reply=str(reply)[:200]):
                self.easel.close()
                self.easel = self.make_easel()
                proposal = self.propose(
                    merge_answer(echo_schema=False, text=json.dumps(reply)))
                self.assert_sentence(proposal["fallback"])
                self.assertEqual(proposal["values"]["name"], "White shirt")
                self.assertLess(len(json.dumps(proposal)), 100000)

    def test_a_fitting_answer_is_taken(self):
        """So that the others are refused for what is wrong with them."""
        fine = {"name": "Shirt", "tags": [], "attributes": {
            name: MERGED[name] for name in ("category", "item", "fabric", "color", "details")}}
        proposal = self.propose(merge_answer(echo_schema=False, text=json.dumps(fine)))
        self.assertIsNone(proposal["fallback"])
        self.assertEqual(proposal["values"], fine)


class Edits(RefusedCase):
    def setUp(self):
        super().setUp()
        self.set_up_merging()
        self.make_shirts()
        self.attributes = self.entity(self.shirt)["attributes"]

    def assert_edit_refused(self, content, *words):
        path = self.write("shirt.json", content)
        self.assert_nothing_changes(
            lambda: self.easel.run("library", "--edit", self.shirt, path), USAGE, *words)

    def test_values_that_do_not_fit(self):
        for content, *words in [
            ("Dear diary,\n", "JSON"),
            ("[]", "object"),
            ({}, "name"),
            ({"owner": "me"}, "name"),
            ({"name": 7}, "name"),
            ({"name": " "}, "name"),
            ({"tags": "linen"}, "tags"),
            ({"tags": [["linen"]]}, "tags"),
            ({"attributes": []}, "attributes"),
            ({"attributes": {}}, "category"),
            ({"attributes": {**self.attributes, "color": 7}}, "color"),
            ({"attributes": {**self.attributes, "category": "teapot"}}, "category"),
            ({"attributes": {**self.attributes, "sleeves": "long"}}, "sleeves"),
            ({"attributes": {**self.attributes, "details": MEGABYTE}}, "details"),
            ({"name": "Shirt", "revision": -1}, "revision"),
        ]:
            with self.subTest(content=str(content)[:200]):
                self.assert_edit_refused(content, *words)

    def test_over_the_bus(self):
        for text in "", "[]", '{"owner": "me"}', '{"tags": [7]}', '{"force": 1}':
            with self.subTest(text=text):
                self.assert_call_refused("BadParams", self.easel.bus.library, "Edit", "(ss)",
                                         self.shirt, text)
        for name, method, signature, *args in [
            ("NotInLibrary", "Edit", "(ss)", NOBODY, '{"name": "x"}'),
            ("NotInLibrary", "Undo", "(sb)", NOBODY, False),
            ("NotInLibrary", "SetArchived", "(asb)", [self.shirt, NOBODY], True),
            ("Invalid", "Edit", "(ss)", self.shirt, '{"name": ""}'),
            ("BadParams", "History", "(a{sv})", {"when": GLib.Variant("s", "now")}),
        ]:
            with self.subTest(method=method, args=args):
                self.assert_call_refused(name, self.easel.bus.library, method, signature, *args)

    def test_facts_about_a_picture(self):
        picture = self.easel.library("--kind", "picture")[0]
        picture["attributes"]["width"] = 7
        path = self.write("picture.json", picture)
        self.assert_nothing_changes(
            lambda: self.easel.run("library", "--edit", picture["id"], path), USAGE, "width")


if __name__ == "__main__":
    tap.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command, through the real binary and a server that answers."""

import os
import re
import time

from harness import tap
from harness.case import KEY, EaselCase
from harness.easel import CANCELED, DATA, DONE, FAILED, TIMED_OUT, USAGE
from harness.server import answer, refusal
from harness.waiting import AT_ONCE

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
FIELDS = {"id", "kind", "state", "title", "progress", "message", "step", "steps", "parent",
          "provider", "model", "created", "started", "finished", "usage", "result", "error"}


class Analyze(EaselCase):
    def test_one_picture(self):
        server = self.set_up(key=KEY)
        job = self.one_job(DATA / "astronaut.jpg")
        self.assertRegex(job, UUID)
        self.assert_completes(job)
        record = self.easel.job(job)
        self.assertLessEqual(FIELDS, set(record))
        self.assertEqual((record["kind"], record["state"], record["provider"], record["model"]),
                         ("analyze", "completed", "test", "test-model"))
        self.assertEqual(record["progress"], 1)
        self.assertGreater(record["usage"]["input_tokens"], 0)
        self.assertLessEqual(record["created"], record["started"])
        self.assertLessEqual(record["started"], record["finished"])
        question, = server.questions()
        self.assertEqual(question["headers"]["Authorization"], f"Bearer {KEY}")

    def test_the_outfit_and_its_items_are_in_the_library(self):
        self.set_up()
        job = self.one_job(self.picture())
        self.assert_completes(job)
        kinds = [entity["kind"] for entity in self.easel.library()]
        self.assertEqual(sorted(kinds), ["clothing_item", "clothing_item", "outfit"])
        outfit, = self.easel.library("--kind", "outfit")
        self.assertEqual(outfit["name"], "Test suggested name")
        self.assertEqual(outfit["attributes"]["style_genre"], "Test style genre")
        self.assertIn(outfit["name"], self.easel.ok("library").out)

    def test_ids_come_at_once_in_the_order_of_the_files(self):
        self.set_up(answer(hang=True))
        files = self.pictures(20)
        outcome = self.easel.ok("analyze", *files)
        tap.figure("20 ids, with the start of Easel", f"{outcome.seconds * 1000:.0f} ms")
        self.assertLess(outcome.seconds, AT_ONCE)
        ids = outcome.lines
        self.assertEqual((len(ids), ids), (20, sorted(set(ids))))
        titles = [self.easel.job(job)["title"] for job in ids[:3]]
        for file, title in zip(files, titles):
            self.assertIn(file.stem, title)

    def test_all_analyzers_are_one_job_with_children(self):
        server = self.set_up()
        job = self.one_job(self.picture(), analyzers=["comprehensive"])
        self.assert_completes(job)
        children = [record for record in self.easel.jobs() if record["parent"] == job]
        self.assertEqual(len(children), 9)
        self.assertEqual({child["state"] for child in children}, {"completed"})
        self.assertEqual(len(server.questions()), 9)
        kinds = {entity["kind"] for entity in self.easel.library()}
        self.assertLessEqual({"outfit", "visual_style", "art_style", "hair_style", "hair_color",
                              "makeup", "expression", "accessories", "character"}, kinds)

    def test_the_same_picture_is_answered_from_the_library(self):
        server = self.set_up()
        self.assert_completes(self.one_job(self.picture(1)))
        again = self.one_job(self.picture(1, "copy.png"))
        self.assert_completes(again)
        self.assertEqual(len(server.questions()), 1)
        self.assertEqual(len(self.easel.library("--kind", "outfit")), 1)
        self.assert_completes(self.one_job(self.picture(1), again=True))
        self.assertEqual(len(server.questions()), 2)

    def test_demo_answers_without_a_provider(self):
        job = self.one_job(DATA / "astronaut.jpg")
        self.assert_completes(job)
        self.assertEqual(self.easel.job(job)["provider"], "demo")
        outfit, = self.easel.library("--kind", "outfit")
        self.assertIn("Demo", str(outfit))

    def test_a_folder_becomes_a_batch(self):
        self.set_up()
        self.pictures(3)
        (self.easel.pictures / "notes.txt").write_text("not a picture")
        job = self.one_job(self.easel.pictures)
        self.assert_completes(job)
        children = [record for record in self.easel.jobs() if record["parent"] == job]
        self.assertEqual(len(children), 3)

    def test_names_with_spaces_and_unicode(self):
        self.set_up()
        job = self.one_job(self.picture(1, "Ein Büro – 50 % & «mehr»?#.png"))
        self.assert_completes(job)
        self.assertIn("Ein Büro – 50 % & «mehr»?#", self.easel.job(job)["title"])


class Jobs(EaselCase):
    def test_list_by_state(self):
        self.set_up(refusal(401, "no", times=1), answer())
        failed = self.one_job(self.picture(1))
        self.easel.wait(failed)
        done = self.one_job(self.picture(2))
        self.assert_completes(done)
        self.assertEqual([job["id"] for job in self.easel.jobs("--state", "failed")], [failed])
        both = self.easel.jobs("--state", "failed", "--state", "completed")
        self.assertEqual({job["id"] for job in both}, {failed, done})
        self.assertEqual(self.easel.jobs("--state", "running"), [])
        for text in self.easel.ok("jobs").out, self.easel.ok("job", failed).out:
            self.assertIn(failed, text)
            self.assertIn("failed", text.lower())

    def test_wait_times_out(self):
        self.set_up(answer(hang=True))
        job = self.one_job(self.picture())
        outcome = self.easel.run("wait", job, "--timeout", "1")
        self.assertEqual(outcome.code, TIMED_OUT)
        self.assertGreaterEqual(outcome.seconds, 1)
        self.assertLess(outcome.seconds, AT_ONCE)
        self.assertIn(self.easel.job(job)["state"], ("queued", "running"))

    def test_wait_for_several_tells_of_the_one_that_failed(self):
        self.set_up(answer(match={"body_contains": '"name":"outfit"'}),
                    refusal(400, {"error": {"message": "Too blue."}}))
        good, = self.easel.analyze(self.picture(1), analyzers=["outfit"])
        bad, = self.easel.analyze(self.picture(2), analyzers=["makeup"])
        outcome = self.easel.wait(good, bad)
        self.assertEqual(outcome.code, FAILED)
        self.assertIn("Too blue.", outcome.err)

    def test_cancel_closes_the_stream_and_nothing_comes_after(self):
        server = self.set_up(answer(hold_after=600), bodies=False)
        job = self.one_job(self.picture())
        server.wait_for("held")
        self.easel.wait_for_state(job, "running")
        self.easel.ok("cancel", job)
        closed, = server.wait_for("closed")
        self.assertGreater(closed["body_sent"], 0)
        self.assertEqual(self.easel.wait(job).code, CANCELED)
        time.sleep(0.5)
        record = self.easel.job(job)
        self.assertEqual((record["state"], record["result"]), ("canceled", None))
        self.assertEqual(self.easel.library(), [])
        self.assertEqual(server.answered(), [])

    def test_cancel_before_the_answer_begins(self):
        server = self.set_up(answer(hang=True))
        job = self.one_job(self.picture())
        server.wait_for_question()
        self.easel.ok("cancel", job)
        server.wait_for("closed")
        self.assertEqual(self.easel.job(job)["state"], "canceled")

    def test_cancel_a_batch_with_its_children(self):
        server = self.set_up(answer(hang=True))
        job = self.one_job(self.picture(), analyzers=["comprehensive"])
        server.wait_for_question()
        self.easel.ok("cancel", job)
        self.assertEqual(self.easel.wait(job).code, CANCELED)
        self.assertEqual({record["state"] for record in self.easel.jobs()}, {"canceled"})
        server.wait_for("closed")

    def test_retry(self):
        server = self.set_up(refusal(401, {"error": {"message": "Bad key"}}, times=1), answer())
        job = self.one_job(self.picture())
        self.assert_fails(job)
        self.easel.ok("retry", job)
        self.assert_completes(job)
        self.assertEqual(len(server.questions()), 2)

    def test_retry_of_a_canceled_job(self):
        server = self.set_up(answer(hang=True, times=1), answer())
        job = self.one_job(self.picture())
        server.wait_for_question()
        self.easel.ok("cancel", job)
        self.assertEqual(self.easel.wait(job).code, CANCELED)
        self.easel.ok("retry", job)
        self.assert_completes(job)

    def test_a_rate_limit_is_waited_out(self):
        server = self.set_up(refusal(429, {"error": {"message": "Slow down", "type": "rate"}},
                                     times=1, headers={"Retry-After": "1"}), answer())
        job = self.one_job(self.picture())
        self.assert_completes(job)
        first, second = server.questions()
        self.assertGreaterEqual(second["time"] - first["time"], 950)

    def test_one_failure_stops_nobody_else(self):
        self.set_up(refusal(401, {"error": {"message": "Too blue."}}, times=1), answer())
        jobs = self.easel.analyze(*self.pictures(5))
        self.assertEqual(self.easel.wait(*jobs).code, FAILED)
        states = sorted(self.easel.job(job)["state"] for job in jobs)
        self.assertEqual(states, ["completed"] * 4 + ["failed"])

    def test_work_survives_a_quit(self):
        server = self.set_up(answer(hang=True, times=1), answer())
        job = self.one_job(self.picture())
        server.wait_for_question()
        self.easel.stop()
        self.assertEqual(len(server.wait_for("closed")), 1)
        self.assert_completes(job)


class Usage(EaselCase):
    def test_what_is_not_understood(self):
        for args, words in [
            (["bogus"], ["bogus", "easel --help"]),
            (["bogus.png", self.picture()], ["bogus.png", "easel --help"]),
            (["--bogus"], ["--bogus", "easel --help"]),
            (["analyze"], []),
            (["analyze", "--analyzer"], []),
            (["analyze", "--no-such-option", "x"], ["no-such-option"]),
            (["job"], []),
            (["job", "not-an-id"], ["not-an-id"]),
            (["wait"], []),
            (["wait", "00000000-0000-7000-8000-000000000000", "--timeout", "soon"], ["soon"]),
            (["cancel"], []),
            (["retry"], []),
            (["jobs", "--state", "sleeping"], ["sleeping"]),
            (["library", "--kind", "teapot"], ["teapot"]),
            (["provider"], []),
            (["provider", "dance"], ["dance"]),
            (["provider", "add"], []),
            (["provider", "add", "x", "--kind", "teapot"], ["teapot"]),
            (["provider", "add", "x", "--kind", "vllm", "--lanes-per-model", "2"], ["“2”"]),
            (["provider", "use", "x", "--task", "cook", "--model", "m"], ["cook"]),
        ]:
            with self.subTest(args=args):
                self.assert_refused(self.easel.run(*args), USAGE, *words)

    def test_what_is_no_text(self):
        """Words are bytes, and may be any."""
        word = os.fsdecode(b"x\xff\xe2")
        for *args, code in [
            (word, USAGE),
            ("library", word, USAGE),
            ("generate", "--subject", word, USAGE),
            ("transform", word, "--subject", "a fox", USAGE),
            ("merge", word, word, USAGE),
            ("tidy", word, USAGE),
            ("backup", USAGE),
            ("restore", word, word, USAGE),
            ("job", word, USAGE),
            ("undo", word, FAILED),
            ("provider", word, USAGE),
            ("provider", "test", word, FAILED),
            ("provider", "remove", word, FAILED),
            ("provider", "use", word, "--task", "text", "--model", "m", FAILED),
        ]:
            with self.subTest(args=args):
                self.assert_refused(self.easel.run(*args), code)

    def test_jobs_that_are_not_there(self):
        nobody = "00000000-0000-7000-8000-000000000000"
        for command in "job", "wait", "cancel", "retry":
            with self.subTest(command=command):
                outcome = self.easel.run(command, nobody)
                self.assertIn(outcome.code, (FAILED, USAGE))
                self.assert_refused(outcome, outcome.code, nobody)

    def test_what_a_state_does_not_allow(self):
        self.set_up()
        job = self.one_job(self.picture())
        self.assert_completes(job)
        for command in "cancel", "retry":
            with self.subTest(command=command):
                self.assert_refused(self.easel.run(command, job), FAILED)
        self.assertEqual(self.easel.job(job)["state"], "completed")

    def test_unknown_analyzer_names_the_known_ones(self):
        outcome = self.easel.run("analyze", "--analyzer", "aura", self.picture())
        self.assert_refused(outcome, USAGE, "aura", "outfit", "hair_style")
        self.assertEqual(self.easel.jobs(), [])

    def test_help_and_version(self):
        self.assertIn("analyze", self.easel.ok("--help").out)
        self.assertRegex(self.easel.ok("--version").out, r"\d+\.\d+")


class Providers(EaselCase):
    def test_add_list_use_test_remove(self):
        server = self.serve()
        add = ("provider", "add", "studio", "--kind", "compatible", "--url", server.url)
        self.easel.ok(*add, "--key-from-stdin", stdin=KEY + "\n")
        listed = self.easel.ok("provider", "list").out
        self.assertIn("studio", listed)
        self.assertIn(server.url, listed)
        self.assertNotIn(KEY, listed)
        tested = self.easel.ok("provider", "test", "studio")
        self.assertIn("test-model", tested.out)
        self.assertEqual(server.journal("request")[-1]["headers"]["Authorization"],
                         f"Bearer {KEY}")
        self.easel.ok("provider", "use", "studio", "--task", "vision", "--model", "test-model")
        self.assert_completes(self.one_job(self.picture()))
        self.easel.ok("provider", "remove", "studio")
        self.assertNotIn("studio", self.easel.ok("provider", "list").out)
        self.assert_refused(self.easel.run("provider", "test", "studio"), FAILED, "studio")

    def test_a_provider_answers_to_its_name_as_well_as_its_id(self):
        server = self.serve()
        self.easel.ok("provider", "add", "My Studio", "--kind", "compatible", "--url", server.url)
        self.assertIn("test-model", self.easel.ok("provider", "test", "my studio").out)
        self.easel.ok("provider", "use", "My Studio", "--task", "vision", "--model", "test-model")
        self.assert_completes(self.one_job(self.picture()))
        self.easel.ok("provider", "remove", "My Studio")
        self.assertNotIn("My Studio", self.easel.ok("provider", "list").out)

    def test_all_kinds_of_provider_fill_the_library_alike(self):
        shapes = {}
        known = set()
        for kind in ("compatible", "openai", "anthropic", "gemini", "ollama"):
            server = self.serve({"method": "POST", "path": "*", "echo_schema": True})
            self.easel.ok("provider", "add", kind, "--kind", kind, "--url", server.url,
                          "--key-from-stdin", stdin=KEY)
            self.easel.ok("provider", "use", kind, "--task", "vision", "--model", "test-model")
            self.assert_completes(self.one_job(self.picture(), analyzers=["comprehensive"]))
            new = [entity for entity in self.easel.library() if entity["id"] not in known]
            known.update(entity["id"] for entity in new)
            shapes[kind] = sorted((entity["kind"], entity["name"], sorted(entity["attributes"]))
                                  for entity in new)
        self.assertGreaterEqual(len(shapes["compatible"]), 9)
        for kind, shape in shapes.items():
            self.assertEqual(shape, shapes["compatible"], kind)

    def test_a_test_that_fails_says_why(self):
        server = self.serve({"method": "GET", "path": "/v1/models", "status": 401,
                             "body": {"error": {"message": "Bad key", "code": "invalid_api_key"}}})
        self.easel.ok("provider", "add", "p", "--kind", "compatible", "--url", server.url,
                      "--key-from-stdin", stdin=KEY)
        outcome = self.easel.run("provider", "test", "p")
        self.assert_refused(outcome, FAILED, "key")
        self.assertNotIn(KEY, outcome.err)

    def test_a_key_is_sent_to_its_own_server_only(self):
        one, other = self.serve(), self.serve()
        self.easel.add_provider(one, key=KEY)
        self.easel.add_provider(other)  # the same name, another place, no key
        self.easel.run("provider", "test", "test")
        self.easel.wait(self.one_job(self.picture()))
        self.assertGreater(len(other.questions()), 0)
        self.assertNotIn(KEY, str(other.journal()))

    def test_plain_http_to_another_machine_is_refused(self):
        outcome = self.easel.run("provider", "add", "far", "--kind", "compatible", "--url",
                                 "http://models.example/v1", "--key-from-stdin", stdin=KEY)
        if outcome.code == DONE:  # then at the first use
            outcome = self.easel.run("provider", "test", "far")
        self.assert_refused(outcome, outcome.code or FAILED, "http")

    def test_an_url_that_is_none(self):
        outcome = self.easel.run("provider", "add", "x", "--kind", "compatible", "--url", "::")
        self.assert_refused(outcome, USAGE)

    def test_the_key_is_in_no_file_and_no_log(self):
        server = self.serve(refusal(401, {"error": {"message": f"Bad key {KEY[:8]}"}}, times=1),
                            answer())
        self.easel.start_background(G_MESSAGES_DEBUG="all")
        self.easel.add_provider(server, key=KEY)
        self.assert_fails(self.one_job(self.picture(1)))
        self.assert_completes(self.one_job(self.picture(2)))
        self.easel.ok("provider", "list")
        self.easel.stop()
        self.assertEqual(server.questions()[-1]["headers"]["Authorization"], f"Bearer {KEY}")
        looked_at = [path for path in self.easel.folder.rglob("*") if path.is_file()]
        self.assertIn(self.easel.log, looked_at)
        self.assertGreater(len(looked_at), 4)
        for path in looked_at:
            self.assertNotIn(KEY.encode(), path.read_bytes(), path)


class Bus(EaselCase):
    def test_submit_get_list_cancel(self):
        from gi.repository import GLib
        server = self.set_up(answer(hang=True))
        params = {"files": GLib.Variant("as", [str(self.picture())])}
        job, = self.easel.bus.jobs("Submit", "(sa{sv})", "analyze", params)
        self.assertRegex(job, UUID)
        server.wait_for_question()
        self.assertIn(job, str(self.easel.bus.jobs("List", "(a{sv})", {})))
        self.assertIn(job, str(self.easel.bus.jobs("Get", "(s)", job)))
        self.easel.bus.jobs("Cancel", "(s)", job)
        self.assertEqual(self.easel.wait(job).code, CANCELED)

    def test_bad_calls_are_errors(self):
        from gi.repository import GLib
        self.easel.ok("jobs")
        for method, signature, *args in [
            ("Submit", "(sa{sv})", "bake", {}),
            ("Submit", "(sa{sv})", "analyze", {}),
            ("Submit", "(sa{sv})", "analyze", {"files": GLib.Variant("s", "one")}),
            ("Submit", "(sa{sv})", "analyze", {"files": GLib.Variant("as", [])}),
            ("Get", "(s)", "nobody"),
            ("Cancel", "(s)", "nobody"),
            ("Retry", "(s)", "nobody"),
            ("Respond", "(sss)", "nobody", "approve", ""),
        ]:
            with self.subTest(method=method, args=args), self.assertRaises(GLib.Error):
                self.easel.bus.jobs(method, signature, *args)
        self.assertEqual(self.easel.jobs(), [])


if __name__ == "__main__":
    tap.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random moments, again and again: nothing accepted is lost, nothing is paid twice."""

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from harness import tap
from harness.case import EaselCase
from harness.easel import BINARY
from harness.pictures import number_in_request
from harness.server import answer
from harness.waiting import PATIENCE

KILLS = int(os.environ.get("EASEL_KILLS", "40"))
ANSWERED = "running, with an answer that was kept and not yet saved"
STATES = {"queued", "running", "awaiting_input", "completed", "failed", "canceled"}
ANALYZERS = ["outfit", "makeup", "expression"]
SEED = int(os.environ.get("EASEL_SEED", "0")) or random.randrange(1 << 32)


def read_database(path):
    """The jobs by id, and which of them have which steps in the journal."""
    with tempfile.TemporaryDirectory() as folder:
        for file in path.parent.glob(path.name + "*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, folder)
        database = sqlite3.connect(Path(folder) / path.name)
        try:
            jobs = {job: {"state": state, "params": json.loads(params)}
                    for job, state, params
                    in database.execute("SELECT id, state, params FROM jobs")}
            steps = set(database.execute(
                "SELECT jobs.id, steps.name FROM steps JOIN jobs ON jobs.seq = steps.job"))
        except sqlite3.OperationalError:  # killed before there were tables
            return {}, set()
        finally:
            database.close()
    return jobs, steps


def subject(params):
    """The number of the picture a job asks a model about, and the analyzer."""
    analyzer, = params["analyzers"]
    return int(re.search(r"picture-(\d+)", params["name"])[1]), analyzer


def subject_of_request(line):
    question = json.loads(line["body"])
    return (number_in_request(line["body"]),
            question["response_format"]["json_schema"]["name"])


class Kill(EaselCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)
        self.number = 0
        self.accepted = set()  # ids that a command printed
        self.library = self.easel.data / "easel/library.sqlite"
        self.kills = []        # (time in ms, journaled steps)
        self.moments = Counter()

    def submit(self):
        """A picture or two, with one or several analyzers; the ids printed before the kill."""
        files = []
        for _ in range(self.random.choice([1, 1, 1, 2])):
            self.number += 1
            files.append(self.picture(self.number))
        chosen = self.random.sample(ANALYZERS, self.random.choice([1, 1, 2, 3]))
        options = [word for name in chosen for word in ("--analyzer", name)]
        process = subprocess.Popen([BINARY, "analyze", *options, *files], env=self.easel.env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.easel.processes.append(process)
        return process

    def collect(self, process):
        out, _ = process.communicate(timeout=PATIENCE)
        self.accepted.update(out.split())
        return out

    @contextmanager
    def moment(self):
        """The kill comes anywhere in the work; or else, as there are only milliseconds between
        the step that asks and the one that saves, while the library is held so that none can."""
        if self.random.random() < 0.7 or not self.library.exists():
            time.sleep(self.random.choice([0, 0.02, 0.05, 0.1, 0.2, 0.3]) * self.random.random())
            yield
            return
        self.server.wait_for_news("request", 1)
        library = sqlite3.connect(self.library, isolation_level=None)
        try:
            library.execute("BEGIN IMMEDIATE")
            self.server.wait_for_news("response", 0.5)
            time.sleep(0.02 * self.random.random())
            yield
        finally:
            library.close()

    def kill_once(self):
        waiting = self.random.random() < 0.3  # or else the kill may meet the command itself
        process = self.submit()
        if waiting:
            self.collect(process)
        self.easel.bus.wait_for()
        with self.moment():
            if not self.easel.kill():
                return
        printed = waiting or self.collect(process)
        self.easel.kill()  # the one that the command may have started after that
        at = time.time() * 1000
        jobs, steps = read_database(self.easel.data / "easel/jobs.sqlite")
        self.kills.append((at, steps))
        states = {record["state"] for record in jobs.values()}
        self.assertLessEqual(states, STATES)
        self.assertLessEqual(self.accepted - set(jobs), set(), "accepted, but not on the disk")
        running = {job for job, record in jobs.items() if record["state"] == "running"}
        self.moments["running"] += bool(running)
        self.moments["running, with a picture imported"] += bool(
            running & {job for job, step in steps if step == "import"})
        self.moments[ANSWERED] += bool(running & {job for job, step in steps if step == "ask"})
        self.moments["queued"] += "queued" in states
        self.moments["pending (the command had no id yet)"] += not waiting and not printed

    def test_nothing_is_lost_or_done_twice(self):
        tap.figure("EASEL_SEED", SEED)
        self.server = server = self.serve(answer(delay_ms=15, piece_delay_ms=1), pictures=True)
        self.easel.add_provider(server)
        while len(self.kills) < KILLS or not self.moments[ANSWERED]:
            self.kill_once()
            self.assertLess(len(self.kills), 4 * KILLS, f"never {ANSWERED}")

        self.assert_completes(*self.accepted)
        self.easel.ok("jobs")
        others = [job["id"] for job in self.easel.jobs() if job["id"] not in self.accepted]
        if others:
            self.assert_completes(*others)
        self.easel.stop()
        jobs, steps = read_database(self.easel.data / "easel/jobs.sqlite")
        self.assertEqual({record["state"] for record in jobs.values()}, {"completed"})
        self.check_journal(server, jobs, steps)
        self.check_library(jobs, steps)

        tap.figure("kills", len(self.kills))
        tap.figure("moments", dict(self.moments))
        tap.figure("answers cut off inside a step", len(server.journal("closed")))
        tap.figure("jobs accepted", len(self.accepted))
        tap.figure("jobs in all, all completed", len(jobs))

    def check_journal(self, server, jobs, steps):
        """No request after a kill for what was in the journal before it."""
        asked = [(line["time"], subject_of_request(line)) for line in server.questions()]
        twice = 0
        for at, before in self.kills:
            done = {subject(jobs[job]["params"]) for job, step in before if step == "ask"}
            late = [what for when, what in asked if when > at and what in done]
            self.assertEqual(late, [], "asked again, and paid again, after its answer was kept")
        for count in Counter(what for _, what in asked).values():
            twice += count - 1
        wanted = {subject(jobs[job]["params"]) for job, step in steps if step == "ask"}
        self.assertEqual(wanted, {what for _, what in asked})
        tap.figure("questions", len(asked))
        tap.figure("questions whose answer a kill cut off, asked again", twice)

    def check_library(self, jobs, steps):
        """Each analysis made one entity, however often it began."""
        saved = [subject(jobs[job]["params"])[1] for job, step in steps if step == "save"]
        entities = self.easel.library()
        made = Counter(entity["kind"] for entity in entities if entity["kind"] in ANALYZERS)
        self.assertEqual(made, Counter(saved))
        items = sum(entity["kind"] == "clothing_item" for entity in entities)
        self.assertEqual(items, 2 * saved.count("outfit"))
        pictures = self.easel.library("--kind", "picture")
        seen = {subject(jobs[job]["params"])[0] for job, step in steps if step == "save"}
        self.assertEqual(len(pictures), len(seen))


if __name__ == "__main__":
    tap.main()

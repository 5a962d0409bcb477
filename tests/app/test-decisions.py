#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A decision is taken once, whichever door it comes through."""

import json
import random
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from gi.repository import GLib

from harness import tap
from harness.bus import APP_ID, APP_PATH, Bus
from harness.easel import DONE, FAILED
from harness.library import dump
from harness.merging import MergeCase
from harness.window import wait_until

ROUNDS = 25
LOST = "io.github.easelapp.Easel.Error.WrongState"
HOUR = 3600 * 1000000


class DecisionCase(MergeCase):
    def setUp(self):
        super().setUp()
        self.desktop.forget()

    def wait_for_screen(self, *summaries):
        """The notifications with these headings, once they and no others are on the screen."""
        return wait_until(lambda: self.has_screen(*summaries),
                          f"{summaries}, instead of {self.desktop.on_screen()}")

    def has_screen(self, *summaries):
        found = [notification for notification in self.desktop.on_screen()
                 if "Done" not in notification.summary]
        names = [notification.summary for notification in found]
        return (found or True) if sorted(names) == sorted(summaries) else None

    def title(self, job):
        return self.easel.job(job)["title"]

    def ask_twins(self, count=1):
        """Merges that can be approved without a look."""
        pairs = self.make_twins(count)
        jobs = [self.submit_merge(*pair) for pair in pairs]
        self.wait_awaiting(*jobs)
        return jobs

    def assert_done_by(self, door, *jobs):
        self.assert_completes(*jobs)
        self.assertEqual({(change["job"], change["door"]) for change in self.history()},
                         {(job, door) for job in jobs})


class Doors(DecisionCase):
    def test_a_notification(self):
        job, = self.ask_twins()
        notification, = self.wait_for_screen(self.title(job))
        self.assertEqual(list(notification.buttons), ["Approve", "Review", "Later"])
        self.desktop.press("Approve")
        self.assert_done_by("notification", job)
        self.wait_for_screen()

    def test_the_command_line(self):
        job, = self.ask_twins()
        self.wait_for_screen(self.title(job))
        self.easel.ok("review", job, "--approve")
        self.assert_done_by("command-line", job)
        self.wait_for_screen()

    def test_a_program(self):
        job, = self.ask_twins()
        self.wait_for_screen(self.title(job))
        self.easel.bus.jobs("Respond", "(sss)", job, "approve", "")
        self.assert_done_by("dbus", job)
        self.wait_for_screen()

    def test_canceling(self):
        job, = self.ask_twins()
        before = dump(self.easel)
        self.wait_for_screen(self.title(job))
        self.easel.ok("cancel", job)
        self.wait_for_screen()
        self.assertEqual(dump(self.easel), before)

    def test_a_group_by_a_program(self):
        jobs = self.ask_twins(3)
        group = "0199aaaa-0000-7000-8000-000000000000"
        for job in jobs:
            self.easel.bus.jobs("Respond", "(sss)", job, "approve", json.dumps({"group": group}))
        self.assert_done_by("dbus", *jobs)
        self.undo(group)
        self.assertEqual(len(self.easel.library("--kind", "clothing_item")), 6)


class SameMoment(DecisionCase):
    """Many rounds, each with two who answer at once: one is heard, the other is told."""

    def at_once(self, job, *doors):
        """What each door came to, in their order."""
        start = threading.Barrier(len(doors))

        def go_through(door):
            start.wait()
            return door(job)

        with ThreadPoolExecutor(len(doors)) as threads:
            return list(threads.map(go_through, doors))

    def play(self, *doors):
        jobs = self.ask_twins(ROUNDS)
        won = [0] * len(doors)
        for job in jobs:
            refusals = self.at_once(job, *doors)
            self.assertEqual(refusals.count(None), 1, refusals)
            won[refusals.index(None)] += 1
            for refusal in filter(None, refusals):
                self.assert_sentence(refusal)
        self.easel.wait(*jobs)
        states = Counter(self.easel.job(job)["state"] for job in jobs)
        self.assertLessEqual(set(states), {"completed", "canceled"})
        self.assertEqual(len(self.history()), states["completed"])
        tap.figure("each won so often", won)

    def by_bus(self, action, late=0.0):
        """A door: None when it was heard, or why not. late: at most so many seconds."""
        bus = Bus()

        def respond(job):
            time.sleep(random.uniform(0, late))
            try:
                bus.jobs("Respond", "(sss)", job, action, "")
            except GLib.Error as error:
                self.assertIn(LOST, error.message)
                return error.message.split(": ", 1)[1]
            return None
        return respond

    def by_command(self, *choice):
        def respond(job):
            outcome = self.easel.run("review", job, *choice)
            if outcome.code == DONE:
                return None
            self.assertEqual(outcome.code, FAILED)
            return outcome.err
        return respond

    def press_approve(self, job):
        """What the button of a notification does. It has no answer; what comes of it is told by
        another notification."""
        Bus().call(APP_ID, APP_PATH, "org.gtk.Actions", "Activate", "(sava{sv})", "approve-job",
                   [GLib.Variant("s", job)], {})

    def test_two_programs(self):
        self.play(self.by_bus("approve"), self.by_bus("approve"))

    def test_many_programs(self):
        self.play(*(self.by_bus("approve") for _ in range(8)))

    def test_approve_and_cancel(self):
        self.play(self.by_bus("approve"), self.by_bus("cancel"))

    def test_a_program_and_the_command_line(self):
        self.play(self.by_command("--approve"), self.by_bus("approve", late=0.06))

    def test_a_notification_and_a_program(self):
        by_bus = self.by_bus("approve", late=0.002)
        too_late = 0
        for job in self.ask_twins(ROUNDS):
            self.desktop.forget()
            _, refusal = self.at_once(job, self.press_approve, by_bus)
            self.assert_completes(job)
            doors = [change["door"] for change in self.history() if change["job"] == job]
            self.assertEqual(doors, ["notification" if refusal else "dbus"])
            if refusal is None:
                too_late += 1
                wait_until(lambda: any(self.title(job) == summary
                                       for summary, _ in self.desktop.shown()),
                           "the notification that it was too late")
        tap.figure("the notification was too late", f"{too_late} of {ROUNDS}")


class Notified(DecisionCase):
    def test_several_are_one(self):
        jobs = self.ask_twins(3)
        notification, = self.wait_for_screen("3 Reviews Wait")
        self.assertEqual(list(notification.buttons), ["Review", "Later"])
        self.easel.ok("review", jobs[0], "--approve")
        self.wait_for_screen("2 Reviews Wait")
        self.easel.ok("review", jobs[1], "--cancel")
        self.wait_for_screen(self.title(jobs[2]))
        self.easel.ok("review", jobs[2], "--approve")
        self.wait_for_screen()

    def test_not_without_a_look(self):
        """Two that contradict each other cannot be approved from a notification."""
        self.set_up_merging()
        job = self.ask_merge(*self.make_shirts())
        notification, = self.wait_for_screen(self.title(job))
        self.assertEqual(list(notification.buttons), ["Review", "Later"])

    def test_asked_again(self):
        self.make_twins_job()
        self.easel.ok("review", self.job, "--revise", "Shorter.")
        self.wait_awaiting(self.job)
        wait_until(lambda: len(self.desktop.shown()) >= 2, "the second notification")
        self.wait_for_screen(self.title(self.job))

    def make_twins_job(self):
        self.job, = self.ask_twins()
        self.wait_for_screen(self.title(self.job))

    def test_approving_what_was_changed(self):
        self.make_twins_job()
        target = self.easel.job(self.job)["params"]["target"]
        self.easel.ok("library", "--edit", target, self.write("tags.json", {"tags": ["old"]}))
        self.desktop.press("Approve")
        refusal = wait_until(lambda: next((notification for notification in
                                           self.desktop.on_screen()
                                           if "tags" in notification.body), None),
                             "the reason")
        self.assert_sentence(refusal.body)
        self.assertEqual(self.easel.job(self.job)["state"], "awaiting_input")
        self.assertNotIn("merge", {change["kind"] for change in self.history()})

    def test_later(self):
        """It is out of the way for an hour, and then told again, by whichever Easel runs then."""
        self.make_twins_job()
        before = time.time_ns() // 1000
        self.desktop.press("Later")
        self.wait_for_screen()
        self.assertEqual(self.easel.job(self.job)["state"], "awaiting_input")
        self.easel.stop()
        with closing(sqlite3.connect(self.easel.data / "easel/jobs.sqlite")) as jobs:
            until, = jobs.execute("SELECT hidden_until FROM jobs WHERE id = ?",
                                  (self.job,)).fetchone()
            self.assertAlmostEqual(until, before + HOUR, delta=HOUR / 10)
            # as if it were later
            soon = time.time_ns() // 1000 + 3000000
            jobs.execute("UPDATE jobs SET hidden_until = ? WHERE id = ?", (soon, self.job))
            jobs.commit()
        self.desktop.forget()
        self.easel.ok("jobs")
        while True:
            shown = self.desktop.on_screen()
            if time.time_ns() // 1000 >= soon:
                break
            self.assertEqual(shown, [])
            time.sleep(0.1)
        self.wait_for_screen(self.title(self.job))
        self.desktop.press("Approve")
        self.assert_done_by("notification", self.job)

    def test_what_waited_before_is_not_told_again(self):
        self.make_twins_job()
        self.easel.stop()
        self.desktop.forget()
        self.easel.ok("jobs")
        time.sleep(1)
        self.assertEqual(self.desktop.shown(), [])

    def test_a_button_starts_easel(self):
        """The desktop keeps a notification when its program has ended."""
        self.make_twins_job()
        self.easel.stop()
        process = self.easel.start("--gapplication-service")
        self.easel.bus.wait_for()
        self.easel.bus.call(APP_ID, APP_PATH, "org.freedesktop.Application", "ActivateAction",
                            "(sava{sv})", "approve-job", [GLib.Variant("s", self.job)], {})
        self.assert_done_by("notification", self.job)
        self.assertIsNone(process.poll())


if __name__ == "__main__":
    tap.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full, read-only, damaged, or written by a newer Easel."""

import os
import shutil
import sqlite3
import subprocess

from harness import tap
from harness.case import EaselCase
from harness.easel import DONE, FAILED
from harness.pictures import png
from harness.server import answer


def in_namespace(mounts):
    """An argv that runs a command after mounting as the script says, for it alone."""
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *user, "--mount", "sh", "-c", f'{mounts}; exec "$@"', "sh"]


def can_mount():
    return subprocess.run(in_namespace("mount -t tmpfs tmpfs /mnt") + ["true"],
                          capture_output=True).returncode == 0


def noise(number):
    """A picture of 1 MB that does not compress."""
    import random
    generator = random.Random(number)
    return png(600, 600, lambda y: generator.randbytes(1800))


class Storage(EaselCase):
    def data_folder(self):
        return self.easel.data / "easel"

    def jobs_file(self):
        return self.data_folder() / "jobs.sqlite"

    def library_file(self):
        return self.data_folder() / "library.sqlite"

    def need_mounts(self):
        if not can_mount():
            self.skipTest("this system lets nobody mount a file system of their own")

    def test_disk_full(self):
        self.need_mounts()
        server = self.serve(bodies=False)
        self.easel.start_background(wrapper=in_namespace(
            f"mount -t tmpfs -o size=3m,mode=700 tmpfs '{self.easel.data}'"))
        self.easel.add_provider(server)
        accepted, refused = [], []
        for number in range(1, 7):
            path = self.easel.pictures / f"noise-{number}.png"
            path.write_bytes(noise(number))
            outcome = self.easel.run("analyze", path)
            (accepted if outcome.code == DONE else refused).append(outcome)
        self.assertTrue(accepted)
        for outcome in refused:
            self.assert_refused(outcome, FAILED, "full")
        ids = [outcome.out.strip() for outcome in accepted]
        for job in ids:
            self.easel.wait_for_state(job, "failed", "completed")
        records = [self.easel.job(job) for job in ids]
        failed = [record for record in records if record["state"] == "failed"]
        self.assertTrue(failed, "6 MB fitted into 3")
        for record in failed:
            self.assertIn("full", record["error"]["message"].lower())
            self.assert_sentence(record["error"]["message"])
        self.assertEqual({record["state"] for record in records} - {"failed"}, {"completed"})

    def test_read_only_data(self):
        self.need_mounts()
        self.picture(1)
        job = self.one_job(self.picture(1))  # by Demo
        self.assert_completes(job)
        self.easel.stop()
        outcome = self.easel.run("analyze", self.picture(2), wrapper=in_namespace(
            f"mount --bind '{self.easel.data}' '{self.easel.data}'"
            f" && mount -o remount,bind,ro '{self.easel.data}'"))
        self.assert_refused(outcome, FAILED)
        self.easel.stop()
        self.assertEqual(self.easel.job(job)["state"], "completed")

    def test_read_only_from_the_start(self):
        self.need_mounts()
        outcome = self.easel.run("analyze", self.picture(2), wrapper=in_namespace(
            f"mount -t tmpfs -o ro tmpfs '{self.easel.data}'"))
        self.assert_refused(outcome, FAILED)

    def make_newer(self, path):
        self.assert_completes(self.one_job(self.picture(1)))
        self.easel.stop()
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 9000")
        database.close()
        before = path.read_bytes()
        outcome = self.easel.run("analyze", self.picture(2))
        self.assert_refused(outcome, FAILED, "newer")
        self.easel.stop()
        self.assertEqual(path.read_bytes(), before)

    def test_jobs_from_a_newer_easel(self):
        self.make_newer(self.jobs_file())

    def test_library_from_a_newer_easel(self):
        self.make_newer(self.library_file())

    def damage(self, path):
        self.assert_completes(*self.easel.analyze(*self.pictures(3)))
        self.easel.stop()
        for name in path.parent.glob(path.name + "-*"):
            name.unlink()
        with open(path, "r+b") as file:
            file.seek(4096)
            file.write(b"\xde\xad\xbe\xef" * 1024)
        job = self.one_job(self.picture(9))
        if self.easel.wait(job).code == FAILED:
            # Found only in the middle of work: the next start looks at the whole file.
            self.assert_fails(job, says="damaged")
            self.easel.stop()
            self.easel.ok("retry", job)
        self.assert_completes(job)
        kept = [other for other in path.parent.iterdir()
                if other.name.startswith(path.name) and b"\xde\xad\xbe\xef" in other.read_bytes()]
        self.assertTrue(kept, "the damaged file is set aside, not thrown away")

    def test_damaged_jobs(self):
        self.damage(self.jobs_file())

    def test_damaged_library(self):
        self.damage(self.library_file())

    def test_a_file_that_is_no_database(self):
        self.data_folder().mkdir(parents=True)
        self.jobs_file().write_bytes(b"Dear diary,\n" * 1000)
        self.assert_completes(self.one_job(self.picture()))
        texts = [path.read_bytes()[:11] for path in self.data_folder().iterdir() if path.is_file()]
        self.assertIn(b"Dear diary,", texts)

    def test_cache_thrown_away(self):
        job = self.one_job(self.picture(1))
        self.assert_completes(job)
        self.easel.stop()
        shutil.rmtree(self.easel.cache)
        self.assertEqual(self.easel.job(job)["state"], "completed")
        self.assert_completes(self.one_job(self.picture(2)))


if __name__ == "__main__":
    tap.main()

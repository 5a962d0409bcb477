#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells people which commands there are: the help, the man page, and the shell."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from harness import tap
from harness.case import EaselCase
from harness.easel import BINARY
from harness.waiting import PATIENCE

SOURCE = Path(__file__).resolve().parents[2]
COMPLETIONS = SOURCE / "data/completions"
COMPLETION = COMPLETIONS / "easel.bash"
MAN = SOURCE / "data/man/easel.1"


class Help(EaselCase):
    def words(self, *command):
        """The commands that a help lists."""
        return [word for word in re.findall(r"(?m)^  ([a-z]+) +\S",
                                            self.easel.ok(*command, "--help").out)
                if word != "easel"]

    def commands(self):
        for command in self.words():
            inner = self.words(command) if command == "provider" else []
            yield from ([command, word] for word in inner) if inner else [[command]]

    def test_the_man_page_has_every_option(self):
        page = MAN.read_text()
        options = []
        for command in self.commands():
            self.assertTrue(re.search(rf"Ic (pause , )?{' '.join(command)}\b", page), command)
            options += [(*command, option)
                        for option in re.findall(r"(?m)^  (?:-\w, )?--([a-z-]+)",
                                                 self.easel.ok(*command, "--help").out)]
        self.assertGreater(len(options), 50)
        self.assertEqual([words for words in options
                          if not re.search(rf"\\-{words[-1]}(?![a-z-])", page)], [])


class Completion(EaselCase):
    def setUp(self):
        super().setUp()
        programs = self.easel.folder / "bin"
        programs.mkdir()
        (programs / "easel").symlink_to(BINARY)
        self.path = str(programs)

    def complete(self, *words):
        """What a real bash offers for the last word."""
        script = ('source "$1"; shift; COMP_WORDS=(easel "$@"); COMP_CWORD=$#; _easel; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script, "bash", COMPLETION, *words], text=True,
                              capture_output=True, timeout=PATIENCE,
                              env={**self.easel.env, "PATH": f"{self.path}:/usr/bin:/bin"})
        return [line for line in done.stdout.splitlines() if line]

    def test_completing(self):
        self.assertEqual(self.complete("ana"), ["analyze"])
        self.assertEqual(self.complete("provider", "re"), ["remove"])
        self.assertEqual(self.complete("analyze", "--ana"), ["--analyzer="])
        self.assertEqual(self.complete("provider", "use", "--mo"), ["--model="])
        self.assertEqual(self.complete("cancel", ""), [])
        self.assertIsNone(self.easel.pid, "completing a word started Easel")

        self.set_up()
        job = self.one_job(self.picture())
        self.assert_completes(job)
        self.assertEqual(self.complete("cancel", job[:4]), [job])
        self.assertEqual(self.complete("review", ""), [])
        self.assertIn("Test suggested name", self.complete("library", "Test\\ sug"))
        self.assertIn("Test suggested name", self.complete("merge", "x", '"Test su'))
        self.assertEqual(self.complete("provider", "test", "te"), ["test"])
        self.assertEqual(self.complete("analyze", "pic"), [])
        if shutil.which("fish"):
            self.assert_fish_completes(job)

    def assert_fish_completes(self, job):
        def complete(line):
            done = subprocess.run(
                ["fish", "--no-config", "-c",
                 f"source {COMPLETIONS}/easel.fish; complete -C '{line}'"],
                text=True, capture_output=True, timeout=PATIENCE,
                env={**self.easel.env, "PATH": f"{self.path}:{os.environ['PATH']}"})
            return [line.split("\t")[0] for line in done.stdout.splitlines()]

        self.assertEqual(complete("easel ana"), ["analyze"])
        self.assertEqual(complete("easel analyze --ana"), ["--analyzer="])
        self.assertEqual(complete("easel provider use --mo"), ["--model="])
        self.assertIn("remove", complete("easel provider re"))
        self.assertIn(job, complete(f"easel cancel {job[:4]}"))
        self.assertIn("Test suggested name", complete("easel library Test\\ sug"))

    def test_the_other_shells_can_read_theirs(self):
        """Where they are installed; nobody has to have them."""
        for shell in filter(shutil.which, ("fish", "zsh")):
            done = subprocess.run([shell, "-n", COMPLETIONS / f"easel.{shell}"], text=True,
                                  capture_output=True, timeout=PATIENCE)
            self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the test cases share."""

import unittest

from . import easel as commands
from .easel import Easel
from .notifications import Desktop
from .pictures import write_numbered
from .server import Server
from .waiting import PATIENCE

KEY = "sk-test-4f1d9a7c0be2"


class EaselCase(unittest.TestCase):
    """Each test has an Easel of its own, which is gone afterwards."""

    def setUp(self):
        self.desktop = Desktop.get()
        self.easel = self.make_easel()

    def make_easel(self, **kwargs):
        easel = Easel(**kwargs)
        self.addCleanup(easel.close)
        self.addCleanup(self._tell_log, easel)
        return easel

    def _tell_log(self, easel):
        """Easel's last words, when the test failed."""
        if self._outcome.result.outcome != "ok":
            for line in easel.log_text().strip().splitlines()[-30:]:
                print("# easel:", line)
            print("# easel: exit codes", [process.poll() for process in easel.processes])

    def serve(self, *routes, **kwargs):
        server = Server(*routes, **kwargs)
        self.addCleanup(server.close)
        return server

    def set_up(self, *routes, key="", lanes=0, bodies=True):
        """A server behind the compatible provider, chosen for pictures."""
        server = self.serve(*routes, bodies=bodies)
        self.easel.add_provider(server, key=key, lanes=lanes)
        return server

    def picture(self, number=1, name=None):
        return write_numbered(self.easel.pictures, number, name)

    def pictures(self, count, first=1):
        return [self.picture(number) for number in range(first, first + count)]

    def one_job(self, *args, **kwargs):
        """Analyzes one picture; its job's id."""
        ids = self.easel.analyze(*args, **kwargs)
        self.assertEqual(len(ids), 1)
        return ids[0]

    def assert_completes(self, *jobs, timeout=PATIENCE):
        outcome = self.easel.wait(*jobs, timeout=timeout)
        self.assertEqual(outcome.code, commands.DONE, outcome.err)

    def assert_fails(self, job, code=None, says=()):
        """The job ends failed, with words on stderr and in its error."""
        outcome = self.easel.wait(job)
        record = self.easel.job(job)
        self.assertEqual(outcome.code, commands.FAILED, (outcome.err, record))
        self.assertEqual(record["state"], "failed")
        message = record["error"]["message"]
        self.assert_sentence(message)
        if code is not None:
            self.assertEqual(record["error"]["code"], code, message)
        for words in [says] if isinstance(says, str) else says:
            self.assertIn(words.lower(), message.lower())
        self.assertIn(message, outcome.err)
        return record["error"]

    def assert_refused(self, outcome, code, *words):
        """A command ends with this code and says why on stderr, and nothing on stdout."""
        self.assertEqual(outcome.code, code, (outcome.out, outcome.err))
        self.assert_sentence(outcome.err)
        self.assertEqual(outcome.out, "")
        for word in words:
            self.assertIn(word.lower(), outcome.err.lower())

    def assert_sentence(self, text):
        """Words for a person, not of a machine."""
        self.assertRegex(text.strip(), r"\w{2,} \w+", "no sentence")
        for unfit in ("(null)", "GError", "g-io-error-quark", "CRITICAL", "assertion",
                      "GDBus.Error", "Traceback"):
            self.assertNotIn(unfit, text)
        self.assertNotRegex(text, r"\b0x[0-9a-f]", "an address")

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyring that is missing or locked (EASEL_SESSION_KEYRING: none or locked)."""

import os

from harness import tap
from harness.case import KEY, EaselCase
from harness.easel import FAILED
from harness.stall import StallMeter
from harness.waiting import AT_ONCE, PATIENCE


class Keyring(EaselCase):
    def test_a_key_cannot_be_kept(self):
        server = self.serve()
        outcome = self.easel.run("provider", "add", "p", "--kind", "compatible", "--url",
                                 server.url, "--key-from-stdin", stdin=KEY)
        # A sentence either way: it was not kept, or it is kept for this session only.
        tap.figure("the command took", f"{outcome.seconds:.1f} s")
        self.assert_sentence(outcome.err)
        self.assertIn("keyring", outcome.err.lower())
        if outcome.code == 0:
            self.easel.ok("provider", "use", "p", "--task", "vision", "--model", "test-model")
            self.assert_completes(self.one_job(self.picture()))
            self.assertEqual(server.questions()[0]["headers"]["Authorization"], f"Bearer {KEY}")
        else:
            self.assertEqual(outcome.code, FAILED)
        for path in self.easel.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(KEY.encode(), path.read_bytes(), path)

    def test_the_keyring_holds_nobody_up(self):
        server = self.serve()
        self.easel.start_background()
        with StallMeter() as stall:
            adding = self.easel.start("provider", "add", "p", "--kind", "compatible", "--url",
                                      server.url, "--key-from-stdin")
            outcome = self.easel.ok("analyze", self.picture())
        tap.figure("longest stall", stall)
        self.assertLess(outcome.seconds, AT_ONCE)
        adding.wait(PATIENCE)


if __name__ == "__main__":
    assert os.environ["EASEL_SESSION_KEYRING"] in ("none", "locked")
    tap.main()

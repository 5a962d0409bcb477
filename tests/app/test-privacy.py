#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a key is not to be found, and a library that stays on this machine."""

import signal
from pathlib import Path

from harness import tap
from harness.bus import APP_ID, APP_PATH
from harness.case import KEY, EaselCase
from harness.easel import USAGE
from harness.server import answer, refusal


class Secrets(EaselCase):
    def test_a_key_is_nowhere(self):
        echo = {"error": {"message": f"Your key {KEY} may not do that."}}
        server = self.serve(refusal(401, {"error": {**echo["error"], "code": "invalid_api_key"}},
                                    times=1),
                            refusal(400, echo, times=1), answer())
        self.easel.start_background(G_MESSAGES_DEBUG="all", SOUP_DEBUG="all", G_DEBUG="")
        self.easel.add_provider(server, key=KEY)
        said = []
        for number in (1, 2, 3):
            job = self.one_job(self.picture(number))
            said.append(self.easel.wait(job).err)
            said.append(self.easel.ok("job", job, "--json").out)
        said.append(self.easel.ok("library", "--json").out)
        said.append(self.easel.ok("provider", "list").out)
        said.append(str(self.easel.bus.call(APP_ID, APP_PATH, "org.freedesktop.DBus.Introspectable",
                                            "Introspect")))
        said.append(str(self.easel.bus.jobs("List", "(a{sv})", {})))

        # It was in use all the time.
        for question in server.questions():
            self.assertEqual(question["headers"]["Authorization"], f"Bearer {KEY}")
        self.assertGreaterEqual(len(server.questions()), 3)
        process = Path(f"/proc/{self.easel.pid}")
        said += [(process / name).read_bytes().decode(errors="replace")
                 for name in ("cmdline", "environ")]
        limits = (process / "limits").read_text().splitlines()
        self.assertRegex(next(line for line in limits if "core file" in line), r"size +0 ")

        self.easel.kill(signal.SIGABRT)
        for text in said:
            self.assertNotIn(KEY, text)
        self.assertGreater(len(self.easel.log_text()), 1000)
        files = [path for path in self.easel.folder.rglob("*") if path.is_file()]
        self.assertFalse([path for path in files if path.name.startswith("core")])
        for path in files:
            self.assertNotIn(KEY.encode(), path.read_bytes(), path)


class KeepHere(EaselCase):
    def test_doors(self):
        server = self.serve()
        self.easel.ok("provider", "add", "away", "--kind", "compatible", "--url",
                      f"http://0.0.0.0:{server.port}/v1", "--allow-http")
        self.easel.ok("provider", "use", "away", "--task", "vision", "--model", "test-model")
        self.assertEqual(self.easel.ok("library", "--keep-here").lines, ["off"])
        self.easel.ok("library", "--keep-here", "on")
        self.assertEqual(self.easel.bus.library("GetKeepHere"), (True,))
        job = self.one_job(self.picture())
        self.assert_fails(job, "kept-here", "Nothing was sent")
        self.assertEqual(server.questions(), [])

        self.easel.bus.library("SetKeepHere", "(b)", False)
        self.assertEqual(self.easel.ok("library", "--keep-here").lines, ["off"])
        self.easel.ok("retry", job)
        self.assert_completes(job)
        self.assert_refused(self.easel.run("library", "--keep-here", "maybe"), USAGE, "on")


if __name__ == "__main__":
    tap.main()

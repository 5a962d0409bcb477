# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripted HTTP server of tests/server (see its README for the script)."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from .waiting import PATIENCE, wait_until

PROGRAM = os.environ.get("EASEL_TEST_SERVER", "test-server")

COMPLETIONS = "/v1/chat/completions"
MODELS = {"method": "GET", "path": "/v1/models",
          "body": {"object": "list", "data": [{"id": "test-model", "object": "model"}]}}


def answer(**members):
    """A route that answers what a picture was asked, with what is in members changed."""
    return {"method": "POST", "path": COMPLETIONS, "echo_schema": True, **members}


def refusal(status, body, **members):
    """A route that does not answer."""
    return {"method": "POST", "path": COMPLETIONS, "status": status, "body": body, **members}


class Server:
    """Routes are tried in order; with none given, every question is answered at once."""

    def __init__(self, *routes, port=0, bodies=True, pictures=False, batches=None):
        self.folder = tempfile.TemporaryDirectory(prefix="easel-server-")
        script = Path(self.folder.name) / "script.json"
        self.journal_path = Path(self.folder.name) / "journal"
        self.journal_path.touch()
        script.write_text(json.dumps({"journal_bodies": bodies, "journal_pictures": pictures,
                                      "routes": [*(routes or [answer()]), MODELS],
                                      **({} if batches is None else {"batches": batches})}))
        self.process = subprocess.Popen(
            [PROGRAM, "--port", str(port), "--journal", self.journal_path, "--until-eof", script],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def release(self):
        """Lets go all answers with hold_after."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self):
        """Returns when nothing listens any more."""
        self.process.kill()
        self.process.wait()

    def close(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.folder.cleanup()

    def journal(self, event=None):
        lines = [json.loads(line) for line in self.journal_path.read_text().splitlines()]
        return [line for line in lines if event in (None, line["event"])]

    def questions(self):
        """The requests that asked the model something."""
        return [line for line in self.journal("request") if line["path"] == COMPLETIONS]

    def answered(self):
        """The questions whose answer was sent whole."""
        asked = {line["request"] for line in self.questions()}
        return [line for line in self.journal("response") if line["request"] in asked]

    def wait_for(self, event, count=1, timeout=PATIENCE):
        return self._wait_until(lambda: self.journal(event), count, event, timeout)

    def wait_for_question(self, count=1, timeout=PATIENCE):
        """Not for the list of models, which Easel reads when it likes."""
        return self._wait_until(self.questions, count, "questions", timeout)

    @staticmethod
    def _wait_until(find, count, what, timeout):
        return wait_until(lambda: len(found := find()) >= count and found or None, lambda:
                          f"{count} {what}: {find()}", timeout)

    def wait_for_news(self, event, timeout):
        """Returns as soon as the event happens once more, or after timeout seconds."""
        word = f'"event":"{event}"'
        deadline = time.monotonic() + timeout
        with open(self.journal_path, encoding="utf-8") as journal:
            journal.seek(0, os.SEEK_END)
            while time.monotonic() < deadline and word not in journal.read():
                time.sleep(0.001)

    def most_at_once(self):
        """How many questions were open at the same time."""
        asked = {line["request"] for line in self.questions()}
        now = most = 0
        for line in self.journal():
            if line["request"] not in asked:
                continue
            now += {"request": 1, "held": 0}.get(line["event"], -1)
            most = max(most, now)
        return most

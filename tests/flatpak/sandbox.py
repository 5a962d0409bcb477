# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak EASEL_APP_ID, as one who is outside of its sandbox has it."""

import http.server
import json
import os
import subprocess
import threading
from pathlib import Path

from harness.bus import Bus
from harness.window import Atspi, Window, children, forget

APP = os.environ["EASEL_APP_ID"]
OUT = Path(os.environ["EASEL_OUT"])  # for pictures of the screen
DATA = Path(os.environ["HOME"], ".var/app", APP, "data")


class Sandbox:
    """What harness.window wants of an Easel, and commands in the sandbox."""

    def __init__(self):
        self.bus = Bus()
        self.log = OUT / "easel.log"
        self.log.touch()
        self.processes = []

    def run(self, *args, before=(), stdin="", timeout=60):
        """before: words for `flatpak run`"""
        return subprocess.run(["flatpak", "run", *before, APP, *map(str, args)], input=stdin,
                              text=True, capture_output=True, timeout=timeout)

    def ok(self, *args, **kwargs):
        done = self.run(*args, **kwargs)
        if done.returncode != 0:
            raise AssertionError(f"{args} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self, *args, before=()):
        with open(self.log, "ab") as log:
            self.processes.append(subprocess.Popen(
                ["flatpak", "run", *before, APP, *map(str, args)], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log))
        self.bus.wait_for(APP)

    def kill(self):
        """And waits: else the one of before may answer."""
        subprocess.run(["flatpak", "kill", APP], capture_output=True)
        self.bus.wait_for(APP, gone=True)
        for process in self.processes:
            process.wait(20)
        self.processes = []

    def jobs(self):
        return [json.loads(line) for line in self.ok("jobs", "--json").splitlines()]

    @property
    def pid(self):
        """That of the proxy in front of the bus."""
        return self.bus.pid_of(APP)

    def log_text(self):
        return self.log.read_text(errors="replace")


class SandboxWindow(Window):
    """Found by name: in its sandbox Easel has other process ids than outside."""

    def _find_app(self):
        desktop = Atspi.get_desktop(0)
        forget(desktop)
        return next((app for app in children(desktop) if app.get_name() == "easel"), None)

    def _find_xid(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "easel"],
                               text=True, capture_output=True).stdout.split()
        return max(found, key=self._area, default=None)


class ModelServer(http.server.ThreadingHTTPServer):
    """On this machine; it has one model, and remembers the keys it was sent."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), ModelRequest)
        self.keys = []
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class ModelRequest(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.keys.append(self.headers["Authorization"])
        body = b'{"object": "list", "data": [{"id": "test-model", "object": "model"}]}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

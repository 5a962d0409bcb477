# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Easel with folders of its own, and its command line."""

import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .bus import Bus
from .waiting import PATIENCE, wait_until

DONE, FAILED, USAGE, CANCELED, AWAITING_INPUT, TIMED_OUT = range(6)

BINARY = os.environ.get("EASEL_BINARY", "easel")
DATA = Path(__file__).resolve().parents[2] / "data"



@dataclass
class Outcome:
    code: int
    out: str
    err: str
    seconds: float

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def objects(self):
        return [json.loads(line) for line in self.lines]


class Easel:
    """One person's Easel. wrapper: an argv that commands are run by, such as unshare."""

    def __init__(self, env=None, wrapper=()):
        self.bus = Bus()
        self.folder = Path(tempfile.mkdtemp(prefix="easel-home-"))
        self.data = self.folder / "data"
        self.config = self.folder / "config"
        self.cache = self.folder / "cache"
        self.pictures = self.folder / "pictures"
        self.log = self.folder / "log"
        for folder in (self.data, self.config, self.cache, self.pictures):
            folder.mkdir()
        shutil.copytree(Path(os.environ["XDG_CONFIG_HOME"], "gtk-4.0"), self.config / "gtk-4.0")
        self.wrapper = list(wrapper)
        self.processes = []
        self.env = {name: value for name, value in os.environ.items()
                    if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        self.env.update({
            "G_DEBUG": os.environ.get("EASEL_G_DEBUG", "fatal-warnings"),
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.data),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_CACHE_HOME": str(self.cache),
        })
        self.env.update(env or {})

    # Processes ----------------------------------------------------------------------------

    def start(self, *args, display=False, wrapper=None, **env):
        """Starts a process that stays; its output goes to the log."""
        environment = {**self.env, **env}
        if display:
            environment["DISPLAY"] = os.environ["DISPLAY"]
        with open(self.log, "ab") as log:
            process = subprocess.Popen((wrapper or self.wrapper) + [BINARY, *map(str, args)],
                                       env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=log)
        self.processes.append(process)
        return process

    def start_background(self, **kwargs):
        process = self.start("--gapplication-service", **kwargs)
        self.bus.wait_for()
        return process

    def start_window(self, *args, **env):
        process = self.start(*args, display=True, **env)
        # It may have to wait for one without a window to go.
        wait_until(lambda: self.pid == process.pid or process.poll() is not None,
                   lambda: f"the window\n{self.log_text()[-3000:]}")
        if process.poll() is not None:
            raise AssertionError(f"the window did not start\n{self.log_text()[-3000:]}")
        return process

    @property
    def pid(self):
        return self.bus.pid_of()

    def kill(self, number=signal.SIGKILL):
        """Kills whoever answers to Easel's name, and waits until it is gone."""
        pid = self.pid
        if pid is None:
            return False
        os.kill(pid, number)
        self.bus.wait_for(gone=True)
        for process in self.processes:
            if process.pid == pid:
                process.wait(PATIENCE)
        return True

    def stop(self):
        self.kill(signal.SIGTERM)

    def close(self):
        try:
            self.kill()
        finally:
            for process in self.processes:
                if process.poll() is None:
                    process.kill()
                    process.wait(PATIENCE)
            shutil.rmtree(self.folder, ignore_errors=True)

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def memory(self):
        """Proportional set size in MB of the running Easel."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines()
                    if line.startswith("Pss:")) / 1024

    def limit(self, kind, value):
        resource.prlimit(self.pid, kind, (value, value))

    # Command line -------------------------------------------------------------------------

    def run(self, *args, stdin=None, timeout=PATIENCE, env=None, wrapper=None):
        began = time.monotonic()
        done = subprocess.run((wrapper or self.wrapper) + [BINARY, *map(str, args)],
                              env={**self.env, **(env or {})}, input=stdin or "", text=True,
                              capture_output=True, timeout=timeout)
        return Outcome(done.returncode, done.stdout, done.stderr, time.monotonic() - began)

    def ok(self, *args, **kwargs):
        outcome = self.run(*args, **kwargs)
        if outcome.code != DONE:
            raise AssertionError(f"{args} ended with {outcome.code}: {outcome.err}"
                                 f"\n{self.log_text()[-4000:]}")
        return outcome

    def analyze(self, *files, analyzers=(), again=False):
        """The ids of the jobs."""
        chosen = [word for name in analyzers for word in ("--analyzer", name)]
        return self.ok("analyze", *(["--again"] if again else []), *chosen, *files).lines

    def job(self, job):
        return self.ok("job", job, "--json").objects[0]

    def jobs(self, *args):
        return self.ok("jobs", "--json", *args).objects

    def wait(self, *jobs, timeout=PATIENCE):
        """How the jobs ended, as an exit code."""
        return self.run("wait", *jobs, "--timeout", timeout, timeout=timeout + 30)

    def wait_for_state(self, job, *states):
        return wait_until(lambda: (now := self.job(job)["state"]) in states and now,
                          lambda: f"{job} to be {states}: {self.job(job)}")

    def library(self, *args):
        return self.ok("library", "--json", *args).objects

    def add_provider(self, server, name="test", key="", lanes=0, task="vision",
                     model="test-model", kind="compatible"):
        """Sets up the scripted server and chooses it."""
        self.ok("provider", "add", name, "--kind", kind, "--url", server.url,
                *(["--lanes", lanes] if lanes else []),
                *(["--key-from-stdin"] if key else []), stdin=key)
        self.ok("provider", "use", name.lower(), "--task", task, "--model", model)

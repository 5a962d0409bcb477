#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with the installed Flatpak. `./dev flatpak --test` runs this once on a
desktop that keeps keys, and once on one without keyring and portal (EASEL_SESSION_KEYRING=none)."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "app"))

from harness import tap
from harness.drag import DragSource
from harness.window import wait_until
from sandbox import APP, DATA, OUT, ModelServer, Sandbox, SandboxWindow

PICTURE = TESTS / "data/astronaut.jpg"
KEY = "sk-test-4f1d9a7c0be2"
KEEPS_KEYS = os.environ["EASEL_SESSION_KEYRING"] != "none"

PERMISSIONS = {"shared": {"network", "ipc"}, "sockets": {"x11", "wayland", "fallback-x11"},
               "devices": {"dri"}}


class SandboxCase(unittest.TestCase):
    def setUp(self):
        self.easel = Sandbox()
        self.addCleanup(self.easel.kill)
        self.easel.kill()

    def start_window(self, *args, **kwargs):
        self.easel.start(*args, **kwargs)
        return SandboxWindow(self.easel)

    def wait_for_job(self, known=()):
        """The one that is not known, when it has ended."""
        def ended():
            return next((job for job in self.easel.jobs() if job["id"] not in known
                         and job["state"] in ("completed", "failed")), None)
        return wait_until(ended, "the job", timeout=60)

    def drop(self, window, kind, *values):
        """On the middle of the window, out of another program’s; the job that it makes."""
        window.resize(1000, 760)
        known = [job["id"] for job in self.easel.jobs()]
        with DragSource(kind, *values) as source:
            source.drag(600, 400)
            source.drop()
            return self.wait_for_job(known)

    def serve(self):
        server = ModelServer()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def add_provider(self, name, *args, **kwargs):
        self.addCleanup(self.easel.run, "provider", "remove", name)
        return self.easel.ok("provider", "add", name, *args, "--key-from-stdin", **kwargs)

    def assert_key_is_in_no_file(self):
        for path in DATA.parent.rglob("*"):
            if path.is_file():
                self.assertNotIn(KEY.encode(), path.read_bytes(), path)


@unittest.skipUnless(KEEPS_KEYS, "looked at on the other desktop")
class OnADesktop(SandboxCase):
    def test_permissions(self):
        text = subprocess.run(["flatpak", "info", "--show-permissions", APP], check=True,
                              text=True, capture_output=True).stdout
        keys = GLib.KeyFile()
        keys.load_from_data(text, len(text.encode()), GLib.KeyFileFlags.NONE)
        self.assertEqual(list(keys.get_groups()[0]), ["Context"])
        self.assertEqual({key: set(keys.get_string_list("Context", key))
                          for key in keys.get_keys("Context")[0]}, PERMISSIONS)

    def test_starts_without_a_background_portal(self):
        self.easel.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "StartServiceByName", "(su)",
                            "org.freedesktop.portal.Desktop", 0)
        portals = self.easel.bus.call(
            "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
            "org.freedesktop.DBus.Introspectable", "Introspect")[0]
        self.assertNotIn("org.freedesktop.portal.Background", portals)
        self.assertIn("org.freedesktop.portal.Secret", portals)
        window = self.start_window()
        self.assertIn("Library", window.names())
        window.screenshot(OUT / "start.png")

    def test_is_started_by_the_bus(self):
        self.easel.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "StartServiceByName", "(su)", APP, 0)
        jobs = self.easel.bus.call(APP, "/" + APP.replace(".", "/"),
                                   "io.github.easelapp.Easel.Jobs1", "List", "(a{sv})", {})
        self.assertIsNotNone(jobs)
        running = subprocess.run(["flatpak", "ps", "--columns=application"], text=True,
                                 capture_output=True, check=True).stdout.split()
        self.assertIn(APP, running)

    def test_the_shell_finds_what_is_in_it(self):
        """By the file that Flatpak exports."""
        keys = GLib.KeyFile()
        keys.load_from_data_dirs(f"gnome-shell/search-providers/{APP}.search-provider.ini",
                                 GLib.KeyFileFlags.NONE)
        name, path, desktop = (keys.get_string("Shell Search Provider", key)
                               for key in ("BusName", "ObjectPath", "DesktopId"))
        self.assertIsNotNone(Gio.DesktopAppInfo.new(desktop))
        self.analyze_forwarded()
        found, = self.easel.bus.call(name, path, "org.gnome.Shell.SearchProvider2",
                                     "GetInitialResultSet", "(as)", ["demo"])
        self.assertTrue([result for result in found if result.startswith("entity:")], found)

    def test_drop_from_another_program(self):
        window = self.start_window()
        job = self.drop(window, "files", PICTURE)
        self.assertEqual(job["state"], "completed", job)
        self.assertIn("outfit", self.easel.ok("library", "--json"))
        window.screenshot(OUT / "dropped.png")

    def test_open_with(self):
        """As a file manager does it: the desktop file, and the bus behind it."""
        info = Gio.DesktopAppInfo.new(f"{APP}.desktop")
        self.assertEqual(info.get_string("X-Flatpak"), APP)
        known = [job["id"] for job in self.easel.jobs()]
        self.easel.kill()
        self.assertTrue(info.launch_uris([PICTURE.as_uri()], None))
        self.easel.bus.wait_for(APP)
        job = self.wait_for_job(known)
        self.assertEqual(job["state"], "completed", job)

    def test_dropped_path_out_of_sight(self):
        window = self.start_window()
        job = self.drop(window, "uri", PICTURE.as_uri())
        self.assertEqual(job["error"]["code"], "hidden", job)
        self.assertIn("Open Pictures", job["error"]["hint"])
        window.wait_shows("cannot see “astronaut.jpg”")
        window.screenshot(OUT / "out-of-sight.png")

    def analyze_forwarded(self):
        job = self.easel.ok("analyze", "--again", "--analyzer", "outfit", "@@", PICTURE, "@@",
                            before=["--file-forwarding"]).strip()
        self.easel.ok("wait", job)

    def test_file_on_the_command_line(self):
        self.analyze_forwarded()

    def test_key_comes_back(self):
        server = self.serve()
        self.add_provider("kept", "--kind", "compatible", "--url", server.url, stdin=KEY)
        self.assertTrue((DATA / "keyrings").is_dir())
        self.assert_key_is_in_no_file()
        self.easel.kill()
        self.easel.ok("provider", "test", "kept")
        self.assertEqual(server.keys[-1], f"Bearer {KEY}")

    def test_key_from_a_command(self):
        """Each process has the file with the keys for itself; the window sees what a command
        writes all the same."""
        server = self.serve()
        self.start_window()
        for name in "one", "two":
            self.add_provider(name, "--kind", "compatible", "--url", server.url,
                              stdin=KEY + name)
            self.easel.ok("provider", "test", name)
            self.assertEqual(server.keys[-1], f"Bearer {KEY}{name}")

    def test_without_network(self):
        before = ["--unshare=network"]
        self.add_provider("far", "--kind", "openai", stdin=KEY, before=before)
        self.easel.kill()
        window = self.start_window(before=before)
        job = self.drop(window, "files", PICTURE)
        self.assertEqual(job["state"], "completed", job)
        far = self.easel.run("provider", "test", "far", before=before)
        self.assertNotEqual(far.returncode, 0)
        self.assertIn("no network connection", far.stderr)


@unittest.skipIf(KEEPS_KEYS, "looked at on the other desktop")
class WithoutASecretPortal(SandboxCase):
    def test_a_command_says_that_there_is_no_place(self):
        done = self.easel.run("provider", "add", "lost", "--kind", "compatible", "--url",
                              self.serve().url, "--key-from-stdin", stdin=KEY)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Secret portal", done.stderr)
        self.assert_key_is_in_no_file()

    def test_the_window_keeps_a_key_for_this_session(self):
        window = self.start_window()
        window.action("app.set-up-provider")
        window.write("API Key", KEY)
        window.click("button", "Add")
        window.wait_shows("forgotten when Easel quits")
        window.screenshot(OUT / "session-key.png")
        self.assertIn("openai", self.easel.ok("provider", "list"))
        self.assert_key_is_in_no_file()


if __name__ == "__main__":
    tap.main()

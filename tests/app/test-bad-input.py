#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, servers and replies that are no good: each gets a sentence, and nothing is lost."""

import os
import socket
import struct
import zlib

from harness import tap
from harness.case import KEY, EaselCase
from harness.easel import DATA, DONE, FAILED
from harness.pictures import numbered_png, png
from harness.server import answer, refusal
from harness.waiting import PATIENCE, wait_until


def header_only(width, height):
    """A PNG that says how large it is, and is cut off."""
    data = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(data)) + b"IHDR" + data
            + struct.pack(">I", zlib.crc32(b"IHDR" + data)))


class Pictures(EaselCase):
    """All against a server that would answer: it must not be asked."""

    def setUp(self):
        super().setUp()
        self.server = self.set_up()

    def tearDown(self):
        self.assertEqual(self.server.questions(), [])

    def write(self, name, content):
        path = self.easel.pictures / name
        path.write_bytes(content)
        return path

    def assert_picture_fails(self, path, *words):
        job = self.one_job(path)
        self.assert_fails(job, says=(path.name, *words))

    def test_not_a_picture(self):
        self.assert_picture_fails(self.write("notes.txt", b"Dear diary,\n" * 50))

    def test_a_text_named_like_a_picture(self):
        self.assert_picture_fails(self.write("notes.png", b"Dear diary,\n" * 50))

    def test_empty(self):
        self.assert_picture_fails(self.write("empty.png", b""), "empty")

    def test_truncated_png(self):
        self.assert_picture_fails(self.write("half.png", numbered_png(7)[:200]))

    def test_truncated_jpeg(self):
        whole = (DATA / "astronaut.jpg").read_bytes()
        self.assert_picture_fails(self.write("half.jpg", whole[:len(whole) // 2]))

    def test_no_pixels(self):
        self.assert_picture_fails(self.write("none.png", header_only(0, 0)))

    def test_too_many_pixels(self):
        huge = png(20000, 6000, lambda y: bytes(20000), color=0)
        self.assert_picture_fails(self.write("huge.png", huge))

    def test_too_many_pixels_promised(self):
        self.assert_picture_fails(self.write("bomb.png", header_only(2**31 - 1, 2**31 - 1)))

    def test_a_folder_without_pictures(self):
        folder = self.easel.pictures / "receipts"
        (folder / "deeper").mkdir(parents=True)
        (folder / "notes.txt").write_text("nothing to see")
        self.assert_picture_fails(folder)

    def test_a_pipe(self):
        path = self.easel.pictures / "pipe.png"
        os.mkfifo(path)
        self.assert_picture_fails(path)

    def test_a_device(self):
        job = self.one_job("/dev/zero")
        self.assert_fails(job, says="zero")

    def test_never_there(self):
        self.assert_picture_fails(self.easel.pictures / "gone.png")

    def test_a_web_address(self):
        job = self.one_job("http://127.0.0.1:9/picture.png")
        self.assert_fails(job)

    def test_no_permission(self):
        self.easel.stop()
        # root without its licence to ignore permissions; the background Easel inherits that
        wrapper = []
        if os.geteuid() == 0:
            wrapper = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"]
        self.easel.start_background(wrapper=wrapper)
        path = self.picture(1, "secret.png")
        path.chmod(0)
        self.assert_picture_fails(path)


class Vanishing(EaselCase):
    def test_vanished_after_the_drop(self):
        """While the picture waits for its lane, its file may go: it was copied."""
        server = self.set_up(answer(hold_after=0), bodies=False)
        first = self.one_job(self.picture(1))
        server.wait_for_question()
        path = self.picture(2, "moving.png")
        second = self.one_job(path)
        self.easel.wait_for_state(second, "queued", "running")
        path.unlink()
        server.release()
        outcome = self.easel.wait(first, second)
        record = self.easel.job(second)
        if record["state"] == "failed":
            self.assert_fails(second, says="moving.png")
        else:
            self.assertEqual(outcome.code, DONE, outcome.err)


class Servers(EaselCase):
    def fail_by(self, *routes, code=None, says=(), key=""):
        server = self.set_up(*routes, key=key)
        job = self.one_job(self.picture())
        error = self.assert_fails(job, code, says)
        self.assertEqual(self.easel.library(), [])
        return server, job, error

    def test_unreachable(self):
        server = self.serve()
        self.easel.add_provider(server)
        port = server.port
        server.kill()
        job = self.one_job(self.picture())
        record = wait_until(lambda: (now := self.easel.job(job)).get("error") and now,
                            "an error")
        # It may try again by itself: in the end, or when the server is back, it is done.
        self.assert_sentence(record["error"]["message"])
        self.assertEqual(record["error"]["code"], "unreachable")
        outcome = self.easel.run("provider", "test", "test")
        self.assert_refused(outcome, FAILED)
        self.serve(port=port)
        if self.easel.wait(job).code == FAILED:
            self.easel.ok("retry", job)
        self.assert_completes(job)

    def test_refused_key(self):
        _, job, error = self.fail_by(
            refusal(401, {"error": {"message": f"Incorrect API key provided: {KEY}",
                                    "code": "invalid_api_key"}}),
            key=KEY, code="key-refused", says="key")
        self.assertNotIn(KEY, str(error))
        self.assertNotIn(KEY, self.easel.ok("job", job).out)

    def test_no_credit(self):
        server, _, _ = self.fail_by(
            refusal(429, {"error": {"message": "You exceeded your quota",
                                    "type": "insufficient_quota", "code": "insufficient_quota"}}),
            code="quota")
        self.assertEqual(len(server.questions()), 1)

    def test_model_not_found(self):
        body = {"error": {"message": "no such model", "code": "model_not_found"}}
        self.fail_by(refusal(404, body), code="model-not-found")

    def test_a_model_that_cannot_see(self):
        self.fail_by(refusal(400, {"error": {"message": "This message cannot be processed."}},
                             match={"body_contains": "data:image"}),
                     answer(), code="no-vision", says="test-model")

    def test_a_reply_that_is_not_json(self):
        server, _, _ = self.fail_by(answer(echo_schema=False, text="I see a nice coat. Bye."),
                                 code="bad-reply")
        self.assertEqual(len(server.questions()), 2, "one question, one repair")

    def test_a_reply_that_is_repaired(self):
        server = self.set_up(answer(echo_schema=False, text="A nice coat.", times=1), answer())
        self.assert_completes(self.one_job(self.picture()))
        self.assertEqual(len(server.questions()), 2)

    def test_json_that_does_not_fit(self):
        self.fail_by(answer(echo_schema=False, text='{"coat": "nice"}'), code="bad-reply")

    def test_html_from_a_proxy(self):
        page = "<!DOCTYPE html><html><body><h1>Please sign in here</h1></body></html>"
        _, _, error = self.fail_by(refusal(200, page, headers={"Content-Type": "text/html"}),
                                code="not-api")
        self.assertNotIn("<", error["message"])

    def test_an_error_page_from_a_proxy(self):
        _, _, error = self.fail_by(refusal(403, "<html><body>Blocked by policy</body></html>",
                                        headers={"Content-Type": "text/html"}))
        self.assertNotIn("<", error["message"])

    def test_a_stream_cut_off(self):
        server = self.set_up(answer(cut_after=600, times=1), answer())
        job = self.one_job(self.picture())
        # A broken connection is tried again; what had come is not taken for an answer.
        self.assert_completes(job)
        self.assertEqual(len(server.questions()), 2)
        self.assertEqual(len(self.easel.library("--kind", "outfit")), 1)

    def test_a_connection_reset(self):
        server = self.set_up(answer(reset=True, cut_after=600, times=1), answer())
        self.assert_completes(self.one_job(self.picture()))
        self.assertEqual(len(server.questions()), 2)

    def test_an_overloaded_server(self):
        server = self.set_up(refusal(503, {"error": {"message": "busy"}}, times=1), answer())
        self.assert_completes(self.one_job(self.picture()))
        self.assertEqual(len(server.questions()), 2)

    def test_something_else_on_the_port(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
            self.easel.ok("provider", "add", "odd", "--kind", "compatible", "--url", url)
            process = self.easel.start("provider", "test", "odd")
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"220 mail.example ESMTP\r\n")
            process.wait(PATIENCE)
        self.assertEqual(process.returncode, FAILED)
        self.assert_sentence(self.easel.log_text())


if __name__ == "__main__":
    tap.main()

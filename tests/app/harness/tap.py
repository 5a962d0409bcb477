# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs unittest cases and prints TAP."""

import os
import sys
import time
import unittest


def figure(name, value):
    """Prints a measured figure; it stands in the test's log."""
    print(f"# {name}: {value}", flush=True)


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.outcome = None
        self.reason = ""
        self.number = 0

    def startTest(self, test):
        super().startTest(test)
        self.number += 1
        self.outcome = "ok"
        self.reason = ""
        self.began = time.monotonic()

    def _failed(self, text):
        self.outcome = "not ok"
        for line in text.rstrip().splitlines():
            print("#", line)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._failed(self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._failed(self.errors[-1][1])
        if not isinstance(test, unittest.TestCase):  # setUpClass or setUpModule
            self.number += 1
            self._print(str(test))

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            print("# in", subtest)
            self._failed((self.failures or self.errors)[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.reason = f" # SKIP {reason}"

    def stopTest(self, test):
        print(f"# took {time.monotonic() - self.began:.1f} s")
        self._print(test.id().removeprefix("__main__."))
        super().stopTest(test)

    def _print(self, name):
        print(f"{self.outcome} {self.number} - {name}{self.reason}", flush=True)


def main():
    """Runs the cases of the main module, or those named as arguments (Class or Class.test)."""
    loader = unittest.TestLoader()
    module = sys.modules["__main__"]
    if sys.argv[1:]:
        suite = loader.loadTestsFromNames(sys.argv[1:], module)
    else:
        suite = loader.loadTestsFromModule(module)
    result = TapResult()
    suite.run(result)
    print(f"1..{result.number}", flush=True)
    # Not sys.exit: libraries loaded here have threads that may outlive their session.
    sys.stderr.flush()
    os._exit(0 if result.wasSuccessful() else 1)

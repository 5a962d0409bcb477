#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson tested.  test-summary.py MESON-LOGS-DIR…

Every TAP subtest counts. A test program that crashed, timed out or failed without a failing
subtest counts as one failure more. The last line is "N passed, N failed[, N skipped]".
"""

import json
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

GOOD_PROGRAMS = {"OK", "EXPECTEDFAIL", "SKIP", "IGNORED"}


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def read_subtests(logs):
    """Yields (program, subtest, outcome)."""
    for suite in ElementTree.parse(logs / "testlog.junit.xml").iter("testsuite"):
        program = suite.get("name").partition(".")[2]
        for case in suite.iter("testcase"):
            yield program or case.get("name"), case.get("name"), outcome(case)


def read_programs(logs):
    """Yields (program, meson's result)."""
    for line in (logs / "testlog.json").read_text().splitlines():
        test = json.loads(line)
        yield test["name"].rpartition(" / ")[2].rpartition(":")[2], test["result"]


def main(directories):
    totals = Counter()
    for logs in map(Path, directories):
        if not (logs / "testlog.json").exists():
            print(f"{logs}: no test was run")
            totals["failed"] += 1
            continue
        failing = set()
        for program, subtest, result in read_subtests(logs):
            totals[result] += 1
            if result == "failed":
                failing.add(program)
                print(f"FAILED {logs.parent.name}: {program}: {subtest}")
        for program, result in read_programs(logs):
            if result not in GOOD_PROGRAMS and program not in failing:
                totals["failed"] += 1
                print(f"FAILED {logs.parent.name}: {program}: the program ended with {result}")
    if not totals["passed"]:
        print("No test passed: is there such a suite?")
    skipped = f", {totals['skipped']} skipped" if totals["skipped"] else ""
    print(f"{totals['passed']} passed, {totals['failed']} failed{skipped}")
    return 0 if totals["passed"] and not totals["failed"] else 1


sys.exit(main(sys.argv[1:]))

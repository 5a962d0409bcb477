#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what failed, and counts what meson tested.  test-summary.py MESON-LOGS-DIR…

Prints what each failed program had to say. Every TAP subtest counts. A test program that
crashed, timed out, tested nothing, or failed without a failing subtest is one failure more. The
last line is "N passed, N failed[, N skipped]".
"""

import json
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

GOOD_PROGRAMS = {"OK", "EXPECTEDFAIL", "SKIP", "IGNORED"}
LOG_LINES = 300  # of each stream of a failed program, its last ones


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def read_subtests(logs):
    """Yields (program, subtest, outcome); a program without subtests is its own."""
    for suite in ElementTree.parse(logs / "testlog.junit.xml").iter("testsuite"):
        program = suite.get("name").partition(".")[2]
        for case in suite.iter("testcase"):
            yield program or case.get("name"), program and case.get("name"), outcome(case)


def read_programs(logs):
    """What meson knows of each program: name, result, stdout, stderr …"""
    return [json.loads(line) for line in (logs / "testlog.json").read_text().splitlines()]


def ran_nothing(program):
    """Whether it ended well, without a single test and without saying that it skips them."""
    return (program["result"] == "SKIP" and program["returncode"] != 77
            and "SKIP" not in (program.get("stdout") or "").upper())


def print_log(build, program):
    print(f"\n======== {build}: {program['name']} ({program['result']})")
    for stream in "stdout", "stderr":
        lines = (program.get(stream) or "").rstrip().splitlines()
        if lines:
            print(f"-------- its {stream}", *lines[-LOG_LINES:], sep="\n")


def main(directories):
    totals = Counter()
    failures = []
    for logs in map(Path, directories):
        build = logs.parent.name
        if not (logs / "testlog.json").exists():
            totals["failed"] += 1
            failures.append(f"{build}: no test was run")
            continue
        failing = set()
        for program, subtest, result in read_subtests(logs):
            totals[result] += 1
            if result == "failed":
                failing.add(program)
                failures.append(f"{build}: {program} {subtest}")
        for program in read_programs(logs):
            if program["result"] in GOOD_PROGRAMS and not ran_nothing(program):
                continue
            print_log(build, program)
            if program["name"] not in failing:
                totals["failed"] += 1
                failures.append(f"{build}: {program['name']} ended with {program['result']}")
    print()
    for failure in failures:
        print("FAILED", failure)
    if not totals["passed"]:
        print("No test passed: is there such a suite?")
    skipped = f", {totals['skipped']} skipped" if totals["skipped"] else ""
    print(f"{totals['passed']} passed, {totals['failed']} failed{skipped}")
    return 0 if totals["passed"] and not totals["failed"] else 1


sys.exit(main(sys.argv[1:]))

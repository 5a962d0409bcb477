#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things cost, before they are begun, and what happens when a day's budget is spent."""

import json

from harness import tap
from harness.easel import USAGE
from harness.making import GENERATIONS, MakingCase, PILOT
from harness.window import Window

# The server's picture is 50 tokens read and 100 written.
PICTURE = (50 * 10 + 100 * 40) / 1e6
LIGHTHOUSE = ("--subject", "a lighthouse", "--prompt", "Sixteen letters.")


class BudgetCase(MakingCase):
    def set_up_prices(self, budget=None):
        """Models at a price, and what may be spent on a day."""
        self.set_up_all()
        prices = [
            {"origin": self.server.url, "model": "test-model", "input": 3, "output": 7,
             "date": "2026-02-03"},
            {"origin": self.server.url, "model": "text-model", "input": 3, "output": 7,
             "date": "2026-01-02"},
            {"origin": self.server.url, "model": "image-model", "input": 10, "output": 40,
             "pictures": [{"quality": "low", "price": 0.01}, {"quality": "high", "price": 0.25}]},
        ]
        self.easel.stop()
        (self.easel.data / "easel" / "prices.json").write_text(json.dumps({"prices": prices}))
        if budget is not None:
            self.set_budget(budget)

    def set_budget(self, dollars):
        self.easel.ok("provider", "add", "test", "--kind", "compatible", "--url", self.server.url,
                      "--lanes", 1, "--daily-budget", f"{dollars:.6f}")

    def drawn(self):
        return [line for line in self.server.journal("request") if line["path"] == GENERATIONS]


class DryRun(BudgetCase):
    def assert_nothing_done(self):
        self.assertEqual(self.easel.jobs(), [])
        self.assertEqual(self.server.questions(), [])
        self.assertEqual(self.drawn(), [])

    def test_analyze(self):
        self.set_up_prices()
        files = self.pictures(3)
        lines = self.easel.ok("analyze", "--dry-run", "--analyzer", "comprehensive", *files).lines
        self.assertRegex(lines[0], r"^27 calls, about \d+ tokens, about \$0\.\d+$")
        self.assertEqual(lines[1:], ["Prices of 2026-02-03"])
        # A folder is as many as are in it.
        folder = self.easel.ok("analyze", "--dry-run", self.easel.pictures).lines
        self.assertRegex(folder[0], r"^3 calls, ")
        self.assert_nothing_done()

    def test_generate(self):
        self.set_up_prices()
        outcome = self.easel.ok("generate", "--dry-run", "--variations", 4, *LIGHTHOUSE)
        self.assertEqual(outcome.lines, ["4 calls, about 820 tokens, 4 pictures, up to $1.03"])
        self.assert_nothing_done()

    def test_story(self):
        self.set_up_prices()
        lines = self.easel.ok("story", "--dry-run", *PILOT, "--max-illustrations", 2).lines
        self.assertRegex(lines[0], r"^6 calls, about \d+ tokens, 2 pictures, up to \$0\.5\d$")
        self.assert_nothing_done()

    def test_nobody_knows(self):
        self.set_up_prices()
        self.easel.ok("provider", "add", "far", "--kind", "compatible", "--url",
                      "https://far.invalid/v1")
        self.easel.ok("provider", "use", "far", "--task", "vision", "--model", "big")
        outcome = self.easel.ok("analyze", "--dry-run", self.picture())
        self.assertRegex(outcome.out, r"^1 call, about \d+ tokens, price not known\n$")

    def test_demo_is_free(self):
        outcome = self.easel.ok("analyze", "--dry-run", self.picture())
        self.assertIn("free of charge", outcome.out)

    def test_refused(self):
        self.set_up_prices()
        self.assert_refused(self.easel.run("analyze", "--dry-run", "--overnight",
                                           self.picture()), 1, "does not work overnight")
        self.assert_refused(self.easel.run("analyze", "--dry-run", "--analyzer", "nose",
                                           self.picture()), USAGE, "nose")
        self.assert_refused(self.easel.run("generate", "--dry-run", "--variations", 11,
                                           *LIGHTHOUSE), USAGE)
        self.assert_nothing_done()


class Stop(BudgetCase):
    def test_on_the_command_line(self):
        self.set_up_prices(2 * PICTURE)
        for _ in range(2):
            job = self.generate(*LIGHTHOUSE)
            self.assert_completes(job)
            self.assertAlmostEqual(self.easel.job(job)["usage"]["cost"], PICTURE)
        third = self.generate(*LIGHTHOUSE)
        error = self.assert_fails(third, "budget", ["Today’s budget of $0.0090 for test",
                                                    "$0.0090 was spent"])
        self.assertIn("tomorrow", error["hint"])
        self.assertEqual(len(self.drawn()), 2)
        asked, = self.easel.ok("spending", "--days", 1, "--json").objects
        self.assertEqual((asked["provider"], asked["calls"], asked["pictures"]), ("test", 2, 2))
        self.assertAlmostEqual(asked["today"]["cost"], 2 * PICTURE)
        self.assertEqual(asked["left_today"], 0)
        self.assertEqual([line.split("  ", 1)[1].strip()
                          for line in self.easel.ok("spending").lines],
                         ["2 calls, 2 pictures, 300 tokens, $0.0090",
                          "$0.0090 of $0.0090 spent today, $0.00 left"])
        self.assert_refused(self.easel.run("spending", "--days", 0), USAGE, "days")

        # Also for whoever ends Easel in between.
        self.easel.stop()
        self.easel.run("retry", third)
        self.assert_fails(third, "budget")
        self.set_budget(1)
        self.easel.ok("retry", third)
        self.assert_completes(third)
        self.assertEqual(len(self.drawn()), 3)

    def test_in_the_window(self):
        self.set_up_prices(PICTURE)
        self.assert_completes(self.generate(*LIGHTHOUSE))
        stopped = [self.generate(*LIGHTHOUSE) for _ in range(2)]
        for job in stopped:
            self.assert_fails(job, "budget")
        self.easel.stop()
        self.easel.start_window()
        self.window = Window(self.easel)

        # One card for both; its button leads to where the budget is.
        self.window.wait_shows("2 Jobs Stopped by the Daily Budget")
        self.window.wait_shows("Raise the budget in Preferences")
        self.window.click("button", "Raise Budget")
        self.window.wait_shows("Spent today: $0.0045")
        self.window.key("Escape", "Escape")

        self.set_budget(1)
        self.window.click("button", "Try All Again")
        self.window.wait_gone("button", "Try All Again")
        self.assert_completes(*stopped)
        self.assertEqual(len(self.drawn()), 3)


if __name__ == "__main__":
    tap.main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""How long everything may take. Nobody waits so long unless something is wrong."""

import time

from gi.repository import GLib

PATIENCE = 120

# What does not wait for a model or for work is done by then, on a slow and busy machine, too.
AT_ONCE = 20


def wait_until(condition, what, timeout=PATIENCE):
    """The first true value of condition(). what: words, or a function that has them in the end. A
    part of the window that goes away while it is looked at is no reason to give up."""
    deadline = time.monotonic() + timeout
    trouble = ""
    while True:
        try:
            if value := condition():
                return value
        except GLib.Error as error:
            if error.domain != "atspi_error":
                raise
            trouble = f" ({error.message})"
        if time.monotonic() > deadline:
            words = what() if callable(what) else what
            raise AssertionError(f"waited {timeout} s in vain for {words}{trouble}")
        time.sleep(0.01)

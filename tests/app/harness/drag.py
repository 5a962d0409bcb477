# SPDX-License-Identifier: GPL-3.0-or-later
"""Drags something onto a window, with a real drag source and a real pointer; the same is in the
clipboard."""

import select
import subprocess
import sys
import time
from pathlib import Path

from .waiting import PATIENCE
from .window import xdotool

SOURCE = Path(__file__).with_name("drag-source.py")
STEPS = 10


class DragSource:
    """kind: files, uri or picture; values: as drag-source.py takes them."""

    def __init__(self, kind, *values, x=1120, y=660):
        self.middle = (x + 60, y + 60)
        self.process = subprocess.Popen([sys.executable, SOURCE, f"--{kind}", "-"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process.stdin.write("\n".join(map(str, values)))
        self.process.stdin.close()
        assert self.process.stdout.readline() == "ready\n"
        window = xdotool("search", "--onlyvisible", "--name", "^Drag source$").split()[-1]
        xdotool("windowmove", "--sync", window, x, y)
        xdotool("windowraise", window)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def take(self, x, y):
        """Drags what is at the place on this window; the path of the file it got."""
        self.drag(*self.middle, start=(x, y))
        self.drop()
        assert select.select([self.process.stdout], [], [], PATIENCE)[0], "it got nothing"
        return Path(self.process.stdout.readline().rstrip("\n"))

    def drag(self, x, y, start=None):
        """Takes it over the place and stays there; drop() lets go."""
        from_x, from_y = start or self.middle
        xdotool("mousemove", from_x, from_y, "mousedown", 1)
        for step in range(1, STEPS + 1):
            xdotool("mousemove", from_x + (x - from_x) * step // STEPS,
                    from_y + (y - from_y) * step // STEPS)
            time.sleep(0.05)
        for jiggle in (3, -3, 0):
            xdotool("mousemove", x + jiggle, y)
            time.sleep(0.05)

    def drop(self):
        """Returns the time it was let go."""
        xdotool("mouseup", 1)
        return time.monotonic()

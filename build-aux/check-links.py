#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says which links in the Markdown files named lead to no file, or to no heading of it."""

import re
import sys
from pathlib import Path


def anchors(page):
    for heading in re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


bad = False
for page in map(Path, sys.argv[1:]):
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        if "://" in link or (target.exists() and (not anchor or anchor in anchors(target))):
            continue
        print(f"{page}: {link} leads nowhere")
        bad = True
sys.exit(bad)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told: every control on every page has a name."""

from harness import tap
from harness.case import EaselCase
from harness.window import Window, is_showing, walk

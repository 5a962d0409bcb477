#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notes of a release, out of news.d/.  release-notes.py [--write] VERSION DATE

Prints the metainfo file with the notes in it. With --write, it is changed in place, the version in
meson.build too, and the files in news.d/ are removed: all that a release's commit consists of.
"""

import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
METAINFO = ROOT / "data/io.github.easelapp.Easel.metainfo.xml.in"


def news():
    return sorted(path for path in (ROOT / "news.d").glob("*.md") if path.name != "README.md")


def to_xml(text):
    """A file's paragraphs are one point of the list, which can have no paragraphs."""
    words = escape(" ".join(text.split()))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", words)


def make_release(version, date):
    points = "".join(f"          <li>{to_xml(path.read_text())}</li>\n" for path in news())
    return (f'    <release version="{version}" date="{date}">\n'
            '      <description translate="no">\n'
            f"        <ul>\n{points}        </ul>\n"
            "      </description>\n"
            "    </release>\n")


def insert(metainfo, release, version):
    """In place of what was noted of the version while it was being made, else before the last."""
    noted = re.compile(rf' *<release version="{re.escape(version)}".*?</release>\n', re.S)
    metainfo = noted.sub("", metainfo)
    return metainfo.replace("  <releases>\n", f"  <releases>\n{release}")


def main(*words):
    write = words[:1] == ("--write",)
    version, date = words[1:] if write else words
    if not news():
        sys.exit("release-notes.py: there is no news in news.d/")
    metainfo = insert(METAINFO.read_text(), make_release(version, date), version)
    if not write:
        sys.stdout.write(metainfo)
        return
    METAINFO.write_text(metainfo)
    meson = ROOT / "meson.build"
    meson.write_text(re.sub(r"(?m)^  version: '[^']*'", f"  version: '{version}'",
                            meson.read_text(), count=1))
    for path in news():
        path.unlink()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ValueError:
        sys.exit(__doc__)

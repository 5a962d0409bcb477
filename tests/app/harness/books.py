# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported stories, opened by those who read such files: tests/book has every detail."""

import re
import subprocess
import sys
from pathlib import Path

import html5lib

from .waiting import PATIENCE

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "book"))
from book_epub import XHTML, Epub, page_text  # noqa: E402

FORMATS = {"epub": "epub", "pdf": "pdf", "html": "html", "markdown": "md"}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True,
                          timeout=PATIENCE).stdout


def read_epub(case, path):
    """(titles of scenes, all words, number of pictures)"""
    case.assertIn("No errors detected", run("unzip", "-t", path))
    book = Epub(path)
    case.assertEqual(book.problems, [])
    scenes = [page for name, page in book.pages.items() if "scene-" in name]
    pictures = sum(len(list(page.iter(f"{XHTML}img"))) for page in scenes)
    return book.contents, " ".join(page_text(page) for page in scenes), pictures


def read_pdf(case, path):
    titles = re.findall(r"<item[^>]*>([^<]*)</item>",
                        run("pdftohtml", "-xml", "-stdout", path))[1:]
    fonts = run("pdffonts", path).splitlines()[2:]
    case.assertTrue(fonts)
    for font in fonts:
        case.assertRegex(font, r" yes +yes +yes +\d+ +\d+$")  # embedded, a subset, with Unicode
    # The cover is one of them.
    images = run("pdfimages", "-list", path).splitlines()[2:]
    pictures = len({line.split()[0] for line in images if line.split()[2] == "image"})
    return titles, run("pdftotext", path, "-"), pictures - 1


def read_page(case, text, pictures):
    """pictures: in a list of (address) → whether it leads to one"""
    body = html5lib.HTMLParser(strict=True).parse(text).find(f"{XHTML}body")
    titles = [page_text(title) for title in body.iter(f"{XHTML}h2")]
    images = [image.get("src") for image in body.iter(f"{XHTML}img")]
    for image in images:
        case.assertTrue(pictures(image), image[:80])
    return titles, page_text(body), len(images) - 1


def read_html(case, path):
    return read_page(case, path.read_text(), lambda address: address.startswith("data:image/"))


def read_markdown(case, path):
    def leads_to_picture(address):
        return (path.parent / address).read_bytes()[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")

    html = run("cmark", "--unsafe", path)
    return read_page(case, "<!DOCTYPE html><body>" + html, leads_to_picture)


READERS = {"epub": read_epub, "pdf": read_pdf, "html": read_html, "markdown": read_markdown}

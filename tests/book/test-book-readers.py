#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others make of the files: unzip, an XML parser and the rules of EPUB (and epubcheck where
it is installed), poppler, the HTML parser of browsers, and two Markdown parsers."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import html5lib
import markdown

from book_epub import EPUB, XHTML, Epub, page_text

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "app"))
from harness import tap  # noqa: E402
from harness.pictures import png  # noqa: E402

PORTRAIT = TESTS / "data" / "astronaut.jpg"
WEBP = base64.b64decode(
    "UklGRnwAAABXRUJQVlA4IHAAAADwBACdASooAB4APpE8mki3M6KhKrgMAuASCWgAdwXwDeAjAL//ucgFd9yCF2Vq"
    "OAAA/vA8v5truJf+MpHpxv//sot/Si2udJ2pcHf9T0H1mvogV4/vm2u4ZE+Z/IberSlUY/C3XDUK0Cow0JI94QAA")
FORMATS = "epub", "pdf", "html", "md"
MIN_LINES = 2  # of a paragraph on either side of a page break
A5 = 419.5, 595.3
MARGIN = 54


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60,
                          **options).stdout


def words(*counts):
    """Paragraphs of so many words, no two of which are alike."""
    return "\n\n".join(" ".join(f"p{p}w{w}" + ("x" * (w * 7 % 9)) for w in range(count))
                       for p, count in enumerate(counts))


def plain(text):
    """The paragraphs of a story without its stars."""
    return [paragraph.replace("*", "") for paragraph in text.split("\n\n")]


BOOK = {"id": "0196f2d0-7f6e-7b3a-9d43-5a1f0c2b7e11", "date": "2025-03-09T08:07:06Z"}

STORY = BOOK | {
    "language": "en", "title": "The Keeper", "subtitle": "How a lamp went out, and who lit it",
    "colophon": "Written by a model.\n\nMade with Easel.", "cover": "portrait.jpg",
    "scenes": [
        {"title": "The Lamp", "text": "It was *late*, and **very** dark.\n\nNobody came.",
         "picture": "wide.png", "alt": "A beam of light"},
        {"title": "The Stairs", "text": words(150, 3, 150, 40, 120, 7, 300, 33, 90, 200)},
        {"title": "The Storm", "text": words(20, 60, 80), "picture": "drawn.webp"},
    ]}

# Each paragraph is what a Markdown or HTML parser might take for something else.
ODD = [
    "# Not a heading", "## Nor this ##", "- no list", "+ no list", "1. no list", "2) no list",
    "> no quote", "<b>not bold</b>", "a < b > c && d", "&lt;&amp;&#65; &copy;", "[no](link)",
    "![no](picture.png)", "`no code`", "_no emphasis_ __at all__ snake_case_name", "~~no~~ ~line~",
    "\\no \\_escape\\\\", "---", "===", ": no definition", "<!-- no comment -->", "a | b",
    "]]> <![CDATA[", "“Quotes” ‘here’ \"there\" it's", "2 × 3 = 6; {braces} $5 and $6 100%",
    "<script>alert(1)</script>", "https://example.org/?a=1&b=2", "no-break\u00a0spaces",
    "👩‍🚀 and a ligature: ﬁ",
]
ODDITIES = BOOK | {
    "language": "en", "title": "# <Odd> & *1. Title* _x_ #",
    "subtitle": "- <i>Odd</i> & 'so' \"on\"",
    "colophon": "Made by <models> & *people*",
    "scenes": [{"title": "1. & <First> #", "text": "\n\n".join(ODD), "picture": "wide.png",
                "alt": "[A] \"quoted\" <alt> & *more* ](x)"},
               {"title": "- Second", "text": "a*b*c **“So!”**he said ***all*** *a **b** c*\n\n"
                                             "**x**\n\n*“x”*, **「日本」**は"}]}

HEBREW = BOOK | {
    "language": "he", "title": "שומר המגדלור", "subtitle": "סיפור על לילה ארוך",
    "scenes": [{"title": "הלילה הארוך", "text":
                "זה היה *הלילה* הארוך ביותר בשנה, והים רטן מאז הצהריים (12 שעות).\n\n"
                "This one is in English.\n\n" + "למעלה בחדר הפנס ניגבה מארן את הזכוכית. " * 20}]}
ARABIC = BOOK | {
    "language": "ar", "title": "حارس المنارة",
    "scenes": [{"title": "أطول ليلة", "text": "كانت أطول ليلة في السنة وكان البحر يزمجر. " * 12}]}
JAPANESE = BOOK | {
    "language": "ja", "title": "灯台守の猫", "subtitle": "いちばん長い夜の物語",
    "scenes": [{"title": "いちばん長い夜", "text":
                "海は昼から**うなり**続けていた。「今夜は家にいなさい」と彼女は猫に言った。\n\n"
                + "灯室では年老いた灯台守が三度目に窓を拭き、風に耳を澄ませた。" * 10}]}
BARE = BOOK | {"scenes": [{}]}
LONG = BOOK | {
    "title": " ".join(f"title{n}" for n in range(60)), "cover": "portrait.jpg",
    "subtitle": " ".join(f"subtitle{n}" for n in range(300)),
    "colophon": " ".join(f"colophon{n}" for n in range(1500)),
    "scenes": [{"title": " ".join(f"scene{n}" for n in range(40)), "text": "x" * 900,
                "picture": "tall.png"}]}
# Page breaks at every place of a paragraph.
BREAKS = BOOK | {"scenes": [{"text": "\n\n".join(["Filler."] * filler + [words(*[60] * 12)])}
                            for filler in range(12)]}
BOOKS = {"story": STORY, "breaks": BREAKS, "odd": ODDITIES, "hebrew": HEBREW, "arabic": ARABIC,
         "japanese": JAPANESE, "bare": BARE, "long": LONG}


class Case(unittest.TestCase):
    """Every book in every format, written once."""

    @classmethod
    def setUpClass(cls):
        if hasattr(Case, "folder"):
            return
        Case.temporary = tempfile.TemporaryDirectory(prefix="easel-book-")
        Case.folder = Path(Case.temporary.name)
        shutil.copy(PORTRAIT, cls.folder / "portrait.jpg")
        (cls.folder / "drawn.webp").write_bytes(WEBP)
        (cls.folder / "wide.png").write_bytes(
            png(900, 300, lambda y: bytes((y % 256, 60, 90)) * 900))
        (cls.folder / "tall.png").write_bytes(png(200, 1800, lambda y: b"\x40\x60\x80" * 200))
        for name in BOOKS:
            cls.write(name)

    @classmethod
    def write(cls, name):
        book = json.loads(json.dumps(BOOKS[name]))
        for holder, member in [(book, "cover"), *((scene, "picture") for scene in book["scenes"])]:
            if member in holder:
                holder[member] = str(cls.folder / holder[member])
        subprocess.run([os.environ["EASEL_BOOK_WRITER"],
                        *(cls.folder / f"{name}.{format}" for format in FORMATS)],
                       input=json.dumps(book), text=True, check=True, timeout=60)

    def path(self, name, format):
        return self.folder / f"{name}.{format}"


def scene_titles(book):
    return [scene.get("title", str(n + 1)) for n, scene in enumerate(book["scenes"])]


def scene_paragraphs(scene):
    return [paragraph.strip(" ") for paragraph in plain(scene.get("text", "")) if paragraph]


def all_paragraphs(book):
    paragraphs = [book["subtitle"]] if "subtitle" in book else []
    for scene in book["scenes"]:
        paragraphs += scene_paragraphs(scene)
    return paragraphs + (plain(book["colophon"]) if "colophon" in book else [])


class EpubReaders(Case):
    def test_unzip(self):
        for name in BOOKS:
            self.assertIn("No errors detected", run("unzip", "-t", self.path(name, "epub")))

    def test_rules(self):
        for name in BOOKS:
            with self.subTest(name):
                self.assertEqual(Epub(self.path(name, "epub")).problems, [])

    def test_rules_find_what_is_wrong(self):
        """The checks above can fail."""
        path = self.folder / "broken.epub"
        for old, new in ((b'alt="A beam of light"', b'alt=""'), (b"2025-03-09T08:07:06Z", b"soon"),
                         (b'href="scene-2.xhtml"', b'href="scene-9.xhtml"'),
                         (b"image/png", b"image/jpeg"), (b'"bodymatter chapter"', b'"story"')):
            with self.subTest(new):
                self.rewrite(self.path("story", "epub"), path, old, new)
                self.assertNotEqual(Epub(path).problems, [])

    def rewrite(self, source, target, old, new):
        with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
            for info in before.infolist():
                data = before.read(info)
                after.writestr(zipfile.ZipInfo(info.filename), data.replace(old, new))

    def test_epubcheck(self):
        if shutil.which("epubcheck") is None:
            self.skipTest("epubcheck is not installed; the rules were checked above")
        for name in BOOKS:
            report = run("epubcheck", self.path(name, "epub"))
            self.assertIn("No errors or warnings detected", report)

    def test_metadata(self):
        epub = Epub(self.path("story", "epub"))
        self.assertEqual(epub.metadata["dc:title"], [STORY["title"]])
        self.assertEqual(epub.metadata["dc:description"], [STORY["subtitle"]])
        self.assertEqual(epub.metadata["dc:identifier"], ["urn:uuid:" + STORY["id"]])
        self.assertIn("alternativeText", epub.metadata["schema:accessibilityFeature"])
        self.assertNotIn("schema:alternativeText",
                         Epub(self.path("hebrew", "epub")).metadata["schema:accessibilityFeature"])

    def test_direction(self):
        for name in BOOKS:
            self.assertEqual(Epub(self.path(name, "epub")).direction,
                             "rtl" if name in ("hebrew", "arabic") else "ltr")
        page = Epub(self.path("hebrew", "epub")).pages["EPUB/scene-1.xhtml"]
        self.assertEqual([p.get("dir") for p in page.iter(f"{XHTML}p")], [None, "ltr", None])

    def test_text(self):
        for name, book in BOOKS.items():
            epub = Epub(self.path(name, "epub"))
            with self.subTest(name):
                titles = scene_titles(book)
                self.assertEqual(epub.contents, titles)
                for n, scene in enumerate(book["scenes"]):
                    page = epub.pages[f"EPUB/scene-{n + 1}.xhtml"]
                    self.assertEqual(page_text(page.find(f".//{XHTML}h1")), titles[n])
                    self.assertEqual([page_text(p) for p in page.iter(f"{XHTML}p")],
                                     scene_paragraphs(scene))

    def test_pictures(self):
        epub = Epub(self.path("story", "epub"))
        # WebP has become a JPEG: older readers know no WebP
        self.assertEqual(sorted(name for name in epub.names if "pictures" in name),
                         ["EPUB/pictures/cover.jpg", "EPUB/pictures/scene-1.png",
                          "EPUB/pictures/scene-3.jpg"])
        self.assertEqual(epub.zip.read("EPUB/pictures/cover.jpg"), PORTRAIT.read_bytes())
        alts = [page.find(f".//{XHTML}img").get("alt") for name, page in epub.pages.items()
                if page.find(f".//{XHTML}img") is not None]
        self.assertEqual(alts, ["The Keeper", "A beam of light", "The Storm"])

    def test_same_book_same_file(self):
        before = self.path("story", "epub").read_bytes()
        self.write("story")
        self.assertEqual(self.path("story", "epub").read_bytes(), before)


class Page:
    """What is on a page of HTML, read the way browsers read it; every parse error counts."""

    def __init__(self, text):
        self.tree = html5lib.HTMLParser(strict=True).parse(text)
        self.body = self.tree.find(f"{XHTML}body")

    def texts(self, *tags):
        return [page_text(element) for element in self.body.iter()
                if element.tag in {XHTML + tag for tag in tags}]

    def images(self):
        return list(self.body.iter(f"{XHTML}img"))


def styles(element):
    return [(child.tag.removeprefix(XHTML), page_text(child)) for child in element.iter()
            if child.tag in (f"{XHTML}em", f"{XHTML}strong")]


ODD_STYLES = [("em", "b"), ("strong", "“So!”"), ("strong", "all"), ("em", "all"),
              ("em", "a "), ("strong", "b"), ("em", "b"), ("em", " c"), ("strong", "x"),
              ("em", "“x”"), ("strong", "「日本」")]


class HtmlReaders(Case):
    def page(self, name):
        return Page(self.path(name, "html").read_text())

    def test_text(self):
        for name, book in BOOKS.items():
            page = self.page(name)
            with self.subTest(name):
                self.assertEqual(page.texts("h1"), [book.get("title", "Untitled")])
                self.assertEqual(page.texts("h2"), scene_titles(book))
                self.assertEqual(page.texts("p"), all_paragraphs(book))

    def test_styles(self):
        section = self.page("odd").body.findall(f".//{XHTML}section")[1]
        self.assertEqual(styles(section), ODD_STYLES)

    def test_direction(self):
        for name, language, direction in (("story", "en", "ltr"), ("hebrew", "he", "rtl"),
                                          ("bare", "und", "ltr")):
            root = self.page(name).tree
            self.assertEqual((root.get("lang"), root.get("dir")), (language, direction))

    def test_is_one_file(self):
        page = self.page("story")
        pictures = [image.get("src").partition(",") for image in page.images()]
        self.assertEqual([head for head, _, _ in pictures],
                         [f"data:image/{kind};base64" for kind in ("jpeg", "png", "jpeg")])
        self.assertEqual(base64.b64decode(pictures[0][2]), PORTRAIT.read_bytes())
        self.assertEqual(base64.b64decode(pictures[1][2]), (self.folder / "wide.png").read_bytes())
        self.assertEqual([image.get("alt") for image in page.images()],
                         ["The Keeper", "A beam of light", "The Storm"])
        links = [e.get(a) for e in page.tree.iter() for a in ("href", "src") if e.get(a)]
        self.assertTrue(all(link.startswith(("#", "data:")) for link in links), links)
        for link in links:
            if link.startswith("#"):
                self.assertIsNotNone(page.body.find(f".//*[@id='{link[1:]}']"), link)
        self.assertNotIn("url(", page_text(page.tree.find(f".//{XHTML}style")))


class MarkdownReaders(Case):
    def renderings(self, name):
        text = self.path(name, "md").read_text()
        for parser, html in (("python-markdown", markdown.markdown(text, extensions=["extra"])),
                             ("cmark", run("cmark", "--unsafe", input=text))):
            yield parser, Page("<!DOCTYPE html><body>" + html)

    def test_text(self):
        for name, book in BOOKS.items():
            for parser, page in self.renderings(name):
                with self.subTest(name, parser=parser):
                    self.assertEqual(page.texts("h1"), [book.get("title", "Untitled")])
                    self.assertEqual(page.texts("h2"), scene_titles(book))
                    paragraphs = [text for text in page.texts("p") if text]  # pictures have none
                    self.assertEqual(paragraphs, all_paragraphs(book))
                    self.assertEqual(page.texts("ul", "ol", "blockquote", "code", "a", "table",
                                                "dl", "script", "h3"), [])
                    self.assertEqual(page.texts("hr"), [""] if "colophon" in book else [])

    def test_styles(self):
        for parser, page in self.renderings("odd"):
            found = styles(page.body)
            with self.subTest(parser):
                self.assertEqual(found[0], ("em", ODDITIES["subtitle"]))
                # Which of two styles of the same words is the outer one is nobody's business.
                self.assertEqual(sorted(found[1:-1]), sorted(ODD_STYLES))
                self.assertEqual(found[-1], ("em", "people"))

    def test_pictures(self):
        for parser, page in self.renderings("story"):
            with self.subTest(parser):
                images = page.images()
                self.assertEqual([image.get("alt") for image in images],
                                 ["The Keeper", "A beam of light", "The Storm"])
                contents = [(self.folder / unquote(image.get("src"))).read_bytes()
                            for image in images]
                self.assertEqual(contents[0], PORTRAIT.read_bytes())
                self.assertTrue(contents[2].startswith(b"\xff\xd8"))
        self.assertEqual(len(list((self.folder / "story-pictures").iterdir())), 3)

    def test_odd_names(self):
        """A file's name is in its text, too."""
        folder = self.folder / "odd names"
        folder.mkdir()
        name = "A (b) [c] & 100% d#e?"
        book = STORY | {"cover": str(PORTRAIT), "scenes": [{"title": "One"}]}
        subprocess.run([os.environ["EASEL_BOOK_WRITER"], folder / f"{name}.md"],
                       input=json.dumps(book), text=True, check=True, timeout=60)
        text = (folder / f"{name}.md").read_text()
        for html in markdown.markdown(text), run("cmark", input=text):
            image, = Page("<!DOCTYPE html><body>" + html).images()
            self.assertEqual((folder / unquote(image.get("src"))).read_bytes(),
                             PORTRAIT.read_bytes())

    def test_odd_alt(self):
        for parser, page in self.renderings("odd"):
            with self.subTest(parser):
                image, = page.images()
                self.assertEqual(image.get("alt"), ODDITIES["scenes"][0]["alt"])


class PdfReaders(Case):
    def info(self, name):
        lines = run("pdfinfo", self.path(name, "pdf")).splitlines()
        return dict(re.split(r":\s+", line, maxsplit=1) for line in lines if ": " in line)

    def pages(self, name):
        """The text of each page, as it was drawn: its number comes last."""
        text = run("pdftotext", "-raw", self.path(name, "pdf"), "-")
        pages = text.removesuffix("\f").split("\f")
        self.assertEqual(len(pages), int(self.info(name)["Pages"]))
        return pages

    def xml(self, name):
        folder = self.folder / f"{name}-xml"
        folder.mkdir(exist_ok=True)
        run("pdftohtml", "-xml", "-zoom", "1", self.path(name, "pdf"), folder / "out")
        return ElementTree.parse(folder / "out.xml").getroot()

    def test_info(self):
        info = self.info("story")
        self.assertEqual(info["Title"], STORY["title"])
        self.assertEqual(info["Subject"], STORY["subtitle"])
        self.assertTrue(info["Creator"].startswith("Easel "))
        self.assertEqual(info["Tagged"], "yes")
        for name in BOOKS:
            width, height = map(float, re.findall(r"[\d.]+", self.info(name)["Page size"])[:2])
            self.assertAlmostEqual(width, A5[0], delta=0.1)
            self.assertAlmostEqual(height, A5[1], delta=0.1)

    def test_fonts_are_embedded(self):
        for name in BOOKS:
            lines = run("pdffonts", self.path(name, "pdf")).splitlines()[2:]
            self.assertTrue(lines)
            for line in lines:
                # embedded, a subset, with a map to Unicode
                self.assertRegex(line, r" yes +yes +yes +\d+ +\d+$")

    def test_outline(self):
        for name, book in BOOKS.items():
            if "title" not in book:
                continue
            items = [" ".join(item.itertext()) for item in self.xml(name).iterfind("outline/item")]
            self.assertEqual(items, [book["title"], *(scene["title"] for scene in book["scenes"])])
        items = self.xml("story").findall("outline/item")
        for item in items:
            page = self.pages("story")[int(item.get("page")) - 1]
            self.assertIn(item.text, page)

    def test_structure(self):
        tags = run("pdfinfo", "-struct", self.path("story", "pdf"))
        self.assertTrue(tags.startswith("Document"))
        self.assertEqual(tags.count("Sect"), 3)
        self.assertEqual(tags.count("H2"), 3)
        self.assertEqual(tags.count("Figure"), 3)

    def test_nothing_is_lost(self):
        """Each word is there, once, in order: also over the ends of pages."""
        for name in "story", "long":
            book = BOOKS[name]
            wanted = [*book["title"].split(), *book["subtitle"].split()]
            for scene in book["scenes"]:
                wanted += [*scene["title"].split(), *" ".join(plain(scene["text"])).split()]
            wanted += book["colophon"].split()
            found = []
            for number, page in enumerate(self.pages(name), 1):
                found += page.split()
                if found[-1] == str(number):
                    found.pop()
            self.assertEqual("".join(found), "".join(wanted))

    def test_scripts(self):
        """Text that goes from right to left is read as it was written, and so is Japanese."""
        for name in "hebrew", "arabic", "japanese":
            scene, = BOOKS[name]["scenes"]
            text = run("pdftotext", self.path(name, "pdf"), "-")
            # without what tells apart directions, and spaces at the ends of lines
            text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\\s]", "", text)
            for paragraph in plain(scene["text"]):
                self.assertIn(re.sub(r"\s", "", paragraph)[:60], text)

    def test_alignment(self):
        """Lines begin at one edge of the page: those from right to left at the right one."""
        for name, is_rtl in ("hebrew", True), ("arabic", True), ("japanese", False):
            lines = [line for page in self.lines(name)[1:-1] or self.lines(name)[1:]
                     for line in page]
            at_left = sum(abs(line["left"] - MARGIN) < 1 for line in lines)
            at_right = sum(abs(A5[0] - line["right"] - MARGIN) < 1 for line in lines)
            last = lines[-2]  # above the number: the end of a paragraph, which is short
            self.assertGreater(at_right if is_rtl else at_left, len(lines) / 2, name)
            self.assertEqual(abs(A5[0] - last["right"] - MARGIN) < 1, is_rtl, name)
            self.assertEqual(abs(last["left"] - MARGIN) < 1, not is_rtl, name)

    def test_everything_is_within_the_margins(self):
        for name in BOOKS:
            for page in self.xml(name).iterfind("page"):
                for element in [*page.iterfind("text"), *page.iterfind("image")]:
                    left, top, width, height = (
                        int(element.get(key)) for key in ("left", "top", "width", "height"))
                    if element.tag == "text" and not "".join(element.itertext()).strip():
                        continue
                    self.assertGreaterEqual(left, 50, ElementTree.tostring(element))
                    self.assertLessEqual(left + width, A5[0] - 48, ElementTree.tostring(element))
                    self.assertGreaterEqual(top, 45)
                    self.assertLessEqual(top + height, A5[1] - 25)

    def test_pictures_are_with_their_scene(self):
        for name in "story", "long":
            root = self.xml(name)
            titles = {item.text: int(item.get("page")) for item in root.iterfind("outline/item")}
            found = {int(page.get("number")) for page in root.iterfind("page")
                     if page.find("image") is not None}
            wanted = {titles[scene["title"]] for scene in BOOKS[name]["scenes"]
                      if "picture" in scene}
            self.assertEqual(found, wanted | {1})
        # A JPEG goes in as it is.
        listed = run("pdfimages", "-list", self.path("story", "pdf"))
        self.assertEqual(listed.count("jpeg"), 2)

    def lines(self, name):
        """The lines of each page, from top to bottom: their words and their edges."""
        root = ElementTree.fromstring(run("pdftotext", "-bbox", self.path(name, "pdf"), "-"))
        pages = []
        for page in root.iter(f"{XHTML}page"):
            rows = {}
            for word in page.iter(f"{XHTML}word"):
                rows.setdefault(round(float(word.get("yMax"))), []).append(word)
            pages.append([{"words": [word.text for word in rows[y]],
                           "left": min(float(word.get("xMin")) for word in rows[y]),
                           "right": max(float(word.get("xMax")) for word in rows[y])}
                          for y in sorted(rows)])
        return pages

    def test_no_line_is_alone(self):
        """At each page break inside of a paragraph there are two of its lines on either side."""
        def owners(page):
            matches = [re.match(r"(p\d+)w", line["words"][0]) for line in page]
            return [match and match.group(1) for match in matches]

        pages = [owners(page) for page in self.lines("breaks")]
        breaks = 0
        for before, after in zip(pages, pages[1:]):
            last = [owner for owner in before if owner][-1:]
            if not last or after[0] != last[0]:
                continue
            breaks += 1
            self.assertGreaterEqual(before.count(last[0]), MIN_LINES)
            self.assertGreaterEqual(after.count(last[0]), MIN_LINES)
        self.assertGreaterEqual(breaks, 12)

    def test_pages_are_numbered(self):
        pages = self.pages("story")
        self.assertNotIn("1", pages[0].split())
        self.assertNotIn(str(len(pages)), pages[-1].split())
        for number, page in enumerate(pages[1:-1], 2):
            self.assertEqual(page.split()[-1], str(number))

    def test_renders(self):
        """A page shows what it should: ink, and the picture's colors."""
        run("pdftoppm", "-r", "30", "-f", "2", "-l", "2", self.path("story", "pdf"),
            self.folder / "page")
        data, = (p.read_bytes() for p in self.folder.glob("page-*.ppm"))
        header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
        pixels = data[header.end():]
        colors = {pixels[i:i + 3] for i in range(0, len(pixels), 3)}
        self.assertIn(b"\xff\xff\xff", colors)
        self.assertTrue(any(abs(c[1] - 60) < 4 and abs(c[2] - 90) < 4 for c in colors))


if __name__ == "__main__":
    tap.main()

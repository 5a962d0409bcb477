# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks an EPUB against the rules of EPUB 3.3, as far as Easel's books have to do with them."""

import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import urldefrag
from xml.etree import ElementTree

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"

MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
# Of the EPUB 3 Structural Semantics Vocabulary
TYPES = {"bodymatter", "chapter", "colophon", "cover", "landmarks", "titlepage", "toc"}
ROLES = {"doc-chapter", "doc-colophon", "doc-subtitle", "doc-toc"}
BLOCKS = {"h1", "p", "section", "nav", "ol", "li", "figure"}
ELEMENTS = BLOCKS | {"html", "head", "title", "link", "body", "a", "em", "strong", "img"}
ACCESSIBILITY = {"accessMode", "accessModeSufficient", "accessibilityFeature",
                 "accessibilityHazard"}


def page_text(element):
    return "".join(element.itertext())


class Epub:
    def __init__(self, path):
        self.path = path
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.problems = []
        self.check_container()
        self.check_package()
        self.check_pages()
        self.check_navigation()

    def check(self, holds, *problem):
        if not holds:
            self.problems.append(" ".join(map(str, problem)))

    def read_xml(self, name):
        return ElementTree.fromstring(self.zip.read(name))

    def check_container(self):
        first = self.zip.infolist()[0]
        start = self.path.read_bytes()[:58]
        self.check(first.filename == "mimetype", "first is", first.filename)
        self.check(first.compress_type == zipfile.ZIP_STORED, "mimetype is compressed")
        self.check(start[30:] == b"mimetypeapplication/epub+zip", "the file begins", start)
        self.check(len(set(self.names)) == len(self.names), "a name is there twice")
        self.check(self.zip.testzip() is None, "damaged:", self.zip.testzip())
        for info in self.zip.infolist():
            self.check(info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
                       info.filename, "is compressed as EPUB has it not")
            self.check(re.fullmatch(r"[A-Za-z0-9./-]+", info.filename), "name:", info.filename)
        roots = self.read_xml("META-INF/container.xml").findall(f".//{CONTAINER}rootfile")
        self.check(len(roots) == 1, len(roots), "packages")
        self.check(roots[0].get("media-type") == "application/oebps-package+xml", "type of OPF")
        self.package_name = roots[0].get("full-path")
        self.folder = PurePosixPath(self.package_name).parent

    def check_package(self):
        self.package = self.read_xml(self.package_name)
        metadata = self.package.find(f"{OPF}metadata")
        self.check(self.package.get("version") == "3.0", "version")
        self.metadata = {}
        for element in metadata:
            key = element.get("property") or element.tag.replace(DC, "dc:")
            self.metadata.setdefault(key, []).append((element.text or "").strip())
            self.check((element.text or "").strip(), key, "is empty")
            refined = element.get("refines")
            self.check(not refined or metadata.find(f"*[@id='{refined[1:]}']") is not None,
                       refined, "is not there")
        identifier = metadata.find(f"*[@id='{self.package.get('unique-identifier')}']")
        self.check(identifier is not None and identifier.tag == f"{DC}identifier", "identifier")
        self.check(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                                identifier.text), "identifier:", identifier.text)
        for key in "dc:title", "dc:language", "dc:identifier", "dcterms:modified":
            self.check(len(self.metadata.get(key, [])) == 1, key, self.metadata.get(key))
        self.check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
                                self.metadata["dcterms:modified"][0]), "dcterms:modified")
        self.check({f"schema:{name}" for name in ACCESSIBILITY} <= set(self.metadata),
                   "accessibility metadata")
        self.check_manifest()
        self.check_spine()

    def check_manifest(self):
        items = self.package.find(f"{OPF}manifest").findall(f"{OPF}item")
        self.items = {item.get("id"): item for item in items}
        self.types = {str(self.folder / item.get("href")): item.get("media-type")
                      for item in items}
        self.check(len(self.items) == len(self.types) == len(items), "an id or a name twice")
        listed = set(self.types) | {"mimetype", "META-INF/container.xml", self.package_name}
        self.check(listed == set(self.names), "listed or there only:", listed ^ set(self.names))
        for name, kind in self.types.items():
            self.check(kind in {"application/xhtml+xml", "text/css", *MAGIC}, name, "is", kind)
            if kind in MAGIC:
                self.check(self.zip.read(name).startswith(MAGIC[kind]), name, "is no", kind)
        properties = [p for item in items for p in (item.get("properties") or "").split()]
        self.check(properties.count("nav") == 1, "navigation documents")
        self.check(properties.count("cover-image") <= 1, "covers")
        self.check(set(properties) <= {"nav", "cover-image"}, properties)

    def check_spine(self):
        spine = self.package.find(f"{OPF}spine")
        ids = [reference.get("idref") for reference in spine]
        self.direction = spine.get("page-progression-direction")
        self.check(len(set(ids)) == len(ids) > 0, "spine:", ids)
        self.check(all(self.items[i].get("media-type") == "application/xhtml+xml" for i in ids),
                   "the spine has what is no page")
        self.spine = [str(self.folder / self.items[i].get("href")) for i in ids]

    def check_pages(self):
        self.pages = {name: self.read_xml(name) for name, kind in self.types.items()
                      if kind == "application/xhtml+xml" and name in self.names}
        used = set()
        for name, page in self.pages.items():
            self.check_page(name, page)
            for element in page.iter():
                for attribute in "src", "href":
                    if element.get(attribute):
                        used.add(self.check_link(name, element.get(attribute)))
        unused = set(self.types) - used - set(self.spine)
        self.check(all(self.types[name] == "application/xhtml+xml" for name in unused),
                   "nobody uses", unused)

    def check_page(self, name, page):
        self.check(page.tag == f"{XHTML}html", name, "is", page.tag)
        self.check(page.get("lang") == page.get(f"{XML}lang") == self.metadata["dc:language"][0],
                   name, "has another language")
        self.check(page.get("dir") == self.direction, name, "has another direction")
        self.check(page_text(page.find(f"{XHTML}head/{XHTML}title")).strip(), name, "no title")
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        self.check(len(set(ids)) == len(ids), name, "has an id twice")
        for element in page.iter():
            tag = element.tag.removeprefix(XHTML)
            self.check(tag in ELEMENTS, name, "has", element.tag)
            self.check(set((element.get(f"{EPUB}type") or "").split()) <= TYPES, name,
                       element.get(f"{EPUB}type"))
            self.check(element.get("role", "doc-toc") in ROLES, name, element.get("role"))
            self.check(element.get("aria-labelledby", "") in ["", *ids], name, "label")
            if tag == "img":
                self.check(element.get("alt", "").strip(), name, "has no words for a picture")
                self.check(int(element.get("width")) > 0 and int(element.get("height")) > 0, name)
            if tag in ("p", "h1", "em", "strong", "a"):
                self.check(not any(child.tag.removeprefix(XHTML) in BLOCKS for child in element),
                           name, "has a block in", tag)

    def check_link(self, page, link):
        target, fragment = urldefrag(link)
        name = str(PurePosixPath(page).parent / target) if target else page
        self.check(name in self.types, page, "links to", link)
        if fragment:
            self.check(self.pages[name].find(f".//*[@id='{fragment}']") is not None, link)
        return name

    def check_navigation(self):
        name, = (str(self.folder / item.get("href")) for item in self.items.values()
                 if item.get("properties") == "nav")
        lists = {nav.get(f"{EPUB}type"): nav for nav in self.pages[name].iter(f"{XHTML}nav")}
        self.check(set(lists) == {"toc", "landmarks"}, "navigation:", set(lists))
        self.contents = []
        for kind, nav in lists.items():
            links = nav.findall(f"{XHTML}ol/{XHTML}li/{XHTML}a")
            targets = [str(self.folder / link.get("href")) for link in links]
            self.check(links and all(page_text(link).strip() for link in links), kind, "is empty")
            self.check(all(target in self.spine for target in targets), kind, targets)
            self.check(targets == sorted(targets, key=self.spine.index), kind, "is out of order")
            if kind == "toc":
                self.contents = [page_text(link) for link in links]

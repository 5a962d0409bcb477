# SPDX-License-Identifier: GPL-3.0-or-later
"""Easel in another language: the locale, and what it calls things there."""

import gettext
import os
import re
import shutil
import subprocess
from pathlib import Path

from .easel import BINARY
from .window import Window

HOLE = re.compile(r"%'?[sdu]")
LOCALES = {"de": "de_DE", "ar": "ar_EG", "ja": "ja_JP"}


def environment(language):
    """What makes a program speak it, on a machine that has not got its locale."""
    name = LOCALES[language]
    folder = Path(os.environ["XDG_DATA_HOME"]).parent / "locales"
    folder.mkdir(exist_ok=True)
    made = folder / f"{name}.UTF-8"
    if not made.exists():
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", made], check=True)
    return {"LOCPATH": str(folder), "LANG": made.name, "LANGUAGE": ""}


def catalog_folder():
    built = os.environ.get("EASEL_LOCALE_DIR")
    return Path(built) if built else Path(shutil.which(BINARY)).parents[1] / "share/locale"


class Words:
    """What may stand in the window where it would be English: with a mnemonic and without, a text
    can be translated in two ways."""

    def __init__(self, language):
        self.exact, self.patterns = {}, []
        catalog = gettext.translation("easel", catalog_folder(), [language])
        for key, value in catalog._catalog.items():
            english = (key[0] if isinstance(key, tuple) else key).rpartition("\4")[2]
            english, value = english.replace("_", ""), value.replace("_", "")
            self.exact.setdefault(english, []).append(value)
            parts = HOLE.split(english)
            if len(parts) == 2:
                self.patterns.append((re.compile("(.+)".join(map(re.escape, parts))), value))

    def of(self, english):
        if not english or english in self.exact:
            return self.exact.get(english, [english])
        fitting = [(match, value) for pattern, value in self.patterns
                   if (match := pattern.fullmatch(english))]
        if not fitting:
            return [english]
        match, value = min(fitting, key=lambda fit: len(fit[0][1]))  # the most of it known
        return [HOLE.sub(lambda _: inner, value) for inner in self.of(match[1])]


class ForeignWindow(Window):
    """Found by English names, whatever it speaks."""

    def __init__(self, easel, language):
        self.words = Words(language)
        super().__init__(easel)

    def all(self, role=None, name=None, within=None, contains=None, showing=True):
        for one in self.words.of(name):
            for part in self.words.of(contains):
                if found := super().all(role, one, within, part, showing):
                    return found
        return []

    def shows(self, words):
        return any(super(ForeignWindow, self).shows(one) for one in self.words.of(words))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes po/data-strings.h: what people read from the data files in JSON, for xgettext.

    data-strings.py          prints it
    data-strings.py --check  says whether po/data-strings.h is still as the data files are
"""

import json
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
STRINGS = TOP / "po/data-strings.h"
HEAD = """\
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by build-aux/data-strings.py from the data files. It is for xgettext only. */
static const char *const data_strings[] = {"""


def named(place, item):
    for member in "title", "description":
        if item.get(member):
            yield f"{member} of {place}", item[member]


def choices(analyzer, schema, field=None):
    """What a model chooses from; what it cannot see, it may say of every field: that is in C."""
    for value in schema.get("enum", []):
        if value != "not visible":
            yield f"a value of “{field}” of the analyzer “{analyzer}”", (field, value)
    for name, inner in schema.get("properties", {}).items():
        yield from choices(analyzer, inner, name)
    if "items" in schema:
        yield from choices(analyzer, schema["items"], field)


def strings():
    for kind in "analyzer", "generator":
        for file in sorted((TOP / f"data/{kind}s").glob("*.json")):
            data = json.loads(file.read_text())
            if "name" in data:
                yield from named(f"the {kind} “{data['name']}”", data)
            yield from choices(data.get("name"), data.get("schema", {}))
            for name, option in data.get("options", {}).items():
                yield from named(f"the option “{name}” of a {kind}", option)
                for words in option.get("words", []):
                    text = words["text"]
                    if option["type"] == "number" and "." in text:
                        yield f"a value of the option “{name}” of a {kind}", (
                            "value of a slider", text.partition(".")[0])
            for category in data.get("categories", []):
                yield from named("a category of clothing", category)
    for model in json.loads((TOP / "data/local-models.json").read_text())["models"]:
        yield from named(f"the model {model['name']}", model)


def quote(string):
    quoted = string.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def text():
    comments = {}
    for comment, string in strings():
        comments.setdefault(string, comment)
    lines = [HEAD]
    for string, comment in comments.items():
        marked = f"NC_ ({', '.join(map(quote, string))})" if isinstance(string, tuple) \
            else f"N_ ({quote(string)})"
        lines.append(f"  /* Translators: {comment} */\n  {marked},")
    return "\n".join(lines) + "\n};\n"


if sys.argv[1:] == ["--check"]:
    if STRINGS.read_text() != text():
        sys.exit("po/data-strings.h: run build-aux/data-strings.py >po/data-strings.h")
else:
    sys.stdout.write(text())

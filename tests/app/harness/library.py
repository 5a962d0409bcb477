# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the library, down to the rows of its file."""

import sqlite3
from contextlib import closing

# What is no content: the journal of changes, which only ever grows; what is found out anew from the
# rest; and the search's index, of which a test has to search.
OTHERS = {"journal", "journal_entity", "fingerprint"}

# Changes only ever count revisions up, also when they are undone, so that whoever has seen one can
# tell.
COUNTED = {"entity": {"revision"}}


def _read(easel, sql):
    with closing(sqlite3.connect(f"file:{easel.data}/easel/library.sqlite?mode=ro",
                                 uri=True)) as library:
        return library.execute(sql).fetchall()


def dump(easel):
    """Every row of the content, as it is on disk."""
    tables = {name for name, in _read(easel, "SELECT name FROM sqlite_master WHERE type = 'table'"
                                             " AND name NOT LIKE 'entity_text%'")}
    rows = {}
    for table in tables - OTHERS:
        names = ", ".join(row[1] for row in _read(easel, f"PRAGMA table_info ({table})")
                          if row[1] not in COUNTED.get(table, ()))
        rows[table] = [dict(zip(names.split(", "), row))
                       for row in _read(easel, f"SELECT {names} FROM {table} ORDER BY {names}")]
    return rows


def revisions(easel):
    return dict(_read(easel, "SELECT id, revision FROM entity"))


def journal(easel):
    """All rows of the journal, oldest first."""
    return (_read(easel, "SELECT * FROM journal ORDER BY seq")
            + _read(easel, "SELECT * FROM journal_entity ORDER BY entry, entity"))


def delete(easel, entity):
    """Easel itself deletes nothing; somebody else might. While it does not run."""
    with closing(sqlite3.connect(easel.data / "easel/library.sqlite")) as library:
        library.execute("PRAGMA foreign_keys = ON")
        for table, column in ("entity_reference", "target"), ("entity", "id"):
            library.execute(f"DELETE FROM {table} WHERE {column} = ?", (entity,))
        library.commit()

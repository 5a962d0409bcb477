# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told of controls."""

from gi.repository import Atspi, GLib

from .window import is_showing, walk

# Roles of what a person presses, chooses or fills in. The items of GTK's own menus have no name
# in GTK 4.18 (their label is drawn by the item itself), so they are not among them.
CONTROLS = {"button", "toggle button", "entry", "check box", "radio button", "switch",
            "text", "password text", "combo box", "spin button", "slider", "list item", "link",
            "table cell", "page tab"}


def unnamed(frame):
    """Controls on show without a name, with the names around them to find them by."""
    found = []
    trail = []
    for node, depth in walk(frame):
        try:
            del trail[depth:]
            trail.append(f"{node.get_role_name()} {node.get_name()!r}")
            if (node.get_role_name() in CONTROLS and is_showing(node)
                    and not node.get_name().strip() and not named_otherwise(node)):
                found.append(" > ".join(trail[-6:]))
        except GLib.Error:
            pass
    return found


def named_otherwise(node):
    """By a label that points to it, or as the one control inside a named one."""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            if relation.get_target(0).get_name().strip():
                return True
    # A row that opens holds its own row; a row with a choice holds the list of what is chosen.
    inside = any(child.get_name() and child.get_role_name() == "list item"
                 for child, depth in walk(node) if depth)
    while not inside and (node := node.get_parent()) and node.get_role_name() != "frame":
        inside = node.get_role_name() in ("combo box", "spin button")
    return inside

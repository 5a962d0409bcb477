# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told, and where the keyboard gets to."""

import time

from gi.repository import GLib

from .window import Atspi, forget, is_showing, walk, xdotool

# Roles of what a person presses, chooses or fills in. The items of GTK's own menus have no name
# in GTK 4.18 (their label is drawn by the item itself), so they are not among them.
CONTROLS = {"button", "toggle button", "entry", "check box", "radio button", "switch",
            "text", "password text", "combo box", "spin button", "slider", "list item", "link",
            "table cell", "page tab"}
# What means nothing without a name; a picture that is only for the eye has the role of none.
NAMED = CONTROLS | {"image", "icon", "dialog", "progress bar", "level bar"}
# In these arrows lead on, and Tab leads out.
ARROWS = {"list", "list box", "table", "tree", "tree table", "page tab list", "combo box"}
# Where there is no window manager, GTK draws them; keys of the desktop do what they do.
WINDOW_CONTROLS = {"Minimize", "Maximize", "Restore", "Close"}


def has_states(node, *states):
    found = node.get_state_set()
    return all(found.contains(state) for state in states)


def ancestors(node):
    while (node := node.get_parent()) is not None and node.get_role_name() != "frame":
        yield node


def describe(node):
    trail = [node, *ancestors(node)][:6]
    return " > ".join(f"{part.get_role_name()} {part.get_name()!r}" for part in reversed(trail))


def named_otherwise(node):
    """By a label that points to it, as a part of a named control, or, a picture, by what it
    shows."""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            if relation.get_target(0).get_name().strip():
                return True
    if node.get_role_name() in ("image", "icon"):
        return node.get_description().strip() or any(
            part.get_role_name() in CONTROLS and part.get_name().strip()
            for part in ancestors(node))
    # A row that opens holds its own row; a row with a choice holds the list of what is chosen.
    return (any(child.get_name() and child.get_role_name() == "list item"
                for child, depth in walk(node) if depth)
            or any(part.get_role_name() in ("combo box", "spin button")
                   for part in ancestors(node)))


def is_dialog(node):
    """A toast is an alert, too, but has no name of its own."""
    return node.get_role_name() == "dialog" or (node.get_role_name() == "alert"
                                                and node.get_name().strip())


def is_still_showing(node):
    try:
        forget(node)
        return is_showing(node)
    except GLib.Error:
        return False


def showing(frame):
    """Everything on show that has a name, or should; of a dialog, what is in it."""
    found = []
    for node, _ in walk(frame, hidden=False):
        try:
            if node.get_role_name() in NAMED | {"alert"} and is_showing(node):
                if is_dialog(node):
                    found.clear()
                found.append(node)
        except GLib.Error:
            pass
    return found


def unnamed(nodes):
    """Controls and pictures without a name, with the names around them."""
    return [describe(node) for node in nodes
            if node.get_role_name() in NAMED and not node.get_name().strip()
            and not named_otherwise(node)]


def unreached(window, nodes, listener):
    """What takes the keyboard, but does not get it by Tab, nor by arrows in a list that Tab
    leads to. Presses Tab until it was everywhere."""
    focusable = Atspi.StateType.FOCUSABLE, Atspi.StateType.SENSITIVE
    wanted = [node for node in nodes
              if node.get_role_name() in CONTROLS and node.get_name() not in WINDOW_CONTROLS
              and has_states(node, *focusable)]
    reached = {node for node in wanted if has_states(node, Atspi.StateType.FOCUSED)}
    listener.focused.clear()
    window.focus()
    xdotool("key", "--delay", 0, *["Tab"] * (len(wanted) * 3 // 2 + 8))
    listener.listen(0.15)
    reached.update(listener.focused)
    # In what the keyboard was, and what was in it.
    near = {part for node in reached for part in ancestors(node)}
    lists = {part for part in near if part.get_role_name() in ARROWS}
    return [describe(node) for node in wanted
            if node not in reached | near and is_still_showing(node)
            and not any(part in reached or part in lists for part in ancestors(node))
            and not (node.get_role_name() == "radio button" and node.get_parent() in near)]


class Listener:
    """Hears what Easel tells a screen reader: what is focused (nodes), and what is announced
    (sentences)."""

    EVENTS = "object:state-changed:focused", "object:announcement"

    def __init__(self):
        self.focused = []
        self.announced = []
        self._listener = Atspi.EventListener.new(self._on_event)
        for event in self.EVENTS:
            self._listener.register(event)

    def close(self):
        for event in self.EVENTS:
            self._listener.deregister(event)

    def _on_event(self, event):
        if event.type.startswith("object:announcement"):
            self.announced.append(event.any_data)
        elif event.detail1:
            self.focused.append(event.source)

    def listen(self, seconds):
        """Until nothing came for so long."""
        context = GLib.MainContext.default()
        quiet = time.monotonic() + seconds
        while time.monotonic() < quiet:
            if context.iteration(False):
                quiet = time.monotonic() + seconds
            else:
                time.sleep(0.005)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Easel's window as a screen reader and a hand see it."""

import subprocess
import time

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

from .bus import APP_ID, APP_PATH
from .waiting import PATIENCE, wait_until

# Of an answer to one question; Easel may have a lot to draw.
ANSWER_MS = PATIENCE * 1000


def xdotool(*words):
    return subprocess.run(["xdotool", *map(str, words)], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.strip()


def forget(node):
    """What is known of node, so that it is asked anew; older ones forget all below it."""
    getattr(node, "clear_cache_single", node.clear_cache)()


def role_of(node):
    """As it is called now: older ones say “push button”."""
    return node.get_role_name().removeprefix("push ")


def children(node):
    return [child for i in range(node.get_child_count())
            if (child := node.get_child_at_index(i)) is not None]


def walk(node, depth=0, hidden=True):
    """Every node below, with its depth; a part that goes away meanwhile is passed over. hidden:
    also what is not on show."""
    try:
        forget(node)
        if not hidden and depth > 0 and not is_showing(node):
            return
        yield node, depth
        for child in children(node):
            yield from walk(child, depth + 1, hidden)
    except GLib.Error:
        return


def is_showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def actions(node):
    iface = node.get_action_iface()
    return [Atspi.Action.get_action_name(iface, i) for i in range(iface.get_n_actions())] \
        if iface else []


def text_of(node):
    """What a text field or view holds; a label's text is its name."""
    iface = node.get_text_iface()
    return Atspi.Text.get_text(iface, 0, Atspi.Text.get_character_count(iface)) if iface else ""


def do_action(node, *names):
    """Does the first of the named actions that node has; False when it has none."""
    for index, name in enumerate(actions(node)):
        if name in names:
            return Atspi.Action.do_action(node.get_action_iface(), index)
    return False


class Window:
    """The one window of the application with Easel's id."""

    def __init__(self, easel, timeout=PATIENCE):
        self.easel = easel
        Atspi.init()
        Atspi.set_timeout(ANSWER_MS, ANSWER_MS)
        self.app = self._wait_for(self._find_app, "the application", timeout)
        self.frame = self._wait_for(self._find_frame, "the window", timeout)
        self.xid = self._wait_for(self._find_xid, "the window on the display", timeout)
        self.focus()

    # The frame ----------------------------------------------------------------------------

    def _wait_for(self, find, what, timeout=PATIENCE):
        """With Easel's own words when it does not come."""
        def find_alive():
            found = find()
            if not found and self.easel.pid is None:
                raise AssertionError(f"Easel ended before {what}")
            return found
        try:
            return wait_until(find_alive, what, timeout)
        except AssertionError as error:
            tree = self.dump() if hasattr(self, "xid") else ""
            raise AssertionError(f"{error}\n{tree}\n{self.easel.log_text()[-3000:]}") from None

    def _find_app(self):
        desktop = Atspi.get_desktop(0)
        forget(desktop)
        pid = self.easel.pid
        for child in children(desktop):
            try:
                if child.get_process_id() == pid:
                    return child
            except GLib.Error:
                pass
        return None

    def _find_frame(self):
        forget(self.app)
        return next((c for c in children(self.app) if c.get_role_name() == "frame"), None)

    def _find_xid(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.easel.pid)],
                               text=True, capture_output=True).stdout.split()
        return max(found, key=self._area, default=None)

    @staticmethod
    def _area(xid):
        lines = xdotool("getwindowgeometry", "--shell", xid).splitlines()
        geometry = dict(line.split("=") for line in lines)
        return int(geometry["WIDTH"]) * int(geometry["HEIGHT"])

    def focus(self):
        xdotool("windowfocus", "--sync", self.xid)

    def resize(self, width, height):
        """To this size on the screen, what GTK draws around a window included."""
        xdotool("windowsize", "--sync", self.xid, width, height)
        time.sleep(0.3)

    def key(self, *keys):
        self.focus()
        xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        xdotool("type", "--delay", 5, text)

    # What is in it ------------------------------------------------------------------------

    def all(self, role=None, name=None, within=None, contains=None, showing=True):
        found = []
        for node, _ in walk(within or self.frame, hidden=not showing):
            try:
                if ((role is None or role_of(node) == role)
                        and (name is None or node.get_name() == name)
                        and (contains is None or contains in node.get_name())
                        and (not showing or is_showing(node))):
                    found.append(node)
            except GLib.Error:
                pass
        return found

    def has(self, *args, **kwargs):
        return bool(self.all(*args, **kwargs))

    def find(self, *args, timeout=PATIENCE, **kwargs):
        def one():
            return next(iter(self.all(*args, **kwargs)), None)
        return self._wait_for(one, f"{args} {kwargs}", timeout)

    def wait_gone(self, *args, **kwargs):
        wait_until(lambda: not self.has(*args, **kwargs), f"the end of {args} {kwargs}")

    def names(self, within=None):
        """Every name on show, for looking whether a sentence is there."""
        return [node.get_name() for node in self.all(within=within) if node.get_name()]

    def shows(self, words):
        """Whether words stand anywhere in the window, in a name or a text."""
        return any(words in node.get_name() or words in text_of(node) for node in self.all())

    def wait_shows(self, words, timeout=PATIENCE):
        self._wait_for(lambda: self.shows(words), f"“{words}”", timeout)

    def hold_toast(self, words):
        """Waits for the toast that says words. With the pointer on it, it stays until it is used,
        however long the test takes to look at other things."""
        def find():
            return next((label for toast in self.all("alert")
                         for label in self.all("label", contains=words, within=toast)), None)

        def is_held():
            at = self.place(find())
            xdotool("mousemove", *at)
            return self.place(find()) == at  # it has come to rest

        self._wait_for(find, f"a toast, “{words}”")
        wait_until(is_held, f"the toast, “{words}”, under the pointer")

    # What a hand does ---------------------------------------------------------------------

    def _inset(self):
        # GTK gives places relative to what it draws around the window, less its width.
        box = self.frame.get_child_at_index(0).get_component_iface()
        at = Atspi.Component.get_extents(box, Atspi.CoordType.WINDOW)
        return -2 * at.x, -2 * at.y

    def place(self, node):
        """The middle of node on the screen."""
        at = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
        x, y = self._inset()
        lines = xdotool("getwindowgeometry", "--shell", self.xid).splitlines()
        window = dict(line.split("=") for line in lines)
        return (int(window["X"]) + at.x + at.width // 2 + x,
                int(window["Y"]) + at.y + at.height // 2 + y)

    def press(self, node):
        """As a pointer does."""
        x, y = self.place(node)
        xdotool("mousemove", x, y, "click", 1)

    def activate(self, node):
        """As a screen reader does, or else as a pointer; when it can be."""
        self._wait_for(lambda: node.get_state_set().contains(Atspi.StateType.SENSITIVE),
                       f"{node.get_name()} to be sensitive")
        if not do_action(node, "click", "toggle", "activate"):
            self.press(node)

    def click(self, role, name, **kwargs):
        self.activate(self.find(role, name, **kwargs))

    def write(self, name, text, role="text"):
        node = self.find(role, name)
        Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), text)

    def screenshot(self, path):
        subprocess.run(["import", "-silent", "-window", "root", str(path)], check=True)

    def dump(self):
        lines = []
        for node, depth in walk(self.frame):
            try:
                if is_showing(node):
                    lines.append(f"{'  ' * depth}{node.get_role_name()} {node.get_name()!r}")
            except GLib.Error:
                pass
        return "\n".join(lines)

    def action(self, name, parameter=None):
        """Activates "app.NAME" or "win.NAME" from outside; parameter is a GLib.Variant."""
        group, _, action = name.partition(".")
        path = APP_PATH + ("/window/1" if group == "win" else "")
        self.easel.bus.call(APP_ID, path, "org.gtk.Actions", "Activate", "(sava{sv})", action,
                            [] if parameter is None else [parameter], {})

"""
Sees and uses the windows of one program through the accessibility bus (AT-SPI), on behalf of desktop.ts.

    dbus-run-session -- python3 desktop.py PROGRAM [ARGUMENT ...]

One JSON object a line, on standard input: {"id": 1, "do": "click", "what": {"role": "push button", "name": "^Join$"},
"within": 60000}; and on standard output: {"id": 1, "ok": "Join"} or {"id": 1, "error": "..."}. What is not there yet is
waited for. `name` is a regular expression over all the words of a widget; `in` is another `what` that it is part of.
The program is stopped when the input ends.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Gdk", "3.0")
warnings.simplefilter("ignore", DeprecationWarning)
from gi.repository import Atspi, Gdk, GLib  # noqa: E402

EVENTS = [
    "object:bounds-changed",
    "object:children-changed",
    "object:model-changed",
    "object:property-change",
    "object:row-inserted",
    "object:state-changed",
    "object:text-changed",
    "object:visible-data-changed",
    "window:activate",
    "window:create",
    "window:destroy",
]
# Events that come together are looked at together; and since GTK does not tell of everything, one looks again anyway. ms
TOGETHER = 30
LOOK_AGAIN = 1000


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def is_shown(node):
    # A program is shown by what it shows.
    return node.get_role() == Atspi.Role.APPLICATION or has(node, Atspi.StateType.SHOWING)


def has(node, state):
    return node.get_state_set().contains(state)


def below(node):
    """The widget and all that is shown of it, in the order of the tree."""
    try:
        yield node
        for child in children(node):
            if is_shown(child):
                yield from below(child)
    except GLib.Error:
        return  # gone while we looked


def words(node):
    text = node.get_text_iface()
    parts = [node.get_name(), node.get_description(), Atspi.Text.get_text(text, 0, -1) if text else ""]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def find(what):
    """Everything that fits."""
    tops = find(what["in"]) if "in" in what else [Atspi.get_desktop(0)]
    return [node for top in tops for node in below(top) if fits(node, what)]


def fits(node, what):
    try:
        return node.get_role_name() == what["role"] and re.search(what["name"], words(node), re.M) is not None
    except GLib.Error:
        return False


def screen(node=None, depth=0):
    """What a person would read, a line for each widget that says something."""
    lines = []
    try:
        said = words(node) if node else ""
        if said:
            lines.append("  " * depth + node.get_role_name() + ": " + said.replace("\n", "\n" + "  " * depth + "  | "))
        for child in children(node or Atspi.get_desktop(0)):
            if is_shown(child):
                lines += screen(child, depth + (1 if said else 0))
    except GLib.Error:
        pass
    return lines


def click(node, _):
    """Does what a click does; a row of a table is chosen and, where it must be, scrolled to."""
    if node.get_role() == Atspi.Role.TABLE_CELL:
        Atspi.Component.grab_focus(node.get_component_iface())
    elif node.get_action_iface():
        Atspi.Action.do_action(node.get_action_iface(), 0)
    else:
        mouse(node, "b1c")


def menu(node, _):
    """The right button of the mouse."""
    mouse(node, "b3c")


def open_it(node, _):
    """Twice with the left button."""
    mouse(node, "b1d")


def mouse(node, button):
    area = node.get_extents(Atspi.CoordType.SCREEN)
    Atspi.generate_mouse_event(area.x + area.width // 2, area.y + area.height // 2, button)


def write(node, value):
    """Replaces what is written there."""
    Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), value)


def keys(text):
    """What is typed where the focus is: the letters of a menu, which Qt does not show here."""
    for line in text.splitlines(True):
        if words := line.rstrip("\n"):
            Atspi.generate_keyboard_event(0, words, Atspi.KeySynthType.STRING)
        if line.endswith("\n"):
            Atspi.generate_keyboard_event(Gdk.KEY_Return, None, Atspi.KeySynthType.SYM)


USES = {"see": None, "click": click, "open": open_it, "menu": menu, "write": write}


def use(node, request):
    """The words of the widget as it was before; `None` as long as it cannot be used: it is greyed out, or gone."""
    try:
        said = words(node)
        act = USES[request["do"]]
        if act and not has(node, Atspi.StateType.SENSITIVE):
            return None
        if act:
            act(node, request.get("value"))
        return said
    except GLib.Error:
        return None


def picture(path):
    root = Gdk.get_default_root_window()
    image = Gdk.pixbuf_get_from_window(root, 0, 0, root.get_width(), root.get_height())
    image.savev(path, "png", [], [])


class Desk:
    def __init__(self, program):
        self.heard = b""
        self.waiting = []
        self.looking = False
        self.loop = GLib.MainLoop()
        self.program = program
        self.listener = Atspi.EventListener.new(lambda *_: self.soon())
        for event in EVENTS:
            self.listener.register(event)
        GLib.timeout_add(LOOK_AGAIN, self.look)
        GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, self.hear)
        for number in (signal.SIGTERM, signal.SIGINT):
            GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, number, self.loop.quit)

    def hear(self, *_):
        data = os.read(0, 65536)
        if data == b"":
            self.loop.quit()
            return False
        *lines, self.heard = (self.heard + data).split(b"\n")
        for line in lines:
            self.begin(json.loads(line))
        return True

    def begin(self, request):
        if request["do"] == "screen":
            self.answer(request, ok="\n".join(screen()))
        elif request["do"] == "keys":
            keys(request["value"])
            self.answer(request, ok="")
        elif request["do"] == "picture":
            picture(request["value"])
            self.answer(request, ok=request["value"])
        else:
            request["until"] = time.monotonic() + request["within"] / 1000
            self.waiting.append(request)
            self.look()

    def soon(self):
        if not self.looking:
            self.looking = True
            GLib.timeout_add(TOGETHER, self.looked)

    def looked(self):
        self.looking = False
        self.look()
        return False

    def look(self):
        self.waiting = [request for request in self.waiting if not self.done(request)]
        return True

    def done(self, request):
        found = find(request["what"])
        if request["do"] == "gone" and not found:
            return self.answer(request, ok="")
        for node in found if request["do"] in USES else []:
            said = use(node, request)
            if said is not None:
                return self.answer(request, ok=said)
        if self.program.poll() is not None:
            return self.answer(request, error=f"the program has ended with {self.program.returncode}")
        if time.monotonic() > request["until"]:
            return self.answer(request, error="\n".join(screen()))
        return False

    def answer(self, request, **words):
        print(json.dumps({"id": request["id"], **words}), flush=True)
        return True


def main():
    Atspi.init()
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr)
    try:
        Desk(program).loop.run()
    finally:
        program.terminate()
        try:
            program.wait(5)
        except subprocess.TimeoutExpired:
            program.kill()


main()

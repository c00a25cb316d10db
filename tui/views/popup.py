"""Pictures of popups: a titled list to choose from, and the searchable list of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from tui.commands import GROUPS, Command
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.registry.keytable import keys_label
from tui.text import width_of


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the key that chooses it, the words, and whether it is on."""

    key: str
    words: str
    value: str
    on: bool | None = None
    """For lists of switches: whether this one is on."""


_KEYS = "123456789abcdefghimnopqrstuvwxyz"
"""The keys of a list; j, k and l are left to those who expect them to move."""


def listed(found: Iterable[tuple[str, str]], taken: str = "") -> list[Option]:
    """Options of words and values, however many: each has a key while there are any that are not `taken`."""
    keys = chain((key for key in _KEYS if key not in taken), repeat(""))
    return [Option(next(keys), words, value) for words, value in found]


def choice_size(title: str, options: Sequence[Option], note: str, look: Look, widest: int) -> tuple[int, int]:
    """Columns and lines a popup takes."""
    words = [width_of(look.text(each.words)) + 14 for each in options]
    longest = max([width_of(look.text(title)) + 4, *words, 28])
    width = min(widest, max(longest, min(width_of(look.text(note)) + 3, 60)))
    notes = len(look.wrapped(note, width - 2, 6)) if note else 0
    return width, 2 + len(options) + notes


def choice_picture(
    title: str, options: Sequence[Option], at: int, note: str, look: Look, width: int, height: int
) -> Picture:
    """A titled list; the line `at` is selected."""
    lines: list[Line] = [Pen(look, width, "title").put(" ").user(title, None, "strong").line()]
    for text in look.wrapped(note, width - 2, max(0, min(6, height - 3))) if note else ():
        lines.append(Pen(look, width, "box").put(" ").put(text).line())
    room = max(1, height - len(lines) - 1)
    start = max(0, min(at - room + 1, len(options) - room)) if at >= room else 0
    for index, option in enumerate(options[start : start + room], start):
        pen = Pen(look, width, "current" if index == at else "box")
        target = ("option", option.value)
        pen.put(look.glyphs.selected if index == at else " ", "strong", target)
        pen.put(f"{option.key:>5}", "key", target).put(" ", "text", target)
        if option.on is not None:
            pen.put("[x] " if option.on else "[ ] ", "text", target)
        lines.append(pen.user(option.words, None, "text", target).line())
    lines.append(_choice_hint(start, len(options) - start - room, look, width))
    return filled(look, lines, width, height)


def _choice_hint(above: int, below: int, look: Look, width: int) -> Line:
    """The keys, and how much of the list is out of sight."""
    unseen = [f"{count} {where}" for count, where in ((above, "above"), (below, "below")) if count > 0]
    variants = [
        " Enter choose  Esc back" + (f"   {', '.join(unseen)}" if unseen else ""),
        " Enter choose  Esc back" if not unseen else f" Enter  Esc  {', '.join(unseen)}",
        " Enter  Esc",
    ]
    words = next((each for each in variants if width_of(each) <= width), "")
    return Pen(look, width, "box").put(words, "hint").line()


def found(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands that have every word of `text`; a key typed alone finds its command first."""
    words = text.lower().split()
    matches = [
        command
        for command in commands
        if all(word in f"{command.id} {command.label} {command.about}".lower() for word in words)
    ]
    exact = [command for command in commands if text and (text in command.keys or text == command.id)]
    return [*exact, *(command for command in matches if command not in exact)]


def commands_picture(
    commands: Sequence[Command], at: int, look: Look, width: int, height: int, *, grouped: bool
) -> Picture:
    """Commands, one a line, with keys, name and sentence; grouped under headings when nothing is typed."""
    ordered = sorted(commands, key=lambda each: GROUPS.index(each.group)) if grouped else list(commands)
    entries: list[str | Command] = []
    spot = 0
    for index, command in enumerate(ordered):
        if grouped and (index == 0 or command.group != ordered[index - 1].group):
            entries.append(command.group)
        if index == at:
            spot = len(entries)
        entries.append(command)
    if not entries:
        words = Pen(look, width).put(" No command has all of these words.", "hint").line()
        return filled(look, [words], width, height)
    start = max(0, min(spot - height // 2, len(entries) - height))
    # Only what is seen is drawn: the list is long, and drawn anew at every key.
    lines = [
        Pen(look, width).put(f" {entry.upper()}", "strong").line()
        if isinstance(entry, str)
        else _command_line(entry, look, width, selected=at_line == spot)
        for at_line, entry in enumerate(entries[start : start + height], start)
    ]
    return filled(look, lines, width, height)


def _command_line(command: Command, look: Look, width: int, *, selected: bool) -> Line:
    target = ("option", command.id)
    pen = Pen(look, width, "current" if selected else "")
    pen.put(look.glyphs.selected if selected else " ", "strong", target)
    pen.put(f" {keys_label(command):<17}"[:18], "key", target)
    if width >= 70:
        pen.put(f" {command.id:<16}"[:17], "dim", target)
    return pen.put(" ").user(command.about, None, "text", target).line()

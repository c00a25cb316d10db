"""Pictures of popups: a titled list to choose from, and the searchable list of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from tui.commands import GROUPS, Command
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.registry.keytable import keys_label
from tui.registry.words import WORDS, Word
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


HelpLine = Command | Word
"""A line of the help: what can be run, or what is only explained."""


def found(lines: Sequence[HelpLine], text: str) -> list[HelpLine]:
    """The lines that have every word of `text`; a key or sign typed alone finds its line first."""
    words = text.lower().split()
    matches = [each for each in lines if all(word in _words_of(each) for word in words)]
    exact = [each for each in lines if text and text in _names_of(each)]
    return [*exact, *(each for each in matches if each not in exact)]


def _words_of(line: HelpLine) -> str:
    name = line.sign if isinstance(line, Word) else f"{line.id} {line.label}"
    return f"{name} {line.about}".lower()


def _names_of(line: HelpLine) -> tuple[str, ...]:
    return tuple(line.sign.split()) if isinstance(line, Word) else (*line.keys, line.id)


def in_groups(lines: Iterable[HelpLine]) -> list[HelpLine]:
    """Commands in the order of their groups, and behind them what is only explained."""
    order = (*GROUPS, WORDS)
    return sorted(lines, key=lambda each: order.index(_group_of(each)))


def _group_of(line: HelpLine) -> str:
    return WORDS if isinstance(line, Word) else line.group


def commands_picture(
    lines: Sequence[HelpLine], at: int, look: Look, width: int, height: int, *, grouped: bool
) -> Picture:
    """One a line, with keys, name and sentence; grouped under headings when nothing is typed."""
    ordered = in_groups(lines) if grouped else list(lines)
    entries: list[str | HelpLine] = []
    spot = 0
    for index, each in enumerate(ordered):
        if grouped and (index == 0 or _group_of(each) != _group_of(ordered[index - 1])):
            entries.append(_group_of(each))
        if index == at:
            spot = len(entries)
        entries.append(each)
    if not entries:
        words = Pen(look, width).put(" Nothing has all of these words.", "hint").line()
        return filled(look, [words], width, height)
    start = max(0, min(spot - height // 2, len(entries) - height))
    # Only what is seen is drawn: the list is long, and drawn anew at every key.
    drawn = [
        Pen(look, width).put(f" {entry.upper()}", "strong").line()
        if isinstance(entry, str)
        else _help_line(entry, look, width, selected=at_line == spot)
        for at_line, entry in enumerate(entries[start : start + height], start)
    ]
    return filled(look, drawn, width, height)


def _help_line(line: HelpLine, look: Look, width: int, *, selected: bool) -> Line:
    keys, name = (line.sign, "") if isinstance(line, Word) else (keys_label(line), line.id)
    target = ("option", name) if name else None
    pen = Pen(look, width, "current" if selected else "")
    pen.put(look.glyphs.selected if selected else " ", "strong", target)
    pen.put(f" {keys:<17}"[:18], "key", target)
    if width >= 70 and name:
        pen.put(f" {name:<16}"[:17], "dim", target)
    return pen.put(" ").user(line.about, None, "text", target).line()

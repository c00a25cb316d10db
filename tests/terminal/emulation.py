"""The screen behind the pty: what a terminal shows, and what it answers when it is asked."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from typing import Any

import pyte
from pyte import modes as mo
from pyte.charsets import LAT1_MAP
from pyte.screens import Char
from wcwidth import wcwidth

# A complete control sequence (CSI, a string such as OSC or DCS, a two-character escape), and a part of one.
SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-OQ-WYZ`-~=>78])"
)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]*)?\Z")
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])\Z")
_OTHER_SCREEN = re.compile(rb"\x1b\[\?(?:1049|1047|47)([hl])\Z")

# The kinds of terminal that answer (x: xterm, m: one that knows synchronized output and the kitty keyboard),
# the question, and the answer or its name.
_ANSWERS = [
    (kinds, re.compile(question), answer)
    for kinds, question, answer in [
        ("xm", rb"\x1b\[0?c\Z", "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"),  # what are you
        ("xm", rb"\x1b\[>0?c\Z", "\x1b[>41;379;0c"),
        ("xm", rb"\x1b\[>0?q\Z", "\x1bP>|XTerm(379)\x1b\\"),
        ("xm", rb"\x1b\[5n\Z", "\x1b[0n"),  # are you well
        ("xm", rb"\x1b\[\??6n\Z", "cursor"),
        ("x", rb"\x1b\[\?(?:2026|2048|2027|2031)\$p\Z", "mode unknown"),
        ("xm", rb"\x1b\[\?\d+\$p\Z", "mode reset"),
        ("m", rb"\x1b\[\?u\Z", "\x1b[?0u"),  # which keyboard
        ("xm", rb"\x1b\]10;\?(?:\x07|\x1b\\)\Z", "\x1b]10;rgb:e5e5/e5e5/e5e5\x1b\\"),  # which colours
        ("xm", rb"\x1b\]11;\?(?:\x07|\x1b\\)\Z", "\x1b]11;rgb:0000/0000/0000\x1b\\"),
        ("xm", rb"\x1b\]12;\?(?:\x07|\x1b\\)\Z", "\x1b]12;rgb:e5e5/e5e5/e5e5\x1b\\"),
        ("xm", rb"\x1b\[14t\Z", "pixels"),
        ("xm", rb"\x1b\[16t\Z", "\x1b[6;16;8t"),
        ("xm", rb"\x1b\[18t\Z", "cells"),
        ("xm", rb"\x1bP[+$]q[^\x1b]*\x1b\\\Z", "\x1bP0+r\x1b\\"),  # which capabilities: none
    ]
]
KINDS = {"xterm": "x", "modern": "m", "mute": "-"}


@lru_cache(maxsize=4096)
def _is_narrow(character: str) -> bool:
    return wcwidth(character) == 1


@lru_cache(maxsize=65536)
def _cell(style: tuple[Any, ...], character: str) -> Char:
    return Char(character, *style)


class Screen(pyte.Screen):
    """pyte's screen with what it lacks of xterm: repeat, scroll up and down, back tab."""

    last = " "

    def draw(self, data: str) -> None:
        """Write text, and keep its last character for `repeat`."""
        self.last = data[-1:] or self.last
        if self._drawn_plainly(data):
            return
        # pyte drops the rest of a text behind a vowel sign that takes no column, as Thai has.
        super().draw("".join(each for each in data if wcwidth(each) or unicodedata.combining(each)))

    def _drawn_plainly(self, data: str) -> bool:
        """Write what fits on the line in characters of one column; pyte takes ten times as long for it."""
        x = self.cursor.x
        plain = x + len(data) <= self.columns and mo.IRM not in self.mode and not self.charset
        if not plain or self.g0_charset != LAT1_MAP or not all(map(_is_narrow, data)):
            return False
        style = self.cursor.attrs[1:]
        self.buffer[self.cursor.y].update(enumerate(map(partial(_cell, style), data), x))
        self.cursor.x += len(data)
        self.dirty.add(self.cursor.y)
        return True

    def repeat(self, count: int = 1, **_: Any) -> None:
        """Write the last character again."""
        super().draw(self.last * (count or 1))

    def scroll_up(self, count: int = 1, **_: Any) -> None:
        """Move the lines up; empty ones come in below."""
        row, self.cursor.y = self.cursor.y, self.margins.top if self.margins else 0
        self.delete_lines(count or 1)
        self.cursor.y = row

    def scroll_down(self, count: int = 1, **_: Any) -> None:
        """Move the lines down; empty ones come in above."""
        row, self.cursor.y = self.cursor.y, self.margins.top if self.margins else 0
        self.insert_lines(count or 1)
        self.cursor.y = row

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        """Erase with the ground of the cursor; pyte leaves the cells out that were never written on."""
        if how in (2, 3):
            for y in range(self.lines):
                for x in range(self.columns):
                    self.buffer[y][x] = self.cursor.attrs
        super().erase_in_display(how, *args, **kwargs)

    def back_tab(self, **_: Any) -> None:
        """Go to the tab stop before the cursor."""
        self.cursor.x = max(0, (self.cursor.x - 1) // 8 * 8)


class _Stream(pyte.ByteStream):
    def __init__(self, screen: Screen) -> None:
        more = {"b": "repeat", "S": "scroll_up", "T": "scroll_down", "Z": "back_tab"}
        self.csi = {**pyte.ByteStream.csi, **more}
        self.events = pyte.ByteStream.events.union(more.values())
        super().__init__(screen)


class Emulation:
    """A screen that is fed bytes. It splits them at whole sequences, so that reads may end anywhere."""

    def __init__(self, size: tuple[int, int], kind: str = "xterm") -> None:
        """`size` is columns and rows; `kind` is what the terminal answers like: xterm, modern or mute."""
        self.size = size
        self.modes: dict[str, bool] = {}
        """Every private mode the program switched, by its number, and whether it is on."""
        self._kind = KINDS[kind]
        self.screen = Screen(*size)
        self._stream = _Stream(self.screen)
        self._unfinished = b""

    def whole(self, data: bytes) -> bytes:
        """`data` and what was kept before, up to the last whole sequence; the rest is kept."""
        data = self._unfinished + data
        cut = UNFINISHED.search(data)
        end = cut.start() if cut else len(data)
        self._unfinished = data[end:]
        return data[:end]

    def questions(self, data: bytes) -> list[bytes]:
        """The sequences in whole `data` that may want an answer; modes are noted on the way."""
        found = []
        for sequence in SEQUENCE.findall(data):
            if mode := MODE.match(sequence):
                self.modes.update(dict.fromkeys(mode[1].decode().split(";"), mode[2] == b"h"))
            elif sequence[-1:] in b"cqnptu\x07\\":
                found.append(sequence)
        return found

    def feed(self, data: bytes) -> None:
        """Show whole `data`."""
        self._stream.feed(SEQUENCE.sub(_for_pyte, data))

    def answer(self, question: bytes) -> bytes:
        """What this terminal answers; nothing where it does not know the question."""
        columns, rows = self.size
        number = next(iter(re.findall(rb"\d+", question)), b"0").decode()
        for kinds, pattern, answer in _ANSWERS:
            if pattern.match(question):
                if self._kind not in kinds:
                    return b""
                spelled = {
                    "cursor": f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R",
                    "pixels": f"\x1b[4;{rows * 16};{columns * 8}t",
                    "cells": f"\x1b[8;{rows};{columns}t",
                    "mode unknown": f"\x1b[?{number};0$y",
                    "mode reset": f"\x1b[?{number};2$y",
                }
                return spelled.get(answer, answer).encode()
        return b""

    def resize(self, size: tuple[int, int]) -> None:
        """Take another size, as a window does: the lines stay at the top left."""
        self.size = size
        self.screen.resize(size[1], size[0])

    def lines(self) -> list[str]:
        """The screen, a string a line, without trailing blanks."""
        return [_text_of(self.screen, y).rstrip() for y in range(self.screen.lines)]


def _text_of(screen: pyte.Screen, y: int) -> str:
    """One line of a screen; pyte's own `display` stumbles over half a wide character."""
    row, text, x = screen.buffer[y], "", 0
    while x < screen.columns:
        character = row[x].data or " "
        text += character
        x += 2 if wcwidth(character[0]) == 2 else 1
    return text


def _for_pyte(match: re.Match[bytes]) -> bytes:
    """Leave out what pyte would print as text; clear where the program switches to another screen."""
    sequence = match[0]
    kind = sequence[1:2]
    if kind in b"]P_^X":
        return b""
    if kind == b"[" and (
        sequence[2:3] in b"<>=" or any(each in b"$: " for each in sequence) or sequence[-1:] in b"tuq"
    ):
        return b""
    if kind == b"[" and sequence[2:3] == b"?" and sequence[-1:] == b"m":
        return b""
    if other := _OTHER_SCREEN.match(sequence):
        # The cursor is kept and comes back with the first screen.
        return sequence + (b"\x1b7\x1b[2J" if other[1] == b"h" else b"\x1b[m\x1b[2J\x1b8")
    return sequence

"""Where in a TOML text a key or value stands, so that a problem can be shown with line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

import tomli

from model.journey.problem import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_TRIVIA = re.compile(r"[ \t\r\n]*(?:#[^\n]*)?")
_QUOTED = re.compile(r'""".*?"{3,5}' r"|'''.*?'{3,5}" r'|"[^"\n]*"' r"|'[^'\n]*'", re.DOTALL)
_ATOM = re.compile(r"[^,\]}#\r\n]*")
_INSIDE = re.compile(rf"{_QUOTED.pattern}|#[^\n]*|[\[\]{{}}]", re.DOTALL)
# Whole lines of simple keys and values, which hold nothing that is wanted where their table is not.
_PLAIN_LINES = re.compile(
    r"""(?:[ \t]*+(?:[A-Za-z0-9_-]++[ \t]*+=[ \t]*+"""
    r"""(?:"(?!"")[^"\\\n]*+"|'(?!'')[^'\n]*+'|[A-Za-z0-9_.+:-]++)[ \t]*+)?+(?:\#[^\n]*+|\r?)\n)++"""
)


def positions(text: str, paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Line and column, both from 1, of each path in `text`, which must be valid TOML without a BOM.

    A path to a key gives the place of that key, a path to an array's element the place of that element
    or of its `[[header]]`. A path that is not in the text gives the place of the nearest table or array
    above it, and the start of the text where there is none.
    """
    paths = set(paths)
    if not paths:
        return {}
    offsets = _Walk(text, paths).offsets()
    starts = [0, *(each.end() for each in re.finditer("\n", text))]
    found = {}
    for path in paths:
        present = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in offsets), None)
        offset = 0 if present is None else offsets[present]
        line = bisect_right(starts, offset)
        found[path] = (line, offset - starts[line - 1] + 1)
    return found


class _Walk:
    """One walk over a text, noting the offsets of the paths that are wanted and of the tables above them."""

    def __init__(self, text: str, wanted: set[Path]) -> None:
        self._text = text
        # Escapes are blanked, at equal length, so that a quoted text ends at its next quote.
        self._plain = text.replace("\\\\", "  ").replace('\\"', "  ") if "\\" in text else text
        self._wanted = {path[:end] for path in wanted for end in range(1, len(path) + 1)}
        self._opened = {path[:end] for path in wanted for end in range(len(path))}
        self._found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        """How many `[[headers]]` each array has had so far."""

    def offsets(self) -> dict[Path, int]:
        table: Path = ()
        at = self._behind_trivia(0)
        while at < len(self._text):
            if self._text[at] == "[":
                table, at = self._header(at)
                if table not in self._opened:
                    lines = _PLAIN_LINES.match(self._text, at)
                    at = lines.end() if lines else at
            else:
                path, at = self._key(at, table)
                at = self._value(at + 1, path)
            at = self._behind_trivia(at)
        return self._found

    def _header(self, at: int) -> tuple[Path, int]:
        start = at
        array = self._text.startswith("[[", at)
        at = self._behind_space(at + (2 if array else 1))
        path: Path = ()
        while True:
            name, at = self._name(at)
            path = (*path, name)
            last = self._text[at] != "."
            if last:
                break
            self._found.setdefault(path, start)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
            at = self._behind_space(at + 1)
        if array:
            self._found.setdefault(path, start)
            self._counts[path] = self._counts.get(path, 0) + 1
            path = (*path, self._counts[path] - 1)
        self._found[path] = start
        return path, at + (2 if array else 1)

    def _key(self, at: int, table: Path) -> tuple[Path, int]:
        """Note a key with all its parts; returns its path and the offset of the `=` behind it."""
        path = table
        while True:
            start = at
            name, at = self._name(at)
            path = (*path, name)
            if path in self._wanted:
                self._found.setdefault(path, start)
            if self._text[at] != ".":
                return path, at
            at = self._behind_space(at + 1)

    def _name(self, at: int) -> tuple[str, int]:
        if bare := _BARE.match(self._text, at):
            return bare.group(), self._behind_space(bare.end())
        quoted = self._quoted(at)
        name = self._text[at:quoted]
        key = name[1:-1] if name[0] == "'" or "\\" not in name else tomli.loads(f"k = {name}")["k"]
        return key, self._behind_space(quoted)

    def _value(self, at: int, path: Path) -> int:
        """The offset behind the value that starts at or after `at`; notes what is wanted inside it."""
        at = self._behind_space(at)
        first = self._text[at]
        if first in "\"'":
            return self._quoted(at)
        if first not in "[{":
            atom = _ATOM.match(self._text, at)
            return atom.end() if atom else at
        if path not in self._opened:
            return self._behind_brackets(at)
        at = self._behind_trivia(at + 1)
        index = 0
        while self._text[at] not in "]}":
            inner: Path = (*path, index)
            if first == "{":
                inner, at = self._key(at, path)
                at += 1
            elif inner in self._wanted:
                self._found[inner] = at
            at = self._behind_trivia(self._value(at, inner))
            if self._text[at] == ",":
                at = self._behind_trivia(at + 1)
            index += 1
        return at + 1

    def _behind_brackets(self, at: int) -> int:
        depth = 0
        for each in _INSIDE.finditer(self._plain, at):
            if each.group() in ("[", "{"):
                depth += 1
            elif each.group() in ("]", "}"):
                depth -= 1
                if depth == 0:
                    return each.end()
        return len(self._text)

    def _quoted(self, at: int) -> int:
        quoted = _QUOTED.match(self._plain, at)
        return quoted.end() if quoted else len(self._text)

    def _behind_space(self, at: int) -> int:
        space = _SPACE.match(self._text, at)
        return space.end() if space else at

    def _behind_trivia(self, at: int) -> int:
        while True:
            trivia = _TRIVIA.match(self._text, at)
            if not trivia or trivia.end() == at:
                return at
            at = trivia.end()

"""TOML in mixed styles: comments, quotes, dotted keys, inline tables, sub-tables, number styles."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from random import Random
from typing import Any


class Writer:
    """Writes data as TOML text, choosing at random among the ways to say it."""

    def __init__(self, rng: Random, windows: bool) -> None:
        self.rng = rng
        self.windows = windows
        """Line ends become CR LF afterwards, so that none may stand inside a text."""
        self.indent = rng.choice(("", "", "  ", "\t"))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def file(self, data: Mapping[str, Any]) -> str:
        """The whole file: keys of the top first, then sections in a random order."""
        top: list[str] = []
        sections: list[list[str]] = []
        for key, value in data.items():
            if isinstance(value, dict) and self.chance(0.7):
                sections.append([self.header(f"[{self.key(key)}]"), *self.table(key, value)])
            elif isinstance(value, list) and value and isinstance(value[0], dict) and self.chance(0.85):
                sections.append(self.table_array(key, value))
            else:
                top += self.entry(key, value)
        self.rng.shuffle(sections)
        first = [self.comment()] if self.chance(0.5) else []
        return "\n".join([*first, *top, *(line for section in sections for line in section)]) + "\n"

    def table_array(self, key: str, items: list[dict[str, Any]]) -> list[str]:
        lines = []
        for item in items:
            lines += [self.header(f"[[{self.key(key)}]]"), *self.table(key, item)]
        return lines

    def table(self, path: str, data: Mapping[str, Any]) -> list[str]:
        """The lines of a table whose header is written; sub-tables with headers of their own come last."""
        lines: list[str] = []
        later: list[Callable[[], list[str]]] = []
        for key, value in data.items():
            if isinstance(value, dict) and self.chance(0.4):
                later.append(partial(self.sub_table, f"{path}.{key}", value))
            elif key == "expectations" and self.chance(0.8):
                later.append(partial(self.table_array, f"{path}.{key}", value))
            elif isinstance(value, dict) and self.chance(0.4):
                for name, each in value.items():
                    lines.append(
                        f"{self.indent}{key}{self.dot()}{self.key(name)} = {self.value(each)}{self.tail()}"
                    )
            else:
                lines += self.entry(key, value)
        if self.chance(0.3):
            lines.append("")
        self.rng.shuffle(later)
        return [*lines, *(line for write in later for line in write())]

    def sub_table(self, path: str, data: Mapping[str, Any]) -> list[str]:
        return [
            self.header(f"[{path}]"),
            *(line for key, each in data.items() for line in self.entry(key, each)),
        ]

    def entry(self, key: str, value: Any) -> list[str]:
        lines = [f"{self.indent}{self.comment()}"] if self.chance(0.15) else []
        equals = self.rng.choice((" = ", " = ", "=", "   =  "))
        return [*lines, f"{self.indent}{self.key(key)}{equals}{self.value(value)}{self.tail()}"]

    def header(self, text: str) -> str:
        blank = "\n" * self.rng.choice((0, 1, 1, 2))
        return f"{blank}{self.comment() + chr(10) if self.chance(0.2) else ''}{text}{self.tail()}"

    def comment(self) -> str:
        return "# " + self.rng.choice(("why", "see § 4", "a = 1", "[not.a.table]", "ends with \\"))

    def tail(self) -> str:
        return f"  {self.comment()}" if self.chance(0.15) else " " if self.chance(0.05) else ""

    def dot(self) -> str:
        return self.rng.choice((".", ".", " . "))

    def key(self, key: str) -> str:
        if "." in key or self.chance(0.9):
            return key
        return self.rng.choice((f'"{key}"', f"'{key}'"))

    def value(self, value: Any, inline: bool = False) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return self.string(value, inline)
        if isinstance(value, int):
            return self.integer(value)
        if isinstance(value, float):
            return self.float(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            parts = [f"{self.key(key)} = {self.value(each, True)}" for key, each in value.items()]
            return "{ " + ", ".join(parts) + " }" if parts else "{}"
        return self.array(value, inline)

    def array(self, values: list[Any], inline: bool) -> str:
        parts = [self.value(each, True) for each in values]
        if inline or not parts or self.chance(0.5):
            return f"[{', '.join(parts)}]"
        lines = [f"    {each},{self.tail()}" for each in parts[:-1]]
        lines.append(f"    {parts[-1]}{self.rng.choice((',', ''))}{self.tail()}")
        return "[\n" + "\n".join(lines) + "\n]"

    def string(self, value: str, inline: bool) -> str:
        clean = not any(ord(char) < 32 or ord(char) == 127 for char in value)
        ways = [json.dumps(value, ensure_ascii=self.chance(0.3)) if self.bmp(value) else self.basic(value)]
        if clean and "'" not in value:
            ways.append(f"'{value}'")
        if clean and "'''" not in value and not value.endswith("'") and not inline:
            ways.append(f"'''{value}'''")
        if not inline and '"' not in value and "\\" not in value and clean:
            ways += [
                f'"""{value}"""',
                f'"""\\\n      {value.lstrip()}"""' if value == value.lstrip() else ways[0],
            ]
        if not inline and value == "two\nlines" and not self.windows:
            ways += ['"""\ntwo\nlines"""', "'''two\nlines'''"]
        return self.rng.choice(ways)

    def bmp(self, value: str) -> bool:
        return all(ord(char) < 0x10000 and ord(char) != 127 for char in value)

    def basic(self, value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    def integer(self, value: int) -> str:
        if value >= 1000 and self.chance(0.5):
            return f"{value:_}"
        return self.rng.choice((str(value), str(value), f"+{value}", hex(value))) if value > 0 else str(value)

    def float(self, value: float) -> str:
        text = repr(value)
        return self.rng.choice((text, text, text + "0")) if "e" not in text else text

"""A small project, edits made of plain functions, and files as different people would write them."""

import random
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from model.editing.session import Session
from model.files.document import guarded

SMALL = """\
# A pizza place, for the tests.
format = 1

[project]
name = "Corner Pizza"   # by the station

# ---- Stages ----

[[stages]]
id = "wait"
name = "Wait"

# ---- Wait ----

# the rider
[[touchpoints]]   # at the door
id = "delivery"
stage = "wait"
name = "The rider at the door"

  # how long it takes
  [[touchpoints.expectations]]
  id = "minutes"
  name = "Door to door"
  kind = "duration"
  unit = "min"
  expected = 40   # they say
  delivered = 47
  # from the till

[[touchpoints]]
id = "phone"
stage = "wait"
name = "The phone"
# nobody likes it

# ---- Promises ----

[[promises]]
touchpoint = "delivery"
what = "Sample"
due = 2026-11-03
# the end
"""


def text_of(session: Session) -> bytes:
    """What a save would write."""
    raw, steps = session.since_text()
    assert raw is not None
    return guarded(raw, steps, session.project.to_data())


@dataclass(frozen=True)
class Change:
    """An edit made of a function that changes tables."""

    change: Callable[[MutableMapping[str, Any]], object]

    def replay(self, tables: MutableMapping[str, Any]) -> None:
        self.change(tables)


class Writer:
    """Writes the same kind of project in as many ways as TOML has; `seed` decides."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.inline_rows = self.chance(0.15)
        self.indent = self.dice.choice(["", "", "  ", "\t"])
        self.equals = self.dice.choice([" = ", " = ", "=", "  =  "])

    def chance(self, part: float) -> bool:
        return self.dice.random() < part

    def text(self) -> str:
        lines = [*self.comment(0.5, "top of the file"), "", f"format{self.equals}1", ""]
        lines += [*self.table("project", [("name", self.quoted("Corner [[x]] # no comment"))]), ""]
        if self.chance(0.3):
            lines += [*self.table("scoring", [("loss_aversion", "2.50")]), ""]
        stages = self.dice.randint(1, 3)
        for number in range(stages):
            lines += self.heading(f"stage {number}")
            lines += self.section("stages", [("id", self.quoted(f"s{number}")), ("name", self.quoted("S"))])
        for number in range(self.dice.randint(1, 4)):
            lines += self.heading(f"touchpoint {number}")
            lines += self.touchpoint(number, f"s{self.dice.randrange(stages)}")
        for number in range(self.dice.randint(0, 2)):
            keys = [
                ("touchpoint", self.quoted("t0")),
                ("what", self.quoted(f"w{number}")),
                ("due", "2026-11-03"),
            ]
            if self.chance(0.3):
                keys.append(("needs", '[{ what = "x" }, # why\n { what = \'y\', from = "me" }]'))
            lines += self.section("promises", keys)
        lines += self.comment(0.3, "end of the file")
        text = "\n".join(lines) + "\n"
        if self.chance(0.2):
            text = text.replace("\n", "\r\n")
        if self.chance(0.2):
            text = text.rstrip("\r\n")
        return text

    def touchpoint(self, number: int, stage: str) -> list[str]:
        keys = [
            ("id", self.quoted(f"t{number}")),
            ("stage", self.quoted(stage)),
            ("name", self.quoted("N é")),
        ]
        optional = [
            ("weight", self.dice.choice(["1", "1.0", "2.50", "1_0"])),
            (
                "says",
                self.dice.choice(['"""\nOne # no comment\n[[no.table]]\n"""', "'''it's'''", '"a \\"b\\""']),
            ),
            ("notes", '[\n  "one", # first\n  { text = "two", on = 2026-10-30 },\n]'),
            ("depends_on", "[]"),
        ]
        keys += [each for each in optional if self.chance(0.4)]
        authority = self.dice.choice([None, None, "inline", "dotted", "section"])
        if authority == "inline":
            keys.append(("authority", "{ who = 'me', up_to=\"x\" }"))
        if authority == "dotted":
            keys += [("authority.who", '"me"'), ("authority . up_to", '"x"')]
        self.dice.shuffle(keys)
        rows = [self.row(each) for each in range(self.dice.randint(0, 3))]
        if self.inline_rows and rows:
            inner = ",\n".join("  { " + ", ".join(f"{k} = {v}" for k, v in row) + " }" for row in rows)
            keys.append(("expectations", f"[ # rows\n{inner}\n]"))
        lines = self.section("touchpoints", keys)
        if authority == "section":
            lines += self.table("touchpoints.authority", [("who", '"me"'), ("up_to", '"x"')], self.indent)
        if not self.inline_rows:
            for row in rows:
                lines += self.section("touchpoints.expectations", row, self.indent)
        return lines

    def row(self, number: int) -> list[tuple[str, str]]:
        keys = [
            ("id", self.quoted(f"e{number}")),
            ("name", self.quoted("Row")),
            ("kind", '"duration"'),
            ("unit", '"min"'),
        ]
        numbers = [
            ("expected", "4_0"),
            ("delivered", "47.50"),
            ("limit", "60"),
            ("delivered_on", "2026-11-01"),
        ]
        return keys + [each for each in numbers if self.chance(0.6)]

    def section(self, name: str, keys: list[tuple[str, str]], indent: str = "") -> list[str]:
        return self.table(name, keys, indent, array=True)

    def table(
        self, name: str, keys: list[tuple[str, str]], indent: str = "", *, array: bool = False
    ) -> list[str]:
        lines = [""] if self.chance(0.8) else []
        lines += [indent + each for each in self.comment(0.2, f"about {name}")]
        inner = f" {name} " if self.chance(0.1) else name
        lines.append(f"{indent}[[{inner}]]" if array else f"{indent}[{inner}]")
        lines[-1] += self.dice.choice(["", "", "", "  # header"])
        for key, value in keys:
            lines += [indent + each for each in self.comment(0.1, f"about {key}")]
            lines.append(
                f"{indent}{key}{self.equals}{value}" + self.dice.choice(["", "", "", "  # behind", "\t"])
            )
        lines += [indent + each for each in self.comment(0.1, "below")]
        return lines

    def heading(self, text: str) -> list[str]:
        return ["", f"# ---- {text} ----", ""] if self.chance(0.3) else []

    def comment(self, part: float, text: str) -> list[str]:
        return [f"# {text} {self.dice.randrange(10_000)}"] if self.chance(part) else []

    def quoted(self, text: str) -> str:
        return f"'{text}'" if self.chance(0.3) else f'"{text}"'

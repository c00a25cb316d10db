"""How a cell looks: attributes, colours, link; and what leads a terminal from one look to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

PLAIN: Final = 0
"""The ink of a terminal that was told nothing."""

_OFF = {
    **dict.fromkeys(("1", "2"), "22"),
    "3": "23",
    **dict.fromkeys(("4", "21"), "24"),
    **dict.fromkeys(("5", "6"), "25"),
    "7": "27",
    "8": "28",
    "9": "29",
    **dict.fromkeys(("51", "52"), "54"),
    "53": "55",
}
"""Each attribute, and the code that ends it."""
_ON_BLANKS = frozenset({"4", "21", "7", "9", "51", "52", "53"})
"""Attributes that can be seen where there is no letter."""


class Ink(NamedTuple):
    """The codes of a style, as SGR writes them; empty for the terminal's own colours."""

    attributes: frozenset[str]
    colour: str
    ground: str
    link: str = ""


class Inks:
    """Every ink that was used so far, by number, so that cells are compared fast."""

    def __init__(self) -> None:
        self._inks: list[Ink] = []
        self._numbers: dict[Ink, int] = {}
        self._next: dict[tuple[int, str], int | None] = {}
        self._changes: dict[tuple[int, int], str] = {}
        self.bare: list[int] = []
        """For every ink the one of a blank that looks the same: nothing but its ground, where that is all."""
        self.number(Ink(frozenset(), "", ""))

    def number(self, ink: Ink) -> int:
        """The number of an ink."""
        known = self._numbers.get(ink)
        if known is None:
            known = self._numbers[ink] = len(self._inks)
            self._inks.append(ink)
            self.bare.append(known)
            if not (ink.attributes & _ON_BLANKS or ink.link):
                self.bare[known] = self.number(Ink(frozenset(), "", ink.ground))
        return known

    def bared(self, text: Sequence[str], inks: Sequence[int]) -> list[int]:
        """The inks of cells: of a blank only what its ground is, whatever letters it could be written in."""
        bare = self.bare
        return [bare[ink] if character == " " else ink for character, ink in zip(text, inks, strict=True)]

    def erasable(self, number: int) -> bool:
        """Whether a blank of this ink is nothing but its ground, as a terminal leaves where it erases."""
        ink = self._inks[number]
        return not (ink.attributes & _ON_BLANKS or ink.link)

    def grounded(self, number: int) -> bool:
        """Whether the ink has a ground of its own."""
        return bool(self._inks[number].ground)

    def after(self, number: int, codes: str) -> int | None:
        """The ink that an SGR sequence with these codes makes of another; None where one is not known."""
        key = number, codes
        if key not in self._next:
            self._next[key] = self._after(self._inks[number], codes.split(";"))
        return self._next[key]

    def linked(self, number: int, link: str) -> int:
        """The ink with another link: the parameters and the address of OSC 8, `;` for none."""
        return self.number(self._inks[number]._replace(link="" if link == ";" else link))

    def _after(self, ink: Ink, codes: list[str]) -> int | None:
        left = list(reversed(codes))
        attributes, colour, ground, link = ink
        while left:
            code = left.pop().lstrip("0")
            if not code:
                attributes, colour, ground = frozenset(), "", ""
            elif code in _OFF:
                attributes |= {code}
            elif code in _OFF.values():
                attributes = frozenset(each for each in attributes if _OFF[each] != code)
            elif code in ("38", "48"):
                more = {"5": 1, "2": 3}.get(left[-1] if left else "", 99) + 1
                if len(left) < more:
                    return None
                whole = ";".join([code, *(left.pop() for _ in range(more))])
                colour, ground = (whole, ground) if code == "38" else (colour, whole)
            elif code == "39":
                colour = ""
            elif code == "49":
                ground = ""
            elif code.isdecimal() and (30 <= int(code) <= 37 or 90 <= int(code) <= 97):
                colour = code
            elif code.isdecimal() and (40 <= int(code) <= 47 or 100 <= int(code) <= 107):
                ground = code
            else:
                return None
        return self.number(Ink(attributes, colour, ground, link))

    def change(self, old: int, new: int) -> str:
        """The shortest sequences that lead from one ink to another."""
        key = old, new
        known = self._changes.get(key)
        if known is None:
            one, other = self._inks[old], self._inks[new]
            link = "" if one.link == other.link else f"\x1b]8;{other.link or ';'}\x1b\\"
            codes = codes_between(one, other)
            known = self._changes[key] = link + ("" if codes is None else f"\x1b[{codes}m")
        return known


def codes_between(old: Ink, new: Ink) -> str | None:
    """The shortest SGR codes that lead from one ink to another, links aside; None where they are alike.

    Empty takes everything off.
    """
    off = {_OFF[each] for each in old.attributes - new.attributes}
    # One code may end two attributes, as 22 ends bold and dim; the one that stays is set again.
    kept = {each for each in old.attributes & new.attributes if _OFF[each] not in off}
    steps = sorted(off) + sorted(new.attributes - kept)
    steps += _colour(old.colour, new.colour, "39") + _colour(old.ground, new.ground, "49")
    if not steps:
        return None
    # Nothing between two semicolons is 0, which ends all there was.
    anew = ["", *sorted(new.attributes), *(each for each in (new.colour, new.ground) if each)]
    return min((";".join(codes) for codes in (steps, anew)), key=len)


def _colour(old: str, new: str, none: str) -> list[str]:
    return [] if old == new else [new or none]

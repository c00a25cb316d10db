"""Large digits for a wall: a number in five lines, read from the last row of the room."""

from __future__ import annotations

HEIGHT = 5
_SHAPES = {
    "0": "######|##  ##|##  ##|##  ##|######",
    "1": "  ##|####|  ##|  ##|######",
    "2": "######|    ##|######|##    |######",
    "3": "######|    ##| #####|    ##|######",
    "4": "##  ##|##  ##|######|    ##|    ##",
    "5": "######|##    |######|    ##|######",
    "6": "######|##    |######|##  ##|######",
    "7": "######|    ##|   ## |  ##  |  ##  ",
    "8": "######|##  ##|######|##  ##|######",
    "9": "######|##  ##|######|    ##|######",
    "-": "    |    |####|    |    ",
    "+": "      |  ##  |######|  ##  |      ",
    ".": "  |  |  |  |##",
    "~": "       |       | ### ##|## ### |       ",
    "?": "######|    ##|  ####|      |  ##  ",
    "%": "##  ##|   ## |  ##  | ##   |##  ##",
    " ": "  |  |  |  |  ",
}


def large(text: str, ink: str) -> tuple[str, ...] | None:
    """A number drawn in lines of equal width with `ink`; None where a character has no shape."""
    if not text or any(each not in _SHAPES for each in text):
        return None
    shapes = [_shape(each) for each in text]
    return tuple(" ".join(shape[line] for shape in shapes).replace("#", ink) for line in range(HEIGHT))


def number_and_unit(text: str) -> tuple[str, str]:
    """A number and its unit, which stands small beside it; a share keeps its sign large."""
    number, _, unit = text.partition(" ")
    return (f"{number}%", "") if unit == "%" else (number, unit)


def _shape(character: str) -> list[str]:
    lines = _SHAPES[character].split("|")
    width = max(map(len, lines))
    return [line.ljust(width) for line in lines]

"""Large letters for a wall: a name or a number drawn out of blocks, as large as there is room for."""

from __future__ import annotations

HEIGHT = 5
"""Lines of the smallest letters."""
SIZES = ((6, 3), (5, 3), (4, 2), (3, 2), (2, 1), (1, 1))
"""Columns and lines that one point of a letter takes, the largest first."""

_SHAPES = {
    "A": " # |# #|###|# #|# #",
    "B": "## |# #|## |# #|## ",
    "C": " ##|#  |#  |#  | ##",
    "D": "## |# #|# #|# #|## ",
    "E": "###|#  |## |#  |###",
    "F": "###|#  |## |#  |#  ",
    "G": " ###|#   |# ##|#  #| ###",
    "H": "# #|# #|###|# #|# #",
    "I": "#|#|#|#|#",
    "J": "  #|  #|  #|# #| # ",
    "K": "# #|# #|## |# #|# #",
    "L": "#  |#  |#  |#  |###",
    "M": "#   #|## ##|# # #|#   #|#   #",
    "N": "#  #|## #|# ##|#  #|#  #",
    "O": " # |# #|# #|# #| # ",
    "P": "## |# #|## |#  |#  ",
    "Q": " ## |#  #|#  #|# ##| ###",
    "R": "## |# #|## |# #|# #",
    "S": " ##|#  | # |  #|## ",
    "T": "###| # | # | # | # ",
    "U": "# #|# #|# #|# #|###",
    "V": "# #|# #|# #|# #| # ",
    "W": "#   #|#   #|# # #|## ##|#   #",
    "X": "# #|# #| # |# #|# #",
    "Y": "# #|# #| # | # | # ",
    "Z": "###|  #| # |#  |###",
    "0": "###|# #|# #|# #|###",
    "1": " # |## | # | # |###",
    "2": "###|  #|###|#  |###",
    "3": "###|  #| ##|  #|###",
    "4": "# #|# #|###|  #|  #",
    "5": "###|#  |###|  #|###",
    "6": "###|#  |###|# #|###",
    "7": "###|  #| # | # | # ",
    "8": "###|# #|###|# #|###",
    "9": "###|# #|###|  #|###",
    " ": "  |  |  |  |  ",
    "-": "   |   |###|   |   ",
    "+": "   | # |###| # |   ",
    "~": "    |    | # #|# # |    ",
    ".": " | | | |#",
    ",": " | | |#|#",
    ":": " |#| |#| ",
    "'": "#|#| | | ",
    "/": "  #|  #| # |#  |#  ",
    "&": " #  |# # | #  |# # | # #",
    "(": " #|# |# |# | #",
    ")": "# | #| #| #|# ",
    "?": "## |  #| # |   | # ",
    "!": "#|#|#| |#",
    "%": "# #|  #| # |#  |# #",
}


def drawn(text: str, ink: str, size: tuple[int, int]) -> tuple[str, ...] | None:
    """A text in lines of equal width, in capitals; None where a character has no shape.

    `size` is one of `SIZES`. Text that is longer in capitals is none that can be drawn.
    """
    capitals = text.upper()
    if not text.strip() or len(capitals) != len(text) or any(each not in _SHAPES for each in capitals):
        return None
    across, down = size
    rows = [" ".join(each) for each in zip(*(_SHAPES[each].split("|") for each in capitals), strict=True)]
    wide = ["".join((ink if each == "#" else " ") * across for each in row) for row in rows]
    return tuple(row for row in wide for _ in range(down))


def largest(text: str, ink: str, width: int, height: int) -> tuple[str, ...] | None:
    """A text as large as it fits; None where it cannot be drawn in `width` columns and `height` lines."""
    for size in SIZES:
        found = drawn(text, ink, size) if size[1] * HEIGHT <= height else None
        if found is not None and len(found[0]) <= width:
            return found
    return None


def largest_together(texts: list[str], ink: str, width: int, height: int) -> list[tuple[str, ...]] | None:
    """Texts in one size, the largest in which each fits; None where there is none."""
    for size in SIZES:
        found = [drawn(each, ink, size) for each in texts] if size[1] * HEIGHT <= height else []
        fitting = [each for each in found if each is not None and len(each[0]) <= width]
        if found and len(fitting) == len(texts):
            return fitting
    return None

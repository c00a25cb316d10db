"""Block and line characters as boxes, so that they join in a picture whatever font its reader has."""

from __future__ import annotations

CELL_WIDTH = 9
CELL_HEIGHT = 18
"""One character cell in pixels. Whole numbers, so that neighbours meet without a seam."""

Box = tuple[int, int, int, int, float]
"""Left, top, width and height within the cell, and how much of the ink shows, 0..1."""

_MIDDLE_X = 4
_MIDDLE_Y = 9
# Which sides of the cell a light line reaches: left, right, up, down.
_ARMS = {
    "─": "lr",
    "│": "ud",
    "┌": "rd",
    "┐": "ld",
    "└": "ru",
    "┘": "lu",
    "├": "rud",
    "┤": "lud",
    "┬": "lrd",
    "┴": "lru",
    "┼": "lrud",
    "╭": "rd",
    "╮": "ld",
    "╰": "ru",
    "╯": "lu",
}


def _arms(sides: str) -> tuple[Box, ...]:
    left = 0 if "l" in sides else _MIDDLE_X
    right = CELL_WIDTH if "r" in sides else _MIDDLE_X + 1
    top = 0 if "u" in sides else _MIDDLE_Y
    bottom = CELL_HEIGHT if "d" in sides else _MIDDLE_Y + 1
    boxes: list[Box] = []
    if "l" in sides or "r" in sides:
        boxes.append((left, _MIDDLE_Y, right - left, 1, 1.0))
    if "u" in sides or "d" in sides:
        boxes.append((_MIDDLE_X, top, 1, bottom - top, 1.0))
    return tuple(boxes)


def _eighths() -> dict[str, tuple[Box, ...]]:
    """The lower blocks from one eighth to seven, and the left ones from seven eighths to one."""
    blocks: dict[str, tuple[Box, ...]] = {}
    for part in range(1, 8):
        height = round(CELL_HEIGHT * part / 8)
        blocks[chr(0x2580 + part)] = ((0, CELL_HEIGHT - height, CELL_WIDTH, height, 1.0),)
        blocks[chr(0x2590 - part)] = ((0, 0, round(CELL_WIDTH * part / 8), CELL_HEIGHT, 1.0),)
    return blocks


_HALF_X = CELL_WIDTH // 2
_HALF_Y = CELL_HEIGHT // 2

BLOCKS: dict[str, tuple[Box, ...]] = {
    **{glyph: _arms(sides) for glyph, sides in _ARMS.items()},
    **_eighths(),
    "═": ((0, _MIDDLE_Y - 2, CELL_WIDTH, 1, 1.0), (0, _MIDDLE_Y + 1, CELL_WIDTH, 1, 1.0)),
    "━": ((0, _MIDDLE_Y - 1, CELL_WIDTH, 3, 1.0),),
    "┃": ((_MIDDLE_X - 1, 0, 3, CELL_HEIGHT, 1.0),),
    "▀": ((0, 0, CELL_WIDTH, _HALF_Y, 1.0),),
    "▄": ((0, _HALF_Y, CELL_WIDTH, CELL_HEIGHT - _HALF_Y, 1.0),),
    "▐": ((_HALF_X, 0, CELL_WIDTH - _HALF_X, CELL_HEIGHT, 1.0),),
    "▔": ((0, 0, CELL_WIDTH, 2, 1.0),),
    "█": ((0, 0, CELL_WIDTH, CELL_HEIGHT, 1.0),),
    "░": ((0, 0, CELL_WIDTH, CELL_HEIGHT, 0.25),),
    "▒": ((0, 0, CELL_WIDTH, CELL_HEIGHT, 0.5),),
    "▓": ((0, 0, CELL_WIDTH, CELL_HEIGHT, 0.75),),
}
"""What each of these characters fills of its cell."""

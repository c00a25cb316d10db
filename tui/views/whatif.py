"""What-if: the plan beside what is tried, row by row, and what it comes to."""

from __future__ import annotations

from functools import lru_cache

from model.editing.twolevers import NOT_FREE, TwoLevers, Way, two_levers
from model.editing.whatif import Pair, RankMove, WhatIf
from model.journey.quantity import number_text, value_text
from model.report.changewords import change_words, subject
from model.scoring.rows import RowScore
from model.scoring.totals import ProjectScores
from tui.acts.trying import lines_of, tries, whatif
from tui.lists.listing import Key
from tui.pictures.picture import Line, Look, Pen, Picture, Target, filled, rule
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.bars import best_score, delivered_text, expected_text, gap_text, put_bar, unit_of
from tui.views.empty import empty_picture
from tui.workspace import Workspace

_NARROW, _MIDDLING, _WIDE = 48, 66, 120
"""From the first on there is room for the number of the plan, from the second on for what is expected and the
gap, from the third on for two bars."""
_OTHERS = 3
"""Changes that are not about a row's numbers which are told by name."""


def whatif_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The changed rows, then the others; below them the totals, and two ways for the selected row."""
    found = whatif(workspace)
    if found is None:
        return empty_picture(workspace, look, width, height, *_OFF)
    blocks = [_totals(workspace, found, look, width), _levers_of_row(workspace, found, look, width)]
    least = min(5, max(2, height // 3))
    foot: list[Line] = []
    for block in blocks:
        room = height - len(foot) - 1 - least
        if block and room > 0:
            foot += [rule(look, width), *block[:room]]
    return filled(look, [*_table(workspace, found, look, width, height - len(foot)), *foot], width, height)


_OFF = (
    "What-if is off. {whatif} begins it: change what you like, on any view, and see what it would do.",
    "Nothing of it touches the plan until you apply it. {goto} `s` shows the scenarios that are kept.",
)


# -- the table -------------------------------------------------------------------------------------------


def _name_width(width: int) -> int:
    if width >= _WIDE:
        return 26
    if width >= _MIDDLING:
        return width - 46 - (_bar_width(width) + 1 if _bar_width(width) else 0)
    return max(1, width - (30 if width >= _NARROW else 19))


def _bar_width(width: int) -> int:
    """Columns of a bar; none where there is no room."""
    if width >= _WIDE:
        return min(28, (width - 26 - 56 - 4) // 2)
    return min(16, (width - 66) // 2 + 5) if width >= 74 else 0


def _table(workspace: Workspace, found: WhatIf, look: Look, width: int, height: int) -> list[Line]:
    lines: list[Line] = [_header(look, width)] if height >= 3 else []
    room = height - len(lines)
    keys = lines_of(workspace)
    at = keys.index(workspace.selected) if workspace.selected in keys else -1
    start = 0
    if len(keys) > room > 0 and at >= 0:
        start = min(at // max(1, room - 1) * max(1, room - 1), len(keys) - room)
    changed = frozenset(found.rows)
    for key in keys[start : start + max(0, room)]:
        lines.append(_row_line(workspace, found, look, width, key, tried=key in changed))
    if not keys:
        lines.append(Pen(look, width).put(" This journey has no row to try something with.", "hint").line())
    return list(filled(look, lines, width, max(0, height)))


def _header(look: Look, width: int) -> Line:
    size = _name_width(width)
    pen = Pen(look, width).put("  ").put("touchpoint"[:size].ljust(size), "dim")
    if width >= _MIDDLING:
        pen.right("expected", 10, "dim")
    if width >= _NARROW:
        pen.right("now", 10, "dim")
    pen.right("what if", 10, "dim")
    if width >= _MIDDLING:
        pen.right("gap", 7, "dim")
    pen.right("alone", 7, "dim")
    if _bar_width(width):
        pen.put("  " if width >= _WIDE else " ")
        pen.put("now".ljust(_bar_width(width) + 2) if width >= _WIDE else "", "dim").put("what if", "dim")
    return pen.line()


def _row_line(workspace: Workspace, found: WhatIf, look: Look, width: int, key: Key, *, tried: bool) -> Line:
    now, was = found.after.row(*key), found.before.row(*key)
    touchpoint = found.after.touchpoint(key[0])
    selected = key == workspace.selected
    target: Target = ("row", *key)
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong", target)
    if now is None or touchpoint is None:
        return pen.line()
    name = touchpoint.touchpoint.name
    if len(touchpoint.rows) > 1:
        name = _short(f"{name}: {now.expectation.name}", now.expectation.name, look, _name_width(width))
    pen.user(name, _name_width(width), "strong" if tried else "text", target)
    if width >= _MIDDLING:
        moved = was is None or expected_text(now, None) != expected_text(was, None)
        shown = (expected_text(now, None), expected_text(now, None, unit=False))
        pen.put(_cell(look, shown, 10, tried=tried and moved), "expected", target)
    if width >= _NARROW:
        pen.put(_cell(look, _delivered(was) if was else ("new",), 10), "delivered", target)
    cell = ("field", "delivered") if selected else target
    text = _tried_texts(was, now) if tried else ("-",)
    pen.put(_cell(look, text, 10, tried=tried), "preview" if tried else "dim", cell)
    if width >= _MIDDLING:
        pen.right(gap_text(now, None, unit=False), 7, "text", target)
    alone = found.alone(*key) if tried else None
    role = "dim" if not alone else "good" if alone > 0 else "failed"
    pen.right(score_text(alone) if tried and was else "new" if tried else "same", 7, role, target)
    _bars(pen, was, now, width, target)
    return pen.line()


def _short(whole: str, own: str, look: Look, room: int) -> str:
    """The row's whole name, or its own where the touchpoint's before it leaves no room to tell rows apart."""
    return whole if width_of(look.text(whole)) <= room else own


def _cell(look: Look, texts: tuple[str, ...], size: int, *, tried: bool = False) -> str:
    """The first of `texts` that fits at the right of its column, in brackets where it is tried.

    A number is never cut: the rest of it would be another number.
    """
    shown = [look.text(text) for text in texts]
    for each in (f"[{text}]" if tried else text for text in shown):
        if width_of(each) < size:
            return look.fit(each, size, right=True)
    return look.fit(f"[{look.glyphs.ellipsis}]" if tried else look.glyphs.ellipsis, size, right=True)


def _delivered(row: RowScore) -> tuple[str, ...]:
    return delivered_text(row, None), delivered_text(row, None, unit=False)


def _tried_texts(was: RowScore | None, now: RowScore) -> tuple[str, ...]:
    """What is delivered where that is tried; else the name of the first other key that is."""
    if was is None or delivered_text(now, None) != delivered_text(was, None):
        return _delivered(now)
    for field in ("expected", "promised", "limit", "target", "weight"):
        if getattr(was.expectation, field) != getattr(now.expectation, field):
            return (field,)
    return ("other",)


def _bars(pen: Pen, was: RowScore | None, now: RowScore, width: int, target: Target) -> None:
    size = _bar_width(width)
    if not size:
        return
    pen.put("  " if width >= _WIDE else " ", "text", target)
    if width >= _WIDE:
        if was is None:
            pen.put(" " * size, "text", target)
        else:
            put_bar(pen, was.tolerance_score, size, best_score(was.rules), was.band, target)
        pen.put("  ", "text", target)
    put_bar(pen, now.tolerance_score, size, best_score(now.rules), now.band, target)


# -- what it comes to ------------------------------------------------------------------------------------


def _totals(workspace: Workspace, found: WhatIf, look: Look, width: int) -> list[Line]:
    arrow = look.glyphs.arrow
    was, now = found.before.journey, found.after.journey
    words = [
        f"Journey {_pair(found.journey, arrow)}"
        + (f" ({score_text(found.closed)})" if found.closed is not None and found.closed else ""),
        f"failed {_numbers(str(was.failed), str(now.failed), arrow)}",
        f"known {_numbers(_share(was.known_share), _share(now.known_share), arrow)}",
    ]
    levers = [f"{lever} {_pair(pair, arrow)}" for lever, pair in found.levers.items()]
    lines = [
        _told(look, width, "", "   ".join(words), "strong"),
        _told(look, width, "Levers", "   ".join(levers)),
        _told(look, width, "Cost", cost_words(found)),
        _told(look, width, "Ranks", _moves(found, found.ranks, arrow)),
    ]
    others = tries(workspace).left_out
    if others:
        told = [f"{subject(each)}: {change_words(each, arrow)}" for each in others[:_OTHERS]]
        more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
        lines.append(_told(look, width, "Also", "; ".join(told) + more + " (no scenario can hold these)"))
    return lines


def _told(look: Look, width: int, label: str, text: str, role: str = "text") -> Line:
    pen = Pen(look, width).put(" ")
    if label:
        pen.put(label.ljust(8), "dim")
    return pen.user(text, max(1, width - pen.column - 1), role).line()


def _pair(pair: Pair, arrow: str) -> str:
    return _numbers(score_text(pair.before), score_text(pair.after), arrow)


def _numbers(was: str, now: str, arrow: str) -> str:
    return f"{was} {arrow} {now}" if was != now else f"{now} same"


def _share(share: float | None) -> str:
    return "?" if share is None else f"{share * 100:.0f} %"


def cost_words(found: WhatIf) -> str:
    """What the change costs and how much of the gap that closes for each unit of it."""
    if found.cost is None:
        return "not typed; c types it, in the unit of your actions' effort."
    cost = number_text(found.cost, 2)
    if found.closed_per_cost is None:
        return f"{cost}."
    return f"{cost} in the unit of effort; closes {found.closed_per_cost:.2f} points of the gap for each."


def _moves(found: WhatIf, moves: tuple[RankMove, ...], arrow: str) -> str:
    told = []
    for move in moves:
        score = found.after.touchpoint(move.touchpoint) or found.before.touchpoint(move.touchpoint)
        name = score.touchpoint.name if score else move.touchpoint
        told.append(f"{name} {move.before or '-'} {arrow} {move.after or '-'}")
    return ", ".join(told) or "nobody moves among the priorities."


# -- two levers ------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _ways(scores: ProjectScores, touchpoint: str, row: str) -> TwoLevers | None:
    return two_levers(scores, touchpoint, row)


def _levers_of_row(workspace: Workspace, found: WhatIf, look: Look, width: int) -> list[Line]:
    """Both ways to close what is left of the selected row's gap."""
    row = found.after.row(*workspace.selected)
    ways = _ways(found.after, *workspace.selected) if row is not None else None
    if row is None or ways is None:
        return []
    unit = unit_of(row, workspace.project.about.currency)
    lines = []
    for label, way in (("Deliver better", ways.deliver), ("Promise and expect less", ways.promise)):
        pen = Pen(look, width).put(f" {label}: ", "dim")
        pen.user(_way(way, row, found, look, unit), max(1, width - pen.column - 1))
        lines.append(pen.line())
    warning = look.wrapped(NOT_FREE, max(1, width - 2), 2)
    return [*lines, *(Pen(look, width).put(f" {text}", "hint").line() for text in warning)]


def _way(way: Way, row: RowScore, found: WhatIf, look: Look, unit: str | None) -> str:
    if way.after is None:
        return way.why_not
    value = value_text(way.value, row.expectation.kind, unit)
    pair = Pair(found.after.journey.score, way.after.journey.score)
    words = f"{value}, journey {_pair(pair, look.glyphs.arrow)}"
    return f"{words}. {way.why_not}".rstrip(" .") + "."

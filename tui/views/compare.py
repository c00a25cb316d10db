"""Compare: an earlier version beside the project as it stands, and why the score changed."""

from __future__ import annotations

from model.editing.compare import Comparison, RowChange, Verdict
from model.editing.differences import Change
from model.report.changewords import (
    blame_words,
    change_words,
    counts_words,
    numbers,
    parts_words,
    since_words,
    subject,
)
from model.scoring.rows import RowScore
from tui.against import Against
from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.bars import best_score, put_bar
from tui.views.empty import empty_picture
from tui.workspace import Workspace

_STEPS = {"block": "▁▂▃▄▅▆▇█", "ascii": "_.-~=+*#"}
_NARROW, _MIDDLING, _WIDE = 60, 78, 120
"""From the first on there is room for the gap beside a name and a verdict, from the second on for what is
expected and delivered, from the third on for bars."""
_VERDICT = 19


def compare_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The changed rows, then everything else that differs, what it comes to, and the trend."""
    against = workspace.compared
    if against is None:
        return empty_picture(workspace, look, width, height, *_NO_VERSION)
    foot = _foot(against, workspace, look, width, height)
    room = height - len(foot)
    if against.comparison.same:
        said = ("No differences. Both say the same.", "{compare} chooses another version.")
        lines = list(empty_picture(workspace, look, width, room, *said))
        return filled(look, [*lines, *foot], width, height)
    return filled(look, [*_list(against, look, width, room), *foot], width, height)


_NO_VERSION = (
    "Nothing to compare with yet.",
    "{snapshot} keeps a dated copy of the file; {compare} chooses one, or a git revision.",
)


# -- the list --------------------------------------------------------------------------------------------


def _list(against: Against, look: Look, width: int, height: int) -> list[Line]:
    """The lines around the selected one; a heading stands over each of the two parts."""
    rows = len(against.comparison.shown)
    lines: list[Line] = []
    spot = 0
    for at, each in enumerate(against.lines):
        if at == 0 and rows:
            lines.append(_header(look, width))
        if at == rows:
            lines += [Pen(look, width).line()] * bool(rows)
            lines.append(Pen(look, width).put("  also changed", "dim").line())
        if at == against.at:
            spot = len(lines)
        if isinstance(each, RowChange):
            lines.append(_row_line(each, against.comparison, look, width, selected=at == against.at))
        else:
            lines.append(_other_line(each, look, width, selected=at == against.at))
    if len(lines) <= height:
        return list(filled(look, lines, width, height))
    start = max(0, min(spot - height // 2, len(lines) - height))
    seen = lines[start : start + height]
    if 0 < start < rows and height > 3:
        # The heading stays as long as rows are in view.
        seen[0] = lines[0]
    below = len(lines) - start - height
    if below > 0 and height > 3:
        seen[-1] = Pen(look, width).put(f"  {below + 1} more lines below", "dim").line()
    return seen


def _columns(width: int) -> tuple[tuple[str, int], ...]:
    """Which numbers are shown, and in how many columns."""
    if width >= _WIDE:
        return ("expected", 16), ("delivered", 16), ("gap", 18)
    if width >= _MIDDLING:
        return ("expected", 13), ("delivered", 13), ("gap", 15)
    return (("gap", 15),) if width >= _NARROW else ()


def _name_width(width: int) -> int:
    left = width - 2 - sum(size for _, size in _columns(width)) - _VERDICT
    return max(6, min(left, 30 if width >= _WIDE else 60))


def _header(look: Look, width: int) -> Line:
    pen = Pen(look, width).put("  ").put("touchpoint"[: _name_width(width)].ljust(_name_width(width)), "dim")
    for title, columns in _columns(width):
        pen.right(title, columns, "dim")
    pen.put("  verdict", "dim")
    size = _bar_width(width)
    if size:
        pen.to(width - 2 * size - 2).put("then".ljust(size + 2), "dim").put("now", "dim")
    return pen.line()


def _bar_width(width: int) -> int:
    """Columns of each of the two bars; none where there is no room."""
    left = width - 2 - _name_width(width) - sum(size for _, size in _columns(width)) - _VERDICT - 5
    return min(26, left // 2) if width >= _WIDE and left >= 16 else 0


def _row_line(row: RowChange, comparison: Comparison, look: Look, width: int, *, selected: bool) -> Line:
    target = ("row", row.touchpoint, row.id)
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong", target)
    pen.user(_name(row, look, _name_width(width)), _name_width(width), "strong", target)
    role = _role(row.verdict)
    roles = {"expected": "expected", "delivered": "delivered", "gap": role}
    texts = _texts(row, comparison, look)
    for title, columns in _columns(width):
        fitting = (text for text in texts[title] if width_of(text) < columns)
        pen.right(next(fitting, look.glyphs.ellipsis), columns, roles[title], target)
    pen.put(f"  {row.verdict.words}", role, target)
    size = _bar_width(width)
    if size:
        pen.to(width - 2 * size - 2)
        _bar(pen, row.before, size, target)
        pen.put("  ")
        _bar(pen, row.after, size, target)
    return pen.line()


def _texts(row: RowChange, comparison: Comparison, look: Look) -> dict[str, tuple[str, ...]]:
    """Each number then and now, at its longest first; where there is room for one only, it is that of now.

    A number is never cut: the rest of it would be another number.
    """
    arrow = look.glyphs.arrow
    whole = numbers(row, comparison, arrow)
    bare = numbers(row, comparison, arrow, units=False)
    return {
        title: (look.text(one), look.text(other), look.text(f"{arrow} {other.rpartition(f' {arrow} ')[2]}"))
        for title, one, other in zip(("expected", "delivered", "gap"), whole, bare, strict=False)
    }


def _name(row: RowChange, look: Look, room: int) -> str:
    """The row's whole name, or its own where the touchpoint's before it leaves no room to tell rows apart."""
    stands = row.after or row.before
    if stands is None or width_of(look.text(row.name)) <= room:
        return row.name
    return stands.expectation.name if row.name.endswith(f": {stands.expectation.name}") else row.name


def _bar(pen: Pen, score: RowScore | None, size: int, target: tuple[str, ...]) -> None:
    if score is None:
        pen.put(" " * size, "text", target)
    else:
        put_bar(pen, score.tolerance_score, size, best_score(score.rules), score.band, target)


def _role(verdict: Verdict) -> str:
    if verdict.direction == "worse":
        return "short" if verdict.because in ("bar rose", "limit moved", "basis") else "failed"
    return {"better": "good", "new": "unknown", "gone": "unknown"}.get(verdict.direction, "dim")


def _other_line(change: Change, look: Look, width: int, *, selected: bool) -> Line:
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong")
    name = change.name or subject(change)
    room = _name_width(width)
    pen.user(name, room, "strong").put("  ")
    noun = subject(change).partition(" ")[0]
    return pen.put(f"{noun}: ", "dim").user(change_words(change, look.glyphs.arrow), None).line()


# -- below the list --------------------------------------------------------------------------------------


def _foot(against: Against, workspace: Workspace, look: Look, width: int, height: int) -> list[Line]:
    """As much of what the comparison comes to as leaves room for the list; the least important goes first."""
    comparison = against.comparison
    summary = [
        *_sentences(parts_words(comparison), look, width, "strong"),
        *_sentences(counts_words(comparison), look, width, "text"),
        *_sentences(blame_words(comparison), look, width, "short"),
        *_sentences(since_words(comparison), look, width, "text"),
    ]
    blocks = [summary, _trend(against, workspace, look, width), _selected(against, look, width)]
    kept: list[list[Line]] = []
    for block in blocks:
        taken = sum(len(each) + 1 for each in kept)
        room = height - taken - 1 - min(8, max(4, height // 3))
        if block is summary:
            del block[max(0, room) :]
        if block and len(block) <= room:
            kept.append(block)
    # The selected change stands right below the list it belongs to.
    order = [each for each in (blocks[2], blocks[0], blocks[1]) if any(each is one for one in kept)]
    lines: list[Line] = []
    for block in order:
        lines += [rule(look, width), *block]
    return lines


def _sentences(words: str, look: Look, width: int, role: str) -> list[Line]:
    return [
        Pen(look, width).put(f" {text}", role).line() for text in look.wrapped(words, max(1, width - 2), 2)
    ]


def _selected(against: Against, look: Look, width: int) -> list[Line]:
    """What exactly changed on the selected line: the split of its score, and its other keys."""
    line = against.line
    if line is None:
        return []
    if isinstance(line, Change):
        words = f"{subject(line)}: {change_words(line, look.glyphs.arrow)}"
        return _two_lines([words], look, width)
    _, _, _, score = numbers(line, against.comparison, look.glyphs.arrow)
    words = f"Score {score}"
    if line.parts is not None and line.verdict.direction in ("better", "worse"):
        delivery, expectation = (score_text(part) for part in line.parts)
        words += f": delivery {delivery}, expectation {expectation}"
    told = [
        change_words(each, look.glyphs.arrow)
        for each in against.comparison.of_row(line)
        if each.field not in ("expected", "delivered") and each.kind not in ("added", "removed")
    ]
    if line.after is None or line.before is None:
        told = ["only in the older version" if line.after is None else "not in the older version"]
    said = f"{words}. Also: {'; '.join(told)}" if told else words
    return _two_lines([line.name, said], look, width)


def _two_lines(texts: list[str], look: Look, width: int) -> list[Line]:
    lines = [text for words in texts for text in look.wrapped(words, max(1, width - 2), 1)]
    return [Pen(look, width).put(f" {text}", "text").line() for text in (*lines, "", "")[:2]]


def _trend(against: Against, workspace: Workspace, look: Look, width: int) -> list[Line]:
    """The journey over the snapshots: a line of steps, and its numbers as far as they fit."""
    now = workspace.shown_scores.journey.score
    points = [(str(each.day), each.score) for each in against.trend]
    if now is not None:
        points.append(("now", now))
    if len(points) < 2:
        return []
    scores = [score for _, score in points]
    low, high = min(scores), max(scores)
    steps = _STEPS[look.glyphs.name]
    count = len(points) - (now is not None)
    pen = Pen(look, width).put(f" Journey over {count} snapshot{'s' if count != 1 else ''}  ", "dim")
    room = width - pen.column - 24
    size = max(1, min(4, room // len(points)))
    for _, score in points[-max(1, room // size) :]:
        share = 0.5 if high - low < 1e-9 else (score - low) / (high - low)
        pen.put(steps[min(len(steps) - 1, int(share * len(steps)))] * size, "delivered")
    pen.put(f"  {score_text(low)} to {score_text(high)}", "dim")
    cells = [f"{name} {score_text(score)}" for name, score in points]
    while cells and sum(len(cell) + 3 for cell in cells) > width - 1:
        # The newest and the oldest say most.
        del cells[len(cells) // 2 if len(cells) > 2 else 0]
    second = Pen(look, width).put(" ")
    for cell in cells:
        name, _, number = cell.partition(" ")
        second.put(f"{name} ", "dim").put(f"{number}   ")
    return [pen.line(), second.line()]

"""The waterfall of a row: how far each gap carries from what is expected to what is delivered."""

from __future__ import annotations

from dataclasses import dataclass

from model.journey.quantity import value_text
from model.scoring.rows import RowScore
from tui.pictures.picture import Line, Look, Pen, Picture
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.grid import Grid


@dataclass(frozen=True, slots=True)
class _Step:
    """One gap: its name, the words for it, and what it comes to."""

    name: str
    words: str
    value: float | None
    points: float | None


_WORDS = {
    "knowledge": ("we did not know", "we knew", "we thought they want more"),
    "standards": ("we did not aim for it", "we aim for just that", "we aim for more"),
    "delivery": ("we did not hit our aim", "we hit our aim", "we do better than our aim"),
    "experience": ("short of what they expect", "just as they expect", "better than they expect"),
    "communication": ("less than we promised", "just as promised", "better than we promised"),
    "buffer": ("our aim is looser than the promise", "our aim is the promise", "our aim is stricter"),
}
"""What a gap says when it is negative, nothing, positive."""


def waterfall(row: RowScore, look: Look, width: int, currency: str | None = None) -> Picture:
    """Knowledge + standards + delivery = experience as signed bars, then communication and the buffer.

    Values are in the row's unit and in points, z x 50: a limit just reached is -50. Points are neither
    capped nor halved for gains, so that the steps add up. What is unknown says which number is missing.
    """
    steps = _steps(row)
    unit = currency if row.expectation.kind == "money" else row.expectation.unit
    values = [
        "?"
        if each.value is None
        else look.text(value_text(each.value, row.expectation.kind, unit, signed=True))
        for each in steps
    ]
    name = 17 if width >= 40 else 15 if width >= 30 else 9
    value = max(6, *(width_of(each) for each in values))
    points = 8 if width >= 40 else 0
    rest = width - name - value - points
    words = min(rest - 2, max(len(each.words) for each in steps) + 1) if rest >= 18 else 0
    bar = rest - words - 3
    bar = bar if bar >= 8 else 0
    lines = [_head(row, look, width, name + words, value, points)]
    bars = _bars(steps, look, bar) if bar else ()
    for at, step in enumerate(steps):
        pen = Pen(look, width)
        total = step.name == "experience"
        lead = " " if width < 40 else " = " if total else "   "
        pen.put(look.fit(lead + step.name, name - 1)).to(name)
        if words:
            pen.put(look.fit(step.words, words - 1), "dim" if step.value is None else "text").to(name + words)
        role = _role(step)
        pen.right(values[at], value, f"strong {role}" if total else role)
        if points:
            pen.right(score_text(step.points) if step.points is not None else "", points, role)
        if bar:
            pen.put("  ")
            for span in bars[at]:
                pen.put(*span[:2])
        lines.append(pen.line())
    return tuple(lines)


def short_waterfall(row: RowScore, look: Look, width: int, currency: str | None = None) -> Line:
    """The split of the gap in one line: `-20 min we did not know, +15 min we aim for more, ...`."""
    unit = currency if row.expectation.kind == "money" else row.expectation.unit
    pen = Pen(look, width)
    known = [each for each in _steps(row)[:3] if each.value]
    if not known:
        words = "no gap to split: no target is set" if row.gap is not None else "no gap: a number is unknown"
        return pen.put("as expected" if row.gap == 0 else words, "dim").line()
    for at, step in enumerate(known):
        text = look.text(value_text(step.value, row.expectation.kind, unit, signed=True))
        if pen.column + width_of(text) + len(step.words) + 3 > width and at:
            break
        pen.put(", " if at else "").put(text, _role(step)).put(f" {step.words}", "dim")
    rest = ", the rest unknown: no target"
    if row.expectation.target is None and row.gap is not None and pen.column + len(rest) <= width:
        pen.put(rest, "dim")
    return pen.line()


def _steps(row: RowScore) -> tuple[_Step, ...]:
    gaps, points = row.gaps, row.gaps_on_scale
    wish = row.expectation
    missing = {
        "expected": row.expected is None,
        "delivered": row.delivered is None,
        "believed": wish.believed is None,
        "promised": wish.promised is None,
        "target": wish.target is None,
    }
    needs = {
        "knowledge": ("believed", "expected"),
        "standards": ("target", "expected"),
        "delivery": ("delivered", "target"),
        "experience": ("delivered", "expected"),
        "communication": ("delivered", "promised"),
        "buffer": ("target", "promised"),
    }

    def step(name: str, value: float | None, on_scale: float | None) -> _Step:
        if value is None:
            gone = [each for each in needs[name] if missing[each]]
            return _Step(name, f"unknown: no {', no '.join(gone)}", None, None)
        negative, none, positive = _WORDS[name]
        return _Step(name, negative if value < 0 else positive if value > 0 else none, value, on_scale)

    buffer = row.buffer
    in_points = None if buffer is None or row.tolerance is None else buffer / row.tolerance * 50
    return (
        step("knowledge", gaps.knowledge, points.knowledge),
        step("standards", gaps.standards, points.standards),
        step("delivery", gaps.delivery, points.delivery),
        step("experience", gaps.experience, points.experience),
        step("communication", gaps.communication, points.communication),
        step("buffer", buffer, in_points),
    )


def _head(row: RowScore, look: Look, width: int, before: int, value: int, points: int) -> Line:
    pen = Pen(look, width).put(" WHERE THE GAP COMES FROM" if before >= 26 else " GAPS", "strong")
    if points and before + value >= 26:
        pen.to(before + value).right("points", points, "dim")
    aversion = row.rules.aversion
    note = ""
    if row.single_scores:
        note = f"  (score: mean of {len(row.single_scores)} single scores)"
    elif (row.z or 0) > 0 and aversion > 1:
        note = f"  (in the score a gain counts 1/{aversion:g})"
    return pen.put(note if pen.column + len(note) <= width else "", "dim").line()


def _role(step: _Step) -> str:
    if step.value is None:
        return "unknown"
    return "short" if step.value < 0 else "good" if step.value > 0 else "met"


def _bars(steps: tuple[_Step, ...], look: Look, width: int) -> Picture:
    """A bar a step, each beginning where the one before ended; the last three begin at nothing."""
    starts: list[float] = []
    running = 0.0
    for step in steps:
        flows = step.name in ("knowledge", "standards", "delivery")
        starts.append(running if flows else 0.0)
        running += (step.value or 0.0) if flows else 0.0
    ends = [start + (step.value or 0.0) for start, step in zip(starts, steps, strict=True)]
    low, high = min(0.0, *starts, *ends), max(0.0, *starts, *ends)
    grid = Grid(width, len(steps))
    if low == high:
        return grid.picture()

    def edge(value: float) -> int:
        return round((value - low) / (high - low) * (width - 1))

    glyphs, zero = look.glyphs, edge(0.0)
    for y, (step, start, end) in enumerate(zip(steps, starts, ends, strict=True)):
        grid.put(zero, y, glyphs.bar, "rule")
        first, after = sorted((edge(start), edge(end)))
        if step.value:
            after = max(after, first + 1)
            first = min(first, width - 2)
        for x in range(first, after):
            # The line of nothing has a column of its own, so that bars on both sides of it stay true.
            grid.put(x + (x >= zero), y, glyphs.fall if (step.value or 0) < 0 else glyphs.rise, _role(step))
    return grid.picture()

"""The journey as one chart in SVG: what is delivered against what is expected, touchpoint by touchpoint.

One function serves the page, the printed report and `--view curve`. Where every row is a rating on one
scale, both lines are drawn in its points; otherwise units differ and the common scale is drawn, on which
whatever is expected is the line at 0.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from model.report.chartframe import (
    LEFT,
    RIGHT,
    SLOT_TURNED,
    SLOT_WRAPPED,
    Frame,
    Spot,
    score_edges,
    spots_of,
    ticks_of,
)
from model.report.document import Report
from model.report.points import Point, journey_stages, rating_scale
from model.report.shown import minus, shown, signed
from model.report.svgpen import FONTS, Palette, SvgPen, coordinate, cut, width_of, wrapped, xml
from model.scoring.tolerance import band_of

CELL = (9, 18)
"""The pixels of one column and one line of a picture of the screen, so that sizes mean the same there."""
SMALLEST = (720, 400)
"""Below this a chart is drawn at this size and shrunk."""
STAGE_BAND = 38.0
LEGEND = 30.0
LABEL = 11.0


def chart_svg(
    report: Report,
    *,
    size: tuple[int, int] = (1080, 520),
    palette: Palette | None = None,
    heading: bool = False,
    selected: str | None = None,
) -> str:
    """The chart as an `svg` element; without a palette it is coloured by the classes of a page.

    `heading` writes the title and the facts above it, for a chart that stands alone; `selected` is the
    id of a touchpoint to point at.
    """
    scale = max(1.0, SMALLEST[0] / size[0], SMALLEST[1] / size[1])
    width, height = size[0] * scale, size[1] * scale
    points = report.points()
    pen = SvgPen(palette)
    if palette is not None:
        pen.rect(0, 0, width, height, "paper")
    top = _heading(pen, report, width) if heading else 8.0
    if any(point.score is not None for point in points):
        _chart(pen, report, points, top, width, height, selected)
    else:
        pen.text(LEFT, top + 40, "No touchpoint has a score yet.", "ink", 15)
    alone = f' xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}"' if palette else ""
    family = f' font-family="{FONTS}"' if palette else ""
    body = "\n".join(pen.elements)
    return (
        f'<svg{alone} viewBox="0 0 {coordinate(width)} {coordinate(height)}" role="img"'
        f' aria-labelledby="chart-title chart-words"{family}>\n'
        f'<title id="chart-title">{xml(report.title)}: expected and delivered</title>\n'
        f'<desc id="chart-words">{xml(_words(report, points))}</desc>\n{body}\n</svg>\n'
    )


def _words(report: Report, points: Sequence[Point]) -> str:
    """The chart in sentences, for whoever does not see it; a long journey's numbers stand in its table."""
    said = " ".join(f"{lead}{name}{minus(rest)}" for lead, name, rest in report.story())
    if len(points) > 60:
        return said
    values = "; ".join(f"{shown(each.name)} {minus(signed(each.score))} {each.band}" for each in points)
    return f"{said} {values}."


def _heading(pen: SvgPen, report: Report, width: float) -> float:
    room = width - LEFT - RIGHT
    pen.text(LEFT, 30, cut(report.title, 18, room, bold=True), "ink", 18, bold=True)
    journey = report.scores.journey
    facts = (
        f"As of {report.day}. Journey {minus(signed(journey.score))}{report.points_unit}, "
        f"{journey.scored_count} of {journey.row_count} rows scored. Scoring: {report.scoring_words()}."
    )
    pen.text(LEFT, 50, cut(facts, 12, room), "dim", 12)
    return 62.0


def _chart(
    pen: SvgPen,
    report: Report,
    points: Sequence[Point],
    top: float,
    width: float,
    height: float,
    selected: str | None,
) -> None:
    ratings = rating_scale(points)
    spots, each = spots_of(points, width, ratings is not None)
    slot = (width - LEFT - RIGHT) / len(spots)
    below = 56.0 if slot >= SLOT_WRAPPED else 100.0 if slot >= SLOT_TURNED and each == 1 else 26.0
    edges = ratings or score_edges(points)
    frame = Frame(
        LEFT,
        top + STAGE_BAND,
        width - RIGHT,
        height - LEGEND - below,
        edges[0],
        edges[1],
        ratings is not None,
    )
    _grounds(pen, report, frame, slot, each, top)
    if selected is not None:
        at = next((at for at, point in enumerate(points) if point.touchpoint.id == selected), None)
        if at is not None:
            x = frame.left + at // each * slot
            pen.line([(x, frame.bottom), (x, frame.top), (x + slot, frame.top)], "ink", 1.5)
            pen.line([(x + slot, frame.top), (x + slot, frame.bottom), (x, frame.bottom)], "ink", 1.5)
    _axis(pen, frame)
    _areas(pen, frame, spots)
    _curves(pen, frame, spots)
    if not frame.ratings:
        _limit_words(pen, frame, spots)
    _marks(pen, frame, spots, slot)
    _names(pen, frame, spots, slot)
    _legend(pen, frame, height, each, len(points), any(spot.point.interval for spot in spots))


def _grounds(pen: SvgPen, report: Report, frame: Frame, slot: float, each: int, top: float) -> None:
    """Every second stage tinted, its name and score on top, and what is past the limit."""
    scores = {one.id: one.score for one in report.scores.stages}
    at = 0
    for number, (stage, count) in enumerate(journey_stages(report.scores)):
        x = frame.left + at / each * slot
        room = min(count / each * slot, frame.right - x)
        if number % 2 == 0:
            pen.rect(x, top, room, frame.bottom - top, "alternate")
        name = cut(shown(stage.name), 12, room - 8, bold=True)
        pen.text(x + room / 2, top + 16, name, "ink", 12, anchor="middle", bold=True)
        score = minus(signed(scores[stage.id]))
        if room > width_of(score, 11):
            pen.text(x + room / 2, top + 31, score, "dim", 11, anchor="middle")
        at += count
    if not frame.ratings:
        limit = frame.y(-50.0)
        pen.rect(frame.left, limit, frame.right - frame.left, frame.bottom - limit, "zone")


def _axis(pen: SvgPen, frame: Frame) -> None:
    for tick in ticks_of(frame):
        y = frame.y(tick)
        pen.line([(frame.left, y), (frame.right, y)], "rule", 0.75)
        words = f"{tick:g}" if frame.ratings else f"{tick:+.0f}" if tick else "0"
        pen.text(frame.left - 8, y + 4, minus(words), "dim", LABEL, anchor="end")
    if not frame.ratings:
        limit = frame.y(-50.0)
        pen.line([(frame.left, limit), (frame.right, limit)], "failed", 1.25, "2 4")


def _areas(pen: SvgPen, frame: Frame, spots: Sequence[Spot]) -> None:
    """Tint what lies between the lines: one colour above what is expected, another below."""
    for one, two in itertools.pairwise(spots):
        if one.given is None or one.expected is None or two.given is None or two.expected is None:
            continue
        a, b = one.given - one.expected, two.given - two.expected
        cuts = [0.0, 1.0] if a * b >= 0 else [0.0, a / (a - b), 1.0]
        for start, end in itertools.pairwise(cuts):
            corners = []
            for t, first, last in (
                (start, one.expected, two.expected),
                (end, one.expected, two.expected),
                (end, one.given, two.given),
                (start, one.given, two.given),
            ):
                corners.append((one.x + (two.x - one.x) * t, frame.y(first + (last - first) * t)))
            middle = a + (b - a) * (start + end) / 2
            if middle:
                pen.shape(corners, "better" if middle > 0 else "worse")


def _limit_words(pen: SvgPen, frame: Frame, spots: Sequence[Spot]) -> None:
    """Name the zone past the limit at the end where the journey stays farther away from it."""

    def lowest(some: Sequence[Spot]) -> float:
        ends = [spot.point.interval or (spot.given or 0.0, 0.0) for spot in some]
        return min(min(each) for each in ends)

    words, y = "past the customer's limit", frame.y(-50.0) + 15
    near = max(1, math.ceil(len(spots) * 0.2))
    if lowest(spots[-near:]) > lowest(spots[:near]):
        pen.text(frame.right - 6, y, words, "failed", LABEL, anchor="end", halo=True)
    else:
        pen.text(frame.left + 6, y, words, "failed", LABEL, halo=True)


def _curves(pen: SvgPen, frame: Frame, spots: Sequence[Spot]) -> None:
    for role, width, dash in (("expected", 1.75, "7 4"), ("delivered", 2.25, "")):
        if role == "expected" and not frame.ratings:
            zero = frame.y(0.0)
            pen.line([(frame.left, zero), (frame.right, zero)], role, width, dash)
            continue
        run: list[tuple[float, float]] = []
        for spot in (*spots, None):
            value = None if spot is None else spot.expected if role == "expected" else spot.given
            if spot is not None and value is not None:
                run.append((spot.x, frame.y(value)))
                continue
            if len(run) > 1:
                pen.line(run, role, width, dash)
            run = []


def _marks(pen: SvgPen, frame: Frame, spots: Sequence[Spot], slot: float) -> None:
    if not frame.ratings and slot >= 10:
        for spot in spots:
            if spot.point.interval is not None:
                ends = [frame.y(max(frame.low, min(frame.high, each))) for each in spot.point.interval]
                pen.line([(spot.x, ends[0]), (spot.x, ends[1])], "dim", 1.25)
                for y in ends:
                    pen.line([(spot.x - 4, y), (spot.x + 4, y)], "dim", 1.25)
    size = 5.5 if slot >= 30 else 3.5
    for at, spot in enumerate(spots):
        band = band_of(spot.point.score)
        if spot.given is None:
            pen.mark(spot.x, frame.y(0.0 if not frame.ratings else frame.low) - 10, "unknown", size)
            continue
        y = frame.y(spot.given)
        if frame.ratings and spot.expected is not None:
            wanted = frame.y(spot.expected)
            pen.rect(spot.x - 4, wanted - 4, 8, 8, "expected")
        pen.mark(spot.x, y, band, size)
        if slot < 34:
            continue
        number = spot.given - (spot.expected or 0.0) if frame.ratings else spot.given
        before = spots[at - 1].given if at else None
        after = spots[at + 1].given if at + 1 < len(spots) else None
        around = [each for each in (before, after) if each is not None]
        above = not around or spot.given >= sum(around) / len(around)
        words = minus(signed(number))
        x, anchor = spot.x, "middle"
        if spot.point.interval and not frame.ratings:
            # Beside the mark and not right over it, where the interval would cross the number.
            x, anchor = x + 9, "start"
        pen.text(
            x,
            y - 10 if above else y + 19,
            words,
            band,
            LABEL + 1,
            anchor=anchor,
            bold=True,
            halo=True,
        )


def _names(pen: SvgPen, frame: Frame, spots: Sequence[Spot], slot: float) -> None:
    for at, spot in enumerate(spots):
        if spot.label.isdecimal():
            if at % max(1, math.ceil(40 / slot)) == 0:
                pen.text(spot.x, frame.bottom + 16, spot.label, "dim", LABEL, anchor="middle")
        elif slot >= SLOT_WRAPPED:
            for line, words in enumerate(wrapped(spot.label, LABEL, slot - 6, 3)):
                pen.text(spot.x, frame.bottom + 16 + 14 * line, words, "ink", LABEL, anchor="middle")
        else:
            words = cut(spot.label, LABEL, 118.0)
            pen.text(spot.x + 4, frame.bottom + 14, words, "ink", LABEL, anchor="end", turn=-52.0)


def _legend(pen: SvgPen, frame: Frame, height: float, each: int, total: int, intervals: bool) -> None:
    y = height - 12.0
    x = frame.left
    line = [("expected", "expected"), ("delivered", "delivered")]
    for role, words in line:
        pen.line([(x, y - 4), (x + 22, y - 4)], role, 2.25, "7 4" if role == "expected" else "")
        pen.text(x + 28, y, words, "dim", LABEL)
        x += 28 + width_of(words, LABEL) + 16
    for band, words in (("exceeded", "exceeded"), ("met", "met"), ("short", "short"), ("failed", "failed")):
        pen.mark(x + 5, y - 4, band, 4.5)
        pen.text(x + 15, y, words, "dim", LABEL)
        x += 15 + width_of(words, LABEL) + 16
    if intervals and not frame.ratings:
        pen.line([(x + 4, y - 10), (x + 4, y + 2)], "dim", 1.25)
        pen.text(x + 12, y, "95 % interval", "dim", LABEL)
        x += 12 + width_of("95 % interval", LABEL) + 16
    if each > 1:
        words = f"each place is the lowest of {each} touchpoints, {total} in all"
        pen.text(frame.right, y, words, "dim", LABEL, anchor="end")

"""The curve: the score of every touchpoint along the journey, as a line."""

from __future__ import annotations

from model.scoring.totals import ProjectScores
from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.views.captions import nothing_to_draw, selected_line, sentence_lines, strip
from tui.views.dumbbell import dumbbell_picture
from tui.views.plot import AXIS, draw
from tui.views.points import (
    Point,
    curve_table,
    journey_points,
    journey_stages,
    position_of,
    rating_scale,
    sentences,
)
from tui.workspace import Workspace

__all__ = ["curve_pane", "curve_picture", "curve_table", "curve_view", "dumbbell_picture"]

NARROW = 100
"""Below so many columns the dumbbell is the usual form: it is read more easily there."""


def curve_view(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The curve in the form that suits the width, or in the other one where the reader asked for it."""
    line = (width >= NARROW) is (workspace.curve == "usual")
    return (curve_picture if line else dumbbell_picture)(workspace, look, width, height)


def curve_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The line chart with its legend above and what it shows in sentences below."""
    scores = workspace.scores
    points = journey_points(scores)
    if not any(point.score is not None for point in points):
        return nothing_to_draw(workspace, look, width, height)
    told = _told(points, workspace, look, width, _room_for_words(height))
    legend = _legend(points, scores, look, width) if height >= 7 else []
    room = height - len(legend) - len(told)
    chart = _chart(points, workspace, look, width, room)
    if chart is None:
        return filled(look, (*legend, *strip(points, workspace, look, width), *told), width, height)
    return filled(look, (*legend, *chart, *told), width, height)


def curve_pane(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The line chart alone under a heading, for the corner of another view."""
    points = journey_points(workspace.scores)
    if not any(point.score is not None for point in points):
        return nothing_to_draw(workspace, look, width, height)
    heading = _legend(points, workspace.scores, look, width, lead=" CURVE  ")[:1] if height >= 6 else []
    chart = _chart(points, workspace, look, width, height - len(heading))
    if chart is None:
        return filled(look, (*heading, *strip(points, workspace, look, width)), width, height)
    return filled(look, (*heading, *chart), width, height)


def _room_for_words(height: int) -> int:
    if height < 10:
        return 0
    return 2 if height < 16 else 5 if height < 30 else 6


def _chart(
    points: tuple[Point, ...], workspace: Workspace, look: Look, width: int, height: int
) -> Picture | None:
    scores = workspace.scores
    return draw(
        points,
        journey_stages(scores),
        position_of(points, workspace),
        scores.rules,
        rating_scale(points),
        look,
        width,
        height,
    )


def _legend(
    points: tuple[Point, ...], scores: ProjectScores, look: Look, width: int, lead: str = " "
) -> list[Line]:
    glyphs = look.glyphs
    line = ":::" if glyphs.name == "ascii" else "▄▄▄"
    ratings = rating_scale(points)
    if ratings is not None:
        parts = [
            (glyphs.expected_point, "expected", "expected"),
            (glyphs.delivered_point, "delivered", "delivered"),
            (glyphs.both_point, "met", "both"),
        ]
        more = [(glyphs.axis * 3, "expected", "expected line"), (line, "delivered", "delivered line")]
    else:
        limit = f"{scores.rules.curve(-1.0):.0f}"
        named = ("0, as expected", f"{limit}, the customer's limit") if width >= 76 else ("expected", "limit")
        parts = [
            (glyphs.delivered_point, "delivered", "score"),
            (glyphs.axis * 3, "expected", named[0]),
            (f"{glyphs.faint} {glyphs.faint}", "limit", named[1]),
        ]
        more = [(glyphs.bar, "text", "95 % interval")] if any(point.interval for point in points) else []
        more += [(glyphs.both_point, "met", "as expected"), (line, "delivered", "the journey")]
    if any(point.score is None for point in points):
        parts.append(("?", "unknown", "no score"))
    pen = Pen(look, width).put(lead, "strong")
    for glyph, role, meaning in (*parts, *more):
        if pen.column + len(glyph) + len(meaning) + 1 > width:
            break
        pen.put(glyph, role).put(f" {meaning}   ", "dim")
    lines = [pen.line()]
    each = -(-len(points) // max(1, width - AXIS))
    if each > 1:
        words = f" Each column is the lowest of {each} touchpoints ({len(points)} in all)."
        lines.insert(0, Pen(look, width).put(words, "hint").line())
    return lines


def _told(points: tuple[Point, ...], workspace: Workspace, look: Look, width: int, most: int) -> list[Line]:
    """A rule, the selected touchpoint and the sentences, in at most `most` lines."""
    if most < 2:
        return []
    lines = [rule(look, width), selected_line(workspace, look, width)]
    if most > 2:
        lines += sentence_lines(sentences(points), look, width, most - 2)
    return lines[:most]

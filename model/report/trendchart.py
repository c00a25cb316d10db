"""The journey's score over the snapshots, for the page: a line, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator

from model.report.document import Report
from model.report.shown import minus, shown, signed
from model.report.svgpen import SvgPen, coordinate, xml

FEWEST = 2
"""Points under which there is no course to show."""
_WIDTH, _HEIGHT = 960.0, 220.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 60.0, 24.0, 34.0
_MOST_LABELS = 8


def trend(report: Report) -> Iterator[str]:
    """A section with the course of the score; nothing where there are no snapshots to draw it from."""
    if len(report.course()) < FEWEST:
        return
    yield '<section aria-labelledby="trend">\n<h2 id="trend">Trend</h2>\n<figure>'
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Chart of the score over time">'
    yield trend_svg(report)
    yield "</div>\n<figcaption>The journey's score in each snapshot, and as it is now.</figcaption>"
    yield "</figure>"
    yield '<table>\n<caption>Score over time</caption>\n<thead><tr><th scope="col">Day</th>'
    yield '<th scope="col">Snapshot</th><th scope="col" class="n">Score</th></tr></thead>\n<tbody>'
    for point in report.course():
        yield (
            f'<tr><th scope="row">{point.day.isoformat()}</th><td>{xml(shown(point.name))}</td>'
            f'<td class="n"><span class="score">{minus(signed(point.score))}</span></td></tr>'
        )
    yield "</tbody>\n</table>\n</section>"


def trend_svg(report: Report) -> str:
    """The line alone. Its x axis counts days, so that a long pause looks long."""
    points = report.course()
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    scores = [point.score for point in points]
    low, high = min([*scores, 0.0]), max([*scores, 0.0])
    span = (high - low) or 1.0

    def x(index: int) -> float:
        days = last - first
        share = (points[index].day.toordinal() - first) / days if days else index / (len(points) - 1)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(score: float) -> float:
        return _TOP + (high - score) / span * (_HEIGHT - _TOP - _BOTTOM)

    pen = SvgPen(None)
    pen.line([(_LEFT, y(0.0)), (_WIDTH - _RIGHT, y(0.0))], "expected", 1.5, "6 4")
    pen.text(_LEFT - 8, y(0.0) + 4, "0", "dim", 12, anchor="end")
    pen.line([(x(index), y(point.score)) for index, point in enumerate(points)], "delivered", 2.5)
    step = max(1, -(-len(points) // _MOST_LABELS))
    named = {index for index in range(0, len(points), step) if len(points) - 1 - index >= step}
    named.add(len(points) - 1)
    for index, point in enumerate(points):
        pen.mark(x(index), y(point.score), "met", 4)
        if index in named:
            pen.text(
                x(index),
                y(point.score) - 9,
                minus(signed(point.score)),
                "ink",
                12,
                anchor="middle",
                bold=True,
            )
            pen.text(x(index), _HEIGHT - 10, point.day.isoformat(), "dim", 11, anchor="middle")
    ends = [f"{minus(signed(point.score))} on {point.day}" for point in (points[0], points[-1])]
    words = f"From {ends[0]} to {ends[1]}. The table below has every value."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {coordinate(_WIDTH)} {coordinate(_HEIGHT)}"'
        ' role="img" aria-labelledby="trend-title trend-words">'
        '<title id="trend-title">Score over time</title>'
        f'<desc id="trend-words">{xml(words)}</desc>{"".join(pen.elements)}</svg>'
    )

"""The scores as an aligned table for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.journey.project import Project
from model.report.scores import By, score_table, score_text, share_text
from model.scoring.totals import ProjectScores
from tui.commandline.answer import Terminal, painted
from tui.pictures.roles import BAND_ROLES
from tui.text import fit, width_of

_TEXTS = ("stage", "touchpoint", "expectation", "band", "worst", "next step", "verdict")
"""Columns of words; all others hold numbers and stand at the right end."""
_DISPENSABLE = ("raw", "credited", "coverage", "known", "worst", "weight")
"""What a narrow terminal leaves out, in this order; the JSON has it all."""
_LEGIBLE, _NARROWEST = 16, 8
"""Columns that a text keeps as long as there is something to leave out, and in any case."""


def scores_to_read(project: Project, scores: ProjectScores, by: By, terminal: Terminal, colours: bool) -> str:
    """The journey's score and what stands beside it, then the table."""
    titles, rows = score_table(project, scores, by)
    shown = [tuple(terminal.shown(cell) for cell in row) for row in rows]
    lines = [
        *_journey(project, scores, terminal, colours),
        "",
        *table(titles, shown, terminal.columns, colours),
    ]
    return "\n".join(lines) + "\n"


def table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, colours: bool
) -> Iterator[str]:
    """The lines of a table of text already shown; where it is too wide, the widest texts are cut."""
    sizes = [max([width_of(title), *(width_of(row[at]) for row in rows)]) for at, title in enumerate(titles)]
    kept = _kept(titles, sizes, width)
    titles, rows = _picked(titles, kept), [_picked(row, kept) for row in rows]
    sizes = [sizes[at] for at in kept]
    while width is not None and sum(sizes) + 2 * (len(sizes) - 1) > width:
        texts = [at for at, title in enumerate(titles) if title in _TEXTS and sizes[at] > _NARROWEST]
        if not texts:
            break
        sizes[max(texts, key=lambda at: sizes[at])] -= 1
    for row in (titles, *rows):
        cells = []
        for title, text, size in zip(titles, row, sizes, strict=True):
            cell = fit(text, size, right=title not in _TEXTS)
            cells.append(painted(cell, "strong" if row is titles else _role(title, text), colours))
        yield "  ".join(cells).rstrip()


def _kept(titles: Sequence[str], sizes: Sequence[int], width: int | None) -> list[int]:
    """Which columns are shown in `width`."""
    kept = list(range(len(titles)))
    for title in _DISPENSABLE:
        needed = [min(sizes[at], _LEGIBLE) if titles[at] in _TEXTS else sizes[at] for at in kept]
        if width is None or sum(needed) + 2 * (len(needed) - 1) <= width:
            break
        kept = [at for at in kept if titles[at] != title]
    return kept


def _picked(row: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    return tuple(row[at] for at in kept)


def _journey(project: Project, scores: ProjectScores, terminal: Terminal, colours: bool) -> Iterator[str]:
    journey = scores.journey
    yield painted(terminal.shown(project.about.name), "strong", colours)
    score = painted(score_text(journey.score), _role("score", score_text(journey.score)), colours)
    spread = ""
    if journey.interval is not None and journey.interval[0] != journey.interval[1]:
        low, high = journey.interval
        spread = f" (95 % interval {score_text(low)} to {score_text(high)})"
    yield f"Journey {score}{spread}"
    yield (
        f"Scored {journey.scored_count} of {journey.row_count} rows ({share_text(journey.coverage)}),"
        f" known {share_text(journey.known_share)}, failed {journey.failed}"
    )
    if journey.worst is not None:
        touchpoint, row = journey.worst
        names = f"{terminal.shown(touchpoint.touchpoint.name)} / {terminal.shown(row.expectation.name)}"
        yield f"Worst {painted(score_text(row.score), BAND_ROLES[row.band], colours)}, {row.band}: {names}"
    rules = project.scoring
    if (rules.scheme, rules.loss_aversion, rules.rollup) != ("tolerance", 2.0, "mean"):
        yield f"Scheme {rules.scheme}, loss aversion {rules.loss_aversion:g}, roll-up {rules.rollup}"


def _role(title: str, text: str) -> str:
    if title == "band":
        return BAND_ROLES.get(text, "text")
    if title == "failed":
        return "text" if text == "0" else "failed"
    if title in ("score", "raw", "credited"):
        # A total has no band of its own; only which side of expected it is on.
        return {"-": "short", "+": "good", "?": "unknown"}.get(text[:1], "met")
    return "text"

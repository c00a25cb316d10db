"""Runs every rule over a project and leaves out what the file asks to hide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from model.files.positions import positions
from model.findings import ledger, rows, touchpoints
from model.findings.finding import Finding
from model.findings.seen import Pledge, Point, Row, Seen
from model.journey.project import Project
from model.scoring.totals import ProjectScores

ROW_RULES: Final[tuple[Callable[[Row, Seen], Iterator[Finding]], ...]] = (
    rows.check_heavy_assumption,
    rows.check_unknown_expectation,
    rows.check_measured,
    rows.check_stale,
    rows.check_few,
    rows.check_row_buffer,
    rows.check_tight_promise,
    rows.check_promise_in_limit,
    rows.check_feasible,
    rows.check_beaten_assumption,
    rows.check_usual_bonus,
    rows.check_belief,
    rows.check_ceiling,
)
POINT_RULES: Final[tuple[Callable[[Point, Seen], Iterator[Finding]], ...]] = (
    touchpoints.check_failed_touchpoint,
)
PROMISE_RULES: Final[tuple[Callable[[Pledge, Seen], Iterator[Finding]], ...]] = (
    ledger.check_promise_buffer,
    ledger.check_exists,
    ledger.check_agreed,
    ledger.check_told,
    ledger.check_needs,
    ledger.check_broken,
    ledger.check_past_target,
    ledger.check_room,
)
PROJECT_RULES: Final[tuple[Callable[[Seen], Iterator[Finding]], ...]] = (
    touchpoints.check_reassurance,
    touchpoints.check_levers,
    ledger.check_domino,
    ledger.check_reasons,
    ledger.check_overdue_action,
    ledger.check_action_owner,
)
_ORDER: Final = ("stages", "touchpoints", "promises", "actions")


def findings(project: Project, scores: ProjectScores, as_of: date) -> tuple[Finding, ...]:
    """Everything the rules notice in a project without problems, on a day, in the order of the file.

    What `ignore` hides is left out: under `[check]` everywhere; on a touchpoint for it, its rows, its
    promises and actions; on a row or promise for that one. `scores` are those of `project`.
    """
    return sifted(project, scores, as_of)[0]


def sifted(
    project: Project, scores: ProjectScores, as_of: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What `findings` gives, and beside it what `ignore` hides, both in the order of the file."""
    found = sorted(_all(Seen.of(project, scores, as_of)), key=_place)
    hidden = _Hidden(project)
    ignored = [each for each in found if hidden.hides(each)]
    return tuple([each for each in found if not hidden.hides(each)]), tuple(ignored)


def findings_data(
    project: Project, scores: ProjectScores, as_of: date, text: str | None = None
) -> list[dict[str, Any]]:
    """The findings as `gapline score --json` writes them; with `text`, the project's file, their lines."""
    found = findings(project, scores, as_of)
    lines = lines_of(found, text) if text is not None else {}
    return [each.data(lines[each][0] if each in lines else None) for each in found]


def lines_of(found: Iterable[Finding], text: str) -> dict[Finding, tuple[int, int]]:
    """Line and column, from 1, of each finding in the text of its file."""
    found = tuple(found)
    places = positions(text, [each.path for each in found])
    return {each: places[each.path] for each in found}


def _all(seen: Seen) -> Iterator[Finding]:
    for check_project in PROJECT_RULES:
        yield from check_project(seen)
    for at, score in enumerate(seen.scores.touchpoints):
        point = Point(score, ("touchpoints", at))
        for check_point in POINT_RULES:
            yield from check_point(point, seen)
        for row in point.rows():
            for check_row in ROW_RULES:
                yield from check_row(row, seen)
    for at, promise in enumerate(seen.project.promises):
        pledge = Pledge(promise, ("promises", at))
        for check_promise in PROMISE_RULES:
            yield from check_promise(pledge, seen)


def _place(found: Finding) -> tuple[int, tuple[tuple[bool, int], ...], str]:
    """Where it stands: by collection, then by the positions in the path, what is about the whole first."""
    positions_in = tuple((True, part) for part in found.path if isinstance(part, int))
    return _ORDER.index(str(found.path[0])), positions_in, found.code


class _Hidden:
    """The codes a file asks to hide, by where."""

    def __init__(self, project: Project) -> None:
        self._everywhere = frozenset(project.check.ignore)
        self._points = {each.id: frozenset(each.ignore) for each in project.touchpoints if each.ignore}
        self._rows = {
            (touchpoint.id, row.id): frozenset(row.ignore)
            for touchpoint in project.touchpoints
            for row in touchpoint.expectations
            if row.ignore
        }
        self._promises = {each.id: frozenset(each.ignore) for each in project.promises if each.ignore}

    def hides(self, found: Finding) -> bool:
        """Whether the file does not want to see it."""
        return (
            found.code in self._everywhere
            or found.code in self._points.get(found.touchpoint or "", ())
            or found.code in self._rows.get((found.touchpoint or "", found.expectation or ""), ())
            or found.code in self._promises.get(found.promise or "", ())
        )

"""Runs every rule over a project and leaves out what the file asks to hide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from model.files.positions import positions
from model.findings import ledger, rows, touchpoints
from model.findings.finding import Finding
from model.findings.seen import Pledge, Point, Row, Seen
from model.journey.problem import Path
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
    return sifted(project, scores, as_of).found


class Part(NamedTuple):
    """What was found in a part of a project, which stays the same as long as what was looked at does."""

    looked_at: tuple[object, ...]
    found: tuple[Finding, ...]


class Sifted(NamedTuple):
    """All that the rules noticed, in the order of the file."""

    found: tuple[Finding, ...]
    """What `findings` gives."""
    ignored: tuple[Finding, ...]
    """What `ignore` hides."""
    parts: Mapping[Path, Part]
    """By the place of each touchpoint, and of all promises together."""


def sifted(
    project: Project, scores: ProjectScores, as_of: date, before: Mapping[Path, Part] | None = None
) -> Sifted:
    """What `findings` gives, and beside it what `ignore` hides.

    `before` are the parts of another state of the project: what is the same object in both is not looked at
    again, which saves most of the time after an edit.
    """
    seen = Seen.of(project, scores, as_of)
    parts = _parts(seen, before or {})
    everywhere = (each for check_project in PROJECT_RULES for each in check_project(seen))
    found = sorted((*everywhere, *(each for part in parts.values() for each in part.found)), key=_place)
    hidden = _Hidden(project)
    ignored = [each for each in found if hidden.hides(each)]
    return Sifted(tuple([each for each in found if not hidden.hides(each)]), tuple(ignored), parts)


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


def _parts(seen: Seen, before: Mapping[Path, Part]) -> dict[Path, Part]:
    """What the rules notice in each touchpoint, and in the promises."""
    project = seen.project
    # With the touchpoint or the promises all that a rule about them reads; objects of the same state are one.
    common = (seen.as_of, project.about, project.check)
    parts: dict[Path, Part] = {}
    for at, score in enumerate(seen.scores.touchpoints):
        path: Path = ("touchpoints", at)
        looked_at = (score, *common, seen.heavy, score.touchpoint.id in seen.acted_on)
        known = before.get(path)
        if known is None or known.looked_at != looked_at:
            known = Part(looked_at, tuple(_of_touchpoint(Point(score, path), seen)))
        parts[path] = known
    promises = (project.promises, *common)
    known = before.get(("promises",))
    if known is None or known.looked_at != promises:
        known = Part(promises, tuple(_of_promises(seen)))
    parts["promises",] = known
    return parts


def _of_touchpoint(point: Point, seen: Seen) -> Iterator[Finding]:
    for check_point in POINT_RULES:
        yield from check_point(point, seen)
    for row in point.rows():
        for check_row in ROW_RULES:
            yield from check_row(row, seen)


def _of_promises(seen: Seen) -> Iterator[Finding]:
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

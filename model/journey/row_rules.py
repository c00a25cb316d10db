"""The rules of one row: its unit, its scale, the side of its limit, the room its tolerance leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.problem import Path, Problem
from model.journey.project import Project
from model.journey.quantity import DURATION_SECONDS, number_text

_SCALE: Path = ("project", "rating_scale")
_CURRENCY: Path = ("project", "currency")


def expectation_problems(project: Project, row: Expectation, path: Path) -> Iterator[Problem]:
    """Every rule that `row`, which stands at `path`, breaks by itself; what it refers to is not looked up."""
    # Runs over every row of a large project, nearly all of them sound: nothing is made before it is needed.
    if row.kind in ("duration", "money"):
        yield from _unit_problems(project, row, path)
    if row.scale is not None:
        yield from _scale_of_row_problems(row, row.scale, path)
    for field in NUMBER_FIELDS:
        value = getattr(row, field)
        if value is not None and _misfit(project, row, value):
            yield from number_problems(project, row, path, (*path, field), value)
    if isinstance(row.observations, tuple):
        for index, value in enumerate(row.observations):
            if _misfit(project, row, value):
                yield from number_problems(project, row, path, (*path, "observations", index), value)
    if row.bonus:
        yield from _bonus_problems(row, path)
    if row.tolerance is not None and row.tolerance <= 0:
        found = f"a tolerance of {number_text(row.tolerance, 4)} leaves no room"
        yield Problem((*path, "tolerance"), found, "write a number above 0")
    yield from _limit_problems(row, path)


def scale_problems(path: Path, scale: Sequence[float]) -> Iterator[Problem]:
    """What keeps an array from being the two ends of a scale."""
    if not _is_scale(scale):
        yield Problem(path, "a scale has two ends, the lower first", "write one such as [1, 10]")


def _is_scale(scale: Sequence[float]) -> bool:
    return len(scale) == 2 and scale[0] < scale[1]


def number_problems(
    project: Project, row: Expectation, path: Path, place: Path, value: Any
) -> Iterator[Problem]:
    """Why `value`, which stands at `place`, cannot be a number of `row`, which stands at `path`."""
    misfit = _misfit(project, row, value)
    if misfit is not None:
        found, mend = misfit
        kind: Path = (*path, "kind")
        scaled = row.kind == "rating" and not isinstance(value, bool)
        yield Problem(place, found, mend, rests_on=(kind, (*path, "scale"), _SCALE) if scaled else (kind,))


def _misfit(project: Project, row: Expectation, value: Any) -> tuple[str, str] | None:
    """What is wrong with `value` as a number of `row`, and how to mend it; None where nothing is."""
    kind = row.kind
    if kind == "yes_no":
        if not 0 <= value <= 1:
            mend = "write true, false or the share kept, such as 0.9"
            return f"{number_text(value, 4)} is outside 0 to 1", mend
    elif isinstance(value, bool):
        return f'true and false belong to kind = "yes_no", not to {kind}', "write a number"
    elif kind == "duration":
        if value < 0:
            return f"{number_text(value, 4)} is a negative duration", "write 0 or more"
    elif kind == "rating":
        scale = row.scale or project.about.rating_scale
        if _is_scale(scale) and not scale[0] <= value <= scale[1]:
            where = "the row's scale" if row.scale else "rating_scale under [project]"
            low, high = number_text(scale[0]), number_text(scale[1])
            return (
                f"{number_text(value, 4)} is outside {low} to {high}",
                f"write a number on the scale, or change {where}",
            )
    return None


def expected_value(row: Expectation) -> float | None:
    """E: what is expected, else promised, else 1 for a yes_no row (0 for a bonus); None if unknown."""
    if row.bonus:
        return 0.0
    if row.expected is not None:
        return float(row.expected)
    if row.promised is not None:
        return float(row.promised)
    return 1.0 if row.kind == "yes_no" else None


def _unit_problems(project: Project, row: Expectation, path: Path) -> Iterator[Problem]:
    kind = (*path, "kind")
    if row.kind == "duration" and row.unit not in DURATION_SECONDS:
        known = row.unit is not None
        found = f'"{(row.unit or "")[:40]}" is not a unit of time' if known else "a duration needs its unit"
        yield Problem(
            (*path, "unit"),
            found,
            'write unit = "s", "min", "h", "d" or "wk"',
            missing=not known,
            rests_on=(kind,),
        )
    if row.kind == "money" and project.about.currency is None:
        yield Problem(
            kind,
            "money needs the project's currency",
            'write one such as currency = "EUR" under [project]',
            rests_on=(_CURRENCY,),
        )


def _scale_of_row_problems(row: Expectation, scale: Sequence[float], path: Path) -> Iterator[Problem]:
    place = (*path, "scale")
    if row.kind != "rating":
        found = f'a scale belongs to kind = "rating", not to {row.kind}'
        yield Problem(place, found, "remove it", rests_on=((*path, "kind"),))
    else:
        yield from scale_problems(place, scale)


def _bonus_problems(row: Expectation, path: Path) -> Iterator[Problem]:
    if row.kind != "yes_no":
        found = f"a bonus is a yes_no row, this one is {row.kind}"
        mend = 'write kind = "yes_no" or remove bonus'
        yield Problem((*path, "bonus"), found, mend, rests_on=((*path, "kind"),))
    elif row.expected:
        found = "a bonus is something nobody expects"
        yield Problem((*path, "expected"), found, "remove expected or bonus", rests_on=((*path, "bonus"),))


def _limit_problems(row: Expectation, path: Path) -> Iterator[Problem]:
    expected = expected_value(row)
    if expected is None or (row.bonus and row.kind != "yes_no"):
        return
    if row.limit is not None:
        place = (*path, "limit")
        mend = "write the worst they still accept, or remove it"
        if float(row.limit) == expected:
            yield Problem(place, "the limit equals what is expected", mend, rests_on=_looked_at(path))
        elif (float(row.limit) > expected) == (row.direction == "higher"):
            side = "below" if row.direction == "higher" else "above"
            yield Problem(
                place,
                f"the limit {number_text(row.limit, 4)} is on the better side of {number_text(expected, 4)}",
                f"{row.direction} is better here, so write a limit {side} the expected value",
                rests_on=_looked_at(path),
            )
    elif expected == 0 and row.tolerance is None and row.kind in ("duration", "money", "count"):
        yield Problem(
            (*path, "expected" if row.expected is not None else "promised"),
            "an expectation of 0 has no tolerance to measure against",
            "add a tolerance or a limit",
            rests_on=(*_looked_at(path), (*path, "tolerance"), (*path, "limit")),
        )


def _looked_at(path: Path) -> tuple[Path, ...]:
    return tuple((*path, key) for key in ("kind", "better", "bonus", "expected", "promised"))

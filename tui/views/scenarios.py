"""Scenarios side by side: what each comes to beside the plan, and what the selected one sets."""

from __future__ import annotations

from typing import NamedTuple

from model.editing.scenarios import Steps, steps_of
from model.editing.whatif import WhatIf
from model.journey.action import Scenario, ScenarioSet
from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.quantity import LEVERS, number_text, value_text
from model.scoring.totals import ProjectScores
from tui.acts.trying import whatif
from tui.lists.scenarios import outcome, plan_scores, scenarios_of, selected_scenario
from tui.pictures.picture import Line, Look, Pen, Picture, Target, filled, rule
from tui.scoretext import score_text
from tui.text import fit
from tui.views.bars import unit_of
from tui.views.empty import empty_picture
from tui.workspace import Workspace

_LABEL = 12
_COLUMN = 17
"""Columns of one scenario, where all the room is taken."""
_WIDEST = 32
"""The same where there is room for longer names."""
_LEVERS = tuple(f"on {lever}" for lever in LEVERS)
_MOST_VALUES = 40
"""Values of the selected scenario that are told at most."""


class _Column(NamedTuple):
    """One scenario, what is tried now, or the plan itself."""

    name: str
    found: WhatIf | str
    scenario: Scenario | None = None
    stale: int = 0


def scenarios_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The table, one column a scenario, and below it the values of the selected one."""
    listed = scenarios_of(workspace)
    if not listed:
        words = "No scenario is kept, and no open action says what it would bring."
        step = "{whatif} begins what-if, where one can be kept."
        return empty_picture(workspace, look, width, height, words, step)
    chosen = selected_scenario(workspace)
    columns = _columns(workspace, listed, chosen, width)
    table = _table(columns, chosen, look, width)
    lines = table[: max(3, height - 4)]
    room = height - len(lines) - 1
    if chosen is not None and room >= 2:
        lines += [rule(look, width), *_values(workspace, chosen, look, width)[:room]]
    return filled(look, lines, width, height)


def _columns(
    workspace: Workspace, listed: tuple[Scenario, ...], chosen: Scenario | None, width: int
) -> list[_Column]:
    """The plan, what is tried now, and as many scenarios as fit, the selected one among them."""
    plan = plan_scores(workspace)
    first: list[_Column] = []
    fitting = max(1, (width - _LABEL) // _COLUMN)
    if fitting >= 2:
        first.append(_Column("the plan", WhatIf(plan, plan)))
    tried = whatif(workspace)
    if tried is not None and fitting >= 4:
        first.append(_Column("tried now", tried))
    room = fitting - len(first)
    at = listed.index(chosen) if chosen is not None else 0
    start = max(0, min(at - room + 1, len(listed) - room)) if at >= room else 0
    return [*first, *(_column(plan, each) for each in listed[start : start + room])]


def _column(plan: ProjectScores, scenario: Scenario) -> _Column:
    stale = len(steps_of(plan.project, scenario.sets).stale)
    return _Column(scenario.name, outcome(plan, scenario), scenario, stale)


# -- the table -------------------------------------------------------------------------------------------


def _table(columns: list[_Column], chosen: Scenario | None, look: Look, width: int) -> list[Line]:
    size = max(4, min(_WIDEST, (width - _LABEL) // len(columns)))
    labels = ("journey", "brings", "failed", "known", "cost", "for each", *_LEVERS, "values")
    cells = [_cells(each) for each in columns]
    lines = [_names(look, width, size, columns, chosen, part) for part in (0, 1)]
    for row, label in enumerate(labels):
        pen = Pen(look, width).put(f" {label}".ljust(_LABEL)[:_LABEL], "dim")
        for each, column in zip(cells, columns, strict=True):
            role = "strong" if label == "journey" else "text"
            pen.put(look.fit(each[row], size - 1, right=True), role, _target(column)).put(" ")
        lines.append(pen.line())
    for rank in (1, 2, 3):
        pen = Pen(look, width).put(f" priority {rank}".ljust(_LABEL)[:_LABEL], "dim")
        for column in columns:
            pen.put(look.fit(_first(column, rank), size - 1, right=True), "text", _target(column)).put(" ")
        lines.append(pen.line())
    return lines


def _names(
    look: Look, width: int, size: int, columns: list[_Column], chosen: Scenario | None, part: int
) -> Line:
    """One of the two lines of the names, the selected one marked."""
    pen = Pen(look, width).put(" " * _LABEL)
    for column in columns:
        selected = column.scenario is not None and chosen is not None and column.scenario.id == chosen.id
        words = look.wrapped(column.name, size - 2, 2)
        text = words[part] if part < len(words) else ""
        mark = look.glyphs.selected if selected and part == 0 else " "
        role = "current" if selected else "strong" if column.scenario is not None else "dim"
        pen.put(mark, "strong", _target(column))
        # Wrapped already, so that nothing is cut.
        pen.put(fit(text, size - 2, right=True), role, _target(column)).put(" ")
    return pen.line()


def _target(column: _Column) -> Target | None:
    return ("scenario", column.scenario.id) if column.scenario is not None else None


def _cells(column: _Column) -> list[str]:
    found = column.found
    if isinstance(found, str):
        return ["cannot be tried", *[""] * 9]
    journey = found.after.journey
    itself = found.before is found.after and column.scenario is None
    values = "" if column.scenario is None else str(len(column.scenario.sets))
    if column.stale:
        values = f"{values}, {column.stale} idle"
    return [
        score_text(journey.score),
        "" if itself else score_text(found.closed),
        str(journey.failed),
        "?" if journey.known_share is None else f"{journey.known_share * 100:.0f} %",
        "" if found.cost is None else number_text(found.cost, 2),
        "" if found.closed_per_cost is None else f"{found.closed_per_cost:.2f}",
        *(score_text(found.after.levers[lever]) for lever in LEVERS),
        values,
    ]


def _first(column: _Column, rank: int) -> str:
    if isinstance(column.found, str):
        return ""
    places = column.found.after.priorities(3)
    if len(places) < rank or not places[rank - 1].touchpoint.priority:
        return "-"
    return places[rank - 1].touchpoint.touchpoint.name


# -- the selected one ------------------------------------------------------------------------------------


def _values(workspace: Workspace, scenario: Scenario, look: Look, width: int) -> list[Line]:
    """What it sets, in words; what has nothing to do any more, and why it cannot be tried."""
    plan = plan_scores(workspace)
    found = outcome(plan, scenario)
    lines = [Pen(look, width).put(" ").user(scenario.name, max(1, width - 2), "strong").line()]
    if isinstance(found, str):
        words = f"Cannot be tried: {found}."
        lines.append(Pen(look, width).put(" ").user(words, max(1, width - 2), "error").line())
    steps: Steps = steps_of(plan.project, scenario.sets)
    idle = {id(each.tried): each.words for each in steps.stale}
    for each in scenario.sets[:_MOST_VALUES]:
        words = idle.get(id(each)) or _set_words(workspace, each, look)
        role = "dim" if id(each) in idle else "text"
        lines.append(Pen(look, width).put("  ").user(words, max(1, width - 3), role).line())
    if len(scenario.sets) > _MOST_VALUES:
        lines.append(Pen(look, width).put(f"  and {len(scenario.sets) - _MOST_VALUES} more", "dim").line())
    return lines


def _set_words(workspace: Workspace, tried: ScenarioSet, look: Look) -> str:
    project = workspace.plan.project
    touchpoint = project.touchpoint(tried.touchpoint)
    row = touchpoint.expectation(tried.expectation) if touchpoint else None
    if touchpoint is None or row is None:
        return f"{tried.touchpoint}/{tried.expectation}"
    name = touchpoint.name if len(touchpoint.expectations) == 1 else f"{touchpoint.name} / {row.name}"
    score = plan_scores(workspace).row(tried.touchpoint, tried.expectation)
    unit = unit_of(score, project.about.currency) if score else None
    was, now = (_value(row, tried.field, each, unit) for each in (getattr(row, tried.field), tried.to))
    return f"{name}: {tried.field} {was} {look.glyphs.arrow} {now}"


def _value(row: Expectation, field: str, value: bool | float | str | None, unit: str | None) -> str:
    """A value as everywhere else: numbers of the row with their unit, others plain."""
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if field in NUMBER_FIELDS:
        return value_text(value, row.kind, unit)
    return ("yes" if value else "no") if isinstance(value, bool) else number_text(value, 4)

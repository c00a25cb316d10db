"""What-if mode: beginning, leaving, applying and keeping it, and the keys of its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from model.editing.building import one_step
from model.editing.edits import Edit, set_field, written
from model.editing.places import Place, item_at, row_place
from model.editing.scenarios import (
    Tries,
    as_one,
    keeping,
    keeping_again,
    scenario_of,
    steps_of,
)
from model.editing.session import Session
from model.editing.whatif import WhatIf
from model.journey.action import Scenario
from model.journey.expectation import Expectation
from model.journey.project import Project
from model.journey.touchpoint import Touchpoint
from model.scoring.totals import ProjectScores, score_project
from tui.acts.moving import show_view
from tui.acts.stepping import step_of
from tui.lists.listing import Key
from tui.scoretext import score_change
from tui.trial import Trial
from tui.workspace import Workspace

# -- what is tried ----------------------------------------------------------------------------------------


def whatif(workspace: Workspace) -> WhatIf | None:
    """The plan beside what is tried, with the value being typed; None where what-if is off."""
    trial = workspace.trial
    return _beside(trial.scores, workspace.shown_scores, trial.cost) if trial else None


@lru_cache(maxsize=4)
def _beside(before: ProjectScores, after: ProjectScores, cost: float | None) -> WhatIf:
    return WhatIf(before, after, cost)


def tries(workspace: Workspace) -> Tries:
    """What differs from the plan, as a scenario holds it."""
    return scenario_of(workspace.plan.project, workspace.project)


def unkept(workspace: Workspace) -> bool:
    """Whether leaving what-if would lose something that was tried."""
    trial = workspace.trial
    if trial is None or workspace.session.state is trial.kept:
        return False
    return bool(tries(workspace).count)


@lru_cache(maxsize=2)
def _by_gain(scores: ProjectScores) -> tuple[Key, ...]:
    """Every row of a plan, that first which would bring the journey most if it were as expected."""
    gains: list[tuple[float, Key]] = []
    for each in scores.touchpoints:
        share = each.weight / each.row_weight if each.row_weight else 0.0
        for row in each.rows:
            short = max(0.0, -(row.credited or 0.0))
            gains.append((-share * float(row.expectation.weight) * short, (each.id, row.id)))
    gains.sort(key=lambda each: each[0])
    return tuple(key for _, key in gains)


def lines_of(workspace: Workspace) -> tuple[Key, ...]:
    """The rows of the what-if view: those that were changed, then all others, the widest gap first."""
    found = whatif(workspace)
    if found is None:
        return ()
    changed = frozenset(found.rows)
    if len(found.before.touchpoints) == len(found.after.touchpoints):
        rest = _by_gain(found.before)
    else:
        rest = tuple(key for key in _by_gain(found.before) if found.after.row(*key) is not None)
    return (*found.rows, *[key for key in rest if key not in changed])


# -- the mode ---------------------------------------------------------------------------------------------


def begun(workspace: Workspace, scenario: Scenario | None = None) -> Workspace:
    """With what-if on: from the plan as it stands, or with a scenario tried; raises ProblemsFound.

    The scenario that always stands has no id, and keeps none.
    """
    plan = workspace.plan
    tried = Session.opened(plan.project)
    trial = Trial(plan, workspace.trial.scores if workspace.trial else workspace.scores, kept=tried.state)
    there = replace(
        workspace, session=tried, scores=trial.scores, trial=trial, box=None, grabbed=None, last_change=()
    )
    there = on_a_row(show_view(there, "whatif").steady())
    if scenario is None:
        return there
    steps = steps_of(plan.project, scenario.sets)
    trial = replace(trial, name=scenario.name, scenario=scenario.id, cost=scenario.cost)
    there = replace(there, trial=trial)
    if steps.edits:
        there = there.apply(as_one(steps.edits))
    words = f"'{scenario.name}': {_counted(len(steps.edits), 'value')} tried."
    if steps.stale:
        words += f" Nothing to do: {'; '.join(each.words for each in steps.stale)}."
    there = replace(there, trial=replace(trial, kept=there.session.state))
    return on_a_row(there, first=True).saying(words, tail=score_change(trial.scores, there.scores))


def left(workspace: Workspace) -> Workspace:
    """With what-if off and the plan as it was: the very same session."""
    trial = workspace.trial
    if trial is None:
        return workspace
    there = replace(
        workspace, session=trial.plan, scores=trial.scores, trial=None, box=None, grabbed=None, last_change=()
    )
    if there.view == "whatif":
        there = show_view(there, "board")
    return there.steady().saying("What-if is over. The plan is as it was.")


def applied(workspace: Workspace) -> Workspace:
    """With everything that was tried made in the plan, as one step of undo, and what-if off."""
    trial = workspace.trial
    if trial is None:
        return workspace.saying(_OFF, "error")
    if workspace.read_only:
        return workspace.saying(f"Nothing can be applied: {workspace.read_only}", "error")
    count = tries(workspace).count
    if not count:
        return left(workspace).saying("There was nothing to apply. The plan is as it was.")
    edits = list(workspace.session.steps())[::-1]
    changed = left(workspace).apply(as_one(edits))
    name = f" '{trial.name}'" if trial.name else ""
    tail = score_change(trial.scores, changed.scores)
    return changed.saying(f"Applied{name} to the plan: {_counted(count, 'change')}.", tail=tail)


def kept(workspace: Workspace, name: str) -> Workspace:
    """With what is tried kept in the file as a scenario, the one it was kept as before or a new one.

    An edit of the plan, which undo takes back once what-if is over. Raises ProblemsFound.
    """
    trial = workspace.trial
    if trial is None:
        return workspace.saying(_OFF, "error")
    plan, found = trial.plan, tries(workspace)
    if not found.sets:
        return workspace.saying("Nothing was tried that a scenario can hold: values of rows.", "error")
    id = trial.scenario
    edit: Edit | None
    if id and name == trial.name:
        edit = keeping_again(plan.project, id, found.sets, trial.cost)
    else:
        adds = keeping(plan.project, name, found.sets, trial.cost)
        edit, id = adds, adds.id
    if edit is not None:
        plan = plan.apply(edit)
    tried = again_on(plan.project, workspace.session)
    whole = tried.state if not found.left_out else None
    scores = score_project(plan.project, trial.scores)
    trial = replace(trial, plan=plan, scores=scores, name=name, scenario=id, kept=whole)
    there = replace(workspace, trial=trial).at(tried)
    words = f"Kept as scenario '{name}': {_counted(len(found.sets), 'value')}."
    if found.left_out:
        words += f" Left out, being no value of a row: {_counted(len(found.left_out), 'change')}."
    return there.saying(f"{words} Save writes it.")


def again_on(project: Project, session: Session) -> Session:
    """The steps of a session made again on another project, those that were undone still undone."""
    again = Session.opened(project)
    ahead = [state.edit for state in reversed(session.redoable)]
    for edit in [*list(session.steps())[::-1], *ahead]:
        if edit is not None:
            again = again.apply(edit)
    for _ in ahead:
        again = again.undo()
    return again


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


_OFF = "What-if is off. x begins it."


# -- keys of the view -------------------------------------------------------------------------------------


def on_a_row(workspace: Workspace, *, first: bool = False) -> Workspace:
    """With a line of the what-if view selected: the row at hand, one of its touchpoint, or the first."""
    lines = lines_of(workspace)
    if not lines or (workspace.selected in lines and not first):
        return workspace
    mates = [key for key in lines if key[0] == workspace.selected[0]]
    return workspace.select(lines[0] if first or not mates else mates[0])


def stepped(workspace: Workspace, step: int) -> Workspace:
    """With another line of the what-if view selected."""
    lines = lines_of(workspace)
    if not lines:
        return workspace
    at = lines.index(workspace.selected) if workspace.selected in lines else 0
    return workspace.select(lines[max(0, min(at + step, len(lines) - 1))])


def taken_back(workspace: Workspace) -> Workspace:
    """With the selected row as the plan has it; one step of undo."""
    trial = workspace.trial
    if trial is None:
        return workspace.saying(_OFF, "error")
    touchpoint, row = workspace.selected
    holder = trial.plan.project.touchpoint(touchpoint)
    was = holder.expectation(row) if holder and row else None
    if holder is None or (row and was is None):
        return workspace.saying("The plan does not have this row; D on the board deletes it.", "error")
    edits: list[Edit] = []
    if was is not None:
        edits += _restoring(workspace.project, row_place(touchpoint, row), was)
    if not row or len(holder.expectations) == 1:
        edits += _restoring(workspace.project, ("touchpoints", touchpoint), holder)
    if not edits:
        return workspace.saying("Nothing is tried on this row.")
    changed = workspace.apply(one_step(edits))
    return changed.saying(
        "Taken back: this row is as in the plan.", tail=score_change(workspace.scores, changed.scores)
    )


_WHOLE = frozenset({"id", "stage", "expectations"})
"""Keys that say where a thing stands and what is in it."""


def _restoring(project: Project, place: Place, was: Expectation | Touchpoint) -> Sequence[Edit]:
    now = item_at(project, place)
    return [
        set_field(project, place, field, written(was, field))
        for field in type(was).model_fields
        if field not in _WHOLE and written(was, field) != written(now, field)
    ]


def trying(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the what-if view; None where the command means what it always does."""
    step = step_of(command, page)
    return stepped(workspace, step) if step is not None and workspace.trying else None


def back_leaves(workspace: Workspace) -> bool:
    """Whether backing out one layer more leaves what-if: on a plain board."""
    plain = workspace.view == "board" and not workspace.marks and not workspace.listing.flat
    return workspace.trying and plain and not (workspace.message and workspace.message.kind == "error")


def shown(workspace: Workspace) -> Workspace:
    """With the what-if view in front."""
    return on_a_row(show_view(workspace, "whatif"))


TRIES: dict[str, Callable[[Workspace], Workspace]] = {
    "view.whatif": shown,
    "whatif.apply": applied,
    "whatif.back": taken_back,
}
"""The commands of this file by their ids."""

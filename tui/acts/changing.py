"""What changes the project at a key: values, steps, deletions, and carrying a grabbed row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.editing.building import one_step, removing, shifting, to_stage, writing_ids
from model.editing.edits import Edit, set_field
from model.journey.expectation import NUMBER_FIELDS
from tui.acts.undoing import redone, undone
from tui.values import CHOICES, field_edit, label_of, next_choice, nudged, place_of
from tui.workspace import Workspace

TAB_FIELDS = ("delivered", "expected", "limit", "promised", "target", "weight")
"""The fields Tab walks through from a value box on the board."""


def set_text(workspace: Workspace, field: str, text: str) -> Workspace:
    """With what was typed set on the selected or marked rows; raises ProblemsFound."""
    edit = edit_for(workspace, field, text)
    changed = workspace.apply(edit) if edit else replace(workspace, box=None)
    return replace(changed, last_change=("set", field, text))


def edit_for(workspace: Workspace, field: str, text: str) -> Edit | None:
    """The edit that `set_text` would make; None where nothing would change."""
    project = workspace.project
    places = [place_of(project, key, field) for key in workspace.keys_for(field)]
    return field_edit(project, list(dict.fromkeys(places)), field, text, workspace.today)


def nudge(workspace: Workspace, field: str, steps: int) -> Workspace:
    """With a number of the selected or marked rows moved by steps of T/5; raises ProblemsFound."""
    edits: list[Edit] = []
    for key in workspace.keys_for(field):
        row = workspace.scores.row(*key)
        if row is None:
            continue
        place = place_of(workspace.project, key, field)
        edits.append(
            set_field(
                workspace.project, place, field, nudged(row, workspace.project, field, steps * workspace.step)
            )
        )
    if not edits:
        return workspace.saying(row_wanted(workspace, label_of(field)), "error")
    return replace(workspace.apply(one_step(edits)), last_change=("nudge", field, str(steps)))


def row_wanted(workspace: Workspace, what: str) -> str:
    """Why `what` cannot be changed on the line of a touchpoint, and the keys that lead to a row."""
    keys, touchpoint = workspace.keymap, workspace.touchpoint
    first = "" if workspace.view == "board" else f"{keys.label('back')} leads back to the board; there, "
    if touchpoint is not None and not touchpoint.rows:
        way = f"{keys.label('new')} adds one, this touchpoint has none"
    else:
        way = f"{keys.label('move.down')} selects the first one of this touchpoint"
    return f"{what[0].upper()}{what[1:]} belongs to a row: {first}{way}."


def _nudger(steps: int) -> Callable[[Workspace], Workspace]:
    def nudging(workspace: Workspace) -> Workspace:
        field = workspace.detail_field if workspace.detail_field in NUMBER_FIELDS else "delivered"
        return nudge(workspace, field, steps)

    return nudging


def _basis(workspace: Workspace) -> Workspace:
    field = "delivered_by" if workspace.detail_field.startswith("delivered") else "expected_by"
    rows = [workspace.scores.row(*key) for key in workspace.keys_for(field)]
    row = workspace.row if workspace.row in rows else next(filter(None, rows), None)
    if row is None:
        return workspace.saying(row_wanted(workspace, "basis"), "error")
    now = row.expectation.expected_by if field == "expected_by" else row.expectation.delivered_by
    return set_text(workspace, field, next_choice(field, now or CHOICES[field][-1]))


def _repeat(workspace: Workspace) -> Workspace:
    if not workspace.last_change:
        return workspace.saying("Nothing to repeat yet.")
    kind, field, what = workspace.last_change
    return set_text(workspace, field, what) if kind == "set" else nudge(workspace, field, int(what))


def _delete(workspace: Workspace) -> Workspace:
    project = workspace.project
    keys = tuple(sorted(workspace.marks)) or ((workspace.selected,) if workspace.selected[0] else ())
    edits: list[Edit] = []
    for key in keys:
        touchpoint = project.touchpoint(key[0])
        if touchpoint is None:
            continue
        alone = not key[1] or len(touchpoint.expectations) == 1
        place = ("touchpoints", key[0]) if alone else ("touchpoints", key[0], "expectations", key[1])
        edit = removing(project, place)
        project = edit.apply(project)
        edits.append(edit)
    if not edits:
        return workspace.saying("Nothing is selected.", "error")
    position = workspace.position
    changed = replace(workspace, marks=frozenset()).apply(one_step(edits))
    if position is not None and changed.entries:
        changed = changed.select(changed.entries[min(position, len(changed.entries) - 1)].key)
    return changed


def _delete_stage(workspace: Workspace) -> Workspace:
    if not workspace.stage:
        return workspace.saying("There is no stage to delete.", "error")
    return workspace.apply(removing(workspace.project, ("stages", workspace.stage)))


def _write_ids(workspace: Workspace) -> Workspace:
    edit = writing_ids(workspace.project)
    return workspace.apply(edit) if edit else workspace.saying("All ids are written already.")


# -- grabbing ---------------------------------------------------------------------------------------------


def _grab(workspace: Workspace) -> Workspace:
    if workspace.listing.flat:
        return workspace.saying("Show the journey in its own order to move rows: Esc shows all.", "error")
    if not workspace.selected[0]:
        return workspace.saying("Nothing is selected.", "error")
    return replace(workspace, grabbed=workspace.session).quiet()


def carried(workspace: Workspace, way: str) -> Workspace:
    """With the grabbed row carried up, down, to the stage before or the stage after."""
    key = workspace.selected
    touchpoint = workspace.project.touchpoint(key[0])
    if touchpoint is None:
        return workspace
    edit: Edit | None
    if way in ("left", "right"):
        order = [stage.id for stage in workspace.project.stages]
        at = order.index(touchpoint.stage) + (1 if way == "right" else -1)
        edit = to_stage(workspace.project, key[0], order[at]) if 0 <= at < len(order) else None
    else:
        inner = bool(key[1]) and len(touchpoint.expectations) > 1
        place = ("touchpoints", key[0], "expectations", key[1]) if inner else ("touchpoints", key[0])
        edit = shifting(workspace.project, place, 1 if way == "down" else -1)
    if edit is None:
        return workspace.saying("This is the end of the journey.")
    return workspace.apply(edit).select(key)


def dropped(workspace: Workspace) -> Workspace:
    """With the grabbed row left where it is, all of its way as one step of undo."""
    start = workspace.grabbed
    if start is None:
        return workspace
    edits: list[Edit] = []
    state = workspace.session.state
    while state is not start.state and state.parent is not None and state.edit is not None:
        edits.append(state.edit)
        state = state.parent
    there = replace(workspace.at(start), grabbed=None)
    return (there.apply(one_step(edits[::-1])) if edits else there).select(workspace.selected)


def put_back(workspace: Workspace) -> Workspace:
    """With the grabbed row where it was."""
    if workspace.grabbed is None:
        return workspace
    back = workspace.at(workspace.grabbed)
    return replace(back, grabbed=None).select(workspace.selected).saying("Put back.")


CHANGES: dict[str, Callable[[Workspace], Workspace]] = {
    "basis": _basis,
    "nudge.up": _nudger(1),
    "nudge.down": _nudger(-1),
    "nudge.up-five": _nudger(5),
    "nudge.down-five": _nudger(-5),
    "repeat": _repeat,
    "grab": _grab,
    "delete": _delete,
    "delete.stage": _delete_stage,
    "write-ids": _write_ids,
    "undo": undone,
    "redo": redone,
}
"""The commands of this file by their ids."""

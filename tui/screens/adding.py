"""Commands that add and rename: each asks for what it needs, then makes one edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from model.editing.building import adding, adding_touchpoint, naming, noting, one_step, renaming
from model.editing.edits import Edit, set_field
from model.editing.places import item_at, row_place
from model.journey.problem import ProblemsFound
from tui.acts.doing import select_action
from tui.acts.moving import show_view
from tui.screens import promises
from tui.values import day_typed
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def new(screen: Asking) -> None:
    """Add a touchpoint to the stage in view, or an expectation to the selected touchpoint."""
    workspace = screen.workspace
    if not workspace.project.stages:
        await new_stage(screen)
        workspace = screen.workspace
        if not workspace.project.stages:
            return
    stage = workspace.current_stage or workspace.project.stages[0]
    what: str | None = "touchpoint"
    touchpoint = workspace.touchpoint
    if touchpoint is not None:
        what = await screen.choose(
            "New",
            [
                Option("t", f"touchpoint in {stage.name}", "touchpoint"),
                Option("e", f"expectation at {touchpoint.touchpoint.name}", "expectation"),
                Option("p", f"promise at {touchpoint.touchpoint.name}", "promise"),
            ],
        )
    if what == "touchpoint":
        after = touchpoint.touchpoint.id if touchpoint and touchpoint.touchpoint.stage == stage.id else None
        name = await screen.type_line(f"New touchpoint in {stage.name}: its name")
        if name:
            edit = adding_touchpoint(workspace.project, stage.id, name, after)
            screen.do(edit)
            screen.show_workspace(screen.workspace.select((edit.id, "")))
    elif what == "expectation" and touchpoint is not None:
        await new_expectation(screen, touchpoint.touchpoint.id)
    elif what == "promise":
        await promises.new(screen)


async def new_expectation(screen: Asking, touchpoint: str) -> None:
    """Add an expectation: its name, its kind, its unit; then type what is expected."""
    name = await screen.type_line("What does the customer expect here? Its name")
    if not name:
        return
    kinds = (
        ("r", "rating", "a rating on the scale"),
        ("d", "duration", "a time: how long it takes"),
        ("m", "money", "money: what it costs"),
        ("y", "yes_no", "a promise kept or not"),
        ("c", "count", "a count"),
    )
    kind = await screen.choose(
        "What kind of number?", [Option(key, words, kind) for key, kind, words in kinds]
    )
    if kind is None:
        return
    project = screen.workspace.project
    data: dict[str, Any] = {"name": name, "kind": kind}
    edits: list[Edit] = []
    if kind == "duration":
        units = (
            ("s", "seconds", "s"),
            ("m", "minutes", "min"),
            ("h", "hours", "h"),
            ("d", "days", "d"),
            ("w", "weeks", "wk"),
        )
        unit = await screen.choose("In which unit?", [Option(key, words, unit) for key, words, unit in units])
        if unit is None:
            return
        data["unit"] = unit
    if kind == "money" and project.about.currency is None:
        currency = await screen.type_line("In which currency? Three letters such as EUR")
        if not currency:
            return
        edits.append(set_field(project, ("project",), "currency", currency))
    edit = adding(project, ("touchpoints", touchpoint, "expectations"), data)
    screen.do(one_step([*edits, edit]))
    there = screen.workspace.select((touchpoint, edit.id))
    screen.show_workspace(show_view(there, "detail"))
    screen.journey.open_box("expected")


async def new_stage(screen: Asking) -> None:
    """Add a stage behind the one in view."""
    name = await screen.type_line("New stage: its name, such as Order or Wait")
    if not name:
        return
    project = screen.workspace.project
    order = [each.id for each in project.stages]
    index = order.index(screen.workspace.stage) + 1 if screen.workspace.stage in order else len(order)
    edit = adding(project, ("stages",), {"name": name}, index)
    screen.do(edit)
    screen.show_workspace(screen.workspace.show_stage(edit.id))


async def rename(screen: Asking) -> None:
    """Give the selected line another name."""
    workspace = screen.workspace
    place = _own_place(workspace)
    if place is None:
        return
    before = item_at(workspace.project, place).name
    name = await screen.type_line("Another name", before)
    if name and name != before:
        screen.do(naming(screen.workspace.project, place, name))


async def rename_id(screen: Asking) -> None:
    """Give the selected line another id; references follow."""
    place = _own_place(screen.workspace)
    if place is None:
        return
    id = await screen.type_line("Another id: a-z, 0-9 and -", place[-1])
    if id and id != place[-1]:
        edit = renaming(screen.workspace.project, place, id)
        key = (id, screen.workspace.selected[1]) if len(place) == 2 else (place[1], id)
        changed = screen.workspace.apply(edit)
        screen.show_workspace(changed.select(key).steady())


async def rename_stage(screen: Asking) -> None:
    """Give the stage in view another name."""
    stage = screen.workspace.current_stage
    if stage is None:
        return
    name = await screen.type_line("Another name for the stage", stage.name)
    if name and name != stage.name:
        screen.do(naming(screen.workspace.project, ("stages", stage.id), name))


def _own_place(workspace: Workspace) -> tuple[str, ...] | None:
    """The touchpoint of a single line, else the selected row."""
    touchpoint, row = workspace.selected
    found = workspace.project.touchpoint(touchpoint)
    if found is None:
        return None
    return row_place(touchpoint, row) if row and len(found.expectations) > 1 else ("touchpoints", touchpoint)


async def note(screen: Asking) -> None:
    """Add a note to the selected touchpoint, with today's date and the login name."""
    touchpoint = screen.workspace.touchpoint
    if touchpoint is None:
        return
    text = await screen.type_line(f"Note on {touchpoint.touchpoint.name}")
    if not text:
        return
    workspace = screen.workspace
    screen.do(noting(workspace.project, touchpoint.id, text, workspace.user, workspace.today))


async def _day(screen: Asking, title: str) -> date | Literal[""] | None:
    """Ask for a date until one is typed; nothing where it was left open, None on Esc."""
    text: str | None = ""
    asked = title
    while True:
        text = await screen.type_line(asked, text or "")
        if not text:
            return None if text is None else ""
        try:
            return day_typed(text, screen.workspace.today)
        except ProblemsFound:
            asked = "That is no date: type one such as 2026-12-04, or today"


async def action(screen: Asking) -> None:
    """Add an action for the selected touchpoint, with its owner."""
    touchpoint = screen.workspace.touchpoint
    if touchpoint is None:
        return
    what = await screen.type_line(f"Action at {touchpoint.touchpoint.name}: what will be done")
    if not what:
        return
    owner = await screen.type_line("Who does it? Enter alone leaves it open")
    if owner is None:
        return
    due = await _day(screen, "By when? A date such as 2026-12-04; Enter alone leaves it open")
    if due is None:
        return
    data: dict[str, Any] = {"touchpoint": touchpoint.touchpoint.id, "what": what}
    if owner:
        data["owner"] = owner
    if due:
        data["due"] = due
    edit = adding(screen.workspace.project, ("actions",), data)
    screen.do(edit)
    if screen.workspace.view == "actions":
        there = select_action(screen.workspace, edit.id)
        screen.show_workspace(replace(there, message=screen.workspace.message))


FLOWS: dict[str, Flow] = {
    "new": new,
    "new.stage": new_stage,
    "rename": rename,
    "rename.id": rename_id,
    "rename.stage": rename_stage,
    "note": note,
    "action": action,
}
"""The commands of this file by their ids."""

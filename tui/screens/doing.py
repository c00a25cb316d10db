"""Changing an action: asks for the field, then for its value, until Esc leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.editing.edits import ABSENT, Edit, set_field
from model.editing.places import row_place
from model.journey.action import Action
from tui.acts.doing import select_action, selected_action
from tui.acts.moving import show_view
from tui.screens.onefield import field_options, typed_edit
from tui.values import hint_of, read_value, said_value, value_as_typed
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_FIELDS = (("w", "what"), ("o", "owner"), ("d", "due"), ("x", "done"), ("f", "effort"))


async def edit(screen: Asking) -> None:
    """Change the selected action field by field; each is one step of undo."""
    while True:
        doing = selected_action(screen.workspace)
        if doing is None:
            screen.show_workspace(screen.workspace.saying("There is no action yet. a adds one.", "error"))
            return
        screen.show_workspace(select_action(screen.workspace, doing.action.id))
        field = await screen.choose(doing.action.what, _options(screen, doing.action), "Esc ends editing.")
        if field is None:
            return
        if field == "row":
            screen.show_workspace(_row_in_front(screen))
            return
        asked = (
            _effect(screen, doing.action)
            if field == "effect"
            else typed_edit(screen, ("actions", doing.action.id), field)
        )
        change = await asked
        if change is not None:
            screen.do(change)


def _options(screen: Asking, action: Action) -> list[Option]:
    project = screen.workspace.project
    place = ("actions", action.id)
    options = field_options(project, place, _FIELDS)
    would = action.would_deliver
    effect = "-"
    if would is not None:
        row = screen.workspace.scores.row(action.touchpoint, would.expectation)
        name = row.expectation.name if row else would.expectation
        effect = f"{name}: {value_as_typed(project, place, 'would_deliver.delivered')}"
    return [
        *options,
        Option("e", f"effect {effect}", "effect"),
        Option("r", "go to the row it is about", "row"),
    ]


def _row_in_front(screen: Asking) -> Workspace:
    return show_view(screen.workspace, "detail")


async def _effect(screen: Asking, action: Action) -> Edit | None:
    """Which row it would change, and what would be delivered there; nothing typed takes it away."""
    project = screen.workspace.project
    touchpoint = project.touchpoint(action.touchpoint)
    if touchpoint is None or not touchpoint.expectations:
        screen.show_workspace(screen.workspace.saying("Its touchpoint has no row to change.", "error"))
        return None
    id: str | None = touchpoint.expectations[0].id
    if len(touchpoint.expectations) > 1:
        options = [
            Option(str(at) if at < 10 else "", each.name, each.id)
            for at, each in enumerate(touchpoint.expectations, 1)
        ]
        id = await screen.choose("Which row would it change?", options)
    if id is None:
        return None
    place, row = ("actions", action.id), row_place(touchpoint.id, id)
    would = action.would_deliver
    before = ""
    if would is not None and would.expectation == id:
        before = value_as_typed(project, place, "would_deliver.delivered")
    hint = f"{hint_of(project, row, 'delivered')} Now {said_value(project, row, 'delivered')}.  Enter set"
    text = await screen.type_line("What would be delivered then?", before, hint)
    if text is None or text == before:
        return None
    value: Any = read_value(project, row, "delivered", text, screen.workspace.today)
    after = ABSENT if value is ABSENT else {"expectation": id, "delivered": value}
    return set_field(project, place, "would_deliver", after)


FLOWS: dict[str, Flow] = {"action.edit": edit}
"""The command of this file by its id."""

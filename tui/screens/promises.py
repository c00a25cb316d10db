"""Writing a promise down, and changing one: who promised what, by when, and who said yes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from model.editing.edits import Edit, set_field
from model.editing.promising import promise_edit
from model.journey.problem import Problem, ProblemsFound
from model.journey.promise import Promise
from tui.acts.ledgering import chosen
from tui.acts.moving import show_view
from tui.lists.book import book_of, current
from tui.lists.ledger import Ledger
from tui.screens.dateprompt import DatePrompt
from tui.screens.onefield import field_options, typed_edit
from tui.views.popup import Option, listed

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_FIELDS = (
    ("w", "what"),
    ("t", "to"),
    ("b", "made_by"),
    ("a", "agreed_by"),
    ("m", "made"),
    ("d", "due"),
    ("i", "target"),
    ("y", "days"),
)


async def new(screen: Asking) -> None:
    """Add a promise at the selected touchpoint: what, by when, by whom, and who agreed."""
    workspace = screen.workspace
    at = workspace.touchpoint
    if at is None:
        words = "A promise is made at a touchpoint, and none is selected: g b, then n adds one."
        screen.show_workspace(workspace.saying(words, "error"))
        return
    what = await screen.type_line(
        f"New promise at {at.touchpoint.name}: what was promised?", hint="Enter go on  Esc back"
    )
    if not what:
        return
    days = book_of(workspace.session.state, workspace.today).calendar

    def about(day: date | None) -> str:
        if day is None:
            example = f"write one such as {workspace.today}"
            raise ProblemsFound((Problem((), "a promise needs its day", example),))
        return days.days(days.between(workspace.today, day)) + " from today" if day > workspace.today else ""

    due = await screen.app.push_screen_wait(
        DatePrompt("By which day was it promised?", screen.look, workspace.today, day=None, about=about)
    )
    if not due:
        return
    skipped = "Enter alone leaves it out  Esc back"
    made_by = await screen.type_line("Who promised it?", hint=skipped)
    agreed_by = None
    if made_by is not None:
        agreed_by = await screen.type_line("Who has to deliver it, and said yes?", hint=skipped)
    if made_by is None or agreed_by is None:
        return
    edit = promise_edit(
        screen.workspace.project,
        at.id,
        what,
        date.fromisoformat(due),
        made_by=made_by or None,
        agreed_by=agreed_by or None,
    )
    screen.do(edit)
    there = screen.workspace
    if there.view != "promises":
        there = show_view(there, "promises")
    # Whatever was filtered away there: this one is to be seen.
    ledger = Ledger(sort=there.ledger.sort, by=there.ledger.by)
    seen = chosen(replace(there, ledger=ledger), edit.id)
    screen.show_workspace(replace(seen, message=screen.workspace.message))


async def edit(screen: Asking) -> None:
    """Change the selected promise field by field; each is one step of undo."""
    while True:
        workspace = screen.workspace
        entry = current(book_of(workspace.session.state, workspace.today), workspace.ledger)
        if entry is None:
            screen.show_workspace(workspace.saying("There is no promise yet. n adds one.", "error"))
            return
        promise = entry.promise
        screen.show_workspace(replace(chosen(workspace, promise.id), message=workspace.message))
        place = ("promises", promise.id)
        options = field_options(workspace.project, place, _FIELDS)
        held = workspace.project.touchpoint(promise.touchpoint)
        at = held.name if held else promise.touchpoint
        options.append(Option("p", f"made at      {at}", "touchpoint"))
        note = "c says how it ended, +2d moves it. Esc ends editing."
        field = await screen.choose(promise.what, options, note)
        if field is None:
            return
        asked = _elsewhere(screen, promise) if field == "touchpoint" else typed_edit(screen, place, field)
        change = await asked
        if change is not None:
            screen.do(change)


async def _elsewhere(screen: Asking, promise: Promise) -> Edit | None:
    """Another touchpoint at which it was made."""
    project = screen.workspace.project
    named = listed((each.name, each.id) for each in project.touchpoints)
    found = await screen.choose("Where in the journey was it made?", named)
    if found is None or found == promise.touchpoint:
        return None
    return set_field(project, ("promises", promise.id), "touchpoint", found)


FLOWS: dict[str, Flow] = {"promise.new": new, "promise.edit": edit}
"""The commands of this file by their ids."""

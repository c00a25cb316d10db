"""Commands that ask before they act: popups and prompts, one flow a command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.screen import Screen

from model.editing.building import adding, adding_touchpoint, naming, one_step, renaming
from model.editing.edits import Edit, SetField, set_field
from model.editing.places import item_at, row_place
from model.journey.problem import UserError
from model.journey.record import plain
from tui.acting import next_shortfall, show_view
from tui.commands import COMMANDS
from tui.listing import GROUPS as GROUPINGS
from tui.listing import QUICK, SORTS
from tui.picture import Look
from tui.screens.choice import Choice
from tui.screens.commandlist import CommandList
from tui.screens.prompt import Prompt
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app import GaplineApp
    from tui.screens.journey import JourneyScreen


class Asking(Screen[None]):
    """The part of the main screen that asks."""

    workspace: Workspace
    look: Look

    asking = False
    """Whether a command is waiting for an answer; keys wait meanwhile."""

    def ask(self, command: str) -> None:
        """Run a command that asks something or touches the file."""
        flow = _FLOWS.get(command)
        if flow is not None:
            self.asking = True
            self.run_worker(self._flow(flow), exclusive=False)

    async def _flow(self, flow: Callable[[Asking], Awaitable[None]]) -> None:
        try:
            await flow(self)
        except UserError as error:
            self.show_workspace(self.workspace.saying(str(error), "error"))
        finally:
            self.asking = False
            self.journey.take_waiting()

    def wait(self, event: events.Key) -> None:
        """Keep a key until whoever it was meant for stands."""
        self._waiting.append(events.Key(event.key, event.character))

    def next_waiting(self) -> events.Key | None:
        """The first key that waits, taken off the line."""
        return self._waiting.popleft() if self._waiting else None

    @property
    def gapline(self) -> GaplineApp:
        """The application."""
        from tui.app import GaplineApp

        return cast(GaplineApp, self.app)

    @property
    def journey(self) -> JourneyScreen:
        """This screen, whole."""
        return cast("JourneyScreen", self)

    def show_workspace(self, workspace: Workspace) -> None:
        """Draw another workspace."""
        self.journey.show(workspace)

    def do(self, edit: Edit) -> None:
        """Apply an edit and show what it changed."""
        self.show_workspace(self.workspace.apply(edit))

    async def choose(self, title: str, options: Sequence[Option], note: str = "", **more: Any) -> str | None:
        """Ask for one of several things."""
        return await self.app.push_screen_wait(Choice(title, options, self.look, note=note, **more))

    async def type_line(self, title: str, text: str = "", hint: str = "Enter set  Esc back") -> str | None:
        """Ask for a line of text; None where it was left or left empty."""
        answer = await self.app.push_screen_wait(Prompt(title, self.look, text=text, hint=hint))
        return answer or None


async def _goto(screen: Asking) -> None:
    views = (
        ("b", "board", "Board"),
        ("d", "detail", "Detail of the selected row"),
        ("c", "curve", "Curve"),
        ("r", "priorities", "Priorities, ranked"),
        ("w", "working", "Working: the arithmetic in words"),
        ("k", "problems", "Problems in the file"),
        ("m", "messages", "Messages"),
    )
    options = [Option(key, words, f"view.{view}") for key, view, words in views]
    options += [
        Option("x", "Next shortfall", "shortfall"),
        Option("g", "First row", "move.first"),
        Option("e", "Last row", "move.last"),
    ]
    stages = screen.workspace.project.stages
    options += [
        Option(str(i), f"Stage {each.name}", f"stage:{each.id}") for i, each in enumerate(stages[:9], 1)
    ]
    chosen = await screen.choose("Go to", options)
    if chosen is None:
        return
    if chosen.startswith("stage:"):
        board = show_view(screen.workspace, "board")
        screen.show_workspace(board.show_stage(chosen.removeprefix("stage:")))
    elif chosen == "shortfall":
        screen.show_workspace(next_shortfall(screen.workspace))
    else:
        screen.journey.run_command(chosen)


async def _find(screen: Asking) -> None:
    from tui.screens.filter import Filter

    before = screen.workspace
    text = await screen.app.push_screen_wait(
        Filter(before.listing.text, screen.look, screen.journey.filter_by)
    )
    if text is None:
        screen.show_workspace(replace(screen.workspace, listing=before.listing).steady())


async def _quick(screen: Asking) -> None:
    keys = {"b": "below", "f": "failed", "a": "assumed", "u": "unknown", "m": "marked", "i": "mine"}

    def options() -> list[Option]:
        on = screen.workspace.listing.quick
        listed = [Option(key, QUICK[name], name, name in on) for key, name in keys.items()]
        return [*listed, Option("x", "no filter: every row", "none", not on)]

    def switch(name: str) -> list[Option]:
        listing = screen.workspace.listing
        quick = frozenset() if name == "none" else listing.quick ^ {name}
        screen.show_workspace(replace(screen.workspace, listing=replace(listing, quick=quick)).steady())
        return options()

    await screen.choose("Show only rows that are", options(), switch=switch)


async def _sort(screen: Asking) -> None:
    keys = dict(zip("jspwgno", SORTS, strict=True))
    groups = dict(zip("TLOBU", GROUPINGS, strict=True))
    listing = screen.workspace.listing
    options = [
        Option(key, f"sort: {SORTS[name]}", f"sort:{name}", name == listing.sort)
        for key, name in keys.items()
    ]
    options += [
        Option(key, f"group: {GROUPINGS[name]}", f"group:{name}", name == listing.group)
        for key, name in groups.items()
    ]
    chosen = await screen.choose("Sort and group", options)
    if chosen is None:
        return
    what, _, name = chosen.partition(":")
    changed = replace(listing, sort=name) if what == "sort" else replace(listing, group=name)
    screen.show_workspace(replace(screen.workspace, listing=changed).steady())


async def _new(screen: Asking) -> None:
    workspace = screen.workspace
    if not workspace.project.stages:
        await _new_stage(screen)
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
            ],
        )
    if what == "touchpoint":
        after = touchpoint.touchpoint.id if touchpoint and touchpoint.touchpoint.stage == stage.id else None
        name = await screen.type_line(f"New touchpoint in {stage.name}: its name")
        if name:
            edit = adding_touchpoint(workspace.project, stage.id, name, after)
            screen.do(edit)
            screen.show_workspace(screen.workspace.select((edit.item.id, "")))  # type: ignore[attr-defined]
    elif what == "expectation" and touchpoint is not None:
        await _new_expectation(screen, touchpoint.touchpoint.id)


async def _new_expectation(screen: Asking, touchpoint: str) -> None:
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
    there = screen.workspace.select((touchpoint, edit.item.id))  # type: ignore[attr-defined]
    screen.show_workspace(show_view(there, "detail"))
    screen.journey.open_box("expected")


async def _new_stage(screen: Asking) -> None:
    name = await screen.type_line("New stage: its name, such as Order or Wait")
    if not name:
        return
    project = screen.workspace.project
    order = [each.id for each in project.stages]
    index = order.index(screen.workspace.stage) + 1 if screen.workspace.stage in order else len(order)
    edit = adding(project, ("stages",), {"name": name}, index)
    screen.do(edit)
    screen.show_workspace(screen.workspace.show_stage(edit.item.id))  # type: ignore[attr-defined]


async def _rename(screen: Asking) -> None:
    workspace = screen.workspace
    place = _own_place(workspace)
    if place is None:
        return
    name = await screen.type_line("Another name", item_at(workspace.project, place).name)
    if name:
        screen.do(naming(screen.workspace.project, place, name))


async def _rename_id(screen: Asking) -> None:
    place = _own_place(screen.workspace)
    if place is None:
        return
    id = await screen.type_line("Another id: a-z, 0-9 and -", place[-1])
    if id and id != place[-1]:
        edit = renaming(screen.workspace.project, place, id)
        key = (id, screen.workspace.selected[1]) if len(place) == 2 else (place[1], id)
        changed = screen.workspace.apply(edit)
        screen.show_workspace(changed.select(key).steady())


async def _rename_stage(screen: Asking) -> None:
    stage = screen.workspace.current_stage
    if stage is None:
        return
    name = await screen.type_line("Another name for the stage", stage.name)
    if name:
        screen.do(naming(screen.workspace.project, ("stages", stage.id), name))


def _own_place(workspace: Workspace) -> tuple[str, ...] | None:
    """The touchpoint of a single line, else the selected row."""
    touchpoint, row = workspace.selected
    found = workspace.project.touchpoint(touchpoint)
    if found is None:
        return None
    return row_place(touchpoint, row) if row and len(found.expectations) > 1 else ("touchpoints", touchpoint)


async def _note(screen: Asking) -> None:
    touchpoint = screen.workspace.touchpoint
    if touchpoint is None:
        return
    text = await screen.type_line(f"Note on {touchpoint.touchpoint.name}")
    if not text:
        return
    note: dict[str, Any] = {"text": text, "on": screen.workspace.today}
    if screen.workspace.user:
        note = {"text": text, "by": screen.workspace.user, "on": screen.workspace.today}
    place = ("touchpoints", touchpoint.touchpoint.id)
    notes = plain(touchpoint.touchpoint.notes)
    edit = set_field(screen.workspace.project, place, "notes", [*notes, note])
    screen.do(SetField(edit.place, edit.field, edit.before, edit.after))


async def _action(screen: Asking) -> None:
    touchpoint = screen.workspace.touchpoint
    if touchpoint is None:
        return
    what = await screen.type_line(f"Action at {touchpoint.touchpoint.name}: what will be done")
    if not what:
        return
    owner = await screen.type_line("Who does it? Enter alone leaves it open")
    data: dict[str, Any] = {"touchpoint": touchpoint.touchpoint.id, "what": what}
    if owner:
        data["owner"] = owner
    screen.do(adding(screen.workspace.project, ("actions",), data))


async def _commands(screen: Asking, title: str) -> None:
    view = screen.workspace.view
    here = [each for each in COMMANDS if view in each.views and each.keys]
    rest = [each for each in COMMANDS if each not in here]
    listed = [*here, *rest]
    chosen = await screen.app.push_screen_wait(CommandList(title, listed, screen.look))
    if chosen is not None:
        screen.journey.run_command(chosen)


async def _help(screen: Asking) -> None:
    await _commands(screen, "Keys and commands")


async def _line(screen: Asking) -> None:
    await _commands(screen, "All commands")


_FLOWS: dict[str, Callable[[Asking], Awaitable[None]]] = {
    "goto": _goto,
    "find": _find,
    "quick": _quick,
    "sort": _sort,
    "new": _new,
    "new.stage": _new_stage,
    "rename": _rename,
    "rename.id": _rename_id,
    "rename.stage": _rename_stage,
    "note": _note,
    "action": _action,
    "help": _help,
    "line": _line,
    "palette": _line,
    "menu": _line,
    "save": lambda screen: screen.gapline.save(),
    "save.beside": lambda screen: screen.gapline.save_beside(),
    "reload": lambda screen: screen.gapline.reload(),
    "quit": lambda screen: screen.gapline.leave(asked="q"),
    "quit.now": lambda screen: screen.gapline.leave(asked="quit"),
    "quit.save": lambda screen: screen.gapline.save_and_quit(),
}

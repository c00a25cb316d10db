"""Commands that ask before they act: popups and prompts, one flow a command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from model.editing.edits import Edit
from model.files.journalline import Draft
from model.journey.problem import UserError
from tui.listing import GROUPS as GROUPINGS
from tui.listing import QUICK, SORTS
from tui.moving import next_shortfall, show_view
from tui.picture import Look
from tui.reviewcommands import REVIEW_FLOWS
from tui.screens import adding, doing, ignoring
from tui.screens.commandlist import CommandList
from tui.screens.people import PEOPLE
from tui.screens.queueing import Queueing
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app import GaplineApp
    from tui.screens.journey import JourneyScreen


class Asking(Queueing):
    """The part of the main screen that asks."""

    workspace: Workspace
    look: Look
    _asked = ""
    """The command that asks, or asked last."""
    _draft: Draft | None = None
    """What an earlier session was typing into a line that is about to be asked for again."""

    def ask(self, command: str) -> None:
        """Run a command that asks something or touches the file."""
        flow = _FLOWS.get(command)
        if flow is not None:
            self._asked = command
            self.begin(flow(self))

    def complain(self, error: UserError) -> None:
        """Say what went wrong in the message line."""
        self.show_workspace(self.workspace.saying(str(error), "error"))

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

    def typing(self, title: str, text: str, opened_by: str = "") -> None:
        """Keep what is being typed, should the connection be lost."""
        draft = Draft(title, text, self.workspace.selected, opened_by or self._asked)
        self.gapline.keeping.typing(draft)

    async def type_line(self, title: str, text: str = "", hint: str = "Enter set  Esc back") -> str | None:
        """Ask for a line of text, with what was typed there when the connection was lost."""
        draft, self._draft = self._draft, None
        if draft is not None and draft.label == title:
            text = draft.text
        return await super().type_line(title, text, hint)

    def typed(self) -> None:
        """Nothing is being typed any more."""
        self.gapline.keeping.typed()

    def type_again(self, draft: Draft) -> None:
        """Open what an earlier session was typing into, with what it had typed."""
        if self.workspace.scores.touchpoint(draft.row[0]) is not None:
            self.show_workspace(self.workspace.select(draft.row).steady())
        field = draft.opened_by.removeprefix("set.")
        if draft.opened_by in _FLOWS:
            self._draft = draft
            self.ask(draft.opened_by)
        elif field != draft.opened_by and self.workspace.selected == draft.row:
            self.journey.open_box(field, draft.text)

    def do(self, edit: Edit) -> None:
        """Apply an edit and show what it changed."""
        self.show_workspace(self.workspace.apply(edit))


async def _goto(screen: Asking) -> None:
    views = (
        ("b", "board", "Board"),
        ("d", "detail", "Detail of the selected row"),
        ("c", "curve", "Curve"),
        ("r", "priorities", "Priorities, ranked"),
        ("f", "findings", "Findings, and how to mend them"),
        ("a", "actions", "Actions"),
        ("s", "scenarios", "Scenarios, side by side"),
        ("p", "promises", "Promises"),
        ("n", "planner", "Planner: the promise that the times can carry"),
        ("w", "working", "Working: the arithmetic in words"),
        ("k", "problems", "Problems in the file"),
        ("m", "messages", "Messages"),
    )
    options = [Option(key, words, f"view.{view}") for key, view, words in views]
    options += [
        Option("u", "Minutes of the review", "view.minutes"),
        Option("v", "Compare with an earlier version", "compare"),
        Option("h", "Who is here", "people"),
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
    if screen.workspace.view == "promises":
        from tui.screens import promising

        await promising.find(screen)
        return
    from tui.screens.filter import Filter

    before = screen.workspace
    text = await screen.app.push_screen_wait(
        Filter(before.listing.text, screen.look, screen.journey.filter_by)
    )
    if text is None:
        screen.show_workspace(replace(screen.workspace, listing=before.listing).steady())


async def _quick(screen: Asking) -> None:
    if screen.workspace.view == "promises":
        from tui.screens import promising

        await promising.quick(screen)
        return
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
    if screen.workspace.view == "promises":
        from tui.screens import promising

        await promising.sort(screen)
        return
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


async def _commands(screen: Asking, title: str) -> None:
    view = screen.workspace.view
    commands = screen.workspace.keymap.commands
    here = [each for each in commands if view in each.views and each.keys]
    rest = [each for each in commands if each not in here]
    listed = [*here, *rest]
    chosen = await screen.app.push_screen_wait(CommandList(title, listed, screen.look))
    if chosen is not None:
        screen.journey.run_command(chosen)


async def _help(screen: Asking) -> None:
    await _commands(screen, "Keys and commands")


async def _line(screen: Asking) -> None:
    await _commands(screen, "All commands")


async def _key_names(screen: Asking) -> None:
    from tui.screens.keynames import KeyNames

    await screen.app.push_screen_wait(KeyNames(screen.workspace, screen.look))


async def _compare(screen: Asking) -> None:
    from tui.screens import comparing

    await comparing.choose(screen)


async def _conclude(screen: Asking) -> None:
    from tui.screens import promising

    await promising.conclude(screen)


async def _slip(screen: Asking) -> None:
    from tui.screens import promising

    await promising.slip(screen)


async def _recover(screen: Asking) -> None:
    from tui.screens import recovery

    await recovery.recover(screen)


async def _snapshot(screen: Asking) -> None:
    from tui.screens import comparing

    await comparing.snapshot(screen)


def _whatif(command: str) -> Callable[[Asking], Awaitable[object]]:
    async def asked(screen: Asking) -> None:
        from tui.screens.whatif import FLOWS

        await FLOWS[command](screen)

    return asked


_WHATIF = (
    "whatif",
    "whatif.keep",
    "whatif.cost",
    "whatif.levers",
    "scenario.try",
    "scenario.rename",
    "back",
)


def _review(command: str) -> Callable[[Asking], Awaitable[object]]:
    async def asked(screen: Asking) -> None:
        from tui.screens.reviewing import FLOWS

        await FLOWS[command](screen)

    return asked


_FLOWS: dict[str, Callable[[Asking], Awaitable[object]]] = {
    "goto": _goto,
    "find": _find,
    "quick": _quick,
    "sort": _sort,
    "new": adding.new,
    "new.stage": adding.new_stage,
    "rename": adding.rename,
    "rename.id": adding.rename_id,
    "rename.stage": adding.rename_stage,
    "compare": _compare,
    "snapshot": _snapshot,
    "conclude": _conclude,
    "slip": _slip,
    **{command: _review(command) for command in REVIEW_FLOWS},
    "note": adding.note,
    **{command: _whatif(command) for command in _WHATIF},
    "action": adding.action,
    "action.edit": doing.edit,
    "findings.ignore": ignoring.ignore,
    "help": _help,
    "keys": _key_names,
    "line": _line,
    "palette": _line,
    "menu": _line,
    **PEOPLE,
    "save": lambda screen: screen.gapline.file.save(),
    "recover": _recover,
    "save.beside": lambda screen: screen.gapline.file.save_beside(),
    "quit": lambda screen: screen.gapline.leave(asked="q"),
    "quit.now": lambda screen: screen.gapline.leave(asked="quit"),
    "quit.save": lambda screen: screen.gapline.save_and_quit(),
}

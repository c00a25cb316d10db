"""With arrows, Enter, Esc and Tab alone everything can be done: a walk over the menu of each view."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

from model.journey.problem import UserError
from tests.tui.driving import Drive, opened
from tests.tui.everyscreen import copy_of, shown
from tui.acts.acting import act
from tui.commands import BY_ID, COMMANDS, VIEWS, Command
from tui.screens.choice import Choice
from tui.screens.commandlist import CommandList
from tui.workspace import Workspace

LISTS = {"menu", "palette", "line"}
"""The list of `help` under other names."""
NOT_RUN = {"quit", "quit.now", "quit.save", "save", "save.beside", "reload", "editor", "tutor", *LISTS}
"""What ends the walk, writes its file or leaves it for another: Enter on its line is seen to ask for it."""
FAR = 8
"""More presses of Esc or Enter than anything takes that lets go."""


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that Enter in the menu asked for; the menu stays, so that one walk down sees all."""
    ids: list[str] = []
    end = CommandList.end

    def listen(menu: CommandList, id: str | None) -> None:
        if id is None:
            end(menu, None)
        else:
            ids.append(id)

    monkeypatch.setattr(CommandList, "end", listen)
    return ids


async def test_arrows_enter_esc_and_tab_reach_every_command(tmp_path: Path, asked_for: list[str]) -> None:
    """Breadth first over the views: a command is reached from the menu of a view in which it works."""
    async with opened(copy_of(tmp_path), (24, 8)) as drive:
        unseen = deque([drive.workspace])
        views, popups_met, reached = {"board"}, set[str](), set[str]()
        while unseen:
            workspace = unseen.popleft()
            wanted = {each.id for each in COMMANDS if workspace.view in each.views} - reached
            asked_for.clear()
            await _ask_in_the_menu(drive, workspace, wanted)
            assert set(asked_for) == wanted
            reached |= wanted
            for id in asked_for:
                if id in NOT_RUN or _stays(workspace, id, views):
                    continue
                met, there = await _run(drive, workspace, id)
                popups_met |= met
                if there.view not in views:
                    views.add(there.view)
                    unseen.append(there)
        assert reached == set(BY_ID)
        assert views == set(VIEWS)
        assert {"Choice", "CommandList", "Filter", "KeyNames", "Letter", "Prompt", "SlipLine"} <= popups_met


def _stays(workspace: Workspace, id: str, views: set[str]) -> bool:
    """Whether a command asks nothing and leads to nothing that is not known."""
    try:
        changed = act(workspace, id, 10)
    except UserError:
        return True
    return changed is not None and changed.view in views


async def _ask_in_the_menu(drive: Drive, workspace: Workspace, wanted: set[str]) -> None:
    """Open the menu, go through its lines, press Enter on those that are wanted, and leave it."""
    drive.journey.show(workspace)
    await drive.keys(["tab"])
    menu = drive.top
    assert isinstance(menu, CommandList)
    ids = [each.id for each in menu.shown if isinstance(each, Command)]
    assert sorted(ids) == sorted(BY_ID)
    at = 0
    keys: list[str] = []
    for line in (line for line, id in enumerate(ids) if id in wanted):
        # Up from the first line is the last.
        up = (at - line) % len(ids)
        keys += ["down"] * (line - at) if line - at <= up else ["up"] * up
        keys.append("enter")
        at = line
    await drive.keys([*keys, "escape"])
    assert drive.top is drive.journey


async def _run(drive: Drive, workspace: Workspace, id: str) -> tuple[set[str], Workspace]:
    """Run a command, leave by Esc; again, answered by Enter: what was met, and where it led."""
    await _begin(drive, workspace, id)
    if _free(drive):
        there = drive.workspace
        await _leave(drive, id)
        return set(), there
    met = {shown(drive)}
    if isinstance(drive.top, Choice):
        await drive.keys(["down"] * len(drive.top.options))
        assert drive.top.at == 0
    await _leave(drive, id)
    await _begin(drive, workspace, id)
    for _ in range(FAR):
        if _free(drive):
            break
        met.add(shown(drive))
        await drive.keys(["enter"])
    there = drive.workspace
    await _leave(drive, id)
    return met, there


async def _begin(drive: Drive, workspace: Workspace, id: str) -> None:
    drive.journey.show(workspace)
    drive.journey.run_command(id)
    await drive.settle()
    assert drive.running, id


async def _leave(drive: Drive, where: str) -> None:
    """Esc alone leads back to the board."""
    for _ in range(FAR):
        if _free(drive) and drive.workspace.view == "board":
            return
        await drive.keys(["escape"])
    raise AssertionError(f"{where}: {shown(drive)} does not let go")


def _free(drive: Drive) -> bool:
    return drive.top is drive.journey and not drive.workspace.box and not drive.workspace.grabbed


async def test_enter_in_the_menu_runs_the_line(tmp_path: Path) -> None:
    async with opened(copy_of(tmp_path), (24, 8)) as drive:
        for id, view in (("view.curve", "curve"), ("review", "review"), ("view.minutes", "minutes")):
            await drive.keys(["tab"])
            menu = drive.top
            assert isinstance(menu, CommandList)
            at = [each.id for each in menu.shown if isinstance(each, Command)].index(id)
            await drive.keys(["up"] * (len(menu.shown) - at))
            await drive.keys(["enter"])
            # A review asks for its order, for who is there and for the time: Enter takes what is offered.
            await drive.keys(["enter"] * (0 if _free(drive) else 3))
            assert drive.workspace.view == view
        await _leave(drive, "the minutes")

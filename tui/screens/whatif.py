"""What-if on the main screen: beginning it, leaving it, and what its view asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.editing.twolevers import NOT_FREE, TwoLevers, Way, two_levers
from model.journey.action import Scenario
from model.journey.quantity import number_text, value_text
from model.scoring.rows import RowScore
from tui.acts.scenarios import named_one, renamed
from tui.acts.trying import applied, begun, kept, left, shown, tries, unkept
from tui.lists.scenarios import scenarios_of, selected_scenario
from tui.scoretext import journey_text
from tui.views.bars import unit_of
from tui.views.popup import Option, listed
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def whatif(screen: Asking) -> None:
    """Begin what-if, go to its view, or from there leave it."""
    workspace = screen.workspace
    if workspace.problems:
        words = "Mend the file first: nothing can be tried with one that has problems."
        screen.show_workspace(workspace.saying(words, "error"))
    elif not workspace.trying:
        await _begin(screen)
    elif workspace.view != "whatif":
        screen.show_workspace(shown(workspace))
    else:
        await leave(screen)


async def _begin(screen: Asking) -> None:
    found = scenarios_of(screen.workspace)
    scenario: Scenario | None = None
    if found:
        options = [Option("n", "the plan as it stands", "n")]
        options += listed(((each.name, str(at)) for at, each in enumerate(found)), taken="n")
        note = "Nothing you try touches the plan until you apply it."
        chosen = await screen.choose("What if: begin with", options, note)
        if chosen is None:
            return
        scenario = None if chosen == "n" else found[int(chosen)]
    screen.show_workspace(begun(screen.workspace, scenario))


async def leave(screen: Asking) -> bool:
    """Leave what-if, asking where something would be lost; True where it is over."""
    workspace = screen.workspace
    if not unkept(workspace):
        screen.show_workspace(left(workspace))
        return True
    count = tries(workspace).count
    was, now = journey_text(workspace.trial.scores) if workspace.trial else "", journey_text(workspace.scores)
    chosen = await screen.choose(
        "Leave what-if",
        [
            Option("k", "keep it as a scenario in the file", "keep"),
            Option("a", "apply it to the plan, as one step of undo", "apply"),
            Option("D", "drop it: the plan stays as it is", "drop"),
        ],
        f"{count} {'change is' if count == 1 else 'changes are'} tried, journey {was} > {now}.",
    )
    if chosen == "drop":
        screen.show_workspace(left(screen.workspace))
    elif chosen == "apply":
        screen.show_workspace(applied(screen.workspace))
    elif chosen == "keep" and await keep(screen):
        message = screen.workspace.message
        screen.show_workspace(replace(left(screen.workspace), message=message))
    return not screen.workspace.trying


async def keep(screen: Asking) -> bool:
    """Ask for a name and keep what is tried; True where nothing of it is left out."""
    trial = screen.workspace.trial
    if trial is None:
        screen.show_workspace(screen.workspace.saying("What-if is off. x begins it.", "error"))
        return False
    if screen.workspace.read_only:
        words = f"Nothing can be kept: {screen.workspace.read_only}"
        screen.show_workspace(screen.workspace.saying(words, "error"))
        return False
    again = "The same name changes that scenario  " if trial.scenario else ""
    hint = f"{again}Enter keep  Esc back"
    name = await screen.type_line("Keep what is tried as a scenario: its name", trial.name, hint)
    if not name:
        return False
    screen.show_workspace(kept(screen.workspace, name))
    trial = screen.workspace.trial
    return trial is not None and trial.kept is screen.workspace.session.state


async def cost(screen: Asking) -> None:
    """Ask what making the change would cost."""
    trial = screen.workspace.trial
    if trial is None:
        screen.show_workspace(screen.workspace.saying("What-if is off. x begins it.", "error"))
        return
    was = "" if trial.cost is None else number_text(trial.cost, 6)
    text = await screen.type_line("What would it cost? A number, in the unit of your actions' effort", was)
    if text is None or text == was or screen.workspace.trial is None:
        return
    number = _number(text)
    if text and number is None:
        words = f'"{text}" is not a number; type one such as 4.'
        screen.show_workspace(screen.workspace.saying(words, "error"))
        return
    changed = replace(screen.workspace.trial, cost=number, kept=None)
    words = f"Cost {number_text(number, 2)}." if number is not None else "No cost."
    screen.show_workspace(replace(screen.workspace, trial=changed).saying(words))


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    if not 0 <= value <= 1e15 or "_" in text:
        return None
    return int(value) if value.is_integer() else value


async def levers(screen: Asking) -> None:
    """Show both ways to close the gap of the selected row side by side, and try one."""
    workspace = screen.workspace
    row = workspace.row
    ways = two_levers(workspace.scores, workspace.selected[0], row.id) if row else None
    if not workspace.trying or row is None or ways is None:
        words = "What-if is off. x begins it." if not workspace.trying else "This row has no gap to close."
        screen.show_workspace(workspace.saying(words, "error"))
        return
    notes = [each.why_not for each in (ways.deliver, ways.promise) if each.why_not]
    options = _ways(workspace, row, ways)
    chosen = await screen.choose("Two levers", options, " ".join([*notes, NOT_FREE]))
    way = {"deliver": ways.deliver, "promise": ways.promise}.get(chosen or "")
    if way is not None and way.edit is not None:
        screen.do(way.edit)


def _ways(workspace: Workspace, row: RowScore, ways: TwoLevers) -> list[Option]:
    told = (("d", "deliver", "deliver", ways.deliver), ("p", "promise", "promise and expect", ways.promise))
    return [
        Option(key, f"{words} {_to(workspace, row, way)}", value)
        for key, value, words, way in told
        if way.edit is not None
    ]


def _to(workspace: Workspace, row: RowScore, way: Way) -> str:
    assert way.after is not None
    unit = unit_of(row, workspace.project.about.currency)
    value = value_text(way.value, row.expectation.kind, unit)
    return f"{value}: journey {journey_text(workspace.scores)} > {journey_text(way.after)}"


async def try_scenario(screen: Asking) -> None:
    """Try the selected scenario; asks first where something else is being tried."""
    chosen = selected_scenario(screen.workspace)
    if chosen is None:
        screen.show_workspace(begun(screen.workspace))
    elif not screen.workspace.trying or await leave(screen):
        screen.show_workspace(begun(screen.workspace, chosen))


async def rename(screen: Asking) -> None:
    """Give the selected scenario another name."""
    own = named_one(screen.workspace)
    if isinstance(own, str):
        screen.show_workspace(screen.workspace.saying(own, "error"))
        return
    name = await screen.type_line("Another name for the scenario", own.name)
    if name and name != own.name:
        screen.show_workspace(renamed(screen.workspace, own.id, name))


FLOWS: dict[str, Flow] = {
    "whatif": whatif,
    "whatif.keep": keep,
    "whatif.cost": cost,
    "whatif.levers": levers,
    "scenario.try": try_scenario,
    "scenario.rename": rename,
    "back": leave,
}
"""The commands of this file by their ids; `back` comes here where what-if is the last layer."""

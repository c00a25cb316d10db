"""A vote in words: what is voted on, who opens it, what became of it, and the edit that accepts it."""

from __future__ import annotations

from collections.abc import Iterable

from model.editing.building import one_step
from model.editing.edits import ABSENT, Edit, set_field
from model.editing.places import item_at
from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.quantity import number_text, value_text
from model.voting.count import Count
from model.voting.poll import Poll
from model.voting.round import LARGEST_VOTE, MOST_DOTS, Round, Stage
from tui.acts.reviewing import arrived
from tui.company.others import Others
from tui.values import hint_of, place_of, read_value
from tui.workspace import Workspace


def running(workspace: Workspace) -> Poll | None:
    """The vote there is to take part in or to look at; None where there is none."""
    poll = workspace.others.poll
    return poll if poll is not None and poll.running else None


# -- who ---------------------------------------------------------------------------------------------------


def leads(others: Others, poll: Poll) -> bool:
    """Whether this session opens the votes and ends them.

    That is whoever has the pen; where nobody has, who asked for the vote; where they are gone, anybody.
    """
    return others.has_pen if others.holder else poll.opener or not poll.led


def leader(others: Others, poll: Poll) -> str:
    """Who opens the votes and ends them: a login name, `you`, or `anybody`."""
    if leads(others, poll):
        return "you" if others.has_pen or poll.opener else "anybody"
    return others.holder or (poll.opened_by[0] if poll.opened_by else "")


def asked_by(poll: Poll) -> str:
    """Who asked for the vote."""
    if poll.opener:
        return "you"
    return next((voter[0] for voter, each in poll.others if each.opener), "somebody who left")


# -- what --------------------------------------------------------------------------------------------------


def names_of(project: Project, round: Round) -> tuple[str, str]:
    """Touchpoint and row that are voted on, text of the file; the row is empty where it needs no name."""
    touchpoint = project.touchpoint(round.touchpoint)
    if touchpoint is None:
        return "", ""
    row = touchpoint.expectation(round.row) if len(touchpoint.expectations) > 1 else None
    return touchpoint.name, row.name if row else ""


def question(project: Project, round: Round) -> str:
    """What is voted on: `delivered of 'Progress updates'`, text of the file."""
    name = ", ".join(each for each in names_of(project, round) if each)
    about = "dots for" if round.subject == "dots" else f"{round.subject} of"
    return f"{about} '{name}'" if name else f"{about} something that is gone"


def vote_text(project: Project, round: Round, value: float) -> str:
    """A vote with its unit, as the row's own numbers are written."""
    if round.subject == "dots":
        return f"{number_text(value)} dot{'s' * (value != 1)}"
    row = _row(project, round)
    if round.subject in NUMBER_FIELDS and row is not None:
        unit = project.about.currency if row.kind == "money" else row.unit
        return value_text(value, row.kind, None if row.kind in ("rating", "yes_no") else unit)
    return number_text(value)


def range_text(project: Project, round: Round) -> str:
    """What can be voted."""
    if round.subject == "dots":
        return f"0 to {MOST_DOTS} dots."
    touchpoint = project.touchpoint(round.touchpoint)
    if touchpoint is None or (round.row and touchpoint.expectation(round.row) is None):
        return "A number."
    return hint_of(project, place_of(project, _key(round), round.subject), round.subject)


def value_voted(workspace: Workspace, round: Round, text: str) -> float:
    """The vote that was typed; raises ProblemsFound where it is none that could be accepted."""
    if round.subject == "dots":
        if not (text.isascii() and text.isdecimal() and int(text) <= MOST_DOTS):
            raise _refused(f'"{text}" is no number of dots', f"type 0 to {MOST_DOTS}")
        return float(text)
    if not text:
        raise _refused("nothing was typed", "type a number, or leave with Esc")
    value = _read(workspace, round, text)
    if not -LARGEST_VOTE <= value <= LARGEST_VOTE:
        raise _refused(f'"{text}" is beyond what can be voted', "type a number of the row's own size")
    edit = accepting(workspace, round, value)
    if edit is not None:
        workspace.plan.apply(edit)
    return float(value)


def _read(workspace: Workspace, round: Round, text: str) -> bool | int | float:
    project = workspace.plan.project
    if _gone(project, round):
        raise _refused("what is voted on is gone", "end the vote with D")
    place = place_of(project, _key(round), round.subject)
    value: bool | int | float = read_value(project, place, round.subject, text, workspace.today)
    return value


# -- accepting ---------------------------------------------------------------------------------------------


def accepting(workspace: Workspace, round: Round, value: bool | float) -> Edit | None:
    """The edit that writes what a vote came to into its row; None where the row says so already.

    What people voted on nobody asked or measured: the basis of such a number is `assumed`, and it has
    neither a sample nor a date.
    Raises ProblemsFound where the row is gone.
    """
    project = workspace.plan.project
    if _gone(project, round):
        raise _refused("what was voted on is gone", "end the vote with D")
    place = place_of(project, _key(round), round.subject)
    item = item_at(project, place)
    number = _written(item, round, value)
    edits: list[Edit] = []
    if getattr(item, round.subject) != number:
        edits.append(set_field(project, place, round.subject, number))
    if isinstance(item, Expectation) and round.subject in ("expected", "delivered"):
        if getattr(item, f"{round.subject}_by") not in (None, "assumed"):
            edits.append(set_field(project, place, f"{round.subject}_by", "assumed"))
        # They tell of the customers and the cases behind the number that was there before.
        behind = (f"{round.subject}_{each}" for each in ("n", "sd", "on"))
        edits += [set_field(project, place, each, ABSENT) for each in behind if getattr(item, each, None)]
    return one_step(edits) if edits else None


def _written(item: object, round: Round, value: bool | float) -> bool | int | float:
    """A number as somebody would type it: two decimals, and yes or no where all say so."""
    if isinstance(item, Expectation) and item.kind == "yes_no" and round.subject in NUMBER_FIELDS:
        return bool(value) if value in (0, 1) else round_to(value, 4)
    return round_to(value, 2)


def round_to(value: float, decimals: int) -> int | float:
    """A number without digits that nobody voted for."""
    rounded = round(float(value), decimals)
    return int(rounded) if rounded.is_integer() else rounded


def result_text(project: Project, round: Round, count: Count) -> str:
    """What a vote came to, in one line for minutes and notes: votes, mean and median."""
    about = "Dots" if round.subject == "dots" else f"Vote on {round.subject}"
    if not count.votes:
        return f"{about}: nobody voted"
    votes = " ".join(number_text(each) for each in count.values)
    assert count.mean is not None
    assert count.median is not None
    if round.subject == "dots":
        return f"{about}: {number_text(count.total)} of {MOST_DOTS * len(count.votes)} ({votes})"
    middle = ", ".join(
        f"{word} {vote_text(project, round, value)}"
        for word, value in (("median", count.median), ("mean", count.mean))
    )
    return f"{about}: {middle}, of {votes}"


def voted(workspace: Workspace, command: str, _page: int) -> Workspace | None:
    """The workspace after a command in front of a vote; None where the command means what it always does."""
    review, poll = workspace.review, workspace.others.poll
    if command != "back" or review is None or review.end is not None or poll is None:
        return None
    if poll.round.touchpoint != review.log.at or (workspace.message and workspace.message.kind == "error"):
        return None
    # The vote was about what the room looks at: back is where it came from.
    return arrived(workspace, review).select(_key(poll.round)).steady()


# -- news --------------------------------------------------------------------------------------------------


def vote_news(before: Others, after: Others, project: Project) -> str:
    """What is worth a sentence about the vote since the last look; text of the file."""
    was, poll = before.poll, after.poll
    if poll is None:
        return ""
    if was is None or was.round.id != poll.round.id:
        if not poll.running:
            return ""
        return f"{asked_by(poll)} asks for a vote: {question(project, poll.round)}. V votes."
    if poll.stage != was.stage:
        return {Stage.SPREAD: "The votes are open: V shows them.", Stage.OVER: "The vote is over."}.get(
            poll.stage, ""
        )
    if was.led and not poll.led and poll.running and not after.holder:
        return f"{asked_by(poll)}, who asked for the vote, left: anybody can open and end it now (V)."
    return ""


def said_names(names: Iterable[str]) -> str:
    """Names with commas between."""
    return ", ".join(names)


# -- small parts -------------------------------------------------------------------------------------------


def _key(round: Round) -> tuple[str, str]:
    return round.touchpoint, round.row


def _row(project: Project, round: Round) -> Expectation | None:
    touchpoint = project.touchpoint(round.touchpoint)
    return touchpoint.expectation(round.row) if touchpoint else None


def _gone(project: Project, round: Round) -> bool:
    touchpoint = project.touchpoint(round.touchpoint)
    return touchpoint is None or bool(round.row and touchpoint.expectation(round.row) is None)


def _refused(found: str, mend: str) -> ProblemsFound:
    return ProblemsFound([Problem((), found, mend)])

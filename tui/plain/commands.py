"""What can be asked in the conversation, one command a line, and what each answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from model.editing.building import adding, adding_touchpoint, noting, removing
from model.editing.edits import Edit
from model.editing.places import Place
from model.journey.expectation import Expectation
from model.journey.problem import Problem, ProblemsFound, UserError
from model.journey.quantity import KINDS
from model.journey.touchpoint import Touchpoint
from tui.acts.undoing import redone, undone
from tui.plain import reviewing, speech
from tui.values import field_edit, place_of
from tui.workspace import Workspace

Lines = Iterable[str]
Command = Callable[[Workspace, str], tuple[Workspace, Lines]]

HELP = {
    "help": "help: what can be asked",
    "list": "list STAGE: every row with its numbers; the stage can be left out",
    "show": "show ID: everything about a stage, a touchpoint or a row such as delivery/minutes",
    "priorities": "priorities: what to do first",
    "findings": "findings: what the rules noticed",
    "promises": "promises: every promise with its state",
    "actions": "actions: every action, the open ones first",
    "notes": "notes: every note along the journey",
    "history": "history: what this session changed, then the earlier versions of the file",
    "set": "set TOUCHPOINT/EXPECTATION FIELD VALUE: change a value; without VALUE it is taken away",
    "add": "add touchpoint STAGE NAME, or add KIND TOUCHPOINT NAME: a new touchpoint or row",
    "note": "note TOUCHPOINT TEXT: add a note",
    "action": "action TOUCHPOINT TEXT: add an action",
    "delete": "delete ID: delete a touchpoint or a row; undo brings it back",
    **reviewing.HELP,
    "undo": "undo: take the last change back",
    "redo": "redo: do what was undone again",
    "save": "save: write the changes to the file",
    "keep": "keep mine or keep theirs: choose where somebody else saved another value meanwhile",
    "reload": "reload: read the file again",
    "quit": "quit: leave; asks to save or discard first where something is unsaved",
}
"""Every command with its line of help. Those that touch the file are carried out by the conversation."""


class NotUnderstood(UserError):
    """A line that cannot be carried out; nothing has changed."""


def answer(workspace: Workspace, command: str, rest: str) -> tuple[Workspace, Lines]:
    """Carry out one command on the project; raises UserError, and nothing has changed."""
    run = _COMMANDS.get(command)
    if run is None:
        in_review = reviewing.carried_out(workspace, command, rest)
        if in_review is not None:
            return in_review
        near = get_close_matches(command, HELP, 1, 0.6)
        meant = f"did you mean {near[0]}?" if near else "help lists the commands."
        raise NotUnderstood(f"{command} is not a command; {meant}")
    return run(workspace, rest)


def _help(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    if rest and rest not in HELP:
        raise NotUnderstood(f"{rest} is not a command; help lists the commands.")
    return workspace, [HELP[rest]] if rest else HELP.values()


def _list(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    if rest and workspace.project.stage(rest) is None:
        raise _unknown("stage", rest, (each.id for each in workspace.project.stages))
    return workspace, speech.listed(workspace.scores, rest)


def _show(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    if not rest:
        return workspace, [speech.journey_line(workspace.scores)]
    stage = workspace.project.stage(rest)
    if stage is not None and workspace.project.touchpoint(rest) is None:
        return workspace, speech.shown_stage(workspace.scores, stage)
    touchpoint, row = _found(workspace, rest)
    score = workspace.scores.touchpoint(touchpoint.id)
    if score is None:
        raise NotUnderstood(f"{rest} has no score.")
    row_score = score.row(row.id) if row else None
    if row_score is None:
        return workspace, speech.shown_touchpoint(workspace, score)
    return workspace, speech.shown_row(workspace, score, row_score)


def _set(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    id, field, value = _words(rest, "set", 2)
    touchpoint, row = _found(workspace, id)
    field = field.replace("-", "_")
    place = place_of(workspace.project, (touchpoint.id, row.id if row else ""), field)
    item = row if row is not None and len(place) == 4 else touchpoint
    known = type(item).model_fields
    if field.partition(".")[0] not in known or field == "id":
        raise _unknown("field", field, [name for name in known if name != "id"])
    edit = field_edit(workspace.project, [place], field, value, workspace.today)
    if edit is None:
        return workspace, [f"{field} of {id} is so already"]
    return _done(workspace, edit)


def _add(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    what, where, name = _words(rest, "add", 3)
    if what == "touchpoint":
        if workspace.project.stage(where) is None:
            raise _unknown("stage", where, (each.id for each in workspace.project.stages))
        return _done(workspace, adding_touchpoint(workspace.project, where, name))
    if what not in KINDS:
        raise _unknown("kind", what, ("touchpoint", *KINDS))
    touchpoint, _ = _found(workspace, where)
    data = {"name": name, "kind": what}
    if what == "duration":
        data["unit"] = "min"
    return _done(workspace, adding(workspace.project, ("touchpoints", touchpoint.id, "expectations"), data))


def _note(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    id, text = _words(rest, "note", 2)
    touchpoint, _ = _found(workspace, id)
    edit = noting(workspace.project, touchpoint.id, text, workspace.user, workspace.today)
    return _done(workspace, edit)


def _action(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    id, text = _words(rest, "action", 2)
    touchpoint, _ = _found(workspace, id)
    data = {"touchpoint": touchpoint.id, "what": text}
    return _done(workspace, adding(workspace.project, ("actions",), data))


def _delete(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    touchpoint, row = _found(workspace, *_words(rest, "delete", 1))
    outer: Place = ("touchpoints", touchpoint.id)
    return _done(workspace, removing(workspace.project, (*outer, "expectations", row.id) if row else outer))


def _done(workspace: Workspace, edit: Edit) -> tuple[Workspace, Lines]:
    if workspace.locked:
        raise NotUnderstood(f"nothing can be changed: {workspace.locked}")
    return _told(workspace.apply(edit))


def _told(workspace: Workspace) -> tuple[Workspace, Lines]:
    message = workspace.message
    return workspace, [speech.aloud(message.whole)] if message else []


def _found(workspace: Workspace, id: str) -> tuple[Touchpoint, Expectation | None]:
    """A touchpoint, or a row by both ids; raises NotUnderstood with the nearest id."""
    outer, slash, inner = id.partition("/")
    touchpoint = workspace.project.touchpoint(outer)
    if touchpoint is None:
        raise _unknown("touchpoint", outer, (each.id for each in workspace.project.touchpoints))
    if not slash:
        return touchpoint, None
    row = next((each for each in touchpoint.expectations if each.id == inner), None)
    if row is None:
        raise _unknown(f"row of {outer}", inner, (each.id for each in touchpoint.expectations))
    return touchpoint, row


def _unknown(noun: str, id: str, known: Iterable[str]) -> NotUnderstood:
    near = get_close_matches(id, list(known), 1, 0.5)
    return NotUnderstood(f"{id[:80]} is not a {noun} here{f'; did you mean {near[0]}?' if near else '.'}")


def _words(rest: str, command: str, least: int) -> list[str]:
    """The words of a command, the last one with all the rest; `set` may leave its value out."""
    most = 3 if command == "set" else least
    words = rest.split(None, most - 1)
    if len(words) < least:
        raise NotUnderstood(f"{command} needs more words. {HELP[command]}.")
    return words + [""] * (most - len(words))


_COMMANDS: dict[str, Command] = {
    "help": _help,
    "list": _list,
    "show": _show,
    "priorities": lambda workspace, _: (workspace, speech.prioritised(workspace.scores)),
    "findings": lambda workspace, _: (workspace, speech.found(workspace)),
    "promises": lambda workspace, _: (workspace, speech.promised(workspace)),
    "actions": lambda workspace, _: (workspace, speech.acted(workspace.scores)),
    "notes": lambda workspace, _: (workspace, speech.wrote(workspace.project)),
    "set": _set,
    "add": _add,
    "note": _note,
    "action": _action,
    "delete": _delete,
    "undo": lambda workspace, _: _told(undone(workspace)),
    "redo": lambda workspace, _: _told(redone(workspace)),
}


def problem_lines(error: UserError) -> list[str]:
    """What went wrong, a line each."""
    problems: Iterable[Problem] = error.problems if isinstance(error, ProblemsFound) else ()
    return [f"problem: {each.sentence}" for each in problems] or [f"problem: {error}"]

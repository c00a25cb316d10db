"""The lesson: seven tasks on a copy of the sample, each known to be done by what is there then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.journey.quantity import number_text
from tui.keymap import Keymap
from tui.registry.keytable import key_label

if TYPE_CHECKING:
    from tui.lists.listing import Key
    from tui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. Whatever is to be pressed or typed stands in square brackets, in its order."""

    title: str
    text: Callable[[Workspace], str]
    """One or two sentences, for where the person is at the moment."""
    done: Callable[[Workspace, Workspace], bool]
    """Whether it is done, from the workspace when the task began and the one now."""
    learnt: str
    """What there is to know about it afterwards."""


@dataclass(frozen=True)
class Lesson:
    """How far somebody has come."""

    at: int = 0
    """The number of tasks done; the next one is to do."""
    began: Workspace | None = None
    """What was there when this task began; of itself it has no lesson."""
    praised: bool = False
    """Whether the task before was done just now, and not before a pause."""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.at >= len(TASKS)


def taught(workspace: Workspace, at: int = 0) -> Workspace:
    """With the lesson on, `at` tasks of it done."""
    return replace(workspace, lesson=Lesson(at, replace(workspace, lesson=None)))


def progressed(workspace: Workspace) -> Workspace:
    """With the next task, where this one is done; nothing may be open or being typed."""
    lesson = workspace.lesson
    if lesson is None or lesson.finished or lesson.began is None:
        return workspace
    if not TASKS[lesson.at].done(lesson.began, workspace):
        return workspace
    return replace(workspace, lesson=Lesson(lesson.at + 1, replace(workspace, lesson=None), praised=True))


def heading_of(lesson: Lesson) -> str:
    """Which task this is."""
    if lesson.finished:
        return f"TUTOR  all {len(TASKS)} done"
    return f"TUTOR  {lesson.at + 1} of {len(TASKS)}: {TASKS[lesson.at].title}"


def praise_of(lesson: Lesson) -> str:
    """What there is to know about the task that was just done; nothing after a pause."""
    return f"Well done. {TASKS[lesson.at - 1].learnt}" if lesson.praised else ""


def text_of(workspace: Workspace) -> str:
    """What to do now."""
    lesson = workspace.lesson
    if lesson is None:
        return ""
    if lesson.finished:
        return f"{_keys(workspace, 'quit.now')} leads back to where you came from."
    # What is only being typed changes nothing about what there is to do.
    return TASKS[lesson.at].text(replace(workspace, box=None))


# -- the words for keys -----------------------------------------------------------------------------------


def _keys(workspace: Workspace, command: str, prefer: str = "") -> str:
    """What to press for a command with the keys of this person; by its name where it has no key."""
    keymap = workspace.keymap
    keys = keymap.by_id[command].keys
    if not keys:
        return f"{_named(_by_name(keymap))} {_named(command)} {_named('Enter')}"
    return _named(key_label(prefer if prefer in keys else keys[0]))


def _by_name(keymap: Keymap) -> str:
    """The key of a list in which commands can be found by name; one of them can never lose its key."""
    return next(keymap.label(each) for each in ("line", "menu") if keymap.by_id[each].keys)


def _named(key: str) -> str:
    return f"[{key}]"


def _from_board(workspace: Workspace) -> str:
    """How to come to the board, from elsewhere."""
    return "" if workspace.view == "board" else f"{_keys(workspace, 'back')} leads back to the board. "


# -- the seven tasks --------------------------------------------------------------------------------------


def _walk(workspace: Workspace) -> str:
    return (
        f"{_from_board(workspace)}{_keys(workspace, 'move.right', 'right')} goes to the next stage and "
        f"{_keys(workspace, 'move.down', 'down')} to the next line: walk to a line in another stage."
    )


def _walked(began: Workspace, now: Workspace) -> bool:
    return now.view == "board" and now.stage != began.stage and (now.position or 0) > 0


def _read(workspace: Workspace) -> str:
    if workspace.row is None:
        down = _keys(workspace, "move.down", "down")
        return f"{_from_board(workspace)}{down} goes to a line with numbers."
    if workspace.view != "detail":
        return f"{_keys(workspace, 'open')} opens all that is known about the selected line."
    return f"{_keys(workspace, 'working')} says in words where its score comes from."


def _narrow(workspace: Workspace) -> str:
    return (
        f"{_from_board(workspace)}{_keys(workspace, 'find')} lists only rows with the words you type, "
        f"from all stages. Find what was promised: type {_named('promised')} and {_named('Enter')}."
    )


def _narrowed(_began: Workspace, now: Workspace) -> bool:
    return bool(now.view == "board" and now.listing.text and now.entries)


def _better(workspace: Workspace) -> str:
    """What would have to be delivered to be as expected, as it is typed; empty where it is so already."""
    row = workspace.row
    if row is None or row.expected is None or row.band not in ("short", "failed"):
        return ""
    if row.expectation.kind == "yes_no":
        return f"{number_text(row.expected * 100)} %"
    return number_text(row.expected, 6)


def _set(workspace: Workspace) -> str:
    better = _better(workspace)
    if not better:
        down = _keys(workspace, "move.down", "down")
        return f"{_from_board(workspace)}{down} goes to a row where less is delivered than expected."
    return (
        f"{_from_board(workspace)}What if customers got what they expect? "
        f"{_keys(workspace, 'set.delivered')} takes what is delivered: type {_named(better)}, look at the "
        f"journey's score in the first line, then {_named('Enter')}."
    )


def _was_set(began: Workspace, now: Workspace) -> bool:
    before, after = _delivered(began), _delivered(now)
    return any(before.get(row, number) != number for row, number in after.items())


def _delivered(workspace: Workspace) -> dict[Key, bool | float | None]:
    rows = ((each.id, row) for each in workspace.project.touchpoints for row in each.expectations)
    return {(touchpoint, row.id): row.delivered for touchpoint, row in rows}


def _undo(workspace: Workspace) -> str:
    if workspace.session.state.edit is None:
        change = f"{_keys(workspace, 'nudge.up')} raises what is delivered by one step. "
        return f"{_from_board(workspace)}{change}{_keys(workspace, 'undo')} takes it back."
    return f"It was only a thought: {_keys(workspace, 'undo')} takes the last change back."


def _undone(began: Workspace, now: Workspace) -> bool:
    return any(each not in began.session.redoable for each in now.session.redoable)


def _act(workspace: Workspace) -> str:
    enter = _named("Enter")
    return (
        f"{_from_board(workspace)}A gap closes when somebody does something: "
        f"{_keys(workspace, 'action')}, what will be done, such as {_named('Call before we are late')} "
        f"{enter}, who does it {enter}, by when {enter}."
    )


def _acted(began: Workspace, now: Workspace) -> bool:
    return len(now.project.actions) > len(began.project.actions)


def _keep(workspace: Workspace) -> str:
    goto = f"{_keys(workspace, 'goto')} then {_named('r')} lists what to do first."
    if workspace.unsaved:
        return f"{_keys(workspace, 'save')} writes it to the file, here your copy; {goto}"
    return goto[0].upper() + goto[1:]


def _kept(_began: Workspace, now: Workspace) -> bool:
    return now.view == "priorities" and not now.unsaved


TASKS = (
    Task(
        "walk along the journey",
        _walk,
        _walked,
        "A stage is a part of the journey; a line is a touchpoint, or one thing that customers expect there.",
    ),
    Task(
        "read a gap",
        _read,
        lambda _, now: now.view == "working" and now.row is not None,
        "0 is just as expected, -50 the limit of what customers accept; better than expected goes up to +50.",
    ),
    Task(
        "find a row",
        _narrow,
        _narrowed,
        "The words may be of a name, an owner or a stage.",
    ),
    Task(
        "set a number",
        _set,
        _was_set,
        "Nothing changes before Enter, and the file is only written when you save.",
    ),
    Task(
        "take it back",
        _undo,
        _undone,
        "Every change can be undone, back to the first one, and done again.",
    ),
    Task(
        "decide on an action",
        _act,
        _acted,
        "Actions stand in a list of their own, with who is late and what each would bring.",
    ),
    Task(
        "save, and see what comes first",
        _keep,
        _kept,
        "That was the whole job. r walks through a journey with the whole room, and ? has every key.",
    ),
)

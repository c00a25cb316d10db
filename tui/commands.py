"""The one command registry: keys, palette, help, hint line, `gapline keys` and the README come from it."""

from __future__ import annotations

from tui.registry.command import (
    GROUPS,
    LEDGER_ROWS,
    NOT_REVIEW,
    OPENING,
    PLAN_ROWS,
    ROWS,
    VALUES,
    VIEWS,
    Command,
)
from tui.registry.helpcommands import HELP
from tui.registry.historycommands import AGAIN, BOOKMARKS, HISTORY, HISTORY_HINTS
from tui.registry.ledgercommands import LEDGER
from tui.registry.notecommands import NOTE_HINTS, NOTES
from tui.registry.outsidecommands import OUTSIDE
from tui.registry.reviewcommands import REVIEW, REVIEW_HINTS
from tui.registry.votecommands import VOTE, VOTE_HINTS
from tui.registry.whatifcommands import WHATIF

__all__ = ["COMMANDS", "GROUPS", "VIEWS", "Command"]

COMMANDS: tuple[Command, ...] = (
    Command("move.down", ("j", "down"), "down", "Select the next line.", "Move"),
    Command("move.up", ("k", "up"), "up", "Select the line above.", "Move"),
    Command("move.left", ("h", "left"), "stage left", "Go to the stage before.", "Move", NOT_REVIEW),
    Command("move.right", ("l", "right"), "stage right", "Go to the next stage.", "Move", NOT_REVIEW),
    Command("move.page-down", ("pagedown",), "page down", "Go down one screen.", "Move"),
    Command("move.page-up", ("pageup",), "page up", "Go up one screen.", "Move"),
    Command("move.first", ("home",), "first", "Select the first line of the journey.", "Move"),
    Command("move.last", ("end", "G"), "last", "Select the last line of the journey.", "Move"),
    Command(
        "open", ("enter",), "open", "Open the selected row, or the field under the cursor.", "Move", OPENING
    ),
    Command(
        "menu", ("tab", "shift+tab"), "menu", "Open the list of everything that can be done here.", "Move"
    ),
    Command("back", ("escape", "backspace"), "back", "Back out of one layer; never quits.", "Move"),
    Command("goto", ("g",), "go to", "Go to another view, or to the next shortfall.", "Move"),
    Command("find", ("/",), "filter", "Filter the rows as you type.", "Find", (*LEDGER_ROWS, "notes")),
    Command(
        "quick",
        ("f",),
        "quick filter",
        "Show only rows below, failed, assumed, unknown, marked; promises by state.",
        "Find",
        LEDGER_ROWS,
    ),
    Command("sort", ("s",), "sort, group", "Sort and group the rows.", "Find", LEDGER_ROWS),
    Command("mark", ("space",), "mark", "Mark the row, for one change to many rows.", "Find", ROWS),
    Command("mark.range", ("v",), "mark range", "Mark every row from the last mark to here.", "Find", ROWS),
    Command("mark.none", (), "unmark", "Take all marks away.", "Find", ROWS),
    *BOOKMARKS,
    Command("view.board", (), "board", "Show the journey as a board.", "Look"),
    Command("view.detail", (), "detail", "Show everything about the selected row.", "Look"),
    Command("view.curve", (), "curve", "Show the journey as a curve.", "Look"),
    Command("view.priorities", (), "priorities", "Show what to do first.", "Look"),
    Command("view.findings", (), "findings", "Show what the rules noticed, and how to mend it.", "Look"),
    Command("view.actions", (), "actions", "Show what the team decided to do.", "Look"),
    Command(
        "findings.by",
        ("t",),
        "group",
        "Group the findings by how grave they are, or by touchpoint.",
        "Look",
        ("findings",),
    ),
    Command(
        "findings.ignored",
        ("v",),
        "ignored",
        "Show the findings that are ignored, or the others again.",
        "Look",
        ("findings",),
    ),
    Command(
        "actions.sort",
        ("s",),
        "sort",
        "Sort by due day, by gain for effort, or as in the file.",
        "Look",
        ("actions",),
    ),
    Command("view.compare", (), "comparison", "Show what differs from the version compared with.", "Look"),
    Command("compare", ("C",), "compare with", "Choose a saved version, snapshot or git revision.", "Look"),
    *HISTORY,
    Command("people", (), "who is here", "Show who else has this file open, and where they are.", "Look"),
    Command("follow", ("F",), "follow", "Choose whom to follow from place to place; again to stop.", "Look"),
    Command("pen", ("L",), "pen", "Take the pen or put it down; a sign for the others, no lock.", "Look"),
    Command(
        "presenter",
        ("P",),
        "present",
        "Show it large for a room, with the keys pressed and without notes; Esc ends it.",
        "Look",
    ),
    Command("view.messages", (), "messages", "Show what was said so far.", "Look"),
    Command("view.problems", (), "problems", "Show what is wrong in the file.", "Look"),
    Command(
        "working",
        ("=",),
        "working",
        "Show the working: the arithmetic of a number in words.",
        "Look",
        LEDGER_ROWS,
    ),
    Command(
        "curve.kind",
        ("t",),
        "line/dumbbell",
        "Switch between the line and the dumbbells.",
        "Look",
        ("curve",),
    ),
    Command("shortfall", (), "next shortfall", "Select the next row that is below expected.", "Look"),
    Command("redraw", ("ctrl+l",), "redraw", "Paint the whole screen again.", "Look"),
    Command("set.delivered", ("d",), "delivered", "Type what is delivered.", "Change", VALUES, changes=True),
    Command(
        "type",
        tuple("0123456789"),
        "type a value",
        "Start typing: the value delivered, or the field under the cursor.",
        "Change",
        VALUES,
        changes=True,
    ),
    Command("edit", ("e",), "edit row", "Edit the row field by field.", "Change", VALUES, changes=True),
    Command("set.weight", ("w",), "weight", "Type the weight.", "Change", VALUES, changes=True),
    Command("set.expected", (), "expected", "Type what is expected.", "Change", VALUES, changes=True),
    Command(
        "basis",
        ("o",),
        "basis",
        "Say how the expectation is known: asked, observed, promised, assumed.",
        "Change",
        VALUES,
        changes=True,
    ),
    Command(
        "nudge.up", ("+",), "one step up", "Raise delivered by one step.", "Change", VALUES, changes=True
    ),
    Command(
        "nudge.down", ("-",), "one step down", "Lower delivered by one step.", "Change", VALUES, changes=True
    ),
    Command(
        "nudge.up-five", (">",), "five up", "Raise delivered by five steps.", "Change", VALUES, changes=True
    ),
    Command(
        "nudge.down-five",
        ("<",),
        "five down",
        "Lower delivered by five steps.",
        "Change",
        VALUES,
        changes=True,
    ),
    Command(
        "repeat", (".",), "repeat", "Do the last change again on this row.", "Change", VALUES, changes=True
    ),
    Command(
        "new",
        ("n",),
        "new",
        "Add a touchpoint, or an expectation or a promise to this one.",
        "Change",
        ROWS,
        changes=True,
    ),
    Command("new.stage", ("N",), "new stage", "Add a stage behind this one.", "Change", ROWS, changes=True),
    Command("rename", (), "rename", "Give the row another name.", "Change", ROWS, changes=True),
    Command("rename.stage", (), "rename stage", "Give the stage another name.", "Change", ROWS, changes=True),
    Command(
        "rename.id",
        (),
        "change id",
        "Give the row another id; all references follow.",
        "Change",
        ROWS,
        changes=True,
    ),
    Command(
        "grab",
        ("m",),
        "move",
        "Grab the touchpoint; arrows carry it, Enter drops it.",
        "Change",
        ("board",),
        changes=True,
    ),
    *NOTES,
    Command(
        "action",
        ("a",),
        "action",
        "Add an action for the touchpoint.",
        "Change",
        (*VALUES, "findings", "actions"),
        changes=True,
    ),
    Command(
        "action.edit",
        ("enter", "e"),
        "edit action",
        "Change the action field by field.",
        "Change",
        ("actions",),
        changes=True,
    ),
    Command(
        "action.done",
        ("space",),
        "done",
        "Mark the action as done today, or open again.",
        "Change",
        ("actions",),
        changes=True,
    ),
    Command(
        "action.delete",
        ("D",),
        "delete",
        "Delete the action; undo brings it back.",
        "Change",
        ("actions",),
        changes=True,
    ),
    Command(
        "findings.ignore",
        ("i",),
        "ignore",
        "Ignore the finding, here or everywhere; an ignored one comes back.",
        "Change",
        ("findings",),
        changes=True,
    ),
    Command(
        "delete", ("D",), "delete", "Delete the row; undo brings it back.", "Change", PLAN_ROWS, changes=True
    ),
    Command(
        "delete.stage",
        (),
        "delete stage",
        "Delete the stage and all that is in it.",
        "Change",
        ROWS,
        changes=True,
    ),
    Command(
        "write-ids",
        (),
        "write ids",
        "Write down the ids that are only derived from names.",
        "Change",
        changes=True,
    ),
    *LEDGER,
    *AGAIN,
    *WHATIF,
    *REVIEW,
    *VOTE,
    Command("undo", ("u", "ctrl+z"), "undo", "Take the last change back.", "Undo and save", changes=True),
    Command(
        "redo", ("U", "ctrl+r", "ctrl+y"), "redo", "Do what was undone again.", "Undo and save", changes=True
    ),
    Command("save", ("ctrl+s",), "save", "Write the changes to the file.", "Undo and save", changes=True),
    Command(
        "save.beside", (), "save beside", "Write the project to a new file beside this one.", "Undo and save"
    ),
    *OUTSIDE,
    Command("snapshot", ("S",), "snapshot", "Keep a dated copy of the file.", "Undo and save"),
    Command("export", ("X",), "export", "Write the view as a picture, or a report or data.", "Undo and save"),
    Command("reload", ("R",), "reload", "Read the file again.", "Undo and save"),
    Command(
        "recover",
        (),
        "lost edits",
        "Offer the edits that an earlier session made and did not save.",
        "Undo and save",
    ),
    Command(
        "reapply",
        (),
        "reapply",
        "Bring back what another program saved over.",
        "Undo and save",
        changes=True,
    ),
    Command("quit", ("q",), "back, quit", "Back out; on the board, quit.", "Undo and save"),
    Command("quit.now", ("ctrl+q",), "quit", "Quit; asks where something is unsaved.", "Undo and save"),
    Command("quit.save", ("Q",), "save and quit", "Save, then quit.", "Undo and save"),
    *HELP,
)

BY_ID = {command.id: command for command in COMMANDS}

HINTS: dict[str, tuple[str, ...]] = {
    "board": ("set.delivered", "nudge.up", "open", "goto", "find", "undo", "save", "line"),
    "detail": ("open", "set.delivered", "basis", "working", "undo", "back", "line"),
    "curve": ("curve.kind", "open", "goto", "back", "line"),
    "priorities": ("open", "set.delivered", "working", "sort", "back", "line"),
    "findings": ("open", "findings.by", "findings.ignore", "action", "undo", "back", "line"),
    "actions": ("action.edit", "action.done", "action", "actions.sort", "undo", "back", "line"),
    "whatif": ("set.delivered", "nudge.up", "whatif", "whatif.keep", "whatif.apply", "whatif.levers", "undo"),
    "scenarios": ("scenario.try", "scenario.apply", "scenario.rename", "scenario.delete", "back", "line"),
    "promises": ("conclude", "slip", "promise.new", "promise.edit", "open", "rates", "undo", "back", "line"),
    "planner": (
        "planner.promise",
        "planner.target",
        "planner.more",
        "planner.surer",
        "undo",
        "back",
        "line",
    ),
    **REVIEW_HINTS,
    **HISTORY_HINTS,
    **VOTE_HINTS,
    **NOTE_HINTS,
    "compare": ("open", "version.restore", "compare", "snapshot", "undo", "back", "line"),
    "working": ("back", "goto", "line"),
    "problems": ("back", "reload", "line"),
    "messages": ("back", "goto", "line"),
}
"""The commands the hint line names in each view, the most useful first."""

"""The one main screen: the workspace goes down into a picture, keys come up as commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.widgets import Input

from model.editing.places import item_at
from model.journey.problem import ProblemsFound, UserError
from tui.acting import TAB_FIELDS, act, back, carried, dropped, edit_for, press, put_back, set_text, show_view
from tui.commands import BY_ID, key_table
from tui.keys import key_name
from tui.picture import Look
from tui.screens.asking import Asking
from tui.values import (
    CHOICES,
    hint_of,
    label_of,
    next_choice,
    place_of,
    said_value,
    value_as_typed,
)
from tui.views.detail import detail_fields
from tui.views.frame import screen_picture
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine
from tui.workspace import Box, Workspace

if TYPE_CHECKING:
    from tui.app import GaplineApp

_CARRYING = {
    "up": "up",
    "k": "up",
    "down": "down",
    "j": "down",
    "left": "left",
    "h": "left",
    "right": "right",
    "l": "right",
}
_NARROWEST_BOX = 9


class JourneyScreen(Asking, Screen[None]):
    """Draws the workspace and turns keys into commands. The workspace is the truth, this is not."""

    AUTO_FOCUS = "Canvas"

    app: GaplineApp

    def __init__(self, workspace: Workspace, look: Look) -> None:
        super().__init__()
        self.workspace = workspace
        self.look = look

    def compose(self) -> ComposeResult:
        """The picture, and the line that lies over it while a value is typed."""
        yield Canvas(self.look, id="picture")
        yield TypingLine(id="box")

    # -- state goes down ----------------------------------------------------------------------------

    def show(self, workspace: Workspace) -> None:
        """Take a new workspace and draw what changed."""
        self.workspace = workspace
        canvas = self.query_one("#picture", Canvas)
        width, height = canvas.size
        if width and height:
            canvas.show(screen_picture(workspace, self.look, width, height), self.look)
            if self.gapline.wishes.cursor:
                self._point(canvas)
        self._place_box()

    def _point(self, canvas: Canvas) -> None:
        """Put the terminal's cursor on the selected line, for readers that follow it."""
        field = self.workspace.detail_field
        spot = canvas.find(("field", field) if field else ("row", *self.workspace.selected))
        self.app.cursor_position = spot.offset if spot else Offset(0, 0)

    def redraw(self) -> None:
        """Paint the whole screen again, also what the terminal lost."""
        self.app.refresh(layout=True)
        self.query_one("#picture", Canvas).refresh()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size; selection, open box and its text stay."""
        event.stop()
        self.show(self.workspace)

    # -- keys come up -------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Run the command of the key; while something is asked or typed, hand the key on."""
        event.stop()
        event.prevent_default()
        self.wait(event)
        self.take_waiting()

    def take_waiting(self) -> None:
        """Take the keys that wait, in order, as long as none of them opens something that takes the rest."""
        line = self.query_one("#box", TypingLine)
        while not self.asking and not (self.workspace.box is not None and line.leaving):
            event = self.next_waiting()
            if event is None:
                return
            if self.workspace.box is not None:
                line.take(event)
            else:
                self._press(event)

    def _press(self, event: events.Key) -> None:
        key = key_name(event)
        if self.workspace.grabbed is not None:
            self._carry(key)
            return
        command = key_table(self.workspace.view).get(key)
        if command is None:
            return
        self.run_command(command.id, key)

    def run_command(self, command: str, key: str = "") -> None:
        """Run a command by its id; `key` is what was pressed, for commands that start with it."""
        workspace = self.workspace
        if workspace.message is not None and workspace.message.kind == "error" and command != "back":
            workspace = workspace.quiet()
        if workspace.read_only and BY_ID[command].changes:
            self.show(workspace.saying(f"Nothing can be changed: {workspace.read_only}", "error"))
            return
        try:
            page = max(1, self.size.height - 8)
            changed = act(workspace, command, page)
        except UserError as error:
            self.show(workspace.saying(str(error), "error"))
            return
        if changed is not None:
            self.show(changed)
            return
        self.workspace = workspace
        if command == "redraw":
            self.redraw()
        elif command == "open":
            self._open()
        elif command == "type":
            self.open_box(self._typed_field(), key)
        elif command == "edit":
            self.show(show_view(workspace, "detail"))
            self.open_box("expected")
        elif command.startswith("set."):
            self.open_box(command.removeprefix("set."))
        else:
            self.ask(command)

    def on_canvas_pressed(self, event: Canvas.Pressed) -> None:
        """A click selects a row, a stage or a field, or runs a command of the hint line."""
        event.stop()
        if self.workspace.box is not None or self.workspace.grabbed is not None:
            return
        kind, *rest = event.target
        if kind == "row":
            self.show(press(self.workspace, (rest[0], rest[1])))
            if event.double:
                self._open()
        elif kind == "stage":
            self.show(self.workspace.show_stage(rest[0]))
        elif kind == "field" and self.workspace.view == "detail":
            again = self.workspace.detail_field == rest[0]
            self.show(replace(self.workspace, detail_field=rest[0]))
            if again or event.double:
                self._open()
        elif kind == "command":
            self.run_command(rest[0])

    def _carry(self, key: str) -> None:
        try:
            if key in _CARRYING:
                self.show(carried(self.workspace, _CARRYING[key]))
            elif key == "enter":
                self.show(dropped(self.workspace))
            elif key == "escape":
                self.show(put_back(self.workspace))
        except UserError as error:
            self.show(put_back(self.workspace).saying(str(error), "error"))

    def _open(self) -> None:
        workspace = self.workspace
        if workspace.view == "detail" and workspace.detail_field and not workspace.read_only:
            field = workspace.detail_field
            if field in CHOICES:
                self._next_word(field)
            else:
                self.open_box(field)
        elif workspace.selected[0]:
            self.show(show_view(workspace, "detail"))

    def _next_word(self, field: str) -> None:
        """Fields of a few words step through them; the box stays for typing one."""
        workspace = self.workspace
        place = place_of(workspace.project, workspace.selected, field)
        now = value_as_typed(workspace.project, place, field) or CHOICES[field][-1]
        try:
            self.show(set_text(workspace, field, next_choice(field, now)))
        except UserError as error:
            self.show(workspace.saying(str(error), "error"))

    def _typed_field(self) -> str:
        field = self.workspace.detail_field
        return field if self.workspace.view == "detail" and field and field not in CHOICES else "delivered"

    # -- the value box ------------------------------------------------------------------------------

    def open_box(self, field: str, typed: str | None = None) -> None:
        """Open the box on a field of the selected line, with its value or with the first key typed."""
        workspace = self.workspace
        if not workspace.selected[0]:
            self.show(workspace.saying("Nothing is selected. n adds a touchpoint.", "error"))
            return
        place = place_of(workspace.project, workspace.selected, field)
        if field.partition(".")[0] not in type(item_at(workspace.project, place)).model_fields:
            words = f"{label_of(field)} belongs to a row: select one of this touchpoint's rows."
            self.show(workspace.saying(words[0].upper() + words[1:], "error"))
            return
        label = label_of(field)
        if len(workspace.keys_for(field)) > 1:
            label = f"{label} of {len(workspace.keys_for(field))} marked rows"
        was = said_value(workspace.project, place, field)
        box = Box(place, field, label[0].upper() + label[1:], was, hint_of(workspace.project, place, field))
        line = self.query_one("#box", TypingLine)
        line.start(
            value_as_typed(workspace.project, place, field) if typed is None else typed,
            selected=typed is None,
        )
        self.show(replace(workspace, box=box, detail_field=field if workspace.view == "detail" else ""))
        line.focus()
        if typed is not None:
            self._preview(typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the value would do, or why it cannot be set; nothing is committed."""
        event.stop()
        if self.workspace.box is not None:
            self._preview(event.value)

    def _preview(self, text: str) -> None:
        workspace = self.workspace
        assert workspace.box is not None
        preview, problem = None, ""
        try:
            edit = edit_for(workspace, workspace.box.field, text)
            preview = workspace.tried(edit) if edit else None
        except ProblemsFound as error:
            problem = " ".join(f"{each.found}; {each.mend}." for each in error.problems[:1])
        self.show(replace(workspace, box=replace(workspace.box, preview=preview, problem=problem)))

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter sets, Tab sets and goes to the next field, Down to the next row, Esc leaves all as it was."""
        event.stop()
        workspace = self.workspace
        if workspace.box is None:
            return
        field = workspace.box.field
        if event.key in ("escape", "pageup", "pagedown"):
            self._close(replace(workspace, box=None))
            self.take_waiting()
            return
        try:
            changed = set_text(workspace, field, event.text)
        except ProblemsFound as error:
            problem = " ".join(f"{each.found}; {each.mend}." for each in error.problems[:1])
            self.show(replace(workspace, box=replace(workspace.box, preview=None, problem=problem)))
            self.query_one("#box", TypingLine).stay()
            self.take_waiting()
            return
        self._close(replace(changed, box=None))
        if event.key in ("tab", "shift+tab"):
            fields = [each for each in self._tab_fields() if each not in CHOICES]
            step = 1 if event.key == "tab" else -1
            at = fields.index(field) + step if field in fields else 0
            self.open_box(fields[at % len(fields)])
        elif event.key in ("down", "up"):
            moved = self.workspace.move(1 if event.key == "down" else -1)
            if moved.selected != self.workspace.selected:
                self.show(moved)
                self.open_box(field)
        self.take_waiting()

    def _tab_fields(self) -> tuple[str, ...]:
        return detail_fields(self.workspace) if self.workspace.view == "detail" else TAB_FIELDS

    def _close(self, workspace: Workspace) -> None:
        self.query_one("#picture", Canvas).focus()
        self.show(workspace)

    def _place_box(self) -> None:
        """Lay the line over the value it changes, or over the message line where that is not shown."""
        line = self.query_one("#box", TypingLine)
        box = self.workspace.box
        if box is None:
            if line.display:
                line.display = False
            return
        canvas = self.query_one("#picture", Canvas)
        spot = canvas.find(("field", box.field))
        width, height = canvas.size
        text = box.field in ("name", "says", "owner", "channel", "feedback") or "." in box.field
        wanted = 40 if text else _NARROWEST_BOX
        if spot is None:
            size = min(wanted, max(4, width // 3))
            spot = Region(max(0, width - size - 1), max(0, height - 2), size, 1)
        size = max(spot.width, min(wanted, width - 2))
        x = max(0, min(spot.right - size if not text else spot.x, width - size))
        # A column is left free, so that the box does not touch the number before it.
        line.styles.offset = (x + 1, spot.y)
        line.styles.width = size - 1
        line.display = True

    def back_out(self) -> None:
        """One layer back."""
        self.show(back(self.workspace))

    def filter_by(self, text: str) -> None:
        """Show only the rows that have these words."""
        listing = replace(self.workspace.listing, text=text)
        self.show(replace(self.workspace, listing=listing).steady())

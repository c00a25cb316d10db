"""The one main screen: the workspace goes down into a picture, keys come up as commands."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.reactive import Reactive
from textual.widget import Widget

from model.files.lostwork import anything_lost
from model.journey.problem import UserError
from tui.acts.acting import act, press_line
from tui.acts.changing import carried, dropped, put_back, set_text
from tui.acts.moving import back, press, show_view
from tui.acts.presenting import pressed
from tui.company.alongside import parted
from tui.pictures.picture import Look, Picture
from tui.registry.keys import key_name
from tui.screens.boxing import Boxing
from tui.screens.macros import Macro
from tui.screens.noticing import Noticing
from tui.screens.sitting import Sitting
from tui.values import CHOICES, next_choice, place_of, value_as_typed
from tui.views.frame import screen_picture
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app import GaplineApp
    from tui.screens.recalling import Recalling

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


_OPENING = {"actions": "action.edit", "history": "history.back"}
"""What a double click on a line of a list runs, where that is not to open it."""


class JourneyScreen(Boxing):
    """Draws the workspace and turns keys into commands. The workspace is the truth, this is not."""

    AUTO_FOCUS = "Canvas"

    app: GaplineApp

    # Textual repaints a screen whose focus moves; here nothing but the cursor in the box tells where it is.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, workspace: Workspace, look: Look) -> None:
        self._painting = False
        super().__init__()
        self.workspace = workspace
        self.look = look
        self.noticing = Noticing(self)
        self._unpainted = ExitStack()
        self.sitting = Sitting(self)
        self.macro = Macro(self)
        self.recalling: Recalling | None = None

    def compose(self) -> ComposeResult:
        """The picture, and the line that lies over it while a value is typed."""
        yield Canvas(self.look, draw=self._drawn, id="picture")
        yield TypingLine(id="box")

    def on_mount(self) -> None:
        """Paint nothing until all have their places: Textual would paint the whole screen four times."""
        self._unpainted.enter_context(self.app.batch_update())

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint. Until the first paint only the canvas asks for one, or there would be two."""
        repaint = repaint and self._painting
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _begin_to_paint(self) -> None:
        self._painting = True
        self._unpainted.close()
        self.show(self.workspace)
        if anything_lost(self.gapline.file.loaded.real):
            self.ask("recover")
        self.take_waiting()

    # -- state goes down ----------------------------------------------------------------------------

    def show(self, workspace: Workspace) -> None:
        """Take a new workspace, have its edits in the journal, and draw what changed."""
        workspace = parted(workspace, self.workspace)
        if workspace.review is not None or workspace.view == "minutes":
            workspace = self.sitting.follow(workspace)
        keeping, canvas = self.app.keeping, self.query_one("#picture", Canvas)
        # The disk is at it while the picture is made; nothing is painted before all is safe.
        keeping.begin(workspace)
        self.workspace = self._noticed(workspace)
        self._draw(canvas)
        kept = keeping.kept(self.workspace)
        if kept is not self.workspace:
            self.workspace = kept
            self._draw(canvas)
        if canvas.size and self.app.pointing:
            # Behind what a line that was left still does with the cursor.
            self.call_after_refresh(self._point)
        self.place_box()
        if workspace.view == "history" and workspace.chronicle.versions is None:
            self._recall()

    def _draw(self, canvas: Canvas) -> None:
        if canvas.size:
            canvas.show(self._drawn(*canvas.size), self.look)

    def _noticed(self, workspace: Workspace) -> Workspace:
        return self.noticing.follow(workspace) if self._painting else workspace

    def _recall(self) -> None:
        # Loaded with the first look at the history, like all that only some sessions need.
        from tui.screens.recalling import Recalling

        self.recalling = self.recalling or Recalling(self)
        self.recalling.follow()

    def on_screen_resume(self) -> None:
        """Take the terminal's cursor back from a popup."""
        self._point()

    def _point(self) -> None:
        if self.workspace.box is not None:
            self.query_one("#box", TypingLine).point()
        else:
            field = self.workspace.detail_field
            row = ("row", *self.workspace.selected)
            self.query_one("#picture", Canvas).point(("field", field) if field else None, row)

    def _drawn(self, width: int, height: int) -> Picture:
        return screen_picture(self.workspace, self.look, width, height)

    def redraw(self) -> None:
        """Paint the whole screen again, also what the terminal lost."""
        self.app.repaint()
        self.app.refresh(layout=True)
        self.query_one("#picture", Canvas).refresh()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size; selection, open box and its text stay."""
        event.stop()
        self.show(self.workspace)
        if not self._painting:
            self.query_one("#picture", Canvas).refresh()
            self.call_after_refresh(self._begin_to_paint)

    # -- keys come up -------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Run the command of the key; while something is asked or typed, hand the key on."""
        event.stop()
        event.prevent_default()
        self.wait(event)
        self.take_waiting()

    def take_waiting(self) -> None:
        """Take the keys that wait, in order, as long as none of them opens something that takes the rest."""
        if not self._painting:
            return  # what opens over a screen that paints nothing yet would never be seen
        line = self.query_one("#box", TypingLine)
        while not self.asking and not (self.workspace.box is not None and line.leaving):
            self.app.learning.follow()
            if self.workspace.box is None and self.workspace.grabbed is None:
                self.macro.rested()
            event = self.next_waiting()
            if event is None:
                return
            if self.workspace.box is not None:
                self.workspace = pressed(self.workspace, key_name(event))
                line.take(event)
            else:
                self._press(event)

    def heard(self, event: events.Key) -> None:
        """A key in the order of typing; one for the box that did not have to wait is shown to the room."""
        super().heard(event)
        line = self.query_one("#box", TypingLine)
        if line.has_focus and not line.leaving and self.workspace.box is not None:
            self.workspace = pressed(self.workspace, key_name(event))

    def _press(self, event: events.Key) -> None:
        key = key_name(event)
        self.workspace = pressed(self.workspace, key)
        if self.workspace.grabbed is not None:
            self._carry(key)
            return
        command = self.workspace.keymap.tables[self.workspace.view].get(key)
        if command is None:
            if self.workspace.presenter is not None:
                self.show(self.workspace)
            return
        self.run_command(command.id, key)

    def run_command(self, command: str, key: str = "") -> None:
        """Run a command by its id; `key` is what was pressed, for commands that start with it."""
        workspace = replace(self.workspace, others=self.workspace.others.faded())
        if workspace.message is not None and workspace.message.kind == "error" and command != "back":
            workspace = workspace.quiet()
        if workspace.locked and workspace.keymap.by_id[command].changes:
            self.show(workspace.saying(f"Nothing can be changed: {workspace.locked}", "error"))
            return
        try:
            page = max(1, self.size.height - 8)
            changed = act(workspace, command, page)
        except UserError as error:
            self.show(workspace.saying(str(error), "error"))
            return
        if changed is not None:
            self.show(parted(changed, workspace, moved=command.startswith("move.")))
            return
        self.workspace = workspace
        if command == "redraw":
            self.redraw()
        elif command == "open":
            self._open()
        elif command == "type":
            self.open_box(self._typed_field(), key)
        elif command == "edit":
            # The room goes on looking at the touchpoint; Tab walks through the numbers of the row.
            self.show(workspace if workspace.view == "review" else show_view(workspace, "detail"))
            self.open_box("expected")
        elif command == "slip" and key:
            self.began = key
            self.ask(command)
        elif command.startswith("set."):
            self.open_box(command.removeprefix("set."))
        else:
            self.ask(command)

    def on_canvas_pressed(self, event: Canvas.Pressed) -> None:
        """A click selects a row, a stage or a field, or runs a command of the hint line."""
        event.stop()
        if self.asking or self.workspace.box is not None or self.workspace.grabbed is not None:
            return
        kind, *rest = event.target
        if kind == "row":
            self.show(press(self.workspace, (rest[0], rest[1])))
            if event.double:
                self._open()
        elif kind == "promise":
            self._press_promise(rest[0], double=event.double)
        elif kind == "stage":
            self.show(self.workspace.show_stage(rest[0]))
        elif kind == "field" and self.workspace.view == "detail":
            again = self.workspace.detail_field == rest[0]
            self.show(replace(self.workspace, detail_field=rest[0]))
            if again or event.double:
                self._open()
        elif kind == "line":
            self.show(press_line(self.workspace, int(rest[0])))
            if event.double:
                self.run_command(_OPENING.get(self.workspace.view, "open"))
        elif kind == "command":
            self.run_command(rest[0])

    def _press_promise(self, promise: str, *, double: bool) -> None:
        from tui.acts.ledgering import chosen

        self.show(chosen(self.workspace, promise))
        if double:
            self.run_command("open")

    def _carry(self, key: str) -> None:
        try:
            if key in _CARRYING:
                self.show(carried(self.workspace, _CARRYING[key]))
            elif key == "enter":
                self.show(dropped(self.workspace))
            elif key in ("escape", "ctrl+q"):
                self.show(put_back(self.workspace))
                if key == "ctrl+q":
                    self.run_command("quit.now")
        except UserError as error:
            self.show(put_back(self.workspace).saying(str(error), "error"))

    def _open(self) -> None:
        workspace = self.workspace
        if workspace.view == "detail" and workspace.detail_field:
            if workspace.locked:
                self.show(workspace.saying(f"Nothing can be changed: {workspace.locked}", "error"))
                return
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

    def back_out(self) -> None:
        """One layer back."""
        self.show(back(self.workspace))

    def filter_by(self, text: str) -> None:
        """Show only the rows that have these words."""
        listing = replace(self.workspace.listing, text=text)
        self.show(replace(self.workspace, listing=listing).steady())

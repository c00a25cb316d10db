"""The value box of the main screen: typing over a value, with what it would do shown at each key."""

from __future__ import annotations

from dataclasses import replace

from textual.geometry import Region
from textual.widgets import Input

from model.editing.places import item_at
from model.journey.problem import ProblemsFound
from tui.acts.changing import TAB_FIELDS, edit_for, row_wanted, set_text
from tui.box import Box
from tui.screens.asking import Asking
from tui.values import CHOICES, hint_of, label_of, place_of, said_value, value_as_typed
from tui.views.fields import detail_fields
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine
from tui.workspace import Workspace

_AWAY = (0, -1)
"""Where the line is while nothing is typed. Not displayed it would be laid out anew each time, and everything
below it painted again."""
_NARROWEST_BOX = 9


class Boxing(Asking):
    """The part of the main screen that types values."""

    def open_box(self, field: str, typed: str | None = None) -> None:
        """Open the box on a field of the selected line, with its value or with the first key typed."""
        workspace = self.workspace
        if not workspace.selected[0]:
            self.show_workspace(workspace.saying("Nothing is selected. n adds a touchpoint.", "error"))
            return
        targets = workspace.keys_for(field)
        key = workspace.selected if workspace.selected in targets else targets[0]
        place = place_of(workspace.project, key, field)
        if field.partition(".")[0] not in type(item_at(workspace.project, place)).model_fields:
            self.show_workspace(workspace.saying(row_wanted(workspace, label_of(field)), "error"))
            return
        label = label_of(field)
        if len(targets) > 1:
            label = f"{label} of {len(targets)} marked rows"
        was = said_value(workspace.project, place, field)
        box = Box(place, field, label[0].upper() + label[1:], was, hint_of(workspace.project, place, field))
        line = self.query_one("#box", TypingLine)
        line.start(
            value_as_typed(workspace.project, place, field) if typed is None else typed,
            selected=typed is None,
        )
        self.show_workspace(
            replace(workspace, box=box, detail_field=field if workspace.view == "detail" else "")
        )
        line.focus()
        if typed is not None:
            self._preview(typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the value would do, or why it cannot be set; nothing is committed."""
        event.stop()
        if (box := self.workspace.box) is not None:
            text = self.query_one("#box", TypingLine).text
            name = item_at(self.workspace.project, box.place).name
            self.typing(f"{box.label} on {name}", text, f"set.{box.field}")
            self._preview(text)

    def _preview(self, text: str) -> None:
        workspace = self.workspace
        assert workspace.box is not None
        preview, problem = None, ""
        try:
            edit = edit_for(workspace, workspace.box.field, text)
            preview = workspace.tried(edit) if edit else None
        except ProblemsFound as error:
            problem = " ".join(f"{each.found}; {each.mend}." for each in error.problems[:1])
        self.show_workspace(replace(workspace, box=replace(workspace.box, preview=preview, problem=problem)))

    def renew_box(self) -> None:
        """Work out anew what the value being typed would do, after the project below it changed."""
        if self.workspace.box is not None:
            self._preview(self.query_one("#box", TypingLine).text)

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter sets, Tab sets and goes to the next field, Down to the next row, Esc leaves all as it was."""
        event.stop()
        workspace = self.workspace
        if workspace.box is None:
            return
        field = workspace.box.field
        if event.key in ("pageup", "pagedown"):
            self.query_one("#box", TypingLine).stay()
            self.journey.take_waiting()
            return
        if event.key in ("escape", "ctrl+q"):
            self._close(replace(workspace, box=None))
            if event.key == "ctrl+q":
                self.journey.run_command("quit.now")
            self.journey.take_waiting()
            return
        try:
            changed = set_text(workspace, field, event.text)
        except ProblemsFound as error:
            problem = " ".join(f"{each.found}; {each.mend}." for each in error.problems[:1])
            self.show_workspace(replace(workspace, box=replace(workspace.box, preview=None, problem=problem)))
            self.query_one("#box", TypingLine).stay()
            self.journey.take_waiting()
            return
        self._close(replace(changed, box=None))
        if event.key in ("tab", "shift+tab"):
            fields = [each for each in self._tab_fields() if each not in CHOICES]
            step = 1 if event.key == "tab" else -1
            at = fields.index(field) + step if field in fields else 0
            self.open_box(fields[at % len(fields)])
        elif event.key in ("down", "up"):
            moved = self._neighbour(workspace, 1 if event.key == "down" else -1)
            if moved.selected != self.workspace.selected:
                self.show_workspace(moved)
                self.open_box(field)
        self.journey.take_waiting()

    def _neighbour(self, before: Workspace, step: int) -> Workspace:
        """With the line beside the one that was just set, where it stood before it was."""
        if not (before.trying and before.view == "whatif"):
            return self.workspace.move(step)
        from tui.acts.trying import stepped

        return self.workspace.select(stepped(replace(before, box=None), step).selected)

    def _tab_fields(self) -> tuple[str, ...]:
        return detail_fields(self.workspace) if self.workspace.view == "detail" else TAB_FIELDS

    def _close(self, workspace: Workspace) -> None:
        self.set_focus(self.query_one("#picture", Canvas))
        self.show_workspace(workspace)
        self.gapline.keeping.typed()

    def place_box(self) -> None:
        """Lay the line over the value it changes, or over the message line where that is not shown."""
        line = self.query_one("#box", TypingLine)
        box = self.workspace.box
        if box is None:
            line.styles.offset = _AWAY
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

"""Which name each key arrives under, and what it runs: for whoever changes their keys."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from tui.keymap import key_of
from tui.keys import key_name
from tui.picture import Line, Look, Pen, Picture, filled
from tui.screens.asked import Asked
from tui.widgets.canvas import Canvas
from tui.workspace import Workspace

_WIDTH, _HEIGHT = 64, 14


class KeyNames(Asked[None]):
    """Shows each key pressed; ends with Esc pressed twice."""

    def __init__(self, workspace: Workspace, look: Look) -> None:
        super().__init__()
        self.workspace = workspace
        self.look = look
        self.pressed: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """One canvas."""
        yield Canvas(self.look)

    def on_mount(self) -> None:
        """Take keys at once."""
        self.query_one(Canvas).focus()
        self.on_resize()
        self.take_waiting()

    def on_resize(self) -> None:
        """Stay within the screen."""
        canvas = self.query_one(Canvas)
        canvas.styles.width = min(_WIDTH, self.app.size.width)
        canvas.styles.height = min(_HEIGHT, self.app.size.height)
        self._draw()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size."""
        event.stop()
        self._draw()

    def take(self, event: events.Key) -> None:
        """Show the key; the second Esc in a row leaves."""
        key = key_name(event)
        if key == "escape" and self.pressed[-1:] == ("escape",):
            self.end(None)
            return
        self.pressed = (*self.pressed[-_HEIGHT:], key)
        self._draw()

    def _draw(self) -> None:
        canvas = self.query_one(Canvas)
        width, height = canvas.size
        if width and height:
            canvas.show(keynames_picture(self.workspace, self.pressed, self.look, width, height))


def keynames_picture(
    workspace: Workspace, pressed: tuple[str, ...], look: Look, width: int, height: int
) -> Picture:
    """The keys pressed so far, the last one at the bottom."""
    lines: list[Line] = [Pen(look, width, "title").put(" Press any key to see its name", "strong").line()]
    room = max(1, height - 2)
    table = workspace.keymap.tables[workspace.view]
    for key in pressed[-room:]:
        pen = Pen(look, width, "box").put("  ").user(key, 16, "key").put("  ")
        command = table.get(key)
        if command is not None:
            pen.put(f"{command.id}  ", "strong").put(command.about, "text")
        else:
            pen.put("runs nothing here" if key_of(key) else "no key that can be set", "dim")
        lines.append(pen.line())
    lines += [Pen(look, width, "box").line()] * (height - 1 - len(lines))
    lines.append(Pen(look, width, "box").put(" Esc twice leaves", "hint").line())
    return filled(look, lines, width, height)

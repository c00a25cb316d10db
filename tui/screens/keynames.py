"""Which name each key arrives under, and what it runs: for whoever changes their keys."""

from __future__ import annotations

from textual import events

from tui.keymap import key_of
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.registry.keys import key_name
from tui.screens.pictured import Pictured
from tui.workspace import Workspace

_WIDTH, _HEIGHT = 64, 14


class KeyNames(Pictured[None]):
    """Shows each key pressed; ends with Esc pressed twice."""

    def __init__(self, workspace: Workspace, look: Look) -> None:
        super().__init__(look)
        self.workspace = workspace
        self.pressed: tuple[str, ...] = ()

    def extent(self, widest: int) -> tuple[int, int]:
        """Always the same, however many keys were pressed."""
        return min(widest, _WIDTH), _HEIGHT

    def picture(self, width: int, height: int) -> Picture:
        """The keys pressed so far."""
        return keynames_picture(self.workspace, self.pressed, self.look, width, height)

    def take(self, event: events.Key) -> None:
        """Show the key; the second Esc in a row leaves."""
        key = key_name(event)
        if key == "escape" and self.pressed[-1:] == ("escape",):
            self.end(None)
            return
        self.pressed = (*self.pressed[-_HEIGHT:], key)
        self.redraw()


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
            pen.put(f"{command.id}  ", "strong").user(command.about)
        else:
            pen.put("runs nothing here" if key_of(key) else "no key that can be set", "dim")
        lines.append(pen.line())
    lines += [Pen(look, width, "box").line()] * (height - 1 - len(lines))
    lines.append(Pen(look, width, "box").put(" Esc twice leaves", "hint").line())
    return filled(look, lines, width, height)

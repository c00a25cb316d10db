"""The same board with Textual's own widgets: a DataTable of rows, a label for each score.

`python -m bench.stock FILE`: `+` and `-` change the delivered number of the first row by the same edit as
Gapline's, score with the same model, and set every cell and label that follows from it.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import DataTable, Footer, Label

from model.editing.session import Session
from model.files.loading import load
from tui.acts.acting import act
from tui.scoretext import journey_text, score_text
from tui.views.bars import delivered_text, expected_text, gap_text
from tui.workspace import Workspace

READY = "journey"
COLUMNS = ("touchpoint", "expected", "delivered", "gap", "score", "band")


class Stock(App[None]):
    """A table and labels, each updated by itself."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - as short as a program gets

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.animation_level = "none"
        self.workspace = workspace

    def compose(self) -> ComposeResult:
        """Headline, stages, rows, the selected row in words, the message, the keys."""
        yield Label(id="title")
        with Horizontal():
            for stage in self.workspace.scores.stages:
                yield Label(id=f"stage-{stage.id}")
        yield DataTable(id="rows", cursor_type="row")
        yield Label(id="gap")
        yield Label(id="message")
        yield Footer()

    def on_mount(self) -> None:
        """Fill everything once."""
        table = self.query_one("#rows", DataTable)
        for name in COLUMNS:
            table.add_column(name, key=name, width=14)
        for touchpoint, row in self.workspace.scores.rows():
            table.add_row(
                touchpoint.touchpoint.name,
                expected_text(row, None),
                delivered_text(row, None),
                gap_text(row, None),
                score_text(row.score),
                row.band,
                key=f"{touchpoint.id}/{row.id}",
            )
        self.tell()
        table.focus()

    def on_key(self, event: object) -> None:
        """Make the edit and set what follows from it."""
        command = {"plus": "nudge.up", "minus": "nudge.down"}.get(getattr(event, "key", ""))
        if command is None:
            return
        changed = act(self.workspace, command, 10)
        assert changed is not None
        self.workspace = changed
        touchpoint = self.workspace.touchpoint
        row = self.workspace.row
        assert touchpoint is not None
        assert row is not None
        table = self.query_one("#rows", DataTable)
        key = f"{touchpoint.id}/{row.id}"
        table.update_cell(key, "delivered", delivered_text(row, None))
        table.update_cell(key, "gap", gap_text(row, None))
        table.update_cell(key, "score", score_text(row.score))
        table.update_cell(key, "band", row.band)
        self.tell()

    def tell(self) -> None:
        """Set every label."""
        scores = self.workspace.scores
        self.query_one("#title", Label).update(f"journey {journey_text(scores)}")
        for stage in scores.stages:
            label = self.query_one(f"#stage-{stage.id}", Label)
            label.update(f"{stage.stage.name} {score_text(stage.score)} ")
        row = self.workspace.row
        if row is not None:
            self.query_one("#gap", Label).update(f"gap {gap_text(row, None)} {row.band}")
        if self.workspace.message is not None:
            self.query_one("#message", Label).update(self.workspace.message.text)


def main() -> None:
    """Open the project named on the command line."""
    loaded = load(Path(sys.argv[1]))
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    Stock(Workspace.opening(session, loaded.path.name, date(2026, 11, 22))).run()


if __name__ == "__main__":
    main()

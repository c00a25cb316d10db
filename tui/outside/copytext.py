"""What can be copied, as text: a value, a row, a touchpoint as Markdown, the view as it stands."""

from __future__ import annotations

from dataclasses import replace

from model.report.markdown import escaped, table
from model.scoring.rows import RowScore
from tui.pictures.picture import Look, plain_text
from tui.scoretext import score_text
from tui.text import show
from tui.views.bars import delivered_text, expected_text, gap_text
from tui.views.frame import screen_picture
from tui.workspace import Workspace

_TITLES = ("expectation", "expected", "known", "delivered", "gap", "score", "band")


def value_copied(workspace: Workspace) -> str:
    """What is delivered in the selected row, with its unit; empty where no row is selected."""
    row = workspace.row
    return show(delivered_text(row, workspace.project.about.currency)) if row else ""


def row_copied(workspace: Workspace) -> str:
    """The selected row in one line; empty where none is selected."""
    row, touchpoint = workspace.row, workspace.touchpoint
    if row is None or touchpoint is None:
        return ""
    name, expected, basis, delivered, gap, score, band = _cells(workspace, row)
    where = show(touchpoint.touchpoint.name)
    return (
        f"{where} / {name}: expected {expected} ({basis}), delivered {delivered}, gap {gap}, {score} {band}"
    )


def touchpoint_copied(workspace: Workspace) -> str:
    """The selected touchpoint with all its rows as Markdown; empty where none is selected."""
    score = workspace.touchpoint
    if score is None:
        return ""
    touchpoint = score.touchpoint
    stage = workspace.project.stage(touchpoint.stage)
    facts = [
        f"score {score_text(score.score)}",
        f"weight {touchpoint.weight:g}",
        f"next step: {score.next_step}",
    ]
    if stage is not None:
        facts.insert(0, f"stage {escaped(show(stage.name))}")
    if touchpoint.owner:
        facts.append(f"owner {escaped(show(touchpoint.owner))}")
    lines = [f"### {escaped(show(touchpoint.name))}", "", ", ".join(facts), ""]
    rows = [[escaped(cell) for cell in _cells(workspace, row)] for row in score.rows]
    if rows:
        lines += [*table(_TITLES, rows, (1, 3, 4, 5)), ""]
    if touchpoint.says:
        lines += [f"> {escaped(show(touchpoint.says))}", ""]
    lines += [f"- {escaped(show(note if isinstance(note, str) else note.text))}" for note in touchpoint.notes]
    return "\n".join(lines).rstrip() + "\n"


def view_copied(workspace: Workspace, look: Look, width: int, height: int) -> str:
    """The view as it stands on the screen, without the lines for keys and messages."""
    still = replace(workspace, message=None, lesson=None)
    return plain_text(screen_picture(still, look, width, height)[:-2]).rstrip() + "\n"


def _cells(workspace: Workspace, row: RowScore) -> tuple[str, ...]:
    currency = workspace.project.about.currency
    return (
        show(row.expectation.name),
        show(expected_text(row, currency)),
        row.expected_by,
        show(delivered_text(row, currency)),
        show(gap_text(row, currency)),
        score_text(row.score),
        row.band,
    )

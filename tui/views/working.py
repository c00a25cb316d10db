"""Show the working: the arithmetic behind the selected row, its touchpoint, its stage and the journey."""

from __future__ import annotations

from model.scoring.risk import AtRisk, value_at_risk
from model.scoring.rows import RowScore
from model.scoring.stages import JourneyScore, StageScore
from model.scoring.touchpoints import TouchpointScore
from model.scoring.working import working
from tui.lists.listing import Entry
from tui.pictures.picture import Line, Look, Pen, Picture, beside, filled
from tui.pictures.picture import Span as Between
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.empty import first_step, telling
from tui.views.windows import windowed
from tui.workspace import Workspace

_Score = RowScore | TouchpointScore | StageScore | JourneyScore | AtRisk


def working_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """From the row to the journey, each number with the lines that lead to it; scrolls with `scroll`."""
    found = _scores(workspace)
    step = telling(workspace, look, width, first_step(workspace))
    if step and height > len(step):
        below = windowed(
            _sections(found, workspace, look, width), workspace.scroll, look, width, height - len(step)
        )
        return (*step, *below)
    if width >= 120 and len(found) > 2:
        size = (width - 3) // 2
        left = _sections(found[:2], workspace, look, size)
        right = _sections(found[2:], workspace, look, width - 3 - size)
        if max(len(left), len(right)) <= height:
            middle = Between(f" {look.glyphs.bar} ", "rule")
            return beside(
                filled(look, left, size, height), filled(look, right, width - 3 - size, height), middle
            )
    return windowed(_sections(found, workspace, look, width), workspace.scroll, look, width, height)


def working_length(workspace: Workspace) -> int:
    """About how many lines the working takes, rather too many: how far it can be scrolled."""
    return 2 * sum(
        2 + len(each.working if isinstance(each, AtRisk) else working(each, workspace.project))
        for _, _, each in _scores(workspace)
    )


def _scores(workspace: Workspace) -> list[tuple[str, str, _Score]]:
    """What is worked out: a word, a name from the file, and the score."""
    scores = workspace.shown_scores
    found: list[tuple[str, str, _Score]] = []
    entry = workspace.entry
    if entry is not None:
        if entry.row is not None:
            found.append(("ROW", entry.row.expectation.name, entry.row))
        found.append(("TOUCHPOINT", entry.touchpoint.touchpoint.name, entry.touchpoint))
        stage = scores.stage(entry.touchpoint.touchpoint.stage)
        if stage is not None:
            found.append(("STAGE", stage.stage.name, stage))
    found.append(("JOURNEY", workspace.project.about.name, scores.journey))
    risk = value_at_risk(workspace.project, scores)
    return found if risk is None else [*found, ("VALUE AT RISK", "", risk)]


def _sections(
    found: list[tuple[str, str, _Score]], workspace: Workspace, look: Look, width: int
) -> list[Line]:
    project = workspace.session.project
    if workspace.box and workspace.box.preview:
        project = workspace.box.preview.session.project
    lines: list[Line] = []
    for word, name, score in found:
        if lines:
            lines.append(Pen(look, width).line())
        number = score.words if isinstance(score, AtRisk) else score_text(score.score)
        pen = Pen(look, width).put(f" {word}", "dim" if name else "strong")
        room = width - pen.column - width_of(number) - 5
        pen.put(f"  {look.fit(name, max(1, room)).rstrip()}" if name else "", "strong")
        lines.append(pen.put("  ").user(number, None, "strong").line())
        for said in score.working if isinstance(score, AtRisk) else working(score, project):
            for at, part in enumerate(look.wrapped(said, max(1, width - 6), 6)):
                lines.append(Pen(look, width).put("     " if at else "   ").put(part).line())
    return lines


def working_lines(entry: Entry, workspace: Workspace, look: Look, width: int) -> list[Line]:
    """The working of the selected number alone, under a heading."""
    score: _Score = entry.touchpoint if entry.row is None else entry.row
    return _sections([("HOW THE SCORE IS MADE", "", score)], workspace, look, width)

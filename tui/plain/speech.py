"""What the conversation says of a project: `name: value` lines that make sense when read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.findings.runner import findings
from model.journey.action import Action
from model.journey.expectation import NUMBER_FIELDS
from model.journey.project import Project, Stage
from model.journey.quantity import number_text, value_text
from model.promises.ledger import ledger
from model.scoring.rows import RowScore
from model.scoring.totals import ProjectScores, TouchpointScore
from tui.lists.actionlist import ordered
from tui.lists.chronicle import lines_of, words_of
from tui.lists.notelist import noted
from tui.scoretext import score_text
from tui.values import label_of
from tui.workspace import Workspace

_ABOUT = ("channel", "owner", "says", "feedback")


def aloud(words: str) -> str:
    """What an edit is called on the screen, with its sign for a change as a word."""
    return words.replace(" > ", " to ")


def said_score(score: float | None) -> str:
    """A score with its sign, or `unknown`."""
    return "unknown" if score is None else score_text(score)


def journey_line(scores: ProjectScores) -> str:
    """The journey in one line."""
    count = len(scores.touchpoints)
    words = "1 touchpoint" if count == 1 else f"{count} touchpoints"
    return f"journey: {said_score(scores.journey.score)}, {words}, {scores.journey.failed} failed"


def listed(scores: ProjectScores, stage: str = "") -> Iterator[str]:
    """Every row with its numbers, under its stage and touchpoint; only one stage where that is named."""
    yield journey_line(scores)
    for each in scores.stages:
        if stage in ("", each.stage.id):
            yield f"stage {each.stage.id}: {each.stage.name}, {said_score(each.score)}"
            for touchpoint in each.touchpoints:
                yield touchpoint_line(touchpoint)
                for row in touchpoint.rows:
                    yield row_line(scores.project, touchpoint.id, row)


def touchpoint_line(score: TouchpointScore) -> str:
    """A touchpoint in one line."""
    touchpoint = score.touchpoint
    words = [touchpoint.name, said_score(score.score), f"weight {number_text(touchpoint.weight)}"]
    return f"{touchpoint.id}: {', '.join(words)}"


def row_line(project: Project, touchpoint: str, row: RowScore) -> str:
    """A row in one line: what is expected, what is delivered, by how much it is short."""
    said = _Row(project, row)
    words = [said.name, f"expected {said.expected}", f"delivered {said.delivered}", said.gap]
    return f"{touchpoint}/{row.id}: {', '.join(words)}, score {said_score(row.score)}"


@dataclass(frozen=True)
class _Row:
    """A row in words."""

    project: Project
    row: RowScore

    def value(self, number: float | None, *, signed: bool = False) -> str:
        """A number of this row with its unit; `unknown` where there is none."""
        if number is None:
            return "unknown"
        kind = self.row.expectation.kind
        unit = self.project.about.currency if kind == "money" else self.row.expectation.unit
        return value_text(number, kind, unit, signed=signed)

    @property
    def name(self) -> str:
        return self.row.expectation.name

    @property
    def expected(self) -> str:
        if self.row.expected is None:
            return "unknown"
        return f"{self.value(self.row.expected)} {self.row.expected_by}"

    @property
    def delivered(self) -> str:
        if self.row.delivered is None:
            return "unknown"
        expectation = self.row.expectation
        return f"{self.value(self.row.delivered)} {expectation.delivered_by or expectation.delivered_basis}"

    @property
    def gap(self) -> str:
        gap = self.row.gap
        if gap is None:
            return "gap unknown"
        if gap == 0:
            return "as expected"
        return f"{'short by' if gap < 0 else 'better by'} {self.value(abs(gap))}"


def shown_stage(scores: ProjectScores, stage: Stage) -> Iterator[str]:
    """A stage with its touchpoints."""
    yield f"stage: {stage.id}"
    yield f"name: {stage.name}"
    score = scores.stage(stage.id)
    if score is not None:
        yield f"score: {said_score(score.score)}"
        for touchpoint in score.touchpoints:
            yield touchpoint_line(touchpoint)


def shown_touchpoint(workspace: Workspace, score: TouchpointScore) -> Iterator[str]:
    """Everything about a touchpoint, its rows in one line each."""
    project, touchpoint = workspace.project, score.touchpoint
    stage = project.stage(touchpoint.stage)
    yield f"touchpoint: {touchpoint.id}"
    yield f"name: {touchpoint.name}"
    yield f"stage: {stage.name if stage else touchpoint.stage}"
    for field in _ABOUT:
        if value := getattr(touchpoint, field):
            yield f"{label_of(field)}: {value}"
    yield f"weight: {number_text(touchpoint.weight)}"
    yield f"score: {said_score(score.score)}"
    yield f"next step: {score.next_step}"
    for row in score.rows:
        yield row_line(project, touchpoint.id, row)
    if touchpoint.reviewed is not None:
        names = " and ".join(touchpoint.reviewed.by) or "nobody named"
        yield f"reviewed: {touchpoint.reviewed.on} by {names}"
    for note in touchpoint.notes:
        text, by = (note, "") if isinstance(note, str) else (note.text, note.by or "")
        yield f"note: {text}{f', {by}' if by else ''}"
    for action in project.actions:
        if action.touchpoint == touchpoint.id:
            yield f"action: {_action_words(action)}"
    yield from _noticed(workspace, touchpoint.id)


def shown_row(workspace: Workspace, touchpoint: TouchpointScore, row: RowScore) -> Iterator[str]:
    """Everything about a row."""
    said = _Row(workspace.project, row)
    expectation = row.expectation
    yield f"row: {touchpoint.id}/{row.id}"
    yield f"name: {expectation.name}"
    yield f"touchpoint: {touchpoint.touchpoint.name}"
    yield f"kind: {expectation.kind.replace('_', ' or ')}"
    for field in NUMBER_FIELDS:
        number = getattr(expectation, field)
        if field == "expected":
            yield f"expected: {said.expected}{_evidence(expectation.expected_n, expectation.expected_on)}"
        elif field == "delivered":
            yield f"delivered: {said.delivered}{_evidence(row.n, expectation.delivered_on)}"
        elif number is not None:
            yield f"{label_of(field)}: {said.value(number)}"
    yield f"gap: {said.gap}, {row.band}"
    yield f"score: {said_score(row.score)}"
    yield f"weight: {number_text(expectation.weight)}"
    yield f"next step: {row.next_step}"
    yield from _noticed(workspace, touchpoint.id, row.id)


def _action_words(action: Action) -> str:
    state = f"done {action.done}" if action.done else f"due {action.due}" if action.due else "open"
    return f"{action.what}, {action.owner or 'no owner'}, {state}"


def _evidence(n: int | None, on: date | None) -> str:
    """From how many cases and when, as the end of a line."""
    return (f", n {n}" if n is not None else "") + (f", {on}" if on else "")


def _noticed(workspace: Workspace, touchpoint: str, row: str | None = None) -> Iterator[str]:
    for each in findings(workspace.project, workspace.scores, workspace.today):
        if each.touchpoint == touchpoint and each.expectation == row:
            yield f"finding {each.code}: {each.message} {each.mend.capitalize()}."


def found(workspace: Workspace) -> Iterator[str]:
    """Every finding, with its place."""
    noticed = findings(workspace.project, workspace.scores, workspace.today)
    for each in noticed:
        parts = (each.touchpoint, each.expectation, each.promise, each.action, each.stage)
        place = "/".join(part for part in parts if part)
        where = f"{place}, " if place else ""
        yield f"{each.code} {each.level}: {where}{each.message} {each.mend.capitalize()}."
    yield f"findings: {len(noticed) or 'none'}"


def promised(workspace: Workspace) -> Iterator[str]:
    """Every promise with its state."""
    entries = ledger(workspace.project, workspace.today)
    for entry in entries:
        promise = entry.promise
        words = [promise.what, entry.state, f"due {promise.due}"]
        if promise.done:
            words.append(f"done {promise.done}")
        if entry.risks:
            words.append("at risk")
        yield f"{promise.id}: {', '.join(words)}"
    yield f"promises: {len(entries) or 'none'}"


def prioritised(scores: ProjectScores) -> Iterator[str]:
    """What to do first, in order."""
    place = 0
    for place, each in enumerate(scores.priorities(), 1):
        score = each.touchpoint
        priority = score.priority or 0.0
        step = score.next_step if priority else "hold"
        yield f"{place}: {score.id}, {score.touchpoint.name}, {step}, priority {number_text(priority, 1)}"
    if not place:
        yield "priorities: none, nothing is scored yet"


def acted(scores: ProjectScores) -> Iterator[str]:
    """Every action, each behind its touchpoint: the open ones first, by the day they are due."""
    doings = ordered(scores, "due")
    for each in doings:
        yield f"{each.action.touchpoint}: {_action_words(each.action)}"
    yield f"actions: {len(doings) or 'none'}"


def wrote(project: Project) -> Iterator[str]:
    """Every note, each behind its touchpoint, along the journey."""
    notes = noted(project, "journey")
    for each in notes:
        about = ", ".join(part for part in (each.touchpoint, each.by, str(each.on or "")) if part)
        yield f"{about}: {each.text}"
    yield f"notes: {len(notes) or 'none'}"


def happened(workspace: Workspace) -> Iterator[str]:
    """What happened to the file, the newest first: edits of this session, then the versions before it."""
    for line in lines_of(workspace.chronicle, workspace.session, workspace.user):
        when = line.when.astimezone() if line.when else None
        day = when.date() if when else line.version.earlier.day if line.version else None
        moment = f"{when:%H:%M}" if when and day == workspace.today else str(day or "before")
        words = line.version.earlier.name if line.version else words_of(line, workspace.file)
        parts = [f"{moment}: {aloud(words)}", line.who if line.what in ("happened", "version") else ""]
        parts += ["on disk"] * line.on_disk + ["the project stands so"] * line.here
        yield ", ".join(part for part in parts if part)

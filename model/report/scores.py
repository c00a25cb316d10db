"""The scores of a project as data for programs and as a table of text for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, Literal

from model.journey.project import Project
from model.journey.quantity import number_text, value_text
from model.scoring.rows import RowScore
from model.scoring.stages import JourneyScore
from model.scoring.totals import ProjectScores
from model.scoring.touchpoints import TouchpointScore

FORMAT = 1
"""The version of the shape of `score_report`; it only changes when a key changes its meaning or goes."""

By = Literal["stage", "touchpoint", "expectation"]


def score_report(
    project: Project,
    scores: ProjectScores,
    *,
    file: str,
    as_of: date,
    findings: Sequence[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The scores as `gapline score --json` writes them: plain numbers, None for what is missing.

    Only the last part of `file` is named, so that the result is the same wherever the file lies. Where
    `findings` are not given they are looked for, and then have no lines.
    """
    # Here, since the table of scores does without the rules and the ledger, and their time to load.
    if findings is None:
        from model.findings.runner import findings_data

        findings = findings_data(project, scores, as_of)
    from model.promises.ledger import promise_counts

    promises = promise_counts(project, as_of)
    return {
        "format": FORMAT,
        "project": {"name": project.about.name, "file": PurePath(file).name},
        "as_of": as_of.isoformat(),
        "scoring": {
            "scheme": project.scoring.scheme,
            "loss_aversion": float(project.scoring.loss_aversion),
            "rollup": project.scoring.rollup,
        },
        "journey": _journey(scores.journey),
        "stages": [
            {
                "id": each.id,
                "name": each.stage.name,
                "score": each.score,
                "raw": each.raw,
                "coverage": each.coverage,
                "known_share": each.known_share,
                "failed": each.failed,
            }
            for each in scores.stages
        ],
        "touchpoints": [_touchpoint(project, each) for each in scores.touchpoints],
        "levers": dict(scores.levers),
        "promises": {
            "kept": promises.kept,
            "late": promises.late,
            "broken": promises.broken,
            "open": promises.open,
            "at_risk": promises.at_risk,
        },
        "findings": list(findings),
    }


def _journey(journey: JourneyScore) -> dict[str, Any]:
    worst = None
    if journey.worst is not None:
        touchpoint, row = journey.worst
        worst = {"touchpoint": touchpoint.id, "expectation": row.id, "score": _shown(row)}
    return {
        "score": journey.score,
        "raw": journey.raw,
        "unweighted": journey.unweighted,
        "coverage": journey.coverage,
        "known_share": journey.known_share,
        "failed": journey.failed,
        "worst": worst,
        "interval": _ends(journey.interval),
    }


def _shown(row: RowScore) -> float | None:
    """The score of a worst row: the selected scheme's, but on the common scale where that is in points."""
    return row.tolerance_score if row.rules.in_points else row.score


def _touchpoint(project: Project, score: TouchpointScore) -> dict[str, Any]:
    return {
        "id": score.id,
        "stage": score.touchpoint.stage,
        "name": score.touchpoint.name,
        "weight": score.weight,
        "score": score.score,
        "raw": score.raw,
        "priority": score.priority,
        "failed": score.failed,
        "worst": None if score.worst is None else score.worst.id,
        "next_step": score.next_step,
        "expectations": [_row(project, each) for each in score.rows],
    }


def _row(project: Project, score: RowScore) -> dict[str, Any]:
    row = score.expectation
    interval = score.uncertainty
    data: dict[str, Any] = {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "lever": row.lever,
        "unit": _unit(project, score),
        "better": row.direction,
        "weight": float(row.weight),
        "expected": score.expected,
        "expected_by": score.expected_by,
        "limit": _plain(row.limit),
        "believed": _plain(row.believed),
        "promised": _plain(row.promised),
        "target": _plain(row.target),
        "feasible": _plain(row.feasible),
        "delivered": score.delivered,
        "delivered_by": row.delivered_basis,
        "n": score.n,
        "gap": score.gap,
        "tolerance": score.tolerance,
        "tolerance_from": score.tolerance_from,
        "score": score.score,
        "credited": score.credited,
        "band": score.band,
        "interval": None if interval is None else [interval.low, interval.high],
        "interval_kind": None if interval is None else interval.kind,
        "gaps": score.gaps._asdict(),
        "buffer": score.buffer,
    }
    if score.rules.scheme == "libqual":
        data["adequacy"] = score.adequacy
        data["superiority"] = score.superiority
    return data


def _unit(project: Project, score: RowScore) -> str | None:
    row = score.expectation
    return project.about.currency if row.kind == "money" else row.unit


def _plain(value: bool | float | None) -> float | None:
    return None if value is None else float(value) + 0.0


def _ends(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else list(interval)


def score_table(
    project: Project, scores: ProjectScores, by: By = "stage"
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Column titles and rows of text, one row a stage, touchpoint or expectation; `?` for what is unknown.

    By stage and by touchpoint the last row is the journey. `~` before a number: it is assumed.
    """
    if by == "expectation":
        titles = (
            "stage",
            "touchpoint",
            "expectation",
            "expected",
            "delivered",
            "gap",
            "score",
            "credited",
            "band",
            "weight",
        )
        return titles, tuple(
            _row_cells(project, scores, touchpoint, row) for touchpoint, row in scores.rows()
        )
    journey = scores.journey
    last = (
        score_text(journey.score),
        score_text(journey.raw),
        share_text(journey.coverage),
        share_text(journey.known_share),
        str(journey.failed),
    )
    if by == "stage":
        stages = tuple(
            (
                each.stage.name,
                score_text(each.score),
                score_text(each.raw),
                share_text(each.coverage),
                share_text(each.known_share),
                str(each.failed),
            )
            for each in scores.stages
        )
        return ("stage", "score", "raw", "coverage", "known", "failed"), (*stages, ("Journey", *last))
    touchpoints = tuple(
        (
            _stage_name(project, each),
            each.touchpoint.name,
            number_text(each.weight),
            score_text(each.score),
            score_text(each.raw),
            share_text(each.coverage),
            share_text(each.known_share),
            str(each.failed),
            "-" if each.worst is None else each.worst.expectation.name,
            "?" if each.priority is None else number_text(each.priority, 1),
            each.next_step,
        )
        for each in scores.touchpoints
    )
    worst = "-" if journey.worst is None else journey.worst[1].expectation.name
    columns = (
        "stage",
        "touchpoint",
        "weight",
        "score",
        "raw",
        "coverage",
        "known",
        "failed",
        "worst",
        "priority",
        "next step",
    )
    return columns, (*touchpoints, ("Journey", "", "", *last, worst, "", ""))


def score_text(score: float | None) -> str:
    """A score as a person reads it, with its sign and one decimal: `-17.5`, `+4.2`, `0`, `?`."""
    if score is None:
        return "?"
    text = number_text(score, 1)
    return f"+{text}" if score > 0 and text != "0" else text


def share_text(share: float | None) -> str:
    """A share 0..1 as a person reads it: `88 %`, `?`."""
    return "?" if share is None else f"{number_text(share * 100, 0)} %"


def _stage_name(project: Project, score: TouchpointScore) -> str:
    stage = project.stage(score.touchpoint.stage)
    return score.touchpoint.stage if stage is None else stage.name


def _row_cells(
    project: Project, scores: ProjectScores, touchpoint: TouchpointScore, score: RowScore
) -> tuple[str, ...]:
    row, unit = score.expectation, _unit(project, score)
    stage = scores.stage(touchpoint.touchpoint.stage)
    mark = "~" if score.expected is not None and score.expected_by == "assumed" else ""
    return (
        touchpoint.touchpoint.stage if stage is None else stage.stage.name,
        touchpoint.touchpoint.name,
        row.name,
        f"{mark}{value_text(score.expected, row.kind, unit)}",
        value_text(score.delivered, row.kind, unit),
        value_text(score.gap, row.kind, unit, signed=True),
        score_text(score.score),
        score_text(score.credited),
        score.band,
        number_text(float(row.weight)),
    )

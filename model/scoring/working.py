"""The working behind a number, spelled out in plain words: the arithmetic as a person would write it down."""

from __future__ import annotations

from model.journey.project import Project
from model.journey.quantity import number_text, value_text
from model.scoring.rows import RowScore
from model.scoring.schemes import CAP, PROSPECT_EXPONENT
from model.scoring.stages import JourneyScore, StageScore
from model.scoring.tolerance import observed_used
from model.scoring.touchpoints import TouchpointScore

LONGEST_SUM = 12
"""How many summands are listed one by one; of more, the heaviest."""


def working(
    score: RowScore | TouchpointScore | StageScore | JourneyScore, project: Project
) -> tuple[str, ...]:
    """The lines that lead to a score, for whoever asks where a number comes from. ASCII but for names."""
    if isinstance(score, RowScore):
        return _row(score, project)
    if isinstance(score, TouchpointScore):
        return _touchpoint(score)
    return _stage(score) if isinstance(score, StageScore) else _journey(score)


def _signed(value: float | None, decimals: int = 1) -> str:
    if value is None:
        return "?"
    text = number_text(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def _number(value: float) -> str:
    return number_text(value, 4)


def _row(score: RowScore, project: Project) -> tuple[str, ...]:
    row = score.expectation
    unit = project.about.currency if row.kind == "money" else row.unit

    def said(value: float | None) -> str:
        return value_text(value, row.kind, unit)

    lines = [
        f"E {said(score.expected)} {_source(score.expected_by, row.expected_n)}, "
        f"D {said(score.delivered)} {_source(row.delivered_basis, score.n)}, {row.direction} is better"
    ]
    expected, delivered, tolerance, z = score.expected, score.delivered, score.tolerance, score.z
    if expected is None or delivered is None:
        missing = "expected" if expected is None else "delivered"
        return (*lines, f"no score: what is {missing} is unknown, and unknown is not 0")
    if tolerance is None or z is None:
        return (*lines, "no score: an expectation of 0 needs a stated tolerance or a limit")
    observed = observed_used(row)
    if observed:
        lines.append(f"D = mean of {len(observed)} observations = {said(delivered)}")
    lines.append(f"T = {_tolerance(score, project)}")
    sign = "-" if row.direction == "lower" else ""
    capped = f", capped to {_signed(max(-CAP, min(CAP, z)))}" if abs(z) > CAP else ""
    lines.append(
        f"z = {sign}({_number(delivered)} - {_number(expected)}) / {_number(tolerance)} = "
        f"{_signed(z, 3)}{capped}"
    )
    lines.append(_curve(score, z))
    if score.rules.in_points and score.score is not None:
        spelled = f"{_number(delivered)} - {_number(expected)} = "
        lines.append(
            f"{score.rules.scheme}: {'D = ' if score.rules.scheme == 'servperf' else spelled}"
            f"{_signed(score.score, 2)} points of the scale"
        )
    if score.unverified is not None:
        lines.append(
            f"credited {_signed(score.credited)}: nobody asked the customer, "
            f"{_signed(score.unverified)} unverified"
        )
    return (*lines, *_row_interval(score))


def _source(basis: str, n: int | None) -> str:
    return f"({basis})" if n is None else f"({basis}, n {n})"


def _tolerance(score: RowScore, project: Project) -> str:
    row, tolerance = score.expectation, score.tolerance
    if tolerance is None or score.expected is None:
        return "?"
    unit = project.about.currency if row.kind == "money" else row.unit
    end = f"{_number(tolerance)}{f' {unit}' if unit else ''}"
    if score.tolerance_from == "stated":
        return f"{end} (stated)"
    if score.tolerance_from == "limit" and row.limit is not None:
        return f"|{_number(score.expected)} - {_number(float(row.limit))}| = {end} (from the limit)"
    if row.kind == "rating":
        low, high = project.scale_of(row.scale)
        return f"20 % of the scale {_number(low)} to {_number(high)} = {end} (default)"
    if row.kind == "yes_no":
        return f"{end} (default)"
    return f"20 % of {_number(abs(score.expected))} = {end} (default)"


def _curve(score: RowScore, z: float) -> str:
    rules, row = score.rules, score.expectation
    value = score.tolerance_score if rules.in_points else score.score
    end = f"{_signed(value)}: {score.band}"
    if score.single_scores:
        return f"S = mean of the {len(score.single_scores)} single scores = {end}"
    held = max(-CAP, min(CAP, z))
    if z < 0.0 and row.bonus:
        return f"S = {end}, an extra that is missing disappoints nobody"
    if z > 0.0 and rules.scheme == "promise_strict":
        return f"S = {end}, a gain does not count under promise_strict"
    if rules.scheme == "prospect":
        share = f"100 x ({_number(abs(held))} / 2)^{PROSPECT_EXPONENT}"
        return f"S = -{share} = {end}" if z < 0.0 else f"S = {share} / {_number(rules.aversion)} = {end}"
    if z < 0.0:
        return f"S = 50 x {_signed(held, 3)} = {end}"
    if rules.aversion == 1.0:
        return f"S = 50 x {_signed(held, 3)} = {end}"
    return f"S = 50 / {_number(rules.aversion)} x {_signed(held, 3)} = {end}, a gain counts less than a loss"


def _row_interval(score: RowScore) -> tuple[str, ...]:
    found = score.uncertainty
    if found is None:
        if score.score is None or score.rules.in_points:
            return ()
        reason = "one case" if score.n == 1 else "n or the spread is unknown"
        return (f"no interval: {reason}",)
    ends = f"{_signed(found.low)} to {_signed(found.high)}"
    if not found.certain:
        return (f"range {ends}, if the assumed expectation is off by one tolerance; not an interval",)
    few = ", so few cases only indicate" if score.indicative else ""
    return (f"95 % interval {ends} ({found.kind}, n {score.n}){few}",)


def _sum(parts: list[tuple[str, float, float]], total: float | None) -> list[str]:
    """Lines for a weighted mean of (name, weight, score)."""
    weights = sum(weight for _, weight, _ in parts)
    if total is None:
        return ["no total: nothing of any weight is scored"]
    shown = sorted(parts, key=lambda part: -abs(part[1] * part[2]))[:LONGEST_SUM]
    lines = [f"{n}: {_signed(s)} x weight {_number(w)}" for n, w, s in parts if (n, w, s) in shown]
    if len(parts) > len(lines):
        lines.append(f"and {len(parts) - len(lines)} more")
    added = sum(weight * value for _, weight, value in parts)
    return [*lines, f"sum {_signed(added)} / weights {_number(weights)} = {_signed(total)}"]


def _beside(raw: float | None, scored: int, counts: int, known: float | None, failed: int) -> list[str]:
    share = "?" if known is None else f"{number_text(known * 100, 1)} %"
    return [
        f"raw {_signed(raw)}, with every gain credited",
        f"coverage {scored} of {counts} rows; known share {share}; failed {failed}",
    ]


def _interval(interval: tuple[float, float] | None, without: int, scored: int) -> list[str]:
    if interval is None:
        return []
    if without >= scored:
        return ["no interval: no row has one"]
    missing = f"; {without} of {scored} rows have none and add nothing" if without else ""
    return [
        f"95 % interval {_signed(interval[0])} to {_signed(interval[1])}, assuming independent rows{missing}"
    ]


def _touchpoint(score: TouchpointScore) -> tuple[str, ...]:
    parts = [
        (row.expectation.name, float(row.expectation.weight), row.counted)
        for row in score.rows
        if row.counted is not None and row.score is not None
    ]
    lines = _sum(parts, score.score)
    lines += _beside(score.raw, score.scored, score.counts, score.known_share, score.failed)
    if score.worst is not None:
        lines.append(f"worst: {score.worst.expectation.name} {_signed(score.worst.tolerance_score)}")
    if score.priority is not None:
        short = score.priority / score.weight if score.weight else 0.0
        lines.append(
            f"priority = weight {_number(score.weight)} x {_number(short)} short = {_number(score.priority)}"
        )
    lines.append(f"next step: {score.next_step}")
    return (*lines, *_interval(score.interval, score.without_interval, score.scored))


def _stage(score: StageScore) -> tuple[str, ...]:
    parts = [
        (each.touchpoint.name, each.weight, each.score)
        for each in score.touchpoints
        if each.score is not None
    ]
    lines = _sum(parts, score.score)
    lines += _beside(score.raw, score.scored_count, score.row_count, score.known_share, score.failed)
    return (*lines, *_interval(score.interval, score.without_interval, score.scored_count))


def _journey(score: JourneyScore) -> tuple[str, ...]:
    rules = score.rules
    parts = [
        (each.stage.name, each.sums.weight, each.score) for each in score.stages if each.score is not None
    ]
    lines = _sum(parts, score.mean)
    if rules.rollup == "worst":
        lines.append(f"rolled up as worst: the lowest touchpoint, {_signed(score.score)}")
    elif rules.rollup == "peak_end" and score.last is not None:
        lines.append(
            f"rolled up as peak_end: half the touchpoint farthest from 0 and half the last scored one, "
            f"{score.last.touchpoint.name} {_signed(score.last.score)}, = {_signed(score.score)}"
        )
    lines += _beside(score.raw, score.scored_count, score.row_count, score.known_share, score.failed)
    lines.append(f"unweighted {_signed(score.unweighted)}")
    lines += _interval(score.interval, score.without_interval, score.scored_count)
    lines.append(f"scheme {rules.scheme}, loss aversion {_number(rules.aversion)}, roll-up {rules.rollup}")
    return tuple(lines)

"""Rules about one row: what is known of it, what was promised, what is aimed for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from model.findings.finding import Finding
from model.findings.seen import Row, Seen
from model.journey.quantity import number_text
from model.promises.planner import KEEP, SURE, Cases, plan
from model.scoring.tolerance import beyond_feasible, observed_used, sign_of
from model.scoring.uncertainty import at_least

OFTEN = 0.5
"""A bonus that reaches this share of the customers is about to be expected."""


def check_heavy_assumption(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP101: a heavy row rests on an assumption."""
    if row.row.bonus or row.score.expected is None or row.score.expected_by != "assumed":
        return
    if row.weight >= seen.heavy:
        yield row.finding(
            "GAP101", "expected_by", "what they expect is assumed, and it is one of the heaviest rows"
        )


def check_unknown_expectation(row: Row, _seen: Seen) -> Iterator[Finding]:
    """GAP102: nobody knows what they expect."""
    if row.score.expected is None:
        yield row.finding("GAP102", "expected", "nobody knows what they expect, so it has no score")


def check_measured(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP103: what is delivered is not measured."""
    if row.score.delivered is None:
        if row.score.expected is not None and not row.row.bonus:
            yield row.finding("GAP103", "delivered", "nobody has measured what they get, so it has no score")
    elif row.row.delivered_basis == "assumed":
        said = row.said(row.score.delivered, seen.project)
        yield row.finding(
            "GAP103", "delivered_by", f"{said} is what we assume they get, not what was measured"
        )


def check_stale(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP104: the evidence is stale."""
    most = seen.project.about.stale_after_days
    for key, day, used in (
        ("expected_on", row.row.expected_on, row.score.expected),
        ("delivered_on", row.row.delivered_on, row.score.delivered),
    ):
        if used is not None and day is not None and (seen.as_of - day).days > most:
            what = "they expect" if key == "expected_on" else "they get"
            yield row.finding("GAP104", key, f"what {what} dates from {day}, {_days_ago(day, seen.as_of)}")


def _days_ago(day: date, as_of: date) -> str:
    return f"{(as_of - day).days} days ago"


def check_few(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP105: the evidence is thin."""
    few = seen.project.check.few
    asked = row.row.expected_n
    if row.score.expected is not None and asked is not None and asked < few:
        yield row.finding("GAP105", "expected_n", f"what they expect rests on {_cases(asked)}")
    n = row.score.n
    if row.score.delivered is not None and n is not None and n < few:
        key = "observations" if observed_used(row.row) else "delivered_n"
        yield row.finding("GAP105", key, f"what they get rests on {_cases(n)}")


def _cases(n: int) -> str:
    return "a single case" if n == 1 else f"{n} cases"


def check_row_buffer(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP106: a promised number without a stricter internal target."""
    promised = row.row.promised
    # Nothing is stricter than always, nor than no time, no cost, none at all.
    best = promised == 0 and row.row.direction == "lower"
    if promised is None or row.row.kind == "yes_no" or best:
        return
    said = row.said(promised, seen.project)
    if row.row.target is None:
        yield row.finding(
            "GAP106", "promised", f"{said} is promised, and there is no stricter internal target"
        )
    elif row.score.buffer is not None and row.score.buffer <= 0.0:
        aim = row.said(row.row.target, seen.project)
        yield row.finding("GAP106", "target", f"{said} is promised and {aim} aimed for: no buffer")


def check_tight_promise(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP107: a promise tighter than the data can carry."""
    promised, delivered = row.row.promised, row.score.delivered
    if promised is None or delivered is None or row.row.bonus:
        return
    said = row.said(promised, seen.project)
    observed = observed_used(row.row)
    if row.row.kind == "yes_no":
        if float(promised) > 0.0 and delivered < KEEP * float(promised):
            got = row.said(delivered, seen.project)
            yield row.finding(
                "GAP107", "promised", f"promised {_how_often(float(promised))}, it is kept in {got}"
            )
    elif observed:
        yield from _not_carried(row, observed, said, seen)
    elif sign_of(row.row) * (delivered - float(promised)) < 0.0:
        got = row.said(delivered, seen.project)
        yield row.finding("GAP107", "promised", f"{said} is promised, and {got} is what they get on average")


def _how_often(share: float) -> str:
    return "always" if share >= 1.0 else f"in {number_text(share * 100, 1)} % of cases"


def _not_carried(row: Row, observed: tuple[float, ...], said: str, seen: Seen) -> Iterator[Finding]:
    # Where more is better, the same question is asked of the numbers with their sign turned.
    sign = -sign_of(row.row)
    found = plan(Cases.finished([sign * each for each in observed]), sign * float(row.row.promised or 0))
    kept, n = found.kept or 0, found.n
    seen_so_far = f"{said} is promised, and {kept} of {n} cases kept it"
    if found.carries is not None:
        if found.carries > sign * float(row.row.promised or 0):
            carried = row.said(sign * found.carries, seen.project)
            yield row.finding("GAP107", "promised", f"{seen_so_far}; the data can carry {carried}")
    elif 1.0 - at_least(n - kept, n, SURE) < KEEP:
        more = f"{seen_so_far}; so few cases carry no promise yet, but they speak against this one"
        yield row.finding("GAP107", "promised", more)


def check_promise_in_limit(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP108: a promise beyond the customer's limit."""
    promised, limit = row.row.promised, row.row.limit
    if promised is None or limit is None:
        return
    if sign_of(row.row) * (float(promised) - float(limit)) < 0.0:
        said, worst = row.said(promised, seen.project), row.said(limit, seen.project)
        yield row.finding("GAP108", "promised", f"{said} is promised, and the worst they accept is {worst}")


def check_feasible(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP109: an expectation beyond what is feasible."""
    if beyond_feasible(row.row, row.score.expected):
        wanted = row.said(row.score.expected, seen.project)
        best = row.said(row.row.feasible, seen.project)
        yield row.finding(
            "GAP109", "feasible", f"they expect {wanted}, and {best} is the best we could ever do"
        )


def check_beaten_assumption(row: Row, _seen: Seen) -> Iterator[Finding]:
    """GAP116: beating an assumed expectation."""
    gain = row.score.unverified
    if gain is not None:
        yield row.finding(
            "GAP116", "expected_by", f"+{number_text(gain, 1)} is not credited: what they expect is assumed"
        )


def check_usual_bonus(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP118: a bonus that most already get."""
    if row.row.bonus and row.score.delivered is not None and row.score.delivered >= OFTEN:
        got = row.said(row.score.delivered, seen.project)
        yield row.finding("GAP118", "bonus", f"a bonus that reaches {got} will soon be expected")


def check_belief(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP123: what was believed is far from what customers said."""
    gap, tolerance = row.score.gaps.knowledge, row.score.tolerance
    if gap is None or tolerance is None or row.score.expected_by not in ("asked", "observed"):
        return
    if abs(gap) >= float(seen.project.check.far) * tolerance * (1.0 - 1e-9):
        thought = row.said(row.row.believed, seen.project)
        wanted = row.said(row.score.expected, seen.project)
        yield row.finding(
            "GAP123", "believed", f"we believed they expect {thought}, and they expect {wanted}"
        )


def check_ceiling(row: Row, seen: Seen) -> Iterator[Finding]:
    """GAP124: an expectation or a delivery at the end of its scale."""
    if row.row.kind != "rating":
        return
    low, high = seen.project.scale_of(row.row.scale)
    end = high if row.row.direction == "higher" else low
    room = float(seen.project.check.ceiling) * (high - low) * (1.0 + 1e-9)
    for key, value, what in (
        ("expected", row.score.expected, "they expect"),
        ("delivered", row.score.delivered, "they get"),
    ):
        if value is not None and abs(end - value) <= room:
            said = row.said(value, seen.project)
            yield row.finding("GAP124", key, f"{what} {said}, at the end of the scale: a gap cannot be seen")
            return

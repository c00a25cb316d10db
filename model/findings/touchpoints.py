"""Rules about a touchpoint, a stage, and the journey as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from model.findings.finding import Finding
from model.findings.seen import Point, Seen, brief_mend
from model.scoring.tolerance import rounded


def check_failed_touchpoint(point: Point, seen: Seen) -> Iterator[Finding]:
    """GAP117: a failed touchpoint without owner, authority, feedback or action."""
    touchpoint, score = point.touchpoint, point.score
    if not score.failed:
        return
    missing = [
        word
        for word, there in (
            ("an owner", touchpoint.owner),
            ("an authority", touchpoint.authority),
            ("a way to complain", touchpoint.feedback),
            ("an open action", touchpoint.id in seen.acted_on),
        )
        if not there
    ]
    if missing:
        listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        rows = "a row is" if score.failed == 1 else f"{score.failed} rows are"
        yield Finding(
            "GAP117",
            point.path,
            f"{touchpoint.name}: {rows} past the customer's limit, and it lacks {listed}.",
            brief_mend("GAP117"),
            touchpoint=touchpoint.id,
        )


def check_reassurance(seen: Seen) -> Iterator[Finding]:
    """GAP119: a purchase without reassurance in the first 24 hours."""
    project = seen.project
    calming = {each.stage for each in project.touchpoints if each.reassurance}
    used = {each.stage for each in project.touchpoints}
    for at, stage in enumerate(project.stages):
        if not stage.purchase:
            continue
        # A stage in which nothing happens takes no time: the hours of doubt go on behind it.
        following = next((each.id for each in project.stages[at + 1 :] if each.id in used), None)
        if calming.isdisjoint({stage.id, following}):
            yield Finding(
                "GAP119",
                ("stages", at, "purchase"),
                f"{stage.name}: the customer pays here, and nothing reassures them in the first 24 hours.",
                brief_mend("GAP119"),
                stage=stage.id,
            )


def check_levers(seen: Seen) -> Iterator[Finding]:
    """GAP115: all three levers are pushed at once."""
    scores = seen.scores
    if scores.rules.in_points:
        return
    pushed = float(seen.project.check.pushed)
    if all(score is not None and rounded(score) >= pushed for score in scores.levers.values()):
        said = ", ".join(
            f"{lever} {score:+.1f}" for lever, score in scores.levers.items() if score is not None
        )
        yield Finding(
            "GAP115",
            ("touchpoints",),
            f"All three levers are pushed at once: {said}.",
            brief_mend("GAP115"),
        )

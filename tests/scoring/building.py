"""Small projects for tests of scores, and strategies that draw them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from model.journey.expectation import Expectation
from model.journey.project import About, Project, Scoring, Stage
from model.journey.touchpoint import Touchpoint
from model.scoring.rows import RowScore, score_row
from model.scoring.schemes import Rules
from model.scoring.totals import ProjectScores

SCHEMES = ("tolerance", "symmetric", "promise_strict", "prospect", "servqual", "servperf", "libqual")
ON_SCALE = SCHEMES[:4]
DEFAULT_UNIT = {"duration": "min", "count": "calls"}


def row(kind: str, id: str = "row", **fields: Any) -> Expectation:
    """One expectation, known from customers and measured unless `fields` say otherwise."""
    fields = {"expected_by": "asked", "delivered_by": "measured", "unit": DEFAULT_UNIT.get(kind)} | fields
    return Expectation(id=id, name=id.title(), kind=kind, **fields)  # type: ignore[arg-type]


def touchpoint(*rows: Expectation, id: str = "point", stage: str = "stage", weight: float = 1) -> Touchpoint:
    """One touchpoint with these rows."""
    return Touchpoint(id=id, name=id.title(), stage=stage, weight=weight, expectations=rows)


def project(*touchpoints: Touchpoint, stages: tuple[str, ...] = ("stage",), **scoring: Any) -> Project:
    """A project of these touchpoints; `scoring` fills its `[scoring]` table."""
    return Project(
        format=1,
        about=About(name="A journey", currency="EUR"),
        scoring=Scoring(**scoring),
        stages=tuple(Stage(id=each, name=each.title()) for each in stages),
        touchpoints=touchpoints,
    )


def scored(expectation: Expectation, **scoring: Any) -> RowScore:
    """One row scored on its own."""
    return score_row(expectation, Rules.of(project(**scoring)))


def at_score(
    score: float, *, id: str = "row", basis: str = "asked", weight: float = 1, **more: Any
) -> Expectation:
    """A row whose score is exactly `score` with a loss aversion of 2."""
    delivered = 100 + (score if score < 0 else 2 * score)
    fields: dict[str, Any] = {"expected": 100, "tolerance": 50, "delivered": delivered, "weight": weight}
    return row("count", id, expected_by=basis, **(fields | more))


_sizes = st.floats(-1e9, 1e9, allow_nan=False).map(lambda each: round(each, 6)) | st.integers(-1000, 1000)
_positive = st.floats(1e-6, 1e9).map(lambda each: round(each, 6)) | st.integers(1, 1000)
_weights = st.sampled_from([0, 1, 1, 1, 2, 0.1, 3.7])
_bases = st.sampled_from([None, "asked", "observed", "promised", "assumed"])


@st.composite
def expectations(draw: st.DrawFn, id: str = "row") -> Expectation:
    """Any row a file can hold and some it cannot: numbers missing, zero, with and without a tolerance."""
    kind = draw(st.sampled_from(["rating", "duration", "money", "yes_no", "count"]))
    if kind == "rating":
        values: st.SearchStrategy[Any] = st.floats(1, 10).map(lambda each: round(each, 2))
    elif kind == "yes_no":
        values = st.floats(0, 1).map(lambda each: round(each, 3)) | st.booleans()
    else:
        values = _positive | st.just(0) if kind == "duration" else _sizes
    maybe = st.none() | values
    fields = {
        name: draw(maybe) for name in ("expected", "limit", "believed", "promised", "target", "feasible")
    }
    if draw(st.booleans()):
        fields["delivered"] = draw(maybe)
    else:
        fields["observations"] = tuple(draw(st.lists(values, max_size=6)))
    fields["bonus"] = kind == "yes_no" and not fields["expected"] and draw(st.booleans())
    return row(
        kind,
        id,
        tolerance=draw(st.none() | _positive),
        better=draw(st.sampled_from([None, "lower", "higher"])),
        lever=draw(st.sampled_from([None, "time", "cost", "service"])),
        expected_by=draw(_bases),
        delivered_by=draw(st.sampled_from([None, "measured", "asked", "assumed"])),
        delivered_n=draw(st.none() | st.integers(0, 500)),
        delivered_sd=draw(st.none() | st.floats(0, 1e6).map(lambda each: round(each, 3))),
        weight=draw(_weights),
        **fields,
    )


@st.composite
def touchpoints(draw: st.DrawFn, id: str = "point", stages: tuple[str, ...] = ("a", "b", "c")) -> Touchpoint:
    """A touchpoint of up to three rows."""
    ids = [f"row-{at}" for at in range(draw(st.integers(0, 3)))]
    return touchpoint(
        *[draw(expectations(each)) for each in ids],
        id=id,
        stage=draw(st.sampled_from(stages)),
        weight=draw(_weights),
    )


@st.composite
def projects(draw: st.DrawFn, most: int = 5) -> Project:
    """A project of up to `most` touchpoints in three stages, mixed in the file, under any rules."""
    ids = [f"point-{at}" for at in range(draw(st.integers(0, most)))]
    return project(
        *[draw(touchpoints(each)) for each in ids],
        stages=("a", "b", "c"),
        scheme=draw(st.sampled_from(SCHEMES)),
        loss_aversion=draw(st.sampled_from([1, 2, 2.25, 3])),
        rollup=draw(st.sampled_from(["mean", "peak_end", "worst"])),
    )


def everything(scores: ProjectScores) -> dict[str, Any]:
    """Every figure of a project's scores as plain data, to compare two of them to the last bit."""
    journey = scores.journey
    totals = [
        (
            each.score,
            each.raw,
            each.coverage,
            each.known_share,
            each.failed,
            each.interval,
            each.without_interval,
        )
        for each in (journey, *scores.stages)
    ]
    worst = [(each.worst and each.worst[0].id, each.worst and each.worst[1].id) for each in scores.stages]
    return {
        "totals": totals,
        "worst": [journey.worst and (journey.worst[0].id, journey.worst[1].id), *worst],
        "unweighted": journey.unweighted,
        "levers": scores.levers,
        "counts": (journey.scored_count, journey.row_count),
        "touchpoints": [
            (each.id, each.score, each.raw, each.priority, each.failed, each.interval, each.next_step)
            for each in scores.touchpoints
        ],
        "rows": [(each.score, each.credited, each.interval, each.gaps) for _, each in scores.rows()],
        "priorities": [(place.touchpoint.id, place.not_separable) for place in scores.priorities()],
        "first": [(place.touchpoint.id, place.not_separable) for place in scores.priorities(3)],
    }

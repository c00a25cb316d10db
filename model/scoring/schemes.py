"""How a standing against the expectation becomes a number: the schemes a user may select."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from model.journey.project import Project, Rollup, Scheme

CAP = 2.0
"""Beyond twice the tolerance nothing gets worse or better."""

PROSPECT_LOSS_AVERSION = 2.25
PROSPECT_EXPONENT = 0.88
"""Median estimates of Tversky and Kahneman (1992)."""

IN_POINTS: frozenset[Scheme] = frozenset({"servqual", "servperf", "libqual"})
"""Schemes that score rating rows in points of their scale instead of on the common scale."""

Curve = Callable[[float], float]


def curve_of(scheme: Scheme, loss_aversion: float) -> Curve:
    """The score S of a standing z, in -100..+100/loss_aversion; non-decreasing, 0 at 0, never -0.

    z is the distance from the expectation in tolerances, negative when the customer is worse off; it is
    capped to -2..+2. The schemes in points have no curve of their own and get that of `tolerance`,
    which their bands and priorities come from.
    """
    if scheme == "prospect":
        return _prospect
    gain = 50.0 / _aversion(scheme, loss_aversion)
    if scheme == "promise_strict":
        gain = 0.0

    def straight(z: float) -> float:
        if z < 0.0:
            return 50.0 * z if z > -CAP else -100.0
        return gain * (z if z < CAP else CAP) + 0.0

    return straight


def _prospect(z: float) -> float:
    share = min(abs(z), CAP) / CAP
    value: float = 100.0 * share**PROSPECT_EXPONENT
    return 0.0 - value if z < 0.0 else value / PROSPECT_LOSS_AVERSION


def _aversion(scheme: Scheme, loss_aversion: float) -> float:
    if scheme == "symmetric":
        return 1.0
    return PROSPECT_LOSS_AVERSION if scheme == "prospect" else float(loss_aversion)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything but the rows themselves that a score depends on. Equal rules give equal scores."""

    scheme: Scheme
    loss_aversion: float
    rollup: Rollup
    scale: tuple[float, float]
    """The ends of the project's rating scale, for rows without their own."""
    curve: Curve = field(compare=False, repr=False)
    """S of z under the selected scheme (`tolerance` for the schemes in points)."""
    plain: Curve = field(compare=False, repr=False)
    """S of z under `tolerance`: the same object as `curve` where the schemes agree."""
    in_points: bool = field(compare=False)

    @classmethod
    def of(cls, project: Project) -> Rules:
        """The rules the project file states, with its defaults."""
        scoring = project.scoring
        low, high = project.about.rating_scale
        plain = curve_of("tolerance", scoring.loss_aversion)
        in_points = scoring.scheme in IN_POINTS
        return cls(
            scheme=scoring.scheme,
            loss_aversion=float(scoring.loss_aversion),
            rollup=scoring.rollup,
            scale=(float(low), float(high)),
            curve=plain
            if in_points or scoring.scheme == "tolerance"
            else curve_of(scoring.scheme, scoring.loss_aversion),
            plain=plain,
            in_points=in_points,
        )

    @property
    def aversion(self) -> float:
        """How much a loss outweighs an equal gain under the selected scheme."""
        return _aversion(self.scheme, self.loss_aversion)

    @property
    def lowest(self) -> float:
        """The lowest score the scheme gives, -100."""
        return -100.0

    @property
    def highest(self) -> float:
        """The highest score the scheme gives: 100 / loss aversion, 0 where gains do not count."""
        return self.curve(CAP)


def points_of(scheme: Scheme, expected: float, delivered: float) -> float:
    """The score of a rating row in points of its scale, for the schemes in `IN_POINTS`.

    `servperf` is the delivered rating alone (Cronin and Taylor 1992); `servqual` and `libqual` are
    delivered minus expected (Parasuraman, Zeithaml and Berry 1988; LibQUAL+ superiority).
    """
    return delivered + 0.0 if scheme == "servperf" else delivered - expected + 0.0

"""What touchpoints add up to: sums kept in a tree, so that one edit only adds up again what it touches.

The tree hangs on positions alone, never on history: the same touchpoints in the same order give the same
sums to the last bit, whether added up afresh or after an edit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from operator import mul
from typing import NamedTuple

from model.journey.quantity import LEVERS
from model.scoring.rows import RowScore
from model.scoring.tolerance import rounded
from model.scoring.touchpoints import TouchpointScore

FAN_OUT = 32
"""How many parts one node adds up: an edit in 10,000 touchpoints adds up three or four such nodes."""

LEADING = 10
"""How many of the most urgent touchpoints every node keeps at hand."""

Worst = tuple[TouchpointScore, RowScore]


class Spread(NamedTuple):
    """What the interval of a total needs."""

    variance: float
    """Sum of (share of the row x its half-width)^2, shares not yet divided by their sum."""
    without: int
    """Scored rows without a confidence interval."""


class Extremes(NamedTuple):
    """The lowest and highest touchpoint that enters a roll-up, credited and raw."""

    low: float
    high: float
    raw_low: float
    raw_high: float


class Sums:
    """The sums over some touchpoints. Never changed once made; rarer sums are found when first asked for."""

    __slots__ = (
        "_extremes",
        "_leading",
        "_levers",
        "_plain",
        "_spread",
        "counts",
        "failed",
        "known",
        "leaves",
        "nodes",
        "raw",
        "score",
        "scored",
        "weight",
        "worst",
    )
    weight: float
    score: float
    raw: float
    known: float

    def __init__(self, leaves: tuple[TouchpointScore, ...], nodes: tuple[Sums, ...]) -> None:
        """Add up either touchpoints or the sums of parts; one of the two is empty."""
        self.leaves = leaves
        self.nodes = nodes
        self._extremes: Extremes | None = None
        self._leading: tuple[TouchpointScore, ...] | None = None
        self._levers: tuple[tuple[float, float], ...] | None = None
        self._plain: float | None = None
        self._spread: Spread | None = None
        self.worst: Worst | None = None
        lowest = math.inf
        parts: Sequence[TouchpointScore | Sums] = nodes or leaves
        self.scored: int = sum([each.scored for each in parts])
        self.counts: int = sum([each.counts for each in parts])
        self.failed: int = sum([each.failed for each in parts])
        if nodes:
            self.weight = math.fsum([each.weight for each in nodes])
            self.score = math.fsum([each.score for each in nodes])
            self.raw = math.fsum([each.raw for each in nodes])
            self.known = math.fsum([each.known for each in nodes])
            for node in nodes:
                if node.worst is not None and _lower(node.worst[1].tolerance_score, lowest):
                    self.worst = node.worst
                    lowest = node.worst[1].tolerance_score or 0.0
            return
        found = [each for each in leaves if each.score is not None]
        weights = [each.weight for each in found]
        self.weight = math.fsum(weights)
        # Never None: a touchpoint with a score has all three.
        self.score = math.fsum(map(mul, weights, [each.score or 0.0 for each in found]))
        self.raw = math.fsum(map(mul, weights, [each.raw or 0.0 for each in found]))
        self.known = math.fsum(map(mul, weights, [each.known_share or 0.0 for each in found]))
        for leaf in leaves:
            row = leaf.worst
            if row is not None and (score := row.tolerance_score) is not None and score < lowest:
                if not _lower(score, lowest):
                    continue
                self.worst, lowest = (leaf, row), score

    @property
    def plain(self) -> float:
        """What all scored rows bring into totals, added up without weights."""
        if self._plain is None:
            if self.nodes:
                self._plain = math.fsum([node.plain for node in self.nodes])
            else:
                brought = (row.counted for leaf in self.leaves for row in leaf.rows if row.score is not None)
                self._plain = math.fsum(each for each in brought if each is not None)
        return self._plain

    @property
    def levers(self) -> tuple[tuple[float, float], ...]:
        """For each of `LEVERS`: the sum of share x score of its scored rows, and the sum of their shares."""
        if self._levers is None:
            if self.nodes:
                found = [node.levers for node in self.nodes]
                self._levers = tuple(
                    (math.fsum([each[at][0] for each in found]), math.fsum([each[at][1] for each in found]))
                    for at in range(len(LEVERS))
                )
            else:
                self._levers = _levers_of(self.leaves)
        return self._levers

    @property
    def spread(self) -> Spread:
        """What the interval of the total needs."""
        if self._spread is None:
            if self.nodes:
                found = [node.spread for node in self.nodes]
            else:
                found = []
                for leaf in self.leaves:
                    if leaf.scored:
                        variance, without = leaf.spread
                        found.append(Spread(leaf.weight * leaf.weight * variance, without))
            self._spread = Spread(math.fsum([each[0] for each in found]), sum([each[1] for each in found]))
        return self._spread

    @property
    def leading(self) -> tuple[TouchpointScore, ...]:
        """The `LEADING` most urgent touchpoints with a priority, equals in order of place."""
        if self._leading is None:
            if self.nodes:
                found = [leaf for node in self.nodes for leaf in node.leading]
            else:
                found = [leaf for leaf in self.leaves if leaf.priority is not None]
            self._leading = tuple(sorted(found, key=urgency)[:LEADING])
        return self._leading

    @property
    def extremes(self) -> Extremes | None:
        """The ends of the touchpoints that enter a roll-up; None where none does."""
        if self._extremes is None:
            if self.nodes:
                found = [node.extremes for node in self.nodes]
            else:
                found = [
                    Extremes(leaf.score, leaf.score, leaf.raw, leaf.raw)
                    for leaf in self.leaves
                    if leaf.weight > 0.0 and leaf.score is not None and leaf.raw is not None
                ]
            there = [each for each in found if each is not None]
            if there:
                low, high, raw_low, raw_high = zip(*there, strict=True)
                self._extremes = Extremes(min(low), max(high), min(raw_low), max(raw_high))
        return self._extremes


def urgency(score: TouchpointScore) -> tuple[float, float]:
    """The order of urgency: the highest priority first, of equals the one whose worst row stands lower."""
    z = None if score.worst is None else score.worst.z
    # Rounded, or the noise of the last digits would decide between equals.
    return -rounded(score.priority or 0.0), math.inf if z is None else rounded(z)


def _lower(score: float | None, lowest: float) -> bool:
    """Whether a score is lower than the lowest so far, as far as scores are told apart."""
    if score is None or score >= lowest:
        return False
    # Rounding costs more than all of the rest; only neighbours need it.
    return score < lowest - 1e-6 or rounded(score) < rounded(lowest)


def _levers_of(leaves: tuple[TouchpointScore, ...]) -> tuple[tuple[float, float], ...]:
    found: dict[str, tuple[list[float], list[float]]] = {lever: ([], []) for lever in LEVERS}
    for leaf in leaves:
        if not leaf.row_weight:
            continue
        for row in leaf.rows:
            lever, brought = row.expectation.lever, row.counted
            if lever is not None and brought is not None:
                share = leaf.weight * (row.expectation.weight / leaf.row_weight)
                found[lever][0].append(share * brought)
                found[lever][1].append(share)
    return tuple((math.fsum(found[lever][0]), math.fsum(found[lever][1])) for lever in LEVERS)


class Tree:
    """The sums over a row of touchpoints (or of stages), by position."""

    __slots__ = ("levels", "top")

    def __init__(self, levels: tuple[tuple[Sums, ...], ...]) -> None:
        self.levels = levels
        self.top = levels[-1][0]

    @classmethod
    def over_touchpoints(cls, leaves: tuple[TouchpointScore, ...]) -> Tree:
        """Add up touchpoints."""
        ranges = range(0, max(1, len(leaves)), FAN_OUT)
        return cls._grow(tuple([Sums(leaves[at : at + FAN_OUT], ()) for at in ranges]))

    @classmethod
    def over_sums(cls, parts: tuple[Sums, ...]) -> Tree:
        """Add up sums."""
        return cls._grow(parts or (Sums((), ()),))

    @classmethod
    def _grow(cls, level: tuple[Sums, ...]) -> Tree:
        levels = [level]
        while len(level) > 1:
            level = tuple([Sums((), level[at : at + FAN_OUT]) for at in range(0, len(level), FAN_OUT)])
            levels.append(level)
        return cls(tuple(levels))

    def with_touchpoints(self, leaves: tuple[TouchpointScore, ...], changed: Iterable[int]) -> Tree:
        """The sums over as many touchpoints, of which only those at the positions `changed` are new."""
        spots = sorted({each // FAN_OUT for each in changed})
        level = list(self.levels[0])
        for spot in spots:
            level[spot] = Sums(leaves[spot * FAN_OUT : (spot + 1) * FAN_OUT], ())
        levels = [tuple(level)]
        for above in self.levels[1:]:
            spots = sorted({each // FAN_OUT for each in spots})
            level = list(above)
            for spot in spots:
                level[spot] = Sums((), levels[-1][spot * FAN_OUT : (spot + 1) * FAN_OUT])
            levels.append(tuple(level))
        return Tree(tuple(levels))

"""The one value every report is written from: a scored project, the day it counts from, and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from model.findings.runner import findings_data
from model.journey.project import Project
from model.journey.quantity import number_text
from model.report.scores import score_report, share_text
from model.report.shown import shown, signed
from model.scoring.totals import Place, ProjectScores, score_project

# What only some documents tell is loaded by the methods that tell it: the JSON of the scores needs none.
if TYPE_CHECKING:
    from model.files.trend import TrendPoint
    from model.promises.ledger import Counts
    from model.report.lines import (
        ActionLine,
        FindingLine,
        PromiseLine,
        StageLine,
        TouchpointLine,
    )
    from model.report.points import Point
    from model.report.scenarios import ScenarioLine

SCALE_SENTENCE = (
    "0 is exactly as expected, -50 is the customer's limit, -100 is twice past it; a pleasant surprise "
    "counts less than an equal disappointment."
)
BANDS = (
    ("exceeded", "+5 and more: better than expected"),
    ("met", "between −5 and +5: as expected"),
    ("short", "from −5 down to −50: short, but still within the customer's limit"),
    ("failed", "below −50: past the customer's limit"),
    ("unknown", "no score: what is expected or delivered is not known"),
)
"""Every band in words."""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A project, its scores and a day. Text from the file leaves its lines and facts safe to show."""

    project: Project
    scores: ProjectScores
    file: str
    """The last part of the file's name, so that a report is the same wherever the file lies."""
    as_of: date
    findings: tuple[dict[str, Any], ...] = ()
    past: tuple[TrendPoint, ...] = ()
    """The journey's score in its snapshots, the oldest first."""

    @classmethod
    def of(
        cls,
        project: Project,
        *,
        file: str,
        as_of: date,
        text: str | None = None,
        past: tuple[TrendPoint, ...] = (),
    ) -> Report:
        """Score the project and put the report together; `text`, its file, gives the findings their lines."""
        scores = score_project(project)
        found = findings_data(project, scores, as_of, text)
        return cls(project, scores, PurePath(file).name, as_of, tuple(found), past)

    def data(self) -> dict[str, Any]:
        """The report as plain data, as the JSON export writes it: the names of the file as they are."""
        return score_report(
            self.project, self.scores, file=self.file, as_of=self.as_of, findings=self.findings
        )

    @property
    def title(self) -> str:
        """The name of the project."""
        return shown(self.project.about.name)

    @property
    def day(self) -> str:
        """The day the report counts from, as `2026-11-22`."""
        return self.as_of.isoformat()

    def stages(self) -> tuple[StageLine, ...]:
        """The stages with their touchpoints and rows, in the order of the journey."""
        from model.report.lines import stage_lines

        return stage_lines(self.project, self.scores)

    def points(self) -> tuple[Point, ...]:
        """The journey as a line, for the charts."""
        from model.report.points import journey_points

        return journey_points(self.scores)

    def places(self, most: int | None = None) -> tuple[tuple[Place, TouchpointLine], ...]:
        """The touchpoints that are short of something, most urgent first."""
        urgent = [each for each in self.scores.priorities(most) if each.touchpoint.priority]
        lines = {line.id: line for stage in self.stages() for line in stage.touchpoints}
        return tuple((each, lines[each.touchpoint.id]) for each in urgent if each.touchpoint.id in lines)

    def course(self) -> tuple[TrendPoint, ...]:
        """The journey's score over time: in the snapshots up to this day, and as it is on it."""
        from model.files.trend import TrendPoint

        before = tuple(each for each in self.past if each.day <= self.as_of)
        now = self.scores.journey.score
        return before if now is None else (*before, TrendPoint(self.as_of, "now", now))

    def promises(self) -> tuple[PromiseLine, ...]:
        """The ledger, in file order."""
        from model.report.lines import promise_lines

        return promise_lines(self.project, self.as_of)

    def promise_counts(self) -> Counts:
        """How many promises were kept, late, broken, or are open."""
        from model.promises.ledger import promise_counts

        return promise_counts(self.project, self.as_of)

    def actions(self) -> tuple[ActionLine, ...]:
        """What the team decided to do, in file order."""
        from model.report.lines import action_lines

        return action_lines(self.project, self.as_of)

    def scenarios(self) -> tuple[ScenarioLine, ...]:
        """What-if: each scenario beside the plan, that of all open actions first."""
        from model.report.scenarios import scenario_lines

        return scenario_lines(self.scores)

    def noticed(self) -> tuple[FindingLine, ...]:
        """What the rules noticed, in the order of the file."""
        from model.report.lines import finding_lines

        return finding_lines(self.findings)

    def story(self) -> tuple[tuple[str, str, str], ...]:
        """The course of the journey in sentences: words, a name of the file, words."""
        from model.report.points import sentences

        return tuple((each.lead, shown(each.name), each.rest) for each in sentences(self.points()))

    @property
    def points_unit(self) -> str:
        """What scores are counted in: nothing on the common scale, else points of the rating scale."""
        return " points" if self.scores.rules.in_points else ""

    def tolerance_sources(self) -> dict[str, int]:
        """How many scored rows have a stated tolerance, one from the limit, and the default."""
        counts = {"stated": 0, "limit": 0, "default": 0}
        for _, row in self.scores.rows():
            if row.score is not None and row.tolerance_from is not None:
                counts[row.tolerance_from] += 1
        return counts

    def scoring_words(self) -> str:
        """Scheme, loss aversion and roll-up in one clause."""
        rules = self.scores.rules
        return (
            f"{rules.scheme}, loss aversion (λ) {number_text(rules.aversion)}, "
            f"roll-up {rules.rollup.replace('_', '-')}"
        )

    def headline(self) -> tuple[tuple[str, str], ...]:
        """The numbers that stand beside the journey's score: a name and a value each."""
        journey = self.scores.journey
        counts = self.promise_counts()
        found = [
            ("Rows scored", f"{journey.scored_count} of {journey.row_count}"),
            ("Known, not assumed", share_text(journey.known_share)),
            ("Past the customer's limit", str(journey.failed)),
        ]
        if self.project.promises:
            found.append(("Promises kept", share_text(counts.keep_rate)))
        return tuple(found)

    def levers(self) -> tuple[tuple[str, str], ...]:
        """Each lever with its score; none where no row names a lever."""
        found = self.scores.levers
        if all(score is None for score in found.values()):
            return ()
        return tuple((lever, signed(score)) for lever, score in found.items())

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What a reader has to know to judge the numbers: a name and a sentence each."""
        rules, journey = self.scores.rules, self.scores.journey
        return (
            ("As of", self.day),
            ("File", shown(self.file)),
            ("Scoring", self.scoring_words()),
            ("Totals", _totals(rules.in_points)),
            ("Journey score", signed(journey.score) + self.points_unit + self._interval()),
            (
                "Beside it",
                f"raw {signed(journey.raw)} with every gain credited, "
                f"unweighted {signed(journey.unweighted)}",
            ),
            (
                "Coverage",
                f"{journey.scored_count} of {journey.row_count} rows scored ({share_text(journey.coverage)})",
            ),
            (
                "Known share",
                f"{share_text(journey.known_share)} of the weight rests on what was asked, observed, "
                "promised or measured; the rest is assumed",
            ),
            ("Tolerance from", self._tolerances()),
            ("Cases (n)", self._cases()),
        )

    def _interval(self) -> str:
        journey = self.scores.journey
        ends = journey.interval
        if ends is None:
            return ""
        if journey.without_interval >= journey.scored_count:
            return ", no interval: no row has one"
        without = (
            f"; {journey.without_interval} of {journey.scored_count} rows have none and add nothing"
            if journey.without_interval
            else ""
        )
        return f", 95 % interval {signed(ends[0])} to {signed(ends[1])}, assuming independent rows{without}"

    def _tolerances(self) -> str:
        words = {
            "stated": "stated in the file",
            "limit": "from the customer's limit",
            "default": "by default (20 %)",
        }
        said = [f"{count} {words[each]}" for each, count in self.tolerance_sources().items() if count]
        return ", ".join(said) or "no row is scored"

    def _cases(self) -> str:
        scored = [row.n for _, row in self.scores.rows() if row.score is not None]
        known = [n for n in scored if n is not None]
        if not known:
            return "n is not given for any row"
        span = f"{min(known)}" if min(known) == max(known) else f"{min(known)} to {max(known)}"
        without = len(scored) - len(known)
        return f"{span} a row" + (f"; {without} scored without n" if without else "")


def _totals(in_points: bool) -> str:
    if in_points:
        return "raw, in points of the rating scale; only rating rows count"
    return "credited: beating an expectation that nobody asked for earns nothing"

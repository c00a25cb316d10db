"""How scores are said: signs, bands, changes."""

from __future__ import annotations

from model.scoring.totals import ProjectScores


def score_text(score: float | None, decimals: int = 1) -> str:
    """A score with its sign, or `?`: `-23.8`, `+4.2`, `0.0`."""
    if score is None:
        return "?"
    text = f"{score:+.{decimals}f}"
    return text[1:] if float(text) == 0 else text


def journey_text(scores: ProjectScores) -> str:
    """The journey's score, or `?`."""
    return score_text(scores.journey.score)


def score_change(before: ProjectScores, after: ProjectScores) -> str:
    """What an edit did to the journey, in a few words."""
    old, new = journey_text(before), journey_text(after)
    return f"Journey {old} > {new}." if old != new else f"Journey {new} as before."

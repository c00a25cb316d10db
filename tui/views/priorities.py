"""What to do first: touchpoints by weight and by how far they fall short, with the next step."""

from __future__ import annotations

from functools import lru_cache

from model.journey.quantity import number_text, value_text
from model.scoring.flip import Flip, flips
from model.scoring.levers import lever_advice
from model.scoring.risk import AtRisk, value_at_risk
from model.scoring.totals import Place, ProjectScores
from tui.lists.listing import ranking, ranks
from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.scoretext import score_text
from tui.views.bars import best_score, delivered_text, expected_text, put_bar, unit_of, weight_text
from tui.views.empty import empty_picture, next_step
from tui.workspace import Workspace

WHY = {
    "ask first": "its expectation is assumed or unknown. What nobody asked for cannot be met on purpose: "
    "ask five customers, then score again.",
    "fix": "customers told us what they expect, and they get less. Deliver better, or promise less.",
    "renegotiate": "what they expect is beyond the best we could ever do. Say so early and agree "
    "on something else.",
    "measure": "nobody measured what is delivered here. Measure it, then score again.",
    "hold": "customers get what they expect. Keep it so.",
}


def priorities_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The ranked touchpoints, and why the selected one comes where it does."""
    places = ranking(workspace.shown_scores)
    at = ranks(workspace.shown_scores).get(workspace.selected[0], 0)
    most = max(3, height * 2 // 5) if height >= 12 else 0
    told = _foot(workspace, look, width, places, at, most)
    foot = len(told) + 1 if told else 0
    room = height - 1 - foot
    lines: list[Line] = [_header(look, width)]
    start = max(0, min(at - room + 1, len(places) - room)) if at >= room else 0
    lines += [
        _line(workspace, look, width, start + i, place)
        for i, place in enumerate(places[start : start + room])
    ]
    if not places:
        words = "Nothing is scored yet: a row needs what is expected and what is delivered."
        step = next_step(workspace, "{edit} types both for the selected row.")
        lines += empty_picture(workspace, look, width, height - foot - 1, words, step)
    lines = list(filled(look, lines, width, height - foot)) if foot else lines
    if foot:
        lines += [rule(look, width), *told]
    return filled(look, lines, width, height)


def _name_width(width: int) -> int:
    return max(8, min(30, width - 57)) if width >= 60 else max(4, width - 24)


def _header(look: Look, width: int) -> Line:
    pen = Pen(look, width)
    pen.put("   # ", "dim").put("touchpoint".ljust(_name_width(width))[: _name_width(width)], "dim")
    if width >= 60:
        pen.right("expected", 10, "dim").right("delivered", 10, "dim")
    pen.right("score", 7, "dim")
    if width >= 60:
        pen.put(" wt ", "dim")
    pen.right("prio", 6, "dim").put("  next step", "dim")
    return pen.line()


def _line(workspace: Workspace, look: Look, width: int, index: int, place: Place) -> Line:
    score = place.touchpoint
    worst = score.worst
    selected = score.id == workspace.selected[0]
    target = (
        "row",
        score.id,
        worst.id if worst and len(score.rows) > 1 else (score.rows[0].id if score.rows else ""),
    )
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(look.glyphs.selected if selected else " ", "strong", target)
    pen.put(f"{index + 1:>3}", "dim", target).put("~" if place.not_separable else " ", "unknown", target)
    pen.user(score.touchpoint.name, _name_width(width), "strong", target)
    if width >= 60 and worst:
        pen.put(look.fit(expected_text(worst, None), 10, right=True), "expected", target)
        pen.put(look.fit(delivered_text(worst, None), 10, right=True), "delivered", target)
    elif width >= 60:
        pen.put(" " * 20)
    pen.right(score_text(score.score), 7, "text", target)
    if width >= 60:
        pen.put(f" {weight_text(score.weight)}".ljust(4), "dim", target)
    pen.right(f"{score.priority:.0f}" if score.priority is not None else "?", 6, "strong", target)
    step = score.next_step if score.priority else "hold"
    pen.put(f"  {step}".ljust(14), {"fix": "failed", "hold": "good"}.get(step, "short"), target)
    room = width - pen.column - 14
    if room >= 12 and worst:
        put_bar(pen, worst.tolerance_score, min(room, 40), best_score(worst.rules), worst.band, target)
    if width - pen.column >= 12:
        pen.put("  ").user(score.touchpoint.owner or "", width - pen.column - 1, "dim", target)
    return pen.line()


@lru_cache(maxsize=4)
def _flips(scores: ProjectScores) -> tuple[Flip, ...]:
    return flips(scores)


@lru_cache(maxsize=4)
def _risk(scores: ProjectScores) -> AtRisk | None:
    return value_at_risk(scores.project, scores)


def _foot(
    workspace: Workspace, look: Look, width: int, places: tuple[Place, ...], at: int, most: int
) -> list[Line]:
    """Why the selected one comes where it does, what would change the order, and what is at stake.

    Whole sentences, as many as `most` lines hold.
    """
    scores = workspace.shown_scores
    said: list[tuple[str, str]] = []
    if places:
        step = places[at].touchpoint.next_step
        said.append((f"Why '{step}': {WHY[step]}", "text"))
        if places[at].not_separable:
            said.append(
                (
                    "~ Cannot be told apart from the next: their intervals overlap.",
                    "unknown",
                )
            )
    if len(places) > 1 and places[1].touchpoint.priority:
        said.append((_flip_words(_flips(scores), scores, workspace.project.about.currency), "text"))
    levers = "  ".join(f"{lever} {score_text(score)}" for lever, score in scores.levers.items())
    advice = (
        "" if scores.rules.in_points else lever_advice(scores.levers, float(workspace.project.check.pushed))
    )
    said.append((f"Levers: {levers}.  {advice}", "text"))
    risk = _risk(scores)
    if risk is not None:
        said.append((f"At risk: {risk.words} (= shows how).", "text"))
    lines: list[Line] = []
    for words, role in said:
        parts = look.wrapped(words, max(1, width - 2), 3)
        if len(lines) + len(parts) <= most:
            lines += [Pen(look, width).put(" ").put(part, role).line() for part in parts]
    return lines


def _flip_words(found: tuple[Flip, ...], scores: ProjectScores, currency: str | None) -> str:
    """What it would take for the first two to change places."""
    if not found:
        return "No single number would make 1 and 2 swap."
    return f"1 and 2 swap if {', or if '.join(_flip(each, scores, currency) for each in found)}."


def _flip(flip: Flip, scores: ProjectScores, currency: str | None) -> str:
    touchpoint = scores.touchpoint(flip.touchpoint)
    where = touchpoint.touchpoint.name if touchpoint else flip.touchpoint
    if flip.row is None:
        return f"'{where}' weighed {_plain(flip.after, flip.decimals)}, not {number_text(flip.before)}"
    wish = flip.row.expectation
    unit = unit_of(flip.row, currency)
    if wish.kind == "yes_no":
        after, before = (
            f"{flip.after * 100:.{max(0, flip.decimals - 2)}f} %",
            value_text(flip.before, wish.kind, None),
        )
    else:
        after = _plain(flip.after, flip.decimals) + (f" {unit}" if unit else "")
        before = value_text(flip.before, wish.kind, unit)
    return f"{after} were {flip.field} of '{wish.name}', not {before} ({flip.size:.1f} tolerances)"


def _plain(value: float, decimals: int) -> str:
    return f"{value + 0.0:.{decimals}f}"

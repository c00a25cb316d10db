"""What to do first: touchpoints by weight and by how far they fall short, with the next step."""

from __future__ import annotations

from model.scoring.totals import Place
from tui.picture import Line, Look, Pen, Picture, filled, rule
from tui.scoretext import score_text
from tui.text import wrapped
from tui.views.bars import best_score, delivered_text, expected_text, put_bar, weight_text
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
    places = workspace.shown_scores.priorities()
    foot = 4 if height >= 12 else 0
    room = height - 1 - foot
    lines: list[Line] = [_header(look, width)]
    at = next((i for i, place in enumerate(places) if place.touchpoint.id == workspace.selected[0]), 0)
    start = max(0, min(at - room + 1, len(places) - room)) if at >= room else 0
    lines += [
        _line(workspace, look, width, start + i, place)
        for i, place in enumerate(places[start : start + room])
    ]
    if not places:
        lines.append(
            Pen(look, width)
            .put(" Nothing is scored yet: a row needs what is expected and what is delivered.", "hint")
            .line()
        )
    lines = list(filled(look, lines, width, height - foot)) if foot else lines
    if foot:
        lines.append(rule(look, width))
        lines += _why(workspace, look, width, places, at)
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
    pen.put(f"  {step}".ljust(13), {"fix": "failed", "hold": "good"}.get(step, "short"), target)
    room = width - pen.column - 14
    if room >= 12 and worst:
        put_bar(pen, worst.tolerance_score, min(room, 40), best_score(worst.rules), worst.band, target)
    if width - pen.column >= 12:
        pen.put("  ").user(score.touchpoint.owner or "", width - pen.column - 1, "dim", target)
    return pen.line()


def _why(workspace: Workspace, look: Look, width: int, places: tuple[Place, ...], at: int) -> list[Line]:
    lines: list[Line] = []
    if places:
        step = places[at].touchpoint.next_step
        for text in wrapped(f"Why '{step}': {WHY[step]}", width - 2, 2):
            lines.append(Pen(look, width).put(" ").put(text, "text").line())
    levers = "  ".join(
        f"{lever} {score_text(score)}" for lever, score in workspace.shown_scores.levers.items()
    )
    words = f" Levers: {levers}.   ~ not separable from the next"
    lines.append(Pen(look, width).put(words, "dim").line())
    return lines

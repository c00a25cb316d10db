"""Actions: what the team decided to do, by when, and what it would bring."""

from __future__ import annotations

from datetime import date

from model.journey.action import Action
from model.journey.quantity import number_text, value_text
from model.scoring.effects import days_over
from tui.acts.doing import actions_shown, position_of_action
from tui.lists.actionlist import ORDERS, Doing
from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.scoretext import score_text
from tui.views.bars import unit_of
from tui.views.captions import count_of
from tui.views.empty import empty_picture, first_step
from tui.workspace import Workspace

_WHERE, _OWNER, _WHEN, _EFFORT, _GAIN = 26, 12, 20, 7, 9
_WIDEST, _WIDE, _MIDDLING = 110, 76, 48
"""From the first on there is room for the touchpoint, from the second on for owner, effort and gain, from
the third on for the day."""


def actions_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """How many are open, the list around the selected one, and what that one would bring."""
    found = actions_shown(workspace)
    if not found:
        step = first_step(workspace) if workspace.touchpoint is None else ""
        step = step or "{action} adds one for the selected touchpoint, with its owner."
        return empty_picture(workspace, look, width, height, "No action yet.", step)
    at = position_of_action(workspace)
    lines: list[Line] = [_counts(workspace, found, look, width)]
    if height >= 6:
        lines.append(_header(look, width))
    told = _told(workspace, found[at], look, width) if height >= 11 else []
    room = height - len(lines) - (len(told) + 1 if told else 0)
    start = max(0, min(at // max(1, room - 1) * max(1, room - 1), len(found) - room))
    for index, doing in enumerate(found[start : start + room], start):
        lines.append(_line(workspace, doing, index, look, width, selected=index == at))
    if told:
        lines = [*filled(look, lines, width, height - len(told) - 1), rule(look, width), *told]
    return filled(look, lines, width, height)


def _counts(workspace: Workspace, found: tuple[Doing, ...], look: Look, width: int) -> Line:
    left = [each for each in found if each.action.done is None]
    late = sum(1 for each in left if days_over(each.action, workspace.today))
    pen = Pen(look, width).put(f" {count_of(len(found), 'action')}, {len(left)} open", "strong")
    if late:
        pen.put(f", {late} overdue", "failed strong")
    return pen.put(f".  Sorted {ORDERS[workspace.action_list.order]}.", "hint").line()


def _name_width(width: int) -> int:
    used = 6
    if width >= _MIDDLING:
        used += _WHEN
    if width >= _WIDE:
        used += _OWNER + _EFFORT + _GAIN
    if width >= _WIDEST:
        used += _WHERE
    return max(1, width - used)


def _header(look: Look, width: int) -> Line:
    pen = Pen(look, width).put("      ").put("what"[: _name_width(width)].ljust(_name_width(width)), "dim")
    if width >= _WIDEST:
        pen.put("touchpoint".ljust(_WHERE), "dim")
    if width >= _WIDE:
        pen.put("owner".ljust(_OWNER), "dim")
    if width >= _MIDDLING:
        pen.put("when".ljust(_WHEN), "dim")
    if width >= _WIDE:
        pen.right("effort", _EFFORT, "dim").right("journey", _GAIN, "dim")
    return pen.line()


def _line(workspace: Workspace, doing: Doing, index: int, look: Look, width: int, *, selected: bool) -> Line:
    action = doing.action
    target = ("line", str(index))
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong", target)
    pen.put("[x] " if action.done else "[ ] ", "dim" if action.done else "text", target)
    role = "dim" if action.done else "text"
    pen.user(action.what, _name_width(width) - 1, role, target).put(" ", "text", target)
    if width >= _WIDEST:
        pen.user(_where(workspace, doing), _WHERE - 1, "dim", target).put(" ", "text", target)
    if width >= _WIDE:
        owner = action.owner or ("" if action.done else "nobody")
        pen.user(owner, _OWNER - 1, "dim" if action.owner else "unknown", target).put(" ", "text", target)
    if width >= _MIDDLING:
        late = days_over(action, workspace.today) > 0
        pen.put(when_text(action, workspace.today).ljust(_WHEN), "failed" if late else role, target)
    if width >= _WIDE:
        effort = number_text(float(action.effort)) if action.effort is not None else "-"
        pen.right(effort, _EFFORT, "dim", target)
        gain = doing.effect.journey if doing.effect else None
        pen.right("-" if gain is None else score_text(gain, 2), _GAIN, "good" if gain else "dim", target)
    return pen.line()


def _where(workspace: Workspace, doing: Doing) -> str:
    """The name of the touchpoint it should help."""
    touchpoint = workspace.scores.touchpoint(doing.action.touchpoint)
    return touchpoint.touchpoint.name if touchpoint else doing.action.touchpoint


def _told(workspace: Workspace, doing: Doing, look: Look, width: int) -> list[Line]:
    """The selected action in whole sentences: what, where, who, when, and what it would bring."""
    action = doing.action
    where = _where(workspace, doing)
    who = action.owner or "nobody owns it"
    lines: list[Line] = []
    when = when_text(action, workspace.today)
    if action.due is not None and action.done is None:
        when += f" ({action.due})"
    for text, role in (
        (action.what, "strong"),
        (f"At {where}; {who}; {when}.", "text"),
        (_effect_words(workspace, doing), "text"),
    ):
        for part in look.wrapped(text, max(1, width - 2), 2):
            lines.append(Pen(look, width).put(" ").put(part, role).line())
    return lines


def when_text(action: Action, today: date) -> str:
    """How it stands with the day: `overdue 12 days`, `due in 3 days`, `done 2026-11-12`, `no date`."""
    if action.done is not None:
        return f"done {action.done}"
    if action.due is None:
        return "no date"
    over = days_over(action, today)
    if over:
        return f"overdue {count_of(over, 'day')}"
    days = (action.due - today).days
    return f"due in {count_of(days, 'day')}" if days else "due today"


def _effect_words(workspace: Workspace, doing: Doing) -> str:
    effect, action = doing.effect, doing.action
    if effect is None:
        return "What it would bring is not said: Enter, then e, says what would be delivered then."
    row = effect.after
    unit = unit_of(row, workspace.project.about.currency)
    was, now = (
        value_text(each.delivered, row.expectation.kind, unit) for each in (effect.before, effect.after)
    )
    words = (
        f"{row.expectation.name}: {was} to {now}, score {score_text(effect.before.score)} to "
        f"{score_text(row.score)}; journey {score_text(effect.journey, 2)}"
    )
    per = doing.per_effort
    if per is not None and action.effort is not None:
        words += f", {score_text(per, 2)} for each of {number_text(float(action.effort))} units of effort"
    return f"{words}."

"""What moves the selection, marks lines or brings another view in front; nothing of the project changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui.acts.stepping import step_of
from tui.lists.listing import Key, Listing, entries_of, ranking, ranks
from tui.views.fields import detail_fields
from tui.workspace import Workspace

_LEADING = {
    "detail": ("compare", "findings", "priorities", "curve", "notes"),
    "compare": ("history",),
}
"""Lists from which a row or a version is opened: Esc leads back to where one was reading."""


def show_view(workspace: Workspace, view: str) -> Workspace:
    """With another view in front."""
    behind = workspace.view if workspace.view in _LEADING.get(view, ()) else "board"
    return replace(workspace, view=view, behind=behind, scroll=0, detail_field="").quiet()


def to_priorities(workspace: Workspace) -> Workspace:
    """What to do first, in front: the most urgent touchpoint is selected, wherever one was before."""
    return _to_priority(show_view(workspace, "priorities"), -len(ranks(workspace.scores)))


# -- moving -----------------------------------------------------------------------------------------------


def moved(workspace: Workspace, way: str, page: int) -> Workspace:
    """With another line selected; `way` is what follows `move.`, `page` how many lines a screen holds."""
    step = step_of(f"move.{way}", page, sideways=True) or 0
    if workspace.view in ("minutes", "vote"):
        return replace(workspace, scroll=max(0, workspace.scroll + step))
    if workspace.view in ("messages", "problems"):
        return replace(workspace, scroll=max(0, min(workspace.scroll + step, _sentences(workspace) - 1)))
    if workspace.view == "working" and way in ("page-down", "page-up"):
        from tui.views.working import working_length

        last = working_length(workspace)
        return replace(workspace, scroll=max(0, min(workspace.scroll + step, last)))
    if workspace.view == "detail" and way not in ("left", "right"):
        return _to_field(workspace, step)
    if workspace.view == "priorities":
        return _to_priority(workspace, step)
    if workspace.view == "curve":
        return _to_touchpoint(workspace, step)
    if way == "first":
        return _to_end(workspace, at_end=False)
    if way == "last":
        return _to_end(workspace, at_end=True)
    if way in ("left", "right") and workspace.view == "board" and not workspace.listing.flat:
        return workspace.to_stage(step)
    return workspace.move(step)


def _to_end(workspace: Workspace, *, at_end: bool) -> Workspace:
    """With the first or last line of the journey selected."""
    if workspace.listing.flat:
        lines = workspace.entries
        return workspace.select(lines[-1 if at_end else 0].key) if lines else workspace
    stages = [each.stage.id for each in workspace.shown_scores.stages if each.touchpoints]
    return workspace.show_stage(stages[-1 if at_end else 0], at_end=at_end) if stages else workspace


def _sentences(workspace: Workspace) -> int:
    return max(1, len(workspace.messages if workspace.view == "messages" else workspace.problems))


def _to_field(workspace: Workspace, step: int) -> Workspace:
    fields = detail_fields(workspace)
    if not fields:
        return workspace
    at = fields.index(workspace.detail_field) if workspace.detail_field in fields else -1
    at = at + step if at >= 0 else 0 if step > 0 else len(fields) - 1
    return replace(workspace, detail_field=fields[max(0, min(at, len(fields) - 1))])


def _to_priority(workspace: Workspace, step: int) -> Workspace:
    order = ranking(workspace.scores)
    if not order:
        return workspace
    at = ranks(workspace.scores).get(workspace.selected[0], -step)
    score = order[max(0, min(at + step, len(order) - 1))].touchpoint
    return workspace.select((score.id, score.worst.id if score.worst else ""))


def _to_touchpoint(workspace: Workspace, step: int) -> Workspace:
    order = [each for stage in workspace.scores.stages for each in stage.touchpoints]
    if not order:
        return workspace
    at = next((i for i, each in enumerate(order) if each.id == workspace.selected[0]), 0)
    there = order[max(0, min(at + step, len(order) - 1))]
    return workspace.select(next(entries_of(there)).key)


def next_shortfall(workspace: Workspace) -> Workspace:
    """With the next row below expected selected, in journey order and round again."""
    rows = [
        (score.id, row.id if len(score.rows) > 1 else score.rows[0].id)
        for stage in workspace.scores.stages
        for score in stage.touchpoints
        for row in score.rows
        if row.band in ("short", "failed")
    ]
    if not rows:
        return workspace.saying("No row is below expected.")
    at = rows.index(workspace.selected) + 1 if workspace.selected in rows else 0
    there = replace(workspace, listing=Listing()) if workspace.listing.flat else workspace
    return there.select(rows[at % len(rows)])


# -- marking ----------------------------------------------------------------------------------------------


def _mark(workspace: Workspace) -> Workspace:
    if not workspace.selected[0]:
        return workspace
    marks = workspace.marks ^ {workspace.selected}
    return replace(workspace, marks=marks, message=None).move(1)


def _mark_range(workspace: Workspace) -> Workspace:
    keys = [entry.key for entry in workspace.entries]
    marked = [index for index, key in enumerate(keys) if key in workspace.marks]
    if not marked or workspace.position is None:
        return _mark(workspace)
    here = workspace.position
    other = min(marked, key=lambda each: abs(each - here))
    span = frozenset(keys[min(here, other) : max(here, other) + 1])
    return replace(workspace, marks=workspace.marks | span, message=None)


# -- looking ----------------------------------------------------------------------------------------------


def _working(workspace: Workspace) -> Workspace:
    return show_view(workspace, "board" if workspace.view == "working" else "working")


def _curve_kind(workspace: Workspace) -> Workspace:
    return replace(workspace, curve="other" if workspace.curve == "usual" else "usual")


def back(workspace: Workspace) -> Workspace:
    """One layer back: marks, then filters, then to the board. On a plain board nothing happens."""
    if workspace.message is not None and workspace.message.kind == "error":
        return workspace.quiet()
    if workspace.view == "promises" and (outer := workspace.ledger.backed()) is not None:
        return replace(workspace, ledger=outer).quiet()
    if workspace.view != "board":
        return show_view(workspace, workspace.behind if workspace.view in _LEADING else "board")
    if workspace.marks:
        return replace(workspace, marks=frozenset())
    if workspace.listing.flat:
        return replace(workspace, listing=Listing()).steady()
    return workspace.quiet()


def press(workspace: Workspace, key: Key) -> Workspace:
    """With a line selected by the mouse."""
    touchpoint = workspace.scores.touchpoint(key[0])
    if touchpoint is None:
        return workspace
    keys = [entry.key for entry in entries_of(touchpoint)]
    return workspace.select(key if key in keys else keys[0])


def _leaving(workspace: Workspace) -> Workspace:
    """With a line for whoever is used to ctrl+c ending a program."""
    here, anywhere = workspace.keymap.label("quit"), workspace.keymap.label("quit.now")
    return workspace.saying(f"{here} quits on the board, {anywhere} anywhere; unsaved edits are asked about.")


MOVES: dict[str, Callable[[Workspace], Workspace]] = {
    "mark": _mark,
    "mark.range": _mark_range,
    "mark.none": lambda workspace: replace(workspace, marks=frozenset()),
    "working": _working,
    "curve.kind": _curve_kind,
    "shortfall": next_shortfall,
    "back": back,
    "leaving": _leaving,
}
"""The commands of this file by their ids; `move.` and `view.` are families of their own."""

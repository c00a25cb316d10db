"""The fields of a row and its touchpoint: which can be selected and edited, and what they say."""

from __future__ import annotations

from typing import NamedTuple

from model.journey.quantity import number_text, value_text
from model.scoring.rows import RowScore
from tui.lists.listing import Entry
from tui.scoretext import score_text
from tui.values import place_of
from tui.views.bars import delivered_text, expected_text, unit_of, weight_text
from tui.workspace import Workspace

ROW_FIELDS = (
    "expected",
    "expected_by",
    "expected_n",
    "expected_on",
    "delivered",
    "delivered_by",
    "delivered_n",
    "delivered_sd",
    "delivered_on",
    "limit",
    "believed",
    "promised",
    "target",
    "feasible",
    "tolerance",
    "weight",
    "lever",
    "segment",
    "name",
)
"""Fields of a row, in the order of the view. In a touchpoint with one row, name and weight are its own."""
TOUCHPOINT_FIELDS = (
    "owner",
    "channel",
    "says",
    "feedback",
    "authority.who",
    "authority.up_to",
    "authority.backed_by",
)
"""Fields of a touchpoint, in the order of the view."""

UNSET = "-"
"""Stands where nothing is said."""


class Value(NamedTuple):
    """What a field says, and the role it is written in. The text is the file's, not yet shown."""

    text: str
    role: str = "text"


def detail_fields(workspace: Workspace) -> tuple[str, ...]:
    """The names of the fields that can be selected and edited for the selected entry, in order."""
    entry = workspace.entry
    if entry is None:
        return ()
    return (*(ROW_FIELDS if entry.row is not None else ("name", "weight")), *TOUCHPOINT_FIELDS)


def box_field(workspace: Workspace) -> str | None:
    """The field of the selected entry whose value box is open, or None."""
    box = workspace.box
    if box is None or box.field not in detail_fields(workspace):
        return None
    return box.field if box.place == place_of(workspace.project, workspace.selected, box.field) else None


def field_value(workspace: Workspace, entry: Entry, name: str) -> Value:
    """What a field says, for a reader: `14 d`, `asked`, `x3`; `?` for an unknown E or D, `-` for unset.

    In brackets where it is tried and the plan says something else.
    """
    now = _as_it_is(workspace, entry, name)
    if workspace.trial is None:
        return now
    planned = workspace.trial.scores.touchpoint(entry.touchpoint.id)
    row = planned.row(entry.row.id) if planned and entry.row else None
    if planned is None or (entry.row is not None and row is None):
        return now
    same = now.text == _as_it_is(workspace, Entry(planned, row), name).text
    return now if same else Value(f"[{now.text}]", now.role)


def _as_it_is(workspace: Workspace, entry: Entry, name: str) -> Value:
    if entry.row is None or len(place_of(workspace.project, entry.key, name)) == 2:
        return _of_touchpoint(entry, name)
    return _of_row(workspace, entry.row, name)


def _of_touchpoint(entry: Entry, name: str) -> Value:
    touchpoint = entry.touchpoint.touchpoint
    if name == "weight":
        return Value(weight_text(touchpoint.weight))
    if name == "name":
        return Value(touchpoint.name, "strong")
    first, _, second = name.partition(".")
    found = getattr(touchpoint, first)
    text = getattr(found, second) if second and found is not None else found
    return Value(text) if text else Value(UNSET, "dim")


def _of_row(workspace: Workspace, row: RowScore, name: str) -> Value:
    wish, currency = row.expectation, workspace.project.about.currency
    if name == "expected":
        return Value(expected_text(row, currency), "expected" if row.expected is not None else "unknown")
    if name == "delivered":
        return Value(delivered_text(row, currency), "delivered" if row.delivered is not None else "unknown")
    if name == "expected_by":
        return Value(row.expected_by, "unknown" if row.expected_by == "assumed" else "text")
    if name == "delivered_by":
        basis = wish.delivered_basis
        return Value(basis, "unknown" if basis == "assumed" else "text")
    if name == "delivered_n" and row.n is not None:
        return Value(f"n {row.n}")
    if name == "weight":
        return Value(weight_text(wish.weight))
    if name == "name":
        return Value(wish.name, "strong")
    if name == "tolerance" and row.tolerance is not None:
        text = _number(row, row.tolerance, currency)
        return Value(f"{text} ({row.tolerance_from})", "text")
    if name == "segment" and wish.segment:
        found = [each.name for each in workspace.project.segments if each.id == wish.segment]
        return Value(found[0] if found else wish.segment)
    value = getattr(wish, name)
    if value is None:
        return Value(f"{_LEADS[name]} {UNSET}" if name in _LEADS else UNSET, "dim")
    if name in _LEADS:
        return Value(f"{_LEADS[name]} {number_text(value, 2) if name == 'delivered_sd' else value}")
    if name == "limit":
        return Value(_number(row, value, currency), "limit")
    if name in ("believed", "promised", "target", "feasible", "tolerance"):
        return Value(_number(row, value, currency))
    return Value(str(value))


_LEADS = {
    "expected_n": "n",
    "delivered_n": "n",
    "delivered_sd": "sd",
    "expected_on": "on",
    "delivered_on": "on",
}
"""Words before the numbers beside E and D, since these have no label of their own."""


def _number(row: RowScore, value: bool | float, currency: str | None) -> str:
    return value_text(value, row.expectation.kind, unit_of(row, currency))


def interval_text(row: RowScore) -> str:
    """How sure the score is: `95 % -17.4 to +1.4`, `range ...`, `n=1`, `spread unknown`."""
    found = row.uncertainty
    parts = []
    if found is not None:
        lead = "95 %" if found.certain else "if assumed E is off by T:"
        parts.append(f"{lead} {score_text(found.low)} to {score_text(found.high)}")
    elif row.score is not None and row.n == 1:
        parts.append("n=1, no interval")
    elif row.score is not None and row.spread_unknown:
        parts.append("spread unknown")
    if row.indicative and row.n != 1:
        parts.append(f"n={row.n}, indicative")
    return ", ".join(parts)

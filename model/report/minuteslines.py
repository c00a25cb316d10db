"""The minutes of a review in words: a few sentences, and sections of rows for a screen or a document.

Every text in a section is safe to show: what a file hides in its texts is spelled out here.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.report.lines import day_text
from model.report.shown import shown, signed
from model.review.minutes import Minutes, Said
from model.review.review import Status


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the minutes: a heading and a table."""

    id: str
    title: str
    titles: tuple[str, ...]
    """The headings of the columns."""
    rows: tuple[tuple[str, ...], ...]
    empty: str
    """What stands in place of rows where there are none."""
    numbers: tuple[int, ...] = ()
    """Columns of numbers, which stand at the right."""


def minutes_summary(minutes: Minutes) -> tuple[str, ...]:
    """What comes first: what was reviewed, when, by whom, and how the journey's score moved."""
    confirmed, skipped, left = (len(minutes.looked(each)) for each in ("confirmed", "skipped", "open"))
    total = confirmed + skipped + left
    walked = f"{confirmed} of {total} touchpoints confirmed, {skipped} skipped"
    if left:
        walked += f", {left} not reached"
    people = ", ".join(shown(each) for each in minutes.people) or "nobody was named"
    if minutes.before is None or minutes.after is None or minutes.before == minutes.after:
        score = f"Journey score {signed(minutes.after)}, as before."
    else:
        change = signed(minutes.after - minutes.before)
        score = f"Journey score {signed(minutes.before)} before, {signed(minutes.after)} after ({change})."
    return (
        f"Review of {shown(minutes.title)}, {minutes.day}",
        f"Present: {people}",
        f"{walked}.",
        score,
    )


def minutes_sections(minutes: Minutes) -> tuple[Section, ...]:
    """What was changed, decided and agreed on, what stays open, and every touchpoint that was looked at."""
    return (
        Section(
            "decisions",
            "Decided",
            ("touchpoint", "decision", "by"),
            _said(minutes.decisions),
            "Nothing was decided.",
        ),
        Section(
            "actions",
            "Actions",
            ("touchpoint", "action", "owner", "due"),
            tuple(
                (shown(each.touchpoint), shown(each.what), shown(each.owner) or "nobody", day_text(each.due))
                for each in minutes.actions
            ),
            "No action was agreed on.",
        ),
        Section(
            "questions",
            "Open questions",
            ("touchpoint", "question", "by"),
            _said(minutes.questions),
            "No question stayed open.",
        ),
        Section(
            "changes",
            "Changed",
            ("where", "what", "before", "after", "by"),
            tuple(
                (
                    shown(each.where),
                    shown(each.field),
                    shown(each.before),
                    shown(each.after),
                    shown(each.by) or "somebody else",
                )
                for each in minutes.changed
            ),
            "No number was changed.",
        ),
        Section("notes", "Notes", ("touchpoint", "note", "by"), _said(minutes.notes), "No note was made."),
        *_looked(minutes),
    )


def _said(found: tuple[Said, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((shown(each.touchpoint), shown(each.text), shown(each.by)) for each in found)


_PARTS: tuple[tuple[Status, str, str], ...] = (
    ("confirmed", "Confirmed", "No touchpoint was confirmed."),
    ("skipped", "Skipped", "No touchpoint was skipped."),
    ("open", "Not reached", ""),
)


def _looked(minutes: Minutes) -> tuple[Section, ...]:
    found = []
    for status, title, empty in _PARTS:
        rows = tuple(
            (
                shown(each.name),
                signed(each.score),
                signed(each.last) if each.last_on else "",
                day_text(each.last_on),
            )
            for each in minutes.looked(status)
        )
        if rows or empty:
            titles = ("touchpoint", "score", "last time", "last reviewed")
            found.append(Section(status, title, titles, rows, empty, (1, 2)))
    return tuple(found)

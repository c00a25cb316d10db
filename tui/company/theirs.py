"""Somebody else's version of the open file: read, put together with the session, told in a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.editing.conflictwords import settled_words
from model.editing.merge import Merged
from model.editing.session import Session
from model.editing.telling import Told, told_between
from model.editing.wording import said
from model.files.loading import Loaded, load
from model.journey.problem import UserError
from model.journey.project import Project
from tui.company.arrivals import UNKNOWN

_TOLD = 2
"""Changes that a line names; of more it says how many."""


class CannotTake(UserError):
    """Their version cannot be merged; only one of the two can be chosen as a whole."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A session that has taken in what is on disk."""

    session: Session
    merged: Merged
    loaded: Loaded
    theirs: Project
    before: Session
    """The session it was before."""
    told: Told
    """What they changed, for the history."""


def take(session: Session, path: Path) -> Taken:
    """Read their version and merge it into the session; raises CannotTake with the reason."""
    try:
        loaded = load(path)
        if loaded.newer_format:
            raise CannotTake("The file was saved in a newer format, which this version cannot merge.")
        if loaded.project is None or loaded.problems:
            count = len(loaded.problems)
            words = "a problem" if count == 1 else f"{count} problems"
            first = loaded.problems[0]
            where = f" Line {first.line}:" if first.line else ""
            raise CannotTake(f"The file has {words} now.{where} {first.sentence}")
        merged_session, merged = session.merged(loaded.raw, loaded.project)
    except CannotTake:
        raise
    except UserError as error:
        raise CannotTake(str(error)) from None
    told = told_between(session.disk.project, loaded.project) if session.disk else Told()
    return Taken(merged_session, merged, loaded, loaded.project, session, told)


def merged_words(merged: Merged, who: str) -> str:
    """What came from them in a sentence or two; nothing where nothing did."""
    words: list[str] = []
    conflicts = {each.about for each in merged.choices}
    project = merged.mine
    count = 0
    for edit in merged.from_them:
        if (getattr(edit, "place", None), getattr(edit, "field", "")) not in conflicts:
            count += 1
            if len(words) < _TOLD:
                words.append(said(edit, project))
        project = edit.apply(project)
    sentences = []
    if count:
        whose = "somebody else" if who == UNKNOWN else who
        more = f" and {count - len(words)} more" if count > len(words) else ""
        changes = "1 change" if count == 1 else f"{count} changes"
        sentences.append(f"Merged {changes} of {whose}: {'; '.join(words)}{more}.")
    return " ".join([*sentences, settled_words(merged.conflicts, merged.pending)]).strip()

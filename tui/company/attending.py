"""This session among others at the same file: says where it is, and knows who else is there."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from model.files.loading import Loaded
from model.files.presence import REFRESH, Here, Presence, digest
from model.files.rights import owner_of, user_of
from model.files.watching import Company, Surroundings
from model.voting.poll import Poll, Voter, heard
from tui.company.alongside import spot_of
from tui.company.arrivals import Author
from tui.company.others import Others, lock_words
from tui.company.voting import vote_news

if TYPE_CHECKING:
    from pathlib import Path

    from tui.workspace import Workspace

_APART = 1.0
"""Seconds between two changes of what is said, at least."""
_MOST_SAVED = 4


class Attending:
    """What is said of this session beside the file, and what the others say there."""

    def __init__(self, project: Path, *, visible: bool) -> None:
        """`visible` is whether this session says that it is there; what others say is read in any case."""
        self.visible = visible
        self._presence = Presence(project)
        self._around = Surroundings(project, self._presence.path)
        self._since = time.time()
        self._saved: tuple[str, ...] = ()
        self._said: Here | None = None
        self._when = 0.0
        # The file is written off the screen's thread; nothing may come after the last word.
        self._turn = threading.Lock()
        self._left = False

    def here(self, workspace: Workspace) -> Here:
        """What there is to say of this session."""
        view, touchpoint, row, item = spot_of(workspace)
        others = workspace.others
        return Here(
            touchpoint,
            row,
            editing=workspace.box is not None or workspace.unsaved,
            since=self._since,
            pen=others.pen,
            saved=self._saved,
            view=view,
            item=item,
            after=others.leader.pid if others.leader else 0,
            vote=others.poll.statement if others.poll else None,
        )

    @property
    def unseen(self) -> str:
        """Why nobody would see what is said, where that is so."""
        return "the folder takes no file of yours" if self.visible else "presence is off in your settings"

    def look(self, here: Here) -> Company:
        """Say where we are, where that is due, and who else is there. Touches the disk."""
        self.say(here)
        return self._around.look()

    def say(self, here: Here, *, now: bool = False) -> bool:
        """Write what there is to say, where it changed or was not said for a while; `now` without delay.

        False where the folder does not take it: then nobody sees us, and that is all.
        """
        with self._turn:
            gone = time.monotonic() - self._when
            due = gone > REFRESH or (here != self._said and (now or gone > _APART))
            if not self.visible or self._left or not due:
                return self.visible and self._said is not None
            self._when = time.monotonic()
            done = self._presence.say(here)
            self._said = here if done else None
            return done

    def announce(self, raw: bytes, workspace: Workspace) -> None:
        """Say which text is going to be saved, so that others know it for a careful program's."""
        self._saved = (*self._saved[-(_MOST_SAVED - 1) :], digest(raw))
        self.say(self.here(workspace), now=True)

    def close(self) -> None:
        """Take back all that was said; nothing is said any more."""
        with self._turn:
            self._left = True
            self._presence.close()


def polled(others: Others, poll: Poll | None) -> Others:
    """With a vote, as far as those who are here speak of it."""
    said = {(each.user, each.pid): each.here.vote for each in others.company.people}
    return replace(others, poll=heard(poll, said, this_session()))


def this_session() -> Voter:
    """This session as the others see it."""
    return user_of(os.geteuid()), os.getpid()


def author_of(loaded: Loaded, company: Company) -> Author:
    """Who saved what was just read: by what the sessions say, by the editors that are open, by its owner."""
    name = digest(loaded.raw)
    for person in company.people:
        if name in person.here.saved:
            return Author(person.user, careful=True, program="Gapline")
    for lock in company.editors:
        return Author(lock.user, program=lock.program)
    return Author(owner_of(loaded.real))


def meeting(workspace: Workspace, company: Company) -> Workspace:
    """With others in sight, and told what is worth a sentence: an editor, a pen that changed hands."""
    before = workspace.others
    if company == before.company:
        return workspace
    others = polled(replace(before, company=company), before.poll)
    known = {replace(each, unsaved=False) for each in before.company.editors}
    words = [
        f"{lock_words(each)}."
        for each in company.editors
        if each not in before.company.editors and (each.unsaved or each not in known)
    ]
    if before.has_pen and not others.has_pen:
        others = others.without_pen()
        words.append(f"{others.holder} took the pen.")
    elif others.holder and others.holder != before.holder:
        words.append(f"{others.holder} has the pen now. Nobody is locked out.")
    elif before.holder and not others.holder:
        words.append(f"{before.holder} put the pen down.")
    words.append(vote_news(before, others, workspace.project))
    words = [each for each in words if each]
    met = replace(workspace, others=others)
    return met.hearing(" ".join(words)) if words else met

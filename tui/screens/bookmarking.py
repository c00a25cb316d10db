"""The two commands around bookmarks: setting one, and going to one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from model.editing.tracing import traced
from model.editing.wording import subject
from model.files.bookmarks import LETTERS, Bookmark, bookmarks_of, keep_bookmark
from tui.acts.moving import show_view
from tui.lists.listing import Listing, entries_of
from tui.registry.command import ROWS
from tui.registry.keys import key_name
from tui.screens.choice import Choice
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


class Letter(Choice):
    """A list of letters that takes every other letter as well."""

    def take(self, event: events.Key) -> None:
        """A letter chooses itself; all other keys do what they do in a list."""
        key = key_name(event)
        if key in LETTERS and len(key) == 1:
            self.end(key)
        else:
            super().take(event)


async def put(screen: Asking) -> None:
    """Ask for a letter, and set it on the selected row; on the row it stands on, take it away."""
    workspace = screen.workspace
    key = workspace.selected
    if workspace.project.touchpoint(key[0]) is None:
        screen.show_workspace(workspace.saying("Nothing is selected.", "error"))
        return
    file = screen.gapline.file.loaded.real
    marks = await _marks(screen)
    free = next((each for each in LETTERS if each not in marks), "")
    options = [Option(free, "the first free letter", free)] if free else []
    options += [Option(each, _words(mark, workspace), each) for each, mark in marks.items()]
    name = subject(workspace.project, workspace.place or ("touchpoints", key[0]))
    note = "A letter, a to z. One in use moves here; the one that stands here is taken away."
    letter = await screen.app.push_screen_wait(Letter(f"Bookmark {name}", options, screen.look, note=note))
    if letter is None:
        return
    there = marks.get(letter)
    again = there is not None and (there.touchpoint, there.row) == key
    mark = None if again else Bookmark(*key, name)
    await asyncio.to_thread(keep_bookmark, file, letter, mark)
    words = (
        f"Bookmark {letter} is taken away." if again else f"Bookmark {letter}: {name}. b {letter} comes back."
    )
    screen.show_workspace(screen.workspace.saying(words))


async def go(screen: Asking) -> None:
    """List the bookmarks, and go to the one whose letter is typed."""
    marks = await _marks(screen)
    if not marks:
        words = "There is no bookmark yet: B and a letter sets one on the selected row."
        screen.show_workspace(screen.workspace.saying(words))
        return
    options = [Option(each, _words(mark, screen.workspace), each) for each, mark in marks.items()]
    letter = await screen.choose("Go to bookmark", options)
    if letter is not None:
        screen.show_workspace(_gone_to(screen.workspace, letter, marks[letter]))


async def _marks(screen: Asking) -> dict[str, Bookmark]:
    """The bookmarks by their letters, those of rows that got another id in this session by the new one."""
    marks = await asyncio.to_thread(bookmarks_of, screen.gapline.file.loaded.real)
    session = screen.workspace.session
    return {letter: mark.at(traced(mark.place, session) or mark.place) for letter, mark in marks.items()}


def _words(mark: Bookmark, workspace: Workspace) -> str:
    """What the bookmark stands on now, by its name of now; what it was called where that is gone."""
    project = workspace.project
    touchpoint = project.touchpoint(mark.touchpoint)
    if touchpoint is None:
        return f"{mark.name or mark.touchpoint} (gone)"
    if not mark.row:
        return touchpoint.name
    if all(each.id != mark.row for each in touchpoint.expectations):
        return f"{mark.name or mark.row} (gone)"
    return subject(project, mark.place)


def _gone_to(workspace: Workspace, letter: str, mark: Bookmark) -> Workspace:
    """With the row of a bookmark selected; with its touchpoint where the row is gone."""
    score = workspace.scores.touchpoint(mark.touchpoint)
    if score is None:
        words = f"{mark.name or mark.touchpoint} is gone: nothing has the id {mark.touchpoint} any more."
        return workspace.saying(f"{words} B {letter} sets the letter anew.", "error")
    keys = [entry.key for entry in entries_of(score)]
    key = (mark.touchpoint, mark.row)
    there = workspace if workspace.view in ROWS else show_view(workspace, "board")
    there = there.select(key if key in keys else keys[0])
    if there.position is None and there.listing.flat:
        there = replace(there, listing=Listing()).select(there.selected)
    if mark.row and score.row(mark.row) is None:
        words = f"The row {mark.name or mark.row} is gone; this is its touchpoint."
        return there.saying(words, "error")
    return there.quiet()


FLOWS: dict[str, Flow] = {"bookmark.put": put, "bookmark.go": go}
"""The commands of this file by their ids."""

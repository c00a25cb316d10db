"""Offering what a session that ended without saving had done: review, apply, later, discard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from model.editing.merge import CannotMerge
from model.editing.sameness import same
from model.editing.session import Session
from model.files.lostwork import LostWork, lost_work
from model.files.restoring import Restored, Reviewed, restored, review
from model.files.statefolder import NoStateFolder
from model.journey.problem import ProblemsFound, UserError
from tui.pictures.picture import Look, Picture
from tui.progress import Progress, Stopped
from tui.registry.keys import key_name
from tui.screens.atlength import at_length
from tui.screens.pictured import Pictured
from tui.text import show
from tui.views.popup import Option
from tui.views.recovery import review_lines, review_picture

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_TITLE = "Edits that were not saved"
_LATER = "They are kept, and offered when the file is opened again, or by :recover."
_WIDEST = 100


class Review(Pictured[None]):
    """The lost edits, to read."""

    def __init__(self, rows: Sequence[Reviewed], look: Look) -> None:
        super().__init__(look)
        self.rows = rows
        self.top = 0

    def extent(self, widest: int) -> tuple[int, int]:
        """As high as the list."""
        width = min(widest, _WIDEST)
        return width, len(review_lines(self.rows, self.look, width)) + 2

    def picture(self, width: int, height: int) -> Picture:
        """The list from its top line on."""
        return review_picture(_TITLE, self.rows, self.top, self.look, width, height)

    def take(self, event: events.Key) -> None:
        """Arrows and pages scroll, Esc and Enter go back."""
        key = key_name(event)
        page = max(1, self.lines - 2)
        steps = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": page, "pageup": -page}
        if key in ("escape", "enter", "q", "r"):
            self.end(None)
        elif key == "ctrl+q":
            self.end_to_quit()
        elif key in steps:
            last = max(0, self.extent(self.app.size.width)[1] - 2 - page)
            self.top = max(0, min(last, self.top + steps[key]))
            self.redraw()


async def recover(screen: Asking) -> None:
    """Offer everything that was left behind for this file, the oldest first."""
    if screen.workspace.trying:
        _say(screen, "Leave what-if with x first: the edits belong to the plan.", error=True)
        return
    try:
        works = await at_length(screen.gapline, "Looking for lost edits", partial(_look, screen))
    except NoStateFolder as error:
        _say(screen, f"Unsaved edits of an earlier session cannot be looked for: {error}", error=True)
        return
    try:
        offered = [await _offer(screen, work) for work in works]
    finally:
        for work in works:
            work.release()
    if not any(offered) and screen.workspace.message is None:
        _say(screen, "No earlier session left edits that are not saved.")


def _look(screen: Asking, progress: Progress) -> list[LostWork]:
    # Whoever stopped here would leave the journals locked.
    progress.last("Reading the journals")
    return lost_work(screen.gapline.file.loaded.real)


def _restore(plan: Session, work: LostWork, progress: Progress) -> Restored:
    progress.step("Putting the edits onto the file as it is now")
    return restored(plan, work)


async def _offer(screen: Asking, work: LostWork) -> bool:
    """Deal with one of them; False where there was nothing to ask."""
    if work.empty:
        _say(screen, f"A journal of unsaved edits cannot be read; it is kept as {work.path}.", error=True)
        return False
    words = _words(work, screen.gapline.today)
    if screen.workspace.read_only:
        _say(screen, f"{words} They are offered when the file can be changed.")
        return False
    now: Restored | UserError
    try:
        now = await at_length(screen.gapline, _TITLE, partial(_restore, screen.workspace.plan, work))
    except Stopped:
        _say(screen, _LATER)
        return True
    except (CannotMerge, ProblemsFound) as error:
        now = error
    if isinstance(now, Restored) and not work.draft and not now.left_out and _nothing_new(screen, now):
        work.remove()
        return False
    note = " ".join(each for each in (words, _draft_words(work), _state_words(work, now)) if each)
    while True:
        chosen = await screen.choose(_TITLE, _options(work, now), note)
        if chosen == "review":
            rows = review(screen.workspace.plan, work)
            await screen.app.push_screen_wait(Review(rows, screen.look))
        elif chosen == "discard":
            if await _sure(screen, work):
                work.remove()
                return True
        elif chosen == "apply" and isinstance(now, Restored):
            _apply(screen, work, now)
            return True
        else:
            _say(screen, _LATER)
            return True


def _nothing_new(screen: Asking, now: Restored) -> bool:
    """Whether the file has it all, as where the session ended between saving and saying so."""
    return not now.session.conflicts and same(now.session.project, screen.workspace.plan.project)


def _options(work: LostWork, now: Restored | UserError) -> list[Option]:
    options = []
    if work.edits:
        options.append(Option("r", "review them", "review"))
    if isinstance(now, Restored):
        options.append(
            Option("a", "apply them; one undo takes them back" if work.edits else "go on typing", "apply")
        )
    return [*options, Option("l", "later; they are kept", "later"), Option("D", "discard them", "discard")]


async def _sure(screen: Asking, work: LostWork) -> bool:
    chosen = await screen.choose(
        f"Discard {_counted(work)}?",
        [Option("k", "keep them", "keep"), Option("D", "discard them", "discard")],
        "Nothing brings them back.",
    )
    return chosen == "discard"


def _apply(screen: Asking, work: LostWork, now: Restored) -> None:
    """Put them in; the journal of then goes only when they are in that of now."""
    workspace = screen.workspace
    if work.edits:
        undecided = len(now.session.conflicts)
        words = f"{_counted(work)} back, not saved yet."
        if undecided:
            words += f" On {undecided} the file says otherwise; saving asks which one holds."
        if now.left_out:
            words += f" {len(now.left_out)} found nothing to change and stay for later."
        screen.show_workspace(replace(workspace, marks=frozenset()).at(now.session).saying(words))
    if screen.gapline.keeping.safe and not now.left_out:
        work.remove()
    if work.draft is not None:
        screen.journey.type_again(work.draft)


# -- words ------------------------------------------------------------------------------------------------


def _counted(work: LostWork) -> str:
    number = len(work.edits)
    if not number:
        return "what was typed"
    return "1 edit" if number == 1 else f"{number} edits"


def _words(work: LostWork, today: date) -> str:
    when = f"{work.why or 'session ended'} {_moment(work.when, today)}".strip()
    number = len(work.edits)
    if not number:
        return f"Something was being typed ({when})."
    return f"{_counted(work)} {'was' if number == 1 else 'were'} not saved ({when})."


def _moment(when: datetime | None, today: date) -> str:
    if when is None:
        return ""
    here = when.astimezone()
    if here.date() == today:
        return f"{here:%H:%M}"
    return f"{here.day} {here:%b %H:%M}" if here.year == today.year else f"{here.day} {here:%b %Y %H:%M}"


def _draft_words(work: LostWork) -> str:
    return f"You were typing '{work.draft.text}' for {work.draft.label}." if work.draft else ""


def _state_words(work: LostWork, now: Restored | UserError) -> str:
    words = []
    if work.damaged:
        entries = "1 entry" if work.damaged == 1 else f"{work.damaged} entries"
        words.append(f"{entries} of the journal cannot be read.")
    if isinstance(now, UserError):
        words.append(f"They cannot be put into the file as it is now. {now}")
    elif now.changed:
        words.append("The file was changed since.")
    return " ".join(words)


def _say(screen: Asking, words: str, *, error: bool = False) -> None:
    screen.show_workspace(screen.workspace.saying(show(words), "error" if error else "message"))


FLOWS: dict[str, Flow] = {"recover": recover}
"""The command of this file by its id."""

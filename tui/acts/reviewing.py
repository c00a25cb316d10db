"""What keys do in a review and in its minutes; nothing here asks or touches a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.editing.places import Place
from model.review.order import Order, ordered
from model.review.review import Review, confirming
from tui.acts.stepping import FAR
from tui.acts.undoing import redone, undone
from tui.lists.listing import Entry
from tui.workspace import Workspace

USUAL_MINUTES = 60.0
"""How long a review takes where nobody says otherwise."""


def touchpoints_to_review(workspace: Workspace) -> frozenset[str] | None:
    """The ids that the filters leave; None where none is set."""
    if not workspace.listing.filtered:
        return None
    board = replace(workspace, view="board")
    return frozenset(each.touchpoint.id for each in board.items if isinstance(each, Entry))


def begun(workspace: Workspace, order: Order, people: tuple[str, ...], allowed: float) -> Workspace:
    """With a review at its first touchpoint; `allowed` is in minutes, 0 for no timer."""
    walk = ordered(workspace.scores, order, touchpoints_to_review(workspace))
    review = Review.beginning(workspace.project, walk, workspace.today, people, allowed)
    return arrived(replace(workspace, review=review), review)


def resumed(workspace: Workspace, review: Review) -> Workspace:
    """With a review in front where it stopped, or at the next touchpoint where that one is gone."""
    review = review.ended(None)
    walk = review.walked(workspace.scores)
    if not walk:
        return workspace.saying("Every touchpoint of that review is gone.", "error")
    if review.log.at not in walk:
        review = review.with_log(review.log.arriving((review.left(workspace.scores) or walk)[0]))
    return arrived(workspace, review)


def arrived(workspace: Workspace, review: Review) -> Workspace:
    """With the touchpoint that the review stands at in front, its worst row selected."""
    touchpoint = workspace.scores.touchpoint(review.log.at)
    row = touchpoint.worst if touchpoint else None
    first = row or (touchpoint.rows[0] if touchpoint and touchpoint.rows else None)
    there = replace(workspace, view="review", review=review, scroll=0, detail_field="", message=None)
    return there.select((review.log.at, first.id if first else ""))


def ticked(workspace: Workspace, seconds: float) -> Workspace:
    """After `seconds` in the review."""
    review = workspace.review
    return replace(workspace, review=review.with_log(review.log.spending(seconds))) if review else workspace


def running(workspace: Workspace) -> bool:
    """Whether a timer runs: in front of a review that has one."""
    review = workspace.review
    return review is not None and workspace.view == "review" and review.log.timed and review.log.allowed > 0


# -- in the review ----------------------------------------------------------------------------------------


def reviewed(workspace: Workspace, command: str, _page: int) -> Workspace | None:
    """The workspace after a command in the review; None where the command means what it always does."""
    review = workspace.review
    if review is None:
        return _outside(workspace) if command.startswith("review.") else None
    if command in ("undo", "redo"):
        return _undone(workspace, review, command)
    action = _IN_REVIEW.get(command)
    return action(workspace, review) if action else None


def _confirm(workspace: Workspace, review: Review) -> Workspace:
    touchpoint = review.log.at
    stamp = review.stamp(workspace.scores, workspace.today)
    edit = confirming(workspace.project, touchpoint, stamp)
    changed = workspace.apply(edit) if edit else workspace.saying("It says so already.")
    after = changed.review or review
    after = after.with_log(after.log.stamping(touchpoint, stamp))
    return _onward(changed, after, after.after(changed.scores))


def _skip(workspace: Workspace, review: Review) -> Workspace:
    log = review.log
    if review.status(log.at, workspace.scores) == "open":
        log = log.skipping(log.at)
    review = review.with_log(log)
    return _onward(workspace.quiet(), review, review.beside(workspace.scores))


def _onward(workspace: Workspace, review: Review, following: str | None) -> Workspace:
    """At the next touchpoint, or at the minutes behind the last one. What was said last stays in sight."""
    message = workspace.message
    if following is None:
        return finished(workspace, review)
    return replace(arrived(workspace, review.with_log(review.log.arriving(following))), message=message)


def finished(workspace: Workspace, review: Review) -> Workspace:
    """With the minutes of a review that is over."""
    there = replace(workspace, view="minutes", review=review.ended(workspace.project), scroll=0)
    return there.saying("The walk is done. These are its minutes; w writes them to a file.")


def _back(workspace: Workspace, review: Review) -> Workspace:
    before = review.before(workspace.scores)
    if before is None:
        return workspace.saying("This is the first touchpoint of the walk.")
    return arrived(workspace, review.with_log(review.log.arriving(before)))


def _row(step: int) -> Callable[[Workspace, Review], Workspace]:
    return lambda workspace, _: workspace.move(step)


def _undone(workspace: Workspace, review: Review, command: str) -> Workspace:
    """One step of undo or redo, with the touchpoint it belongs to in front."""
    if command == "undo":
        edit, changed = workspace.session.state.edit, undone(workspace)
    else:
        changed = redone(workspace)
        edit = changed.session.state.edit if changed.session is not workspace.session else None
    place: Place = getattr(edit, "place", ())
    if edit is None or len(place) < 2 or place[0] != "touchpoints" or place[1] == review.log.at:
        return changed
    if place[1] not in review.walked(changed.scores):
        return changed
    there = arrived(changed, review.with_log(review.log.arriving(place[1])))
    return replace(there, message=changed.message)


def _timer(workspace: Workspace, review: Review) -> Workspace:
    log = review.log
    if not log.allowed:
        log = replace(log, allowed=USUAL_MINUTES, timed=True)
    else:
        log = replace(log, timed=not log.timed)
    words = f"The timer runs: {log.allowed:g} minutes in all." if log.timed else "The timer is off."
    return replace(workspace, review=review.with_log(log)).saying(words)


def _drop(workspace: Workspace, review: Review) -> Workspace:
    """Without the decision or question that was written down last at this touchpoint."""
    remarks = [each for _, each in review.remarks_here()]
    if not remarks:
        return workspace.saying("No decision and no open question is written down here.")
    last = remarks[-1]
    log = review.log
    kept = replace(
        log,
        decisions=tuple(each for each in log.decisions if each is not last),
        questions=tuple(each for each in log.questions if each is not last),
        written=False,
    )
    return replace(workspace, review=review.with_log(kept)).saying(f"Taken away: {last.text}")


def _leave(workspace: Workspace, review: Review) -> Workspace:
    if workspace.message is not None and workspace.message.kind == "error":
        return workspace.quiet()
    left = len(review.left(workspace.scores))
    there = replace(workspace, view="board", scroll=0, detail_field="").steady()
    return there.saying(f"The review waits, {left} to go: r goes on, :view.minutes shows its minutes.")


_IN_REVIEW: dict[str, Callable[[Workspace, Review], Workspace]] = {
    "review.confirm": _confirm,
    "review.skip": _skip,
    "review.back": _back,
    "review.timer": _timer,
    "review.drop": _drop,
    "move.down": _row(1),
    "move.up": _row(-1),
    "move.page-down": _row(1),
    "move.page-up": _row(-1),
    "move.first": _row(-FAR),
    "move.last": _row(FAR),
    "back": _leave,
}


def _outside(workspace: Workspace) -> Workspace:
    return workspace.saying("No review is under way. r begins one, or goes on with the last.", "error")


REVIEWS: dict[str, Callable[[Workspace], Workspace]] = {
    command: _outside for command in _IN_REVIEW if command.startswith("review.")
}
"""The commands of a review where none is in front."""


# -- in the minutes ---------------------------------------------------------------------------------------


def minuted(workspace: Workspace, command: str, _page: int) -> Workspace | None:
    """The workspace after a command in the minutes; None where the command means what it always does."""
    review = workspace.review
    if review is None or review.end is not workspace.project or command not in ("undo", "redo"):
        return None
    # Nothing happened since the walk was over: what is taken back now is a part of it.
    changed = undone(workspace) if command == "undo" else redone(workspace)
    return replace(changed, review=review.ended(changed.project))


# -- who and how long -------------------------------------------------------------------------------------


def people_of(text: str) -> tuple[str, ...]:
    """The names that were typed with commas between them, each once."""
    return tuple(dict.fromkeys(name for each in text.split(",") if (name := each.strip())))


def minutes_of(text: str) -> float | None:
    """How many minutes were typed, 0 for nothing; None where it is no number of minutes."""
    try:
        minutes = float(text.strip().replace(",", ".") or 0)
    except ValueError:
        return None
    return minutes if 0 <= minutes <= 24 * 60 else None


def progress_words(review: Review, workspace: Workspace) -> str:
    """A review in a few words: `2026-11-20, 5 of 14 done`."""
    total = len(review.walked(workspace.scores))
    return f"{review.log.began}, {review.done(workspace.scores)} of {total} done"

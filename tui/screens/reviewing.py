"""What a review asks: how to begin, what was decided, what stays open, where its minutes go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from model.files.reviews import kept_review
from model.report.minutesdocument import minutes_markdown, minutes_page
from model.review.log import Log
from model.review.minutes import Minutes
from model.review.order import Order
from model.review.review import Review
from tui.acts.moving import show_view
from tui.acts.reviewing import (
    USUAL_MINUTES,
    begun,
    minutes_of,
    people_of,
    progress_words,
    resumed,
    touchpoints_to_review,
)
from tui.progress import Progress
from tui.screens.outputs import output_path, write_at_length
from tui.text import show
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_WRITERS: dict[str, Callable[[Minutes], str]] = {"md": minutes_markdown, "html": minutes_page}


async def review(screen: Asking) -> None:
    """Go on with the review where it stopped; where there is none, begin one."""
    if _refused(screen):
        return
    await recall(screen)
    last = screen.workspace.review
    if last is None or last.end is not None:
        await _begin(screen, last)
    elif last.log.began == screen.workspace.today:
        screen.show_workspace(resumed(screen.workspace, last))
    else:
        await _begin(screen, last)


async def new_review(screen: Asking) -> None:
    """Begin a review from the start, whatever became of the last one."""
    if not _refused(screen):
        await recall(screen)
        await _begin(screen, screen.workspace.review)


def _refused(screen: Asking) -> bool:
    workspace = screen.workspace
    if workspace.trying:
        words = "A review is of the plan: leave what-if with x first."
    elif not workspace.project.touchpoints:
        words = "There is no touchpoint to review yet. n adds one."
    else:
        return False
    screen.show_workspace(workspace.saying(words, "error"))
    return True


async def recall(screen: Asking) -> None:
    """Take up the review that was kept for this file, where none is at hand."""
    if screen.workspace.review is not None:
        return
    file = screen.gapline.file.loaded.real
    found = await asyncio.to_thread(kept_review, file, screen.workspace.project)
    if found is not None and screen.workspace.review is None:
        screen.journey.sitting.took(found)
        screen.show_workspace(replace(screen.workspace, review=found))


# -- beginning --------------------------------------------------------------------------------------------


async def _begin(screen: Asking, last: Review | None) -> None:
    workspace = screen.workspace
    chosen = await screen.choose("Review the touchpoints", _ways(workspace, last), _note(workspace, last))
    if chosen is None:
        return
    if chosen == "resume" and last is not None:
        screen.show_workspace(resumed(screen.workspace, last))
        return
    if chosen == "minutes":
        screen.show_workspace(show_view(screen.workspace, "minutes"))
        return
    names = last.log.people if last else (workspace.user,) if workspace.user else ()
    typed = await screen.type_line("Who is in the room? Names with commas between", ", ".join(names))
    if typed is None:
        return
    allowed = await _minutes(screen, last.log.allowed if last else USUAL_MINUTES)
    if allowed is not None:
        order: Order = "journey" if chosen == "journey" else "worst"
        screen.show_workspace(begun(screen.workspace, order, people_of(typed), allowed))


def _ways(workspace: Workspace, last: Review | None) -> list[Option]:
    options = [Option("w", "worst first", "worst"), Option("j", "in the order of the journey", "journey")]
    if last is not None and last.end is None:
        words = f"go on with the review of {progress_words(last, workspace)}"
        options.insert(0, Option("r", words, "resume"))
    if last is not None:
        options.append(Option("m", f"show the minutes of {last.log.began}", "minutes"))
    return options


def _note(workspace: Workspace, last: Review | None) -> str:
    only = touchpoints_to_review(workspace)
    count = len(workspace.project.touchpoints if only is None else only)
    words = f"{count} touchpoint{'s' * (count != 1)}, one at a time."
    if only is not None:
        words = f"{words[:-1]}: those that the filter shows ({workspace.listing.words})."
    if last is not None and not last.log.written:
        words += f" The minutes of {last.log.began} are in no file yet; another review takes their place."
    return words


async def _minutes(screen: Asking, usual: float) -> float | None:
    """Ask how long the room has until a number is typed; None on Esc."""
    title = "How many minutes does the room have? Nothing: no timer"
    text: str | None = f"{usual:g}" if usual else ""
    while True:
        text = await screen.type_line(title, text or "")
        if text is None:
            return None
        minutes = minutes_of(text)
        if minutes is not None:
            return minutes
        title = "Type minutes as a number such as 60, or nothing for no timer"


# -- writing down -----------------------------------------------------------------------------------------


async def decide(screen: Asking) -> None:
    """Write down what the room decided about the touchpoint."""
    await _remark(screen, "Decided", Log.deciding)


async def question(screen: Asking) -> None:
    """Write down a question that the room cannot answer now."""
    await _remark(screen, "Open question", Log.asking)


async def _remark(screen: Asking, title: str, written: Callable[[Log, str, str], Log]) -> None:
    workspace = screen.workspace
    if workspace.review is None or workspace.view != "review" or workspace.touchpoint is None:
        words = "No review is in front. r begins one, or goes on with the last."
        screen.show_workspace(workspace.saying(words, "error"))
        return
    text = await screen.type_line(f"{title}, at {workspace.touchpoint.touchpoint.name}")
    review, workspace = screen.workspace.review, screen.workspace
    if text and review is not None:
        kept = review.with_log(written(review.log, text, workspace.user))
        screen.show_workspace(replace(workspace, review=kept).saying(f"{title}: {text}"))


# -- the minutes ------------------------------------------------------------------------------------------


async def write(screen: Asking) -> None:
    """Ask for a file name, and write the minutes as Markdown or as a web page."""
    await recall(screen)
    review = screen.workspace.review
    if review is None:
        words = "There are no minutes yet: r begins a review."
        screen.show_workspace(screen.workspace.saying(words, "error"))
        return
    loaded = screen.gapline.file.loaded
    usual = f"{loaded.path.stem}-review-{review.log.began}.md"
    title = "Write the minutes to a file"
    path = await output_path(screen, title, usual, tuple(_WRITERS))
    if path is None:
        return
    writer = _WRITERS[path.suffix.lower().removeprefix(".")]
    scores = screen.workspace.scores

    def make(progress: Progress) -> bytes:
        progress.step("Comparing with how it began")
        return writer(Minutes.of(review, scores, loaded.path.name)).encode("utf-8", "replace")

    confirmed = await write_at_length(screen, path, make)
    workspace = screen.workspace
    if workspace.review is not None:
        log = replace(workspace.review.log, written=True)
        workspace = replace(workspace, review=workspace.review.with_log(log))
    screen.show_workspace(workspace.saying(f"The minutes are in {show(str(path))}.{confirmed}"))


FLOWS: dict[str, Flow] = {
    "review": review,
    "review.new": new_review,
    "review.decide": decide,
    "review.question": question,
    "minutes.write": write,
}
"""The commands of this file by their ids."""

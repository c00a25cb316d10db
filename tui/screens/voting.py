"""What a vote asks: on what to vote, one's own vote, and what becomes of the result."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Input

from model.editing.building import noting
from model.journey.problem import ProblemsFound
from model.voting.count import counted
from model.voting.poll import Poll
from model.voting.round import SUBJECTS, Round, Stage, Subject
from tui.acts.moving import show_view
from tui.company.attending import polled, this_session
from tui.company.voting import (
    accepting,
    leader,
    leads,
    names_of,
    question,
    range_text,
    result_text,
    round_to,
    running,
    said_names,
    value_voted,
    vote_text,
)
from tui.pictures.picture import Look
from tui.screens.prompt import Prompt
from tui.views.popup import Option
from tui.widgets.line import TypingLine

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_KEYS: dict[str, str] = {"delivered": "d", "expected": "e", "weight": "w", "dots": "o"}
_WORDS: dict[Subject, str] = {
    "delivered": "what is delivered",
    "expected": "what is expected",
    "weight": "the weight",
    "dots": "dots, 0 to 5: how much it matters",
}


class VotePrompt(Prompt):
    """Ends with a vote, or None on Esc. What is typed stands on no screen and in no journal."""

    def __init__(self, title: str, look: Look, hint: str, read: Callable[[str], float]) -> None:
        super().__init__(title, look, hint=hint)
        self.read = read

    def on_mount(self) -> None:
        """Type unseen: this screen may hang on a wall."""
        # Textual goes on to the handler of Prompt by itself, and so below unless that is prevented.
        self.query_one("#line", TypingLine).password = True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nothing of it is kept."""
        event.stop()
        event.prevent_default()

    def answer(self, text: str) -> str | None:
        """The vote; None where it cannot be one."""
        text = text.strip()
        try:
            self.read(text)
        except ProblemsFound as error:
            first = error.problems[0]
            self.tell(f"Error: {first.found}; {first.mend}.", "error")
            return None
        return text


# -- asking for one ----------------------------------------------------------------------------------------


async def vote(screen: Asking) -> None:
    """Go to the vote that runs, and vote there; where none runs, have the room vote on the selected row."""
    poll, there = running(screen.workspace), screen.workspace.view == "vote"
    if poll is None:
        await _ask(screen)
        return
    if not there:
        screen.show_workspace(show_view(screen.workspace, "vote"))
    if poll.stage is Stage.OPEN and (there or (poll.ballot is None and not poll.withdrew)):
        await cast(screen)
    elif there and poll.stage is not Stage.OPEN:
        if leads(screen.workspace.others, poll):
            await _ask(screen, poll.round)
        else:
            _tell(screen, f"{leader(screen.workspace.others, poll)} ends this vote first.", error=True)


async def _ask(screen: Asking, again: Round | None = None) -> None:
    """Ask on what to vote and how; then the vote is open, and one's own comes first."""
    workspace = screen.workspace
    entry = workspace.entry
    key = (again.touchpoint, again.row) if again else entry.key if entry else None
    if key is None or workspace.project.touchpoint(key[0]) is None:
        _tell(screen, "Select a row to vote on.", error=True)
        return
    if not screen.gapline.attending.visible:
        _tell(screen, f"Nobody would see the vote: {screen.gapline.attending.unseen}.", error=True)
        return
    numbers = workspace.scores.row(*key) is not None
    subjects = [each for each in SUBJECTS if numbers or each in ("weight", "dots")]
    if again is not None:
        subjects.sort(key=lambda each: each != again.subject)
    options = [Option(_KEYS[each], _WORDS[each], each) for each in subjects]
    asked = Round("", 0.0, *key, subjects[0])
    title = f"Vote on {question(workspace.project, asked).partition(' ')[2].removeprefix('of ')}"
    chosen = await screen.choose(title, options)
    subject = next((each for each in SUBJECTS if each == chosen), None)
    if subject is None:
        return
    options = [Option("n", "with names", "named"), Option("a", "without names", "anonymous")]
    how = await screen.choose("When the votes are open, show them", options)
    if how is None:
        return
    made = Round(os.urandom(4).hex(), time.time(), *key, subject, how == "named")
    if await _say(screen, Poll(made, this_session(), opener=True)):
        screen.show_workspace(show_view(screen.workspace, "vote"))
        await cast(screen)


# -- one's own vote ----------------------------------------------------------------------------------------


async def cast(screen: Asking) -> None:
    """Ask for one's own vote, and seal it."""
    poll = running(screen.workspace)
    if poll is None:
        _tell(screen, "No vote is running. V on a row asks for one.", error=True)
        return
    if poll.stage is not Stage.OPEN and poll.ballot is not None and not poll.ballot.late:
        _tell(screen, "The votes are open: yours stays as it is.", error=True)
        return
    asked = poll.round
    name = [each for each in names_of(screen.workspace.project, asked) if each][-1:]
    title = f"Your vote: {asked.subject}{f' of {name[0]}' if name else ''}"
    hint = f"{range_text(screen.workspace.project, asked)} Enter votes, Esc leaves."
    if poll.stage is not Stage.OPEN:
        hint = f"{range_text(screen.workspace.project, asked)} It is late: it is shown, and not counted."
    prompt = VotePrompt(title, screen.look, hint, lambda text: value_voted(screen.workspace, asked, text))
    typed = await screen.app.push_screen_wait(prompt)
    if typed is None:
        return
    now = running(screen.workspace)
    if now is None or now.round.id != asked.id:
        _tell(screen, "That vote is over; yours came too late.", error=True)
        return
    mine = now.voting(value_voted(screen.workspace, asked, typed), os.urandom(8).hex())
    if mine is now:
        _tell(screen, "The votes are open: yours stays as it is.", error=True)
    elif await _say(screen, mine):
        late = mine.ballot is not None and mine.ballot.late
        _tell(
            screen, "Your vote is in. It is late, and does not count." if late else "Your vote is in, sealed."
        )


async def withdraw(screen: Asking) -> None:
    """Take one's own vote back, or say that there is none."""
    poll = running(screen.workspace)
    if poll is None:
        _tell(screen, "No vote is running.", error=True)
        return
    after = poll.withdrawing()
    if after is poll:
        _tell(screen, "The votes are open: yours stays as it is.", error=True)
    elif await _say(screen, after):
        had = poll.ballot is not None
        _tell(screen, "Your vote is taken back; Enter votes again." if had else "Nobody waits for your vote.")


# -- opening, accepting, ending ----------------------------------------------------------------------------


async def go_on(screen: Asking) -> None:
    """Open the votes; then say the mean."""
    poll = _led(screen)
    if poll is None:
        return
    count = counted(poll)
    if poll.stage is Stage.OPEN and not count.sealed:
        _tell(screen, "Nobody has voted yet.", error=True)
    elif poll.stage is Stage.MEAN:
        _tell(screen, "a writes it into the project, V votes again, D ends it.")
    elif await _say(screen, poll.going_on(Stage(poll.stage + 1))):
        without = said_names((*count.missing, *count.withdrew))
        if poll.stage is Stage.SPREAD:
            screen.show_workspace(screen.workspace.quiet())
        else:
            _tell(screen, f"Open. Without a vote: {without}." if without else "Open. Everybody has voted.")


async def end(screen: Asking) -> None:
    """End the vote; nothing comes of it."""
    poll = _led(screen)
    if poll is not None and await _say(screen, poll.going_on(Stage.OVER)):
        screen.journey.run_command("back")
        _tell(screen, "The vote is over; nothing was written.")


async def accept(screen: Asking) -> None:
    """Ask which number holds, write it as one edit, and into the minutes of a review; the vote is over."""
    poll = _led(screen)
    if poll is None:
        return
    if poll.stage is not Stage.MEAN:
        _tell(screen, "Space opens the votes and says the mean first.", error=True)
        return
    if screen.workspace.trying:
        _tell(screen, "The result belongs to the plan: leave what-if with x first.", error=True)
        return
    result = result_text(screen.workspace.project, poll.round, counted(poll))
    if not await (_noted(screen, poll, result) if poll.round.subject == "dots" else _set(screen, poll)):
        return
    said = screen.workspace.message
    await _say(screen, poll.going_on(Stage.OVER))
    workspace, review = screen.workspace, screen.workspace.review
    if review is not None and review.end is None:
        kept = review.with_log(review.log.deciding(result, workspace.user, poll.round.touchpoint))
        screen.show_workspace(replace(workspace, review=kept))
    screen.journey.run_command("back")
    screen.show_workspace(replace(screen.workspace, message=said))


async def _set(screen: Asking, poll: Poll) -> bool:
    """Ask for the number, and write it; False where it was left."""
    workspace, count, asked = screen.workspace, counted(poll), poll.round
    options = []
    for key, name, value in (("m", "median", count.median), ("a", "mean", count.mean)):
        if value is not None:
            text = vote_text(workspace.project, asked, round_to(value, 2))
            options.append(Option(key, f"the {name}, {text}", name))
    options.append(Option("o", "another number", "other"))
    note = "It is an edit like any other." + (
        " What was voted nobody asked or measured: its basis becomes assumed."
        if asked.subject in ("expected", "delivered")
        else ""
    )
    chosen = await screen.choose(f"Write {question(workspace.project, asked)}", options, note)
    if chosen is None:
        return False
    value = count.median if chosen == "median" else count.mean
    if chosen == "other" or value is None:
        typed = await screen.type_line(f"The room's number: {question(workspace.project, asked)}")
        if not typed:
            return False
        value = value_voted(screen.workspace, asked, typed)
    edit = accepting(screen.workspace, asked, value)
    if edit is None:
        _tell(screen, "It says so already.")
    else:
        screen.do(edit)
    return True


async def _noted(screen: Asking, poll: Poll, result: str) -> bool:
    """Offer to note what the dots came to; False where it was left."""
    workspace = screen.workspace
    options = [Option("n", "as a note on the touchpoint", "note")]
    if await screen.choose("Write the dots into the project", options, result) is None:
        return False
    workspace = screen.workspace
    screen.do(noting(workspace.project, poll.round.touchpoint, result, workspace.user, workspace.today))
    return True


# -- small parts -------------------------------------------------------------------------------------------


def _led(screen: Asking) -> Poll | None:
    """The vote that runs, where it is this session's to open and end; says so where it is not."""
    others, poll = screen.workspace.others, running(screen.workspace)
    if poll is None:
        _tell(screen, "No vote is running. V on a row asks for one.", error=True)
    elif not leads(others, poll):
        _tell(screen, f"{leader(others, poll)} opens and ends this vote.", error=True)
        return None
    return poll


async def _say(screen: Asking, poll: Poll) -> bool:
    """Let the others know at once; False, and all is as before, where the folder does not take it."""
    others = screen.workspace.others
    screen.show_workspace(replace(screen.workspace, others=polled(others, poll)))
    attending = screen.gapline.attending
    if await asyncio.to_thread(attending.say, attending.here(screen.workspace), now=True):
        return True
    screen.show_workspace(
        replace(screen.workspace, others=replace(screen.workspace.others, poll=others.poll))
    )
    _tell(screen, f"Nobody would see it: {attending.unseen}.", error=True)
    return False


def _tell(screen: Asking, words: str, *, error: bool = False) -> None:
    screen.show_workspace(screen.workspace.saying(words, "error" if error else "message"))


FLOWS: dict[str, Flow] = {
    "vote": vote,
    "vote.cast": cast,
    "vote.on": go_on,
    "vote.withdraw": withdraw,
    "vote.accept": accept,
    "vote.end": end,
}
"""The commands of this file by their ids."""

"""The conversation itself: a line is read, carried out and answered, until somebody quits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

from model.editing.conflictwords import conflict_sentence
from model.files.document import guarded
from model.files.earlier import earlier_versions
from model.files.keeping import history_of, save_kept
from model.files.loading import load
from model.files.refusals import ChangedOnDisk
from model.journey.problem import UserError
from tui.acts.goingback import heard_of
from tui.company.arrivals import UNKNOWN
from tui.company.theirs import merged_words, take
from tui.lists.chronicle import Version
from tui.opening import Wishes, workspace_of
from tui.plain.commands import answer, problem_lines
from tui.plain.speech import happened, journey_line
from tui.text import show
from tui.workspace import Workspace

_RUN_OF_MARKS = re.compile(r"([^\w\s])\1{2,}")


def converse(path: Path, wishes: Wishes, today: date, lines: TextIO, out: TextIO) -> None:
    """Open the project at `path`, and answer every line of `lines` on `out`; raises UserError at the start.

    Nothing is written to the file but by `save`. Where the lines end without `quit`, nothing is saved.
    """
    conversation = Conversation(path, wishes, today, out)
    conversation.begin()
    for line in lines:
        conversation.take(line)
        if conversation.ended:
            return
    conversation.finish()


class Conversation:
    """One person's talk about one project."""

    def __init__(self, path: Path, wishes: Wishes, today: date, out: TextIO) -> None:
        self._path = path
        self._wishes = wishes
        self._today = today
        self._out = out
        self._loaded = load(path)
        self._workspace = self._opened()
        self.ended = False

    def begin(self) -> None:
        """Say what was opened."""
        self._say(
            [f"project: {self._workspace.project.about.name}", *self._standing(), "help lists the commands"]
        )

    def take(self, line: str) -> None:
        """Carry out one line and answer it."""
        command, _, rest = line.strip().partition(" ")
        if not command or command.startswith("#"):
            return
        try:
            self._say(self._answered(command.lower(), rest.strip()))
        except UserError as error:
            self._say(problem_lines(error))

    def finish(self) -> None:
        """The lines ended without `quit`."""
        unsaved = self._workspace.unsaved
        self._say(["end of input: left without saving" if unsaved else "end of input: nothing was unsaved"])

    def _opened(self) -> Workspace:
        """A workspace on what was read; raises UserError. Why it is read-only is told without keys."""
        workspace = workspace_of(self._loaded, self._wishes, self._today)
        if self._loaded.newer_format or not workspace.problems:
            return workspace
        return replace(workspace, read_only="the file has problems; mend them in the file, then say reload.")

    def _standing(self) -> list[str]:
        """How the journey stands, and what keeps it from being changed."""
        workspace = self._workspace
        lines = [journey_line(workspace.scores)]
        if workspace.locked:
            lines.append(f"read-only: {workspace.locked}")
        return lines + [f"problem: {each.sentence}" for each in workspace.problems]

    def _answered(self, command: str, rest: str) -> Iterable[str]:
        if command == "save":
            return [self._save()]
        if command == "keep":
            return [self._keep(rest)]
        if command == "reload":
            return self._reload(rest)
        if command == "history":
            return self._history()
        if command == "quit":
            return [self._quit(rest)]
        self._workspace, lines = answer(self._workspace, command, rest)
        return lines

    def _save(self) -> str:
        workspace = self._workspace
        if workspace.locked:
            raise UserError(f"nothing can be saved: {workspace.locked}")
        if not workspace.unsaved:
            return "nothing to save: the file says the same"
        session = workspace.session
        base, steps = session.since_text()
        raw = guarded(base or b"", steps, session.project.to_data())
        try:
            file = self._loaded.real
            confirmed = save_kept(file, session.disk_text or b"", raw, history_of(file)).confirmed
        except ChangedOnDisk:
            return self._merged()
        self._workspace = replace(workspace, session=session.saved(raw))
        return f"saved: {workspace.file}" + ("" if confirmed else ", but the disk did not confirm it")

    def _merged(self) -> str:
        """Take in what somebody else saved meanwhile, then save; where both changed one thing, ask."""
        taken = take(self._workspace.session, self._path)
        self._loaded = taken.loaded
        self._workspace = heard_of(self._workspace.at(taken.session), UNKNOWN, taken.told)
        self._say(line for line in [merged_words(taken.merged, UNKNOWN)] if line)
        if not taken.session.conflicts:
            return self._save()
        project = taken.session.project
        told = (conflict_sentence(each, project) for each in taken.session.conflicts)
        self._say(f"choice: {each.removesuffix('; theirs stands')}" for each in told)
        raise UserError("nothing was saved; say keep mine or keep theirs, then save.")

    def _keep(self, whose: str) -> str:
        """Settle what both sides changed, all of it one way."""
        session = self._workspace.session
        if not session.conflicts:
            raise UserError("nothing waits for a choice.")
        if whose not in ("mine", "theirs"):
            raise UserError("say keep mine or keep theirs.")
        chosen = {each.about: each.mine if whose == "mine" else each.theirs for each in session.conflicts}
        self._workspace = self._workspace.at(session.settled(chosen))
        return f"kept: {whose}"

    def _reload(self, how: str) -> list[str]:
        if self._workspace.unsaved and how != "discard":
            raise UserError("your changes are not saved; save first, or say reload discard.")
        self._loaded = load(self._path)
        self._workspace = self._opened()
        return self._standing()

    def _history(self) -> Iterable[str]:
        versions = tuple(Version(each) for each in earlier_versions(self._loaded.real))
        chronicle = replace(self._workspace.chronicle, versions=versions)
        return happened(replace(self._workspace, chronicle=chronicle))

    def _quit(self, how: str) -> str:
        if self._workspace.unsaved and how == "save":
            self._say([self._save()])
        elif self._workspace.unsaved and how != "discard":
            raise UserError("your changes are not saved; say quit save or quit discard.")
        self.ended = True
        return "bye"

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._out.write(f"{spoken(line)}\n")
        self._out.flush()


def spoken(line: str) -> str:
    """A line safe to print and to read aloud: nothing hidden, and no rows of marks, which are spelled out."""
    return _RUN_OF_MARKS.sub(lambda match: match[1], show(" ".join(line.split())))

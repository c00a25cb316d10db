"""People at one file: what each does, and a plain account of what each of them is answerable for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from model.editing.conflict import Conflict
from model.editing.edits import ABSENT, Edit, set_field
from model.editing.merge import CannotMerge, Merged, merge
from model.editing.session import Session, State
from model.files.document import GuardRefused
from model.files.journal import Journal
from model.files.keeping import history_of, save_kept
from model.files.loading import load
from model.files.lostwork import lost_work
from model.files.refusals import ChangedOnDisk
from model.files.restoring import restored
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from tests.editing.random_edits import random_edit, random_rows
from tests.files.journals import Clock, opened
from tests.files.plainly import ORDER, Key, Names, Said, changed
from tests.files.samples import text_of


def project_at(path: Path) -> Project:
    """What the file says, which has to be without a problem."""
    loaded = load(path)
    problems = [each.sentence for each in loaded.problems]
    assert not problems, problems
    assert loaded.project is not None
    return loaded.project


class SharedFile:
    """A file, and a dict of what was saved to it, brought up to date only by what its savers did."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.with_name("times.csv").write_text("m\n1\n2\n", encoding="utf-8")
        self.names = Names()
        self.saved = dict(self.names.said(project_at(path)))
        self.counts: Counter[str] = Counter()
        self._looked_at = b""

    def holds_what_was_saved(self) -> None:
        """Nothing that was saved is lost, and nothing came that nobody saved."""
        raw = self.path.read_bytes()
        if raw == self._looked_at:
            return
        self._looked_at = raw
        there = self.names.said(project_at(self.path))
        apart = changed(self.saved, there)
        assert not apart, [(key, self.saved.get(key), there.get(key)) for key in sorted(apart)]

    def changed_by_editor(self, dice: Random) -> None:
        """Somebody's text editor writes the file anew and renames it into place."""
        raw = self.path.read_bytes()
        session = Session.opened(project_at(self.path), raw)
        if dice.random() < 0.7:
            edit = random_edit(dice, session.project)
            self.names.learn(edit)
            session = session.apply(edit)
        try:
            raw = text_of(session)
        except GuardRefused:
            self.counts["refused by the guard"] += 1
            return
        lines = raw.split(b"\n")
        at = dice.choice([0, *(index for index, line in enumerate(lines) if line.startswith(b"[["))])
        lines.insert(at, b"# by hand %d" % dice.randrange(1000))
        beside = self.path.with_suffix(".toml~")
        beside.write_bytes(b"\n".join(lines))
        beside.rename(self.path)
        self.saved = dict(self.names.said(session.project))
        self.counts["versions of a text editor"] += 1


class Person:
    """A session with its journal, and the changes that are this person's own."""

    def __init__(self, file: SharedFile) -> None:
        self.file = file
        self._begin()

    def _begin(self) -> None:
        self.session = opened(self.file.path)
        self.journal = Journal(self.file.path, self.session, Clock())
        self.made: set[tuple[Key, str | None]] = set()
        """What this person ever made anything say."""
        self.touched: set[Key] = set()
        """What this person changed since the last save."""
        self.told: list[Conflict] = []
        """What this person was told of the merges since the last save."""

    @property
    def said(self) -> Said:
        """What is on this person's screen."""
        return self.file.names.said(self.session.project)

    def at(self, session: Session) -> None:
        """Go to another session."""
        self.session = session
        assert self.journal.note(session) == ""

    def _did(self, session: Session) -> set[Key]:
        """Go to where this person's own act led."""
        before = self.said
        self.at(session)
        after = self.said
        apart = changed(before, after)
        self.touched |= apart
        self.made |= {(key, after.get(key)) for key in apart}
        return apart

    # -- what a person does -------------------------------------------------------------------------

    def edit(self, dice: Random) -> None:
        """Make an edit of any kind; often one of a few that others make as well."""
        rows = random_rows(self.session.project)[:2]
        if dice.random() < 0.4 and rows:
            value = dice.choice((0.25, 0.5, 1, 1.0, ABSENT))
            edit: Edit = set_field(self.session.project, dice.choice(rows), "weight", value)
        else:
            edit = random_edit(dice, self.session.project)
        self.file.names.learn(edit)
        self._did(self.session.apply(edit))

    def undo(self) -> None:
        """Take back the last edit, which may change nothing but what this person had made."""
        before = self.said
        after = self._did(self.session.undo())
        foreign = {key for key in after if (key, before.get(key)) not in self.made and not self._told(key)}
        now = self.said
        assert not foreign, [("undone", key, before.get(key), now.get(key)) for key in sorted(foreign)]

    def redo(self) -> None:
        """Make the edit again that was undone."""
        self._did(self.session.redo())

    def undo_to_the_file(self) -> None:
        """Take back all that is not saved; a save would write the same bytes then."""
        state: State | None = self.session.state
        while state is not None and state is not self.session.disk:
            state = state.parent
        if state is None:
            return
        while self.session.state is not state:
            self.undo()
        assert not self.session.unsaved
        assert text_of(self.session) == self.session.disk_text
        self.file.counts["undone to the bytes on disk"] += 1

    def save(self, dice: Random) -> None:
        """Save as the program does: merge first where somebody else saved."""
        while True:
            if self.session.conflicts:
                self._choose(dice)
            if not self.session.unsaved:
                return
            assert self.session.disk_text is not None
            try:
                raw = text_of(self.session)
                save_kept(self.file.path, self.session.disk_text, raw, history_of(self.file.path))
            except GuardRefused:
                self.file.counts["refused by the guard"] += 1
                return
            except ChangedOnDisk:
                self.take_theirs(dice)
            else:
                break
        after = self.said
        for key in changed(self.file.saved, after):
            if key in self.touched or self._told(key):
                self.file.saved.pop(key, None)
                if key in after:
                    self.file.saved[key] = after[key]
                # What the merge kept for this person is this person's from here on.
                self.made.add((key, after.get(key)))
        self.at(self.session.saved(raw))
        self.touched, self.told = set(), []
        self.file.counts["saves"] += 1

    def take_theirs(self, dice: Random) -> None:
        """Merge what is on disk into the session, if that is another version."""
        raw = self.file.path.read_bytes()
        if raw == self.session.disk_text:
            return
        theirs = project_at(self.file.path)
        try:
            session, merged = self.session.merged(raw, theirs)
        except CannotMerge:
            self.file.counts["versions that could not be merged"] += 1
            self.journal.close(discard=True)
            self._begin()
            return
        base = self.session.disk
        assert base is not None
        self.told += merged.conflicts
        self._check_merge(self.said, base.project, theirs, session, merged)
        self.at(session)
        self.file.counts["merges"] += 1
        if dice.random() < 0.3 and session.conflicts:
            self._choose(dice)

    def _choose(self, dice: Random) -> None:
        conflicts = self.session.conflicts
        values = {each.about: each.value(dice.choice(("mine", "theirs"))) for each in conflicts}
        before = self.said
        try:
            self._did(self.session.settled(values))
        except ProblemsFound:
            # The values break a rule together; those of one side do not.
            try:
                self._did(self.session.settled({each.about: each.mine for each in conflicts}))
            except ProblemsFound:
                self._did(self.session.settled({each.about: each.theirs for each in conflicts}))
        assert not self.session.conflicts
        for key in before.keys() | self.said.keys():
            if any(_about(self.file.names, each, key) for each in conflicts):
                self.touched.add(key)
                self.made.add((key, self.said.get(key)))
        self.file.counts["choices"] += len(conflicts)

    def crash(self, *, restore: bool) -> None:
        """End without warning and start anew, with what the journal kept or without it."""
        self.journal._wait(30)
        if self.journal._writer is not None:
            self.journal._writer.shutdown()
        self.journal._file.close()
        lost, made, touched, told = self.session, self.made, self.touched, self.told
        self._begin()
        self.file.counts["crashes"] += 1
        works = lost_work(self.file.path)
        assert works or not lost.unsaved
        for work in works:
            if restore:
                try:
                    session = restored(self.session, work).session
                except CannotMerge:
                    self.file.counts["versions that could not be merged"] += 1
                else:
                    self.made, self.touched, self.told = made, touched, told
                    self._restored(lost, session)
            work.remove()

    def _restored(self, lost: Session, session: Session) -> None:
        assert lost.disk is not None
        assert self.session.disk is not None
        names, theirs = self.file.names, self.session.disk.project
        if lost.disk_text == self.session.disk_text:
            assert not changed(names.said(session.project), names.said(lost.project))
            assert session.conflicts == lost.conflicts, "to be asked again what nobody had decided"
        else:
            merged = merge(lost.disk.project, lost.project, theirs)
            self.told += merged.conflicts
            self._check_merge(names.said(lost.project), lost.disk.project, theirs, session, merged)
        self.at(session)
        self.file.counts["restored"] += 1

    # -- what has to hold ---------------------------------------------------------------------------

    def _told(self, key: Key) -> bool:
        return any(_about(self.file.names, each, key) for each in self.told)

    def _check_merge(
        self, mine: Said, base: Project, theirs: Project, session: Session, merged: Merged
    ) -> None:
        """Key by key: mine where only I changed it, theirs where I did not, and a word where both did."""
        names = self.file.names
        was, other, now = names.said(base), names.said(theirs), names.said(session.project)
        ids = [{key: text for key, text in each.items() if key[1] == "id"} for each in (was, mine, other)]
        renamed = any(ids[0].get(key, text) != text for each in ids[1:] for key, text in each.items())
        for key in was.keys() | mine.keys() | other.keys() | now.keys():
            if any(_about(names, each, key) for each in merged.conflicts):
                continue
            b, m, t = was.get(key), mine.get(key), other.get(key)
            if key[1] == ORDER and (len({b, m, t}) == 3 or renamed):
                # What was renamed and changed as well is another thing to the merge.
                continue
            assert m in (b, t) or t == b, ("both changed it, and nobody was told", key, b, m, t)
            wanted = t if m == b else m
            assert now.get(key) == wanted, ("merged otherwise", key, b, m, t, now.get(key))


def _about(names: Names, conflict: Conflict, key: Key) -> bool:
    """Whether a conflict tells what became of a key."""
    place = names.place(conflict.place)
    if conflict.kind == "field":
        return key[0] == place and conflict.field.split(".")[0] == key[1]
    if conflict.kind == "order":
        return key[:2] == (place, ORDER)
    # An item that stays stands in the order again.
    return key[0][: len(place)] == place or key[:2] == (place[:-1], ORDER)

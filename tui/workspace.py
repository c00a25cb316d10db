"""What one person has in front of them: a frozen value; every key gives a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from model.editing.edits import Edit
from model.editing.places import Place, row_place
from model.editing.session import Session
from model.editing.wording import said
from model.journey.problem import Problem
from model.journey.project import Project, Stage
from model.scoring.rows import RowScore
from model.scoring.totals import ProjectScores, TouchpointScore, score_project
from tui.acts.presenting import Presenter
from tui.box import Box, Preview
from tui.company.others import Others
from tui.keymap import STANDARD, Keymap
from tui.lists.actionlist import ActionList
from tui.lists.chronicle import Chronicle
from tui.lists.findinglist import FindingList, Noticed
from tui.lists.ledger import Ledger
from tui.lists.listing import Entry, Item, Key, Listing, entries_of, flat, lane
from tui.lists.notelist import NoteList
from tui.messages import Message
from tui.scoretext import score_change
from tui.trial import Trial

if TYPE_CHECKING:
    # Most sessions compare nothing, and the first picture should not wait for what compares.
    from model.review.review import Review
    from tui.against import Against
    from tui.tutor.lesson import Lesson


@dataclass(frozen=True)
class Workspace:
    """A session with its scores, and what the reader selected, filtered, marked and looks at."""

    session: Session
    scores: ProjectScores
    opened: ProjectScores
    """The scores when the session began, for "was"."""
    file: str
    """The file's name as shown."""
    today: date
    user: str = ""
    selected: Key = ("", "")
    stage: str = ""
    """The stage in view; the selected row's, or an empty stage."""
    listing: Listing = field(default_factory=Listing)
    marks: frozenset[Key] = frozenset()
    view: str = "board"
    behind: str = "board"
    """The view that Esc leads back to from the detail of a row, or from a comparison."""
    scroll: int = 0
    """First line shown of a list of sentences."""
    last_change: tuple[str, ...] = ()
    """The last change in the words of `repeat`: `("set", field, text)`, `("nudge", field, steps)`."""
    detail_field: str = ""
    """The field that is selected in the detail view."""
    curve: Literal["usual", "other"] = "usual"
    """The form of the curve: the one that suits the width, or the other one."""
    working: bool = False
    """Whether the arithmetic of the selected number is spelled out."""
    box: Box | None = None
    grabbed: Session | None = None
    """The session when the selected touchpoint was grabbed, to put it back on Esc."""
    messages: tuple[Message, ...] = ()
    message: Message | None = None
    against: Against | None = None
    """The version that the Compare view shows the project beside."""
    ledger: Ledger = field(default_factory=Ledger)
    """How the promises are looked at."""
    trial: Trial | None = None
    """What-if mode, where it is on; `session` and `scores` are then what is tried."""
    noticed: Noticed | None = None
    """What the rules noticed when they looked last, perhaps in an earlier state of a large project."""
    finding_list: FindingList = field(default_factory=FindingList)
    action_list: ActionList = field(default_factory=ActionList)
    note_list: NoteList = field(default_factory=NoteList)
    review: Review | None = None
    """The review under way, or the last one, whose minutes can be read."""
    scenario: str = ""
    """The id of the scenario that is selected where they stand side by side."""
    read_only: str = ""
    """Why nothing can be changed; empty where it can."""
    read_only_why: str = ""
    """The same in two or three words, for the first line."""
    problems: tuple[Problem, ...] = ()
    step: float = 1
    """How far one nudge goes, in fifths of the tolerance."""
    keymap: Keymap = STANDARD
    others: Others = field(default_factory=Others)
    recording: bool = False
    """Whether the keys that are pressed become a macro."""
    clock: Callable[[], datetime] | None = None
    """What tells when an edit is made; None where that is not written down, as in an export."""
    chronicle: Chronicle = field(default_factory=Chronicle)
    """What happened to the file besides this session's edits, and how the reader looks at the history."""
    presenter: Presenter | None = None
    """Presenting to a room: large, without notes, with the keys that are pressed; None where not."""
    lesson: Lesson | None = None
    """How far the tutor is, while it is on."""

    @classmethod
    def opening(cls, session: Session, file: str, today: date, **more: Any) -> Workspace:
        """The workspace as a project opens: the first row is selected, the journey in file order."""
        scores = score_project(session.project)
        workspace = cls(session, scores, scores, file, today, **more)
        stages = session.project.stages
        workspace = replace(workspace, stage=stages[0].id if stages else "")
        filled = next((each.stage.id for each in scores.stages if each.touchpoints), None)
        if filled is None:
            return workspace
        there = workspace.show_stage(filled)
        first = next((entry for entry in there.entries if entry.row is not None), None)
        return there.select(first.key) if first else there

    # -- what is there ------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.session.project

    @property
    def trying(self) -> bool:
        """True while what-if mode is on.

        Whatever brings somebody else's changes into the plan waits until it is over: the tries were made
        on the plan as it stands aside.
        """
        return self.trial is not None

    @property
    def plan(self) -> Session:
        """The session of the plan, which is what is saved: also while something else is tried."""
        return self.trial.plan if self.trial else self.session

    def with_plan(self, plan: Session) -> Workspace:
        """With another session of the plan that says what it said before, such as one that was saved."""
        return (
            replace(self, trial=replace(self.trial, plan=plan)) if self.trial else replace(self, session=plan)
        )

    @cached_property
    def unsaved(self) -> bool:
        """True where the plan says something that the file does not; looked up once a frame."""
        return self.plan.unsaved

    @property
    def locked(self) -> str:
        """Why nothing can be changed here; a file opened read-only can be tried with."""
        return "" if self.trying else self.read_only

    @property
    def shown_scores(self) -> ProjectScores:
        """The scores to draw: with the value being typed where one is, else as committed."""
        return self.box.preview.scores if self.box and self.box.preview else self.scores

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The lines to show: those of the stage in view, or of all stages under a filter or sort."""
        if self.listing.flat:
            return flat(self.shown_scores, self.listing, self.marks, self.user)
        stage = self.shown_scores.stage(self.stage)
        return lane(stage) if stage else ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The lines of `items` that can be selected; in a review those of the touchpoint in front."""
        if self.view == "review":
            here = self.touchpoint
            return tuple(Entry(here, row) for row in here.rows or (None,)) if here else ()
        if not self.listing.flat and self.stage:
            stage = self.shown_scores.stage(self.stage)
            return lane(stage) if stage else ()
        return tuple([item for item in self.items if isinstance(item, Entry)])

    @cached_property
    def position(self) -> int | None:
        """Where the selected line stands among `entries`."""
        for index, entry in enumerate(self.entries):
            if entry.key == self.selected:
                return index
        return None

    @cached_property
    def entry(self) -> Entry | None:
        """The selected line, or None in an empty list."""
        touchpoint = self.shown_scores.touchpoint(self.selected[0])
        if touchpoint is None:
            return None
        row = next((each for each in touchpoint.rows if each.id == self.selected[1]), None)
        return Entry(touchpoint, row)

    @property
    def row(self) -> RowScore | None:
        """The selected row; a touchpoint's only row counts as selected with it."""
        entry = self.entry
        return entry.row if entry else None

    @property
    def touchpoint(self) -> TouchpointScore | None:
        """The selected touchpoint."""
        entry = self.entry
        return entry.touchpoint if entry else None

    @cached_property
    def compared(self) -> Against | None:
        """What the Compare view shows, up to date with every edit and undo."""
        if self.against is None or self.against.comparison.new is self.project:
            return self.against
        return self.against.renewed(self.project, self.scores, self.today)

    @property
    def current_stage(self) -> Stage | None:
        """The stage in view."""
        return self.project.stage(self.stage)

    @property
    def place(self) -> Place | None:
        """The place of the selected row, else of the selected touchpoint."""
        touchpoint, row = self.selected
        if not touchpoint:
            return None
        return row_place(touchpoint, row) if row else ("touchpoints", touchpoint)

    def keys_for(self, field: str) -> tuple[Key, ...]:
        """The lines a change goes to: the marked ones that have the field, else the selected one."""
        marks = self.marks if self.view != "review" else ()
        marked = tuple(sorted(key for key in marks if key[1] or field in ("weight", "owner")))
        return marked or ((self.selected,) if self.selected[0] else ())

    # -- selecting ----------------------------------------------------------------------------------

    def select(self, key: Key) -> Workspace:
        """With another line selected, and its stage in view."""
        touchpoint = self.shown_scores.touchpoint(key[0])
        stage = touchpoint.touchpoint.stage if touchpoint else self.stage
        return replace(self, selected=key, stage=stage)

    def steady(self) -> Workspace:
        """With a selection that exists: the same line, else the nearest one that is still listed."""
        here = self.select(self.selected)
        if here.position is not None:
            return here
        touchpoint = self.scores.touchpoint(self.selected[0])
        if touchpoint is not None and not self.listing.flat:
            return self.select(next(entries_of(touchpoint)).key)
        if self.project.stage(self.stage) is None and self.project.stages:
            here = replace(self, stage=self.project.stages[0].id)
        if here.entries:
            at = min(self.position or 0, len(here.entries) - 1)
            return here.select(here.entries[at].key)
        return replace(here, selected=("", ""))

    def move(self, step: int) -> Workspace:
        """With the line `step` places on selected; past the end of a stage the next one follows."""
        if not self.entries:
            return self.to_stage(1 if step > 0 else -1, at_end=step < 0)
        at = (self.position or 0) + step
        if 0 <= at < len(self.entries) or self.listing.flat or abs(step) > 1 or self.view == "review":
            return self.select(self.entries[max(0, min(at, len(self.entries) - 1))].key)
        return self.to_stage(1 if step > 0 else -1, at_end=step < 0)

    def to_stage(self, step: int, *, at_end: bool = False) -> Workspace:
        """With the stage `step` places on in view, its first or last line selected."""
        order = [stage.id for stage in self.project.stages]
        if not order:
            return self
        at = order.index(self.stage) + step if self.stage in order else 0
        return self.show_stage(order[at], at_end=at_end) if 0 <= at < len(order) else self

    def show_stage(self, stage: str, *, at_end: bool = False) -> Workspace:
        """With a stage in view, its first or last line selected."""
        there = replace(self, stage=stage, selected=("", ""))
        if there.listing.flat:
            there = replace(there, listing=Listing())
        return there.select(there.entries[-1 if at_end else 0].key) if there.entries else there

    # -- changing -----------------------------------------------------------------------------------

    def apply(self, edit: Edit) -> Workspace:
        """After `edit`, with its message; raises ProblemsFound where a rule would break."""
        session = self.session.apply(edit, self.clock() if self.clock else None)
        changed = self.at(session)
        if self.review is not None and not self.trying:
            changed = replace(changed, review=self.review.changed_by(edit, self.user))
        notice, others = self.others.noticing()
        words = f"{'Tried: ' if self.trying else ''}{said(edit, self.project)}.{notice}"
        return replace(changed, others=others).saying(words, tail=score_change(self.scores, changed.scores))

    def tried(self, edit: Edit) -> Preview:
        """What `edit` would do, without doing it; raises ProblemsFound."""
        session = self.session.apply(edit)
        return Preview(edit, session, score_project(session.project, self.scores))

    def at(self, session: Session) -> Workspace:
        """With another session in place: undone, saved, put back; scored anew where it differs."""
        scores = score_project(session.project, self.scores)
        return replace(self, session=session, scores=scores, box=None).steady()

    # -- saying -------------------------------------------------------------------------------------

    def saying(
        self, text: str, kind: Literal["message", "error"] = "message", *, tail: str = ""
    ) -> Workspace:
        """With a line for the reader, kept in the list of messages."""
        message = Message(text, kind, tail)
        return replace(self, message=message, messages=(*self.messages[-199:], message))

    def hearing(self, text: str, *, tail: str = "") -> Workspace:
        """With a line that nobody asked for: an error that was not read yet stays in front of it."""
        if self.message is not None and self.message.kind == "error":
            return replace(self, messages=(*self.messages[-199:], Message(text, "message", tail)))
        return self.saying(text, tail=tail)

    def quiet(self) -> Workspace:
        """Without a line for the reader."""
        return replace(self, message=None) if self.message else self

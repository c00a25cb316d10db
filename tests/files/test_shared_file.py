"""Two people and a text editor at one file, in any order: what was saved stays until somebody changes it."""

import itertools
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.conftest import Counted
from tests.editing.projects import LINKED
from tests.files.people import Person, SharedFile

WHO = st.integers(0, 1)
DICE = st.randoms(use_true_random=True)
QUICK = settings(
    max_examples=15,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
OFTEN = ("saves", "merges", "undone to the bytes on disk")
LONG = settings(QUICK, max_examples=1_000, stateful_step_count=50)


def play(folder: Path, counted: Counted, how: settings, *seen: str) -> None:
    """Let them work, again and again on a new file; each of what is to be `seen` has to happen."""
    numbers = itertools.count()
    counts: Counter[str] = Counter()

    class AtOneFile(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            path = folder / f"{next(numbers)}.toml"
            path.write_text(LINKED, encoding="utf-8")
            self.file = SharedFile(path)
            self.people = [Person(self.file), Person(self.file)]

        @rule(who=WHO, dice=DICE)
        def edit(self, who: int, dice: Random) -> None:
            for _ in range(dice.randint(1, 3)):
                self.people[who].edit(dice)

        @rule(who=WHO, dice=DICE)
        def edit_and_save(self, who: int, dice: Random) -> None:
            self.edit(who, dice)
            self.people[who].save(dice)

        @rule(dice=DICE)
        def both_edit_and_save(self, dice: Random) -> None:
            self.edit(0, dice)
            self.edit(1, dice)
            self.people[0].save(dice)
            self.people[1].save(dice)

        @rule(who=WHO, dice=DICE)
        def save(self, who: int, dice: Random) -> None:
            self.people[who].save(dice)

        @rule(who=WHO, dice=DICE)
        def follow(self, who: int, dice: Random) -> None:
            self.people[who].take_theirs(dice)

        @rule(who=WHO, times=st.integers(1, 4))
        def undo(self, who: int, times: int) -> None:
            for _ in range(times):
                self.people[who].undo()

        @rule(who=WHO, times=st.integers(1, 4))
        def redo(self, who: int, times: int) -> None:
            for _ in range(times):
                self.people[who].redo()

        @rule(who=WHO, dice=DICE)
        def undo_to_the_file(self, who: int, dice: Random) -> None:
            self.edit(who, dice)
            self.people[who].undo_to_the_file()

        @rule(who=WHO, dice=DICE, restore=st.booleans())
        def crash(self, who: int, dice: Random, restore: bool) -> None:
            self.edit(who, dice)
            self.people[who].crash(restore=restore)

        @rule(dice=DICE)
        def text_editor(self, dice: Random) -> None:
            self.file.changed_by_editor(dice)

        @invariant()
        def holds_what_was_saved(self) -> None:
            self.file.holds_what_was_saved()

        def teardown(self) -> None:
            for each in self.people:
                each.journal.close(discard=True)
            counts.update(self.file.counts)

    run_state_machine_as_test(AtOneFile, settings=how)
    assert all(counts[what] for what in seen), counts
    assert counts["refused by the guard"] < counts["saves"] / 100
    words = ", ".join(f"{number:,} {what}" for what, number in counts.most_common())
    counted(f"files shared: {words}", next(numbers))


def test_what_was_saved_to_a_shared_file_stays(tmp_path: Path, counted: Counted) -> None:
    play(tmp_path, counted, QUICK, *OFTEN)


@pytest.mark.soak
def test_what_was_saved_to_a_shared_file_stays_over_fifty_thousand_acts(
    tmp_path: Path, counted: Counted
) -> None:
    play(tmp_path, counted, LONG, *OFTEN, "choices", "crashes", "restored")

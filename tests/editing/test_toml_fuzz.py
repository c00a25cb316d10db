"""Tens of thousands of random edits of files in every style: what is written, and what is not touched."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from random import Random

import pytest
import tomli

from model.editing.edits import set_field
from model.editing.session import Session
from model.files.document import GuardRefused, guarded
from model.files.sameness import difference
from tests.conftest import Counted
from tests.differing import went_and_came
from tests.editing.generated import random_file
from tests.editing.random_edits import random_edit
from tests.editing.test_bytes import disk, opened, saved, text

EDITS = 50
"""Operations of one file; it is saved after every tenth on average, and all of them are undone in the end."""


def fuzzed(seed: int) -> Counter[str]:
    """What became of the edits of one file."""
    dice = Random(seed)
    raw = random_file(Random(seed))
    session = opened(raw)
    counts: Counter[str] = Counter(files=1)
    waiting = 0
    for _ in range(EDITS):
        session = session.apply(random_edit(dice, session.project))
        waiting += 1
        if dice.random() > 0.1:
            continue
        base, steps = session.since_text()
        assert base is not None
        try:
            new = guarded(base, steps, session.project.to_data())
        except GuardRefused:
            counts["refused"] += waiting
        else:
            counts["accepted"] += waiting
            # Read with neither the engine that wrote nor the guard.
            counts["wrong"] += difference(session.project.to_data(), tomli.loads(text(new))) is not None
            session = session.saved(new)
            if dice.random() < 0.3:
                counts.update(_one_value(dice, session, new))
        waiting = 0
    counts["accepted"] += waiting
    session = saved(session)
    for _ in range(EDITS):
        session = session.undo()
    counts["not undone to the same bytes"] += disk(saved(session)) != raw
    return counts


def _one_value(dice: Random, session: Session, before: bytes) -> Counter[str]:
    """What one number set alone does to the other bytes of the file."""
    place = next(
        (
            ("touchpoints", touchpoint.id, "expectations", row.id)
            for touchpoint in dice.sample(session.project.touchpoints, len(session.project.touchpoints))
            for row in touchpoint.expectations
        ),
        None,
    )
    if place is None:
        return Counter()
    edited = session.apply(set_field(session.project, place, "weight", 0.625))
    base, steps = edited.since_text()
    assert base == before
    new = guarded(base, steps, edited.project.to_data())
    # All that differs lies within one line, or in whole lines that came or went together.
    other_lines = max(map(len, went_and_came(before, new))) > 2
    return Counter({"values set alone": 1, "other lines changed": other_lines})


def fuzz(start: int, operations: int, counted: Counted) -> None:
    seeds = range(start, start + operations // EDITS)
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        for counts in pool.map(fuzzed, seeds, chunksize=10):
            total.update(counts)
    assert total["accepted"] + total["refused"] == operations
    assert total["wrong"] == 0
    assert total["other lines changed"] == 0
    assert total["not undone to the same bytes"] == 0
    assert total["accepted"] >= 0.99 * operations
    assert total["values set alone"] > operations / 100
    words = (
        f"edits of {total['files']:,} files: {total['accepted']:,} accepted, 0 written wrongly, all undone;"
    )
    counted(f"{words} {total['values set alone']:,} values set alone, no other byte changed", operations)


def test_twenty_thousand_edits_are_written_right_and_undone_to_the_same_bytes(counted: Counted) -> None:
    fuzz(10_000, 20_000, counted)


@pytest.mark.soak
def test_a_hundred_thousand_edits_are_written_right_and_undone_to_the_same_bytes(counted: Counted) -> None:
    fuzz(100_000, 100_000, counted)

"""Edits in the text of a file: what is saved says what was meant, and undoing gives back the same bytes."""

from random import Random

import pytest
import tomli

from model.editing.session import Session
from model.editing.wording import said
from model.files.document import guarded
from model.journey.reading import read_project
from tests.conftest import REPO_ROOT
from tests.editing.generated import random_file, written_data
from tests.editing.projects import linked
from tests.editing.random_edits import random_edit

SAMPLE = (REPO_ROOT / "sample_config.toml").read_bytes()
VALUES = ("Delivered", "Expected", "Weight", "Basis", "Limit", "Owner")
BOM = b"\xef\xbb\xbf"


def text(raw: bytes) -> str:
    return raw.removeprefix(BOM).decode("utf-8")


def opened(raw: bytes) -> Session:
    return Session.opened(linked(text(raw)), raw)


def saved(session: Session) -> Session:
    """The session after a save, which the guard has to let pass."""
    raw, steps = session.since_text()
    assert raw is not None
    return session.saved(guarded(raw, steps, session.project.to_data()))


def worked(rng: Random, session: Session, edits: int, saves: float) -> Session:
    """The session after random edits with saves in between."""
    for _ in range(edits):
        session = session.apply(random_edit(rng, session.project))
        if rng.random() < saves:
            session = saved(session)
    return session


def disk(session: Session) -> bytes:
    """The bytes that are on disk."""
    raw, steps = session.since_text()
    assert steps == ()
    assert raw is not None
    return raw


@pytest.mark.parametrize("seed", range(2))
def test_two_hundred_edits_and_as_many_undos_give_the_same_bytes(seed: int) -> None:
    session = worked(Random(seed), opened(SAMPLE), 200, 0.02)
    for _ in range(200):
        session = session.undo()
    assert disk(saved(session)) == SAMPLE


@pytest.mark.parametrize("seed", range(25))
def test_files_in_every_style_survive_edits_saves_and_undos(seed: int) -> None:
    raw = random_file(Random(seed))
    session = worked(Random(seed), opened(raw), 40, 0.15)
    final = saved(session)
    again, problems = read_project(tomli.loads(text(disk(final))))
    assert problems == ()
    assert again is not None
    for _ in range(40):
        session = session.undo()
    assert disk(saved(session)) == raw
    for _ in range(40):
        session = session.redo()
    assert tomli.loads(text(disk(saved(session)))) == tomli.loads(text(disk(final)))


@pytest.mark.parametrize("seed", range(6))
def test_a_comment_no_edit_touched_is_still_there(seed: int) -> None:
    """Only edits of values: nothing is removed, so no line of comment may go either."""
    rng = Random(seed)
    session = opened(SAMPLE)
    while len(list(session.steps())) < 30:
        edit = random_edit(rng, session.project)
        if said(edit, session.project).startswith(
            ("Delivered", "Expected", "Weight", "Basis", "Limit", "Owner")
        ):
            session = session.apply(edit)
    kept = [line.strip() for line in SAMPLE.decode().splitlines() if line.startswith("#")]
    assert [line.strip() for line in text(disk(saved(session))).splitlines() if line.startswith("#")] == kept


@pytest.mark.parametrize("seed", range(60))
def test_the_random_files_say_what_they_were_made_to_say(seed: int) -> None:
    raw = random_file(Random(seed))
    assert tomli.loads(text(raw)) == written_data(Random(seed))


def test_the_random_files_come_in_every_style() -> None:
    files = [random_file(Random(seed)) for seed in range(150)]
    every = b"\n\n".join(files)
    assert any(raw.startswith(BOM) for raw in files)
    assert any(b"\r\n" in raw for raw in files)
    assert any(not raw.endswith(b"\n") for raw in files)
    for mark in (
        b"[touchpoints.authority]",
        b"authority.who",
        b"authority = {",
        b"'''",
        b'"""',
        b"0x",
        b"+",
        b"1_",
    ):
        assert mark in every, mark


@pytest.mark.soak
def test_a_thousand_files_survive_a_thousand_sessions() -> None:
    for seed in range(1000, 2000):
        raw = random_file(Random(seed))
        session = worked(Random(seed), opened(raw), 60, 0.15)
        saved(session)
        for _ in range(60):
            session = session.undo()
        assert disk(saved(session)) == raw

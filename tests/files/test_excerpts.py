"""Saves that take apart a part of the text only: the same bytes as those that take apart all of it."""

from random import Random

import pytest

from bench.projects import project_text
from model.editing.building import removing, shifting
from model.editing.edits import ABSENT, Batch, Edit, SetField, set_field
from model.editing.places import row_place
from model.editing.session import Session
from model.files import excerpts
from model.files.document import guarded
from tests.conftest import REPO_ROOT
from tests.editing.generated import random_file
from tests.editing.projects import linked
from tests.editing.random_edits import random_edit
from tests.files.samples import Writer

SAMPLE = (REPO_ROOT / "sample_config.toml").read_bytes()
BOM = b"\xef\xbb\xbf"


def opened(raw: bytes) -> Session:
    return Session.opened(linked(raw.removeprefix(BOM).decode()), raw)


def random_changes(rng: Random, session: Session) -> Session:
    """After one to five changes of keys of touchpoints and rows."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        for _ in range(40):
            edit = random_edit(rng, session.project)
            if isinstance(edit, SetField) and edit.place[0] == "touchpoints":
                session = session.apply(edit)
                break
    return session


def saved(session: Session, least: int, patch: pytest.MonkeyPatch) -> bytes:
    """The text after a save that takes it apart in parts where it has at least so many bytes."""
    raw, steps = session.since_text()
    assert raw is not None
    with patch.context() as patched:
        patched.setattr(excerpts, "LEAST", least)
        return guarded(raw, steps, session.project.to_data())


def parts(session: Session) -> int | None:
    raw, steps = session.since_text()
    assert raw is not None
    found = excerpts.excerpts(raw, steps)
    return None if found is None else len(found)


@pytest.mark.parametrize("start", range(0, 60, 15))
def test_files_in_every_style_get_the_same_bytes(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts = 0
    for seed in range(start, start + 15):
        for raw in (Writer(seed).text().encode(), random_file(Random(seed)), SAMPLE):
            session = random_changes(Random(seed), opened(raw))
            whole = saved(session, len(raw) + 1, monkeypatch)
            assert saved(session, 0, monkeypatch) == whole, seed
            with monkeypatch.context() as patched:
                patched.setattr(excerpts, "LEAST", 0)
                in_parts += parts(session) is not None
    assert in_parts > 15, "or nothing was compared"


LARGE = project_text(400).encode()


@pytest.mark.parametrize(
    "raw",
    [LARGE, LARGE.replace(b"\n", b"\r\n"), BOM + LARGE, LARGE.rstrip()],
    ids=["LF", "CR LF", "BOM", "no last line end"],
)
def test_only_the_lines_of_the_changed_keys_differ(raw: bytes) -> None:
    session = opened(raw)
    for number in (8, 396):
        at = row_place(f"t{number}", f"r{number}")
        session = session.apply(set_field(session.project, at, "limit", 61.5))
    last = ("touchpoints", "t399")
    session = session.apply(set_field(session.project, last, "owner", ABSENT))
    session = session.apply(set_field(session.project, row_place("t399", "r399"), "delivered_by", "asked"))
    assert parts(session) == 3
    base, steps = session.since_text()
    assert base == raw
    new = guarded(raw, steps, session.project.to_data())
    before, after = raw.splitlines(keepends=True), new.splitlines(keepends=True)
    gone = max(at for at, line in enumerate(before) if line.startswith(b"owner"))
    del before[gone]
    changed = [(one.strip(), two.strip()) for one, two in zip(before, after, strict=True) if one != two]
    by = b"delivered_by = "
    assert changed == [(b"limit = 60", b"limit = 61.5")] * 2 + [(by + b'"measured"', by + b'"asked"')]


def _removed(session: Session) -> Edit:
    return removing(session.project, ("touchpoints", "t5"))


def _moved(session: Session) -> Edit:
    edit = shifting(session.project, ("touchpoints", "t5"), 1)
    assert edit is not None
    return edit


def _beside_another_table(session: Session) -> Edit:
    there = set_field(session.project, ("touchpoints", "t5"), "weight", 2)
    return Batch((there, set_field(session.project, ("project",), "name", "Other")))


@pytest.mark.parametrize("make", [_removed, _moved, _beside_another_table])
def test_what_changes_more_than_keys_of_touchpoints_takes_the_whole(make: object) -> None:
    assert callable(make)
    session = opened(LARGE)
    assert parts(session.apply(make(session))) is None


@pytest.mark.parametrize(
    "odd",
    [
        LARGE.replace(b"\n", b"\r\n", 1),
        LARGE.replace(b"[[touchpoints]]", b"[[ touchpoints ]]", 1),
        LARGE.replace(b'owner = "Priya"', b'owner = """\n[[touchpoints]]\n"""', 1),
    ],
    ids=["mixed line ends", "a header with blanks", "a header in a text"],
)
def test_where_the_lines_do_not_tell_the_whole_is_taken(odd: bytes) -> None:
    session = opened(odd)
    session = session.apply(set_field(session.project, ("touchpoints", "t5"), "weight", 7))
    assert parts(session) is None
    base, steps = session.since_text()
    assert base is not None
    assert guarded(base, steps, session.project.to_data()).count(b"weight = 7") == 1


def test_a_part_that_was_guessed_wrong_is_not_written() -> None:
    """As many headers as touchpoints, but one stands in a text, and another is written with blanks."""
    odd = LARGE.replace(b"[[touchpoints]]", b"[[ touchpoints ]]", 1)
    odd = odd.replace(b'owner = "Priya"', b'owner = """\n[[touchpoints]]\n"""', 1)
    session = opened(odd)
    for id in ("t0", "t1", "t2"):
        session = session.apply(set_field(session.project, ("touchpoints", id), "weight", 7))
    assert parts(session) == 3
    base, steps = session.since_text()
    assert base is not None
    new = guarded(base, steps, session.project.to_data())
    assert [each.weight for each in linked(new.decode()).touchpoints[:4]] == [7, 7, 7, 1]
    assert new.count(b'owner = """\n[[touchpoints]]\n"""') == 1

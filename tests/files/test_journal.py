"""What is done is in the journal, whatever the disk, the folder or the clock does."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.editing.edits import Edit
from model.editing.recording import recorded
from model.editing.sameness import same
from model.editing.session import Session
from model.files import journal
from model.files.journalline import Draft
from model.files.loading import load
from model.files.lostwork import LostWork, lost_work
from model.files.restoring import restored
from model.files.statefolder import NoStateFolder, place_of_state
from model.journey.project import Project
from tests.editing.generated import random_file
from tests.editing.random_edits import random_edit
from tests.files.journals import START, TEXT, Clock, Worker, journals, opened, pizza

DRAFT = Draft("Delivered on Fast", "4.5", ("order", "fast"), "set.delivered")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return pizza(tmp_path)


@pytest.fixture
def worker(file: Path) -> Iterator[Worker]:
    made = Worker(file)
    yield made
    made.die()


def found(worker: Worker, text: str) -> None:
    """Another version is in the file, and is merged."""
    worker.path.write_text(text)
    project = load(worker.path).project
    assert project is not None
    worker.at(worker.session.merged(text.encode(), project)[0])


def only(path: Path) -> LostWork:
    """The one thing that was left behind, let go again."""
    (work,) = lost_work(path)
    work.release()
    return work


def said(work: LostWork) -> list[Any]:
    """The values its edits set."""
    return [recorded(edit)["new"] for edit in work.edits]


def replayed(project: Project, edits: tuple[Edit, ...]) -> Project:
    for edit in edits:
        project = edit.apply(project)
    return project


# -- what is kept -----------------------------------------------------------------------------------------


def test_what_was_done_is_left_behind_with_the_file_it_was_done_to(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.set(6, "kind")
    worker.die()
    work = only(file)
    assert said(work) == [5, 6]
    assert work.text == TEXT.encode()
    assert (work.damaged, work.why, work.draft) == (0, "", None)
    assert work.when is not None
    assert work.when > START
    assert worker.told == []


def test_the_journal_is_private(worker: Worker, file: Path) -> None:
    before = os.umask(0)
    try:
        worker.set(5)
    finally:
        os.umask(before)
    (path,) = journals(file)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_who_only_looks_leaves_nothing(worker: Worker, file: Path) -> None:
    worker.at(worker.session)
    worker.journal.typing(None)
    worker.journal.end("connection lost")
    worker.journal.close()
    assert not place_of_state(file).exists()


def test_what_was_undone_is_not_offered_and_what_was_redone_is(worker: Worker, file: Path) -> None:
    for value in (5, 6, 7):
        worker.set(value)
    for step in (Session.undo, Session.undo, Session.redo, Session.undo):
        worker.at(step(worker.session))
    worker.set(9, "kind")
    worker.die()
    assert said(only(file)) == [5, 9]


def test_nothing_is_offered_once_all_is_undone(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.at(worker.session.undo())
    assert [path.stat().st_size for path in journals(file)] == [0]
    worker.die()
    assert lost_work(file) == []
    assert journals(file) == []


def test_many_steps_at_once_are_followed(worker: Worker, file: Path) -> None:
    """As when a grabbed row is dropped: back to where it was grabbed, then one step to where it went."""
    worker.set(5)
    start = worker.session
    for value in (6, 7, 8):
        worker.set(value)
    worker.session = start
    worker.set(8)
    worker.die()
    assert said(only(file)) == [5, 8]


def test_saving_empties_it_and_goes_on(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.saved()
    assert [path.stat().st_size for path in journals(file)] == [0]
    worker.set(6)
    worker.die()
    work = only(file)
    assert said(work) == [6]
    assert work.text == b"saved 1"


def test_what_was_done_while_the_file_was_written_is_kept(worker: Worker, file: Path) -> None:
    worker.set(5)
    state = worker.session.state
    worker.set(6, "kind")
    worker.at(worker.session.saved(b"with five", state))
    worker.die()
    work = only(file)
    assert (work.text, said(work)) == (b"with five", [6])


def test_a_merge_with_another_version_keeps_what_is_mine(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.set(6, "kind")
    theirs = TEXT.replace("delivered = 4", "delivered = 7").replace("expected = 9", "expected = 10")
    found(worker, theirs)
    worker.die()
    work = only(file)
    assert work.text == theirs.encode()
    assert same(replayed(opened(file).project, work.edits), worker.session.project)


def test_what_nobody_had_decided_is_asked_again(worker: Worker, file: Path) -> None:
    worker.set(5)
    theirs = TEXT.replace("delivered = 4", "delivered = 7")
    found(worker, theirs)
    assert [each.theirs for each in worker.session.conflicts] == [7]
    worker.die()
    again = restored(opened(file), only(file)).session
    assert again.conflicts == worker.session.conflicts
    assert again.unsaved


def test_a_merge_below_what_is_saved_keeps_what_is_mine(worker: Worker, file: Path) -> None:
    """The saved state was undone and left for another edit: no line of undo leads to it any more."""
    worker.set(5)
    worker.saved()
    worker.at(worker.session.undo())
    worker.set(6, "kind")
    theirs = TEXT.replace("delivered = 4", "delivered = 5").replace("expected = 9", "expected = 10")
    found(worker, theirs)
    worker.die()
    assert same(replayed(opened(file).project, only(file).edits), worker.session.project)


def test_undoing_what_is_saved_is_an_edit_and_redoing_it_is_none(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.saved()
    worker.at(worker.session.undo())
    assert worker.journal.keeps
    worker.journal._wait(30)
    path = journals(file)[0]
    copy = path.read_bytes()
    worker.at(worker.session.redo())
    assert not worker.journal.keeps
    worker.die()
    path.write_bytes(copy)
    assert said(only(file)) == [4]


def test_what_was_discarded_is_gone(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.journal.close(discard=True)
    assert journals(file) == []


def test_what_is_typed_is_kept_until_it_is_set_or_left(worker: Worker, file: Path) -> None:
    worker.journal.typing(DRAFT)
    worker.die()
    work = only(file)
    assert (work.edits, work.draft) == ((), DRAFT)


@pytest.mark.parametrize("end", ["left", "set"])
def test_typing_that_ended_is_not_offered(worker: Worker, file: Path, end: str) -> None:
    worker.set(5)
    worker.journal.typing(DRAFT)
    if end == "left":
        worker.journal.typing(None)
    else:
        worker.set(6)
    worker.die()
    assert only(file).draft is None


def test_why_it_ended_is_kept(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.journal.end("the connection was lost")
    worker.journal.close()
    work = only(file)
    assert (work.why, said(work)) == ("the connection was lost", [5])


@given(st.integers(0, 2**32))
def test_any_session_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    rng = Random(seed)
    file = tmp_path_factory.mktemp("any") / "shop.toml"
    file.write_bytes(random_file(rng))
    worker = Worker(file)
    for _ in range(rng.randint(1, 12)):
        what = rng.random()
        if what < 0.6:
            worker.at(worker.session.apply(random_edit(rng, worker.session.project)))
        elif what < 0.8:
            worker.at(worker.session.undo())
        else:
            worker.at(worker.session.redo())
    worker.die()
    works = lost_work(file)
    base = opened(file).project
    edits = works[0].edits if works else ()
    assert same(replayed(base, edits), worker.session.project)
    for work in works:
        work.remove()
    assert worker.told == []


# -- several at once --------------------------------------------------------------------------------------


def test_the_journal_of_a_living_process_is_not_offered(worker: Worker, file: Path) -> None:
    other = Worker(file)
    worker.set(5)
    other.set(6)
    assert lost_work(file) == []
    other.die()
    assert said(only(file)) == [6]
    assert len(journals(file)) == 2


def test_what_one_process_deals_with_no_other_one_offers(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.die()
    (work,) = lost_work(file)
    assert lost_work(file) == []
    work.release()
    (work,) = lost_work(file)
    work.remove()
    assert lost_work(file) == []
    assert journals(file) == []


def test_the_oldest_is_offered_first(file: Path) -> None:
    for value in (5, 6, 7):
        worker = Worker(file)
        worker.journal._now = Clock(timedelta(hours=-value))
        worker.set(value)
        worker.die()
    works = lost_work(file)
    assert [said(work) for work in works] == [[7], [6], [5]]
    for work in works:
        work.release()


def test_a_clock_that_goes_back_changes_no_order(worker: Worker, file: Path) -> None:
    worker.journal._now = Clock(timedelta(days=-400))
    for value in (5, 6, 7):
        worker.set(value)
    worker.die()
    assert said(only(file)) == [5, 6, 7]


# -- a folder or disk that fails --------------------------------------------------------------------------


def failing(code: int, real: Callable[..., Any], times: int) -> Callable[..., Any]:
    """`real`, which fails as often as said before it works."""
    left = [times]

    def call(*arguments: Any) -> Any:
        if left[0] > 0:
            left[0] -= 1
            raise OSError(code, os.strerror(code))
        return real(*arguments)

    return call


@pytest.mark.parametrize("name", ["write", "fdatasync"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_is_told_once_and_what_was_done_is_kept_when_it_works_again(
    worker: Worker, file: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    worker.set(5)
    monkeypatch.setattr(os, name, failing(code, getattr(os, name), 10_000))
    worker.set(6)
    worker.set(7)
    assert worker.told == [
        "Unsaved edits would be lost with the connection: the journal cannot be written, "
        f"{os.strerror(code).lower()}. You can go on working; save often with ctrl+s."
    ]
    assert worker.journal.again() == ""
    monkeypatch.undo()
    assert worker.journal.again().startswith("Unsaved edits are kept again")
    worker.set(8)
    worker.die()
    assert said(only(file)) == [5, 6, 7, 8]


def test_what_could_not_be_kept_and_is_saved_now_is_not_said_to_be_kept_again(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fdatasync", failing(errno.EIO, os.fdatasync, 10_000))
    worker.set(5)
    assert len(worker.told) == 1
    monkeypatch.undo()
    worker.journal.typing(DRAFT)
    worker.saved()
    worker.journal.typing(None)
    worker.set(6)
    assert worker.journal.again() == ""
    assert len(worker.told) == 1


def test_a_disk_that_refused_leaves_nothing_once_all_is_saved(
    worker: Worker, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.set(5)
    monkeypatch.setattr(os, "fdatasync", failing(errno.EIO, os.fdatasync, 10_000))
    worker.set(6)
    assert len(journals(file)) > 1
    worker.saved()
    worker.journal.close()
    assert journals(file) == []


@pytest.mark.parametrize("name", ["write", "fdatasync"])
def test_one_failure_costs_nothing(
    worker: Worker, file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    worker.set(5)
    monkeypatch.setattr(os, name, failing(errno.EIO, getattr(os, name), 1))
    worker.set(6)
    worker.die()
    assert worker.told == []
    assert said(only(file)) == [5, 6]


def test_a_short_write_costs_nothing(worker: Worker, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.set(5)
    real = os.write
    shortened: list[bool] = []

    def short(fd: int, data: bytes) -> int:
        if shortened:
            return real(fd, data)
        shortened.append(True)
        return real(fd, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", short)
    worker.set(6)
    worker.die()
    assert worker.told == []
    assert said(only(file)) == [5, 6]


@pytest.mark.parametrize("how", ["file", "folder"])
def test_a_journal_that_somebody_deletes_is_written_anew(worker: Worker, file: Path, how: str) -> None:
    worker.set(5)
    (path,) = journals(file)
    path.unlink()
    if how == "folder":
        path.parent.rmdir()
    worker.set(6)
    worker.die()
    assert worker.told == []
    assert said(only(file)) == [5, 6]


def test_a_folder_that_others_may_write_is_told_and_not_used(worker: Worker, file: Path) -> None:
    place = place_of_state(file)
    place.mkdir(parents=True)
    place.parent.chmod(0o777)
    worker.set(5)
    (words,) = worker.told
    assert words.startswith(
        f"Unsaved edits would be lost with the connection: others may write {place.parent}"
    )
    assert list(place.iterdir()) == []


def test_journals_in_a_folder_that_others_may_write_are_not_offered(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.die()
    place_of_state(file).chmod(0o777)
    with pytest.raises(NoStateFolder, match="others may write"):
        lost_work(file)


def test_a_disk_that_hangs_does_not_stop_the_person(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(file)
    monkeypatch.setattr(journal, "PATIENCE", 0.01)
    answers, real = threading.Event(), os.fdatasync

    def hang(fd: int) -> None:
        answers.wait(30)
        real(fd)

    monkeypatch.setattr(os, "fdatasync", hang)
    for value in (5, 6, 7):
        worker.set(value)
    (words,) = worker.told
    assert "lost with the connection: the disk does not answer. You can go on" in words
    answers.set()
    worker.set(8)
    worker.journal._wait(30)
    # Told with the edit or at the next look, by how fast the disk was; once in any case.
    (words,) = filter(None, [*worker.told[1:], worker.journal.again()])
    assert words.startswith("Unsaved edits are kept again")
    worker.die()
    assert said(only(file)) == [5, 6, 7, 8]


def test_a_mistake_of_our_own_is_no_trouble_of_the_disk(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(os, "write", wrong)
    with pytest.raises(ZeroDivisionError):
        worker.set(5)
    worker.journal._under_way = None


# -- content that is damaged or foreign -------------------------------------------------------------------


def left_by(file: Path, *values: float) -> Path:
    worker = Worker(file)
    for value in values:
        worker.set(value)
    worker.die()
    (path,) = journals(file)
    return path


def test_cut_off_anywhere_it_gives_what_is_whole(file: Path) -> None:
    path = left_by(file, 5, 6, 7)
    raw = path.read_bytes()
    ends = [index + 1 for index, byte in enumerate(raw) if byte == ord("\n")]
    assert len(ends) == 3
    for size in range(len(raw) + 1):
        path.write_bytes(raw[:size])
        whole = [value for value, end in zip((5, 6, 7), ends, strict=True) if end <= size]
        works = lost_work(file)
        assert [(said(work), work.damaged) for work in works] == ([(whole, 0)] if whole else [])
        for work in works:
            work.release()


def test_a_wrong_byte_anywhere_costs_one_line_and_is_told(file: Path) -> None:
    path = left_by(file, 5, 6, 7)
    raw = path.read_bytes()
    ends = [index for index, byte in enumerate(raw) if byte == ord("\n")]
    for at in range(len(raw)):
        if at in ends:
            continue
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x11]) + raw[at + 1 :])
        line = sum(end < at for end in ends)
        (work,) = lost_work(file)
        assert said(work) == [value for value in (5, 6, 7) if value != 5 + line]
        assert work.damaged == 1
        assert (work.text is None) == (line == 0)
        assert work.hash == opened_hash(file)
        work.release()


def opened_hash(file: Path) -> str:
    import hashlib

    return hashlib.sha256(load(file).raw).hexdigest()


def test_an_undo_behind_a_gap_takes_back_nothing_that_is_there(worker: Worker, file: Path) -> None:
    worker.set(5)
    worker.set(6)
    worker.at(worker.session.undo())
    worker.die()
    (path,) = journals(file)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"damaged\n" + lines[2])
    work = only(file)
    assert (said(work), work.damaged) == ([5], 2)


@pytest.mark.parametrize("raw", [b"hello\n", b"\x00" * 5000 + b"\n", b"ff" * 5000 + b"\nx\n", b"[1]\n\n{}\n"])
def test_a_foreign_file_is_told_once_and_not_deleted(file: Path, raw: bytes) -> None:
    place = place_of_state(file)
    place.mkdir(parents=True, mode=0o700)
    place.parent.chmod(0o700)
    (place / "a.journal").write_bytes(raw)
    (work,) = lost_work(file)
    assert (work.empty, work.damaged > 0) == (True, True)
    work.release()
    assert lost_work(file) == []
    assert (place / "a.unreadable").read_bytes() == raw


def test_links_pipes_and_folders_are_left_alone(file: Path, tmp_path: Path) -> None:
    path = left_by(file, 5)
    (tmp_path / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    os.mkfifo(path.with_name("pipe.journal"))
    path.with_name("folder.journal").mkdir()
    assert lost_work(file) == []
    assert (tmp_path / "elsewhere").exists()

"""Dated copies: byte for byte, never over anything, and readable with all they were scored from."""

import os
from datetime import date
from pathlib import Path

import pytest

from model.editing.compare import compare
from model.files.loading import load
from model.files.refusals import CannotSave
from model.files.regular import CannotRead
from model.files.snapshots import folder_of, load_snapshot, snapshot_at, snapshots_of, take_snapshot
from model.files.trend import trend_of
from model.files.versions import load_version, split_revision

DAY = date(2026, 11, 22)
WITH_CSV = """
format = 1
[project]
name = "Shop"
[[stages]]
id = "s"
name = "S"
[[touchpoints]]
id = "t"
stage = "s"
name = "T"
[[touchpoints.expectations]]
id = "wait"
name = "Wait"
kind = "duration"
unit = "min"
expected = 10
expected_by = "asked"
observations = { file = "times/wait.csv" }
"""


def test_a_snapshot_is_the_file_byte_by_byte(small: Path) -> None:
    small.write_bytes(b"\xef\xbb\xbf" + small.read_bytes().replace(b"\n", b"\r\n") + b"# last")
    taken = take_snapshot(small, DAY)
    assert taken.path == small.parent / ".snapshots" / "pizza" / "2026-11-22.toml"
    assert taken.path.read_bytes() == small.read_bytes()
    assert taken.confirmed


def test_nothing_is_ever_overwritten(small: Path) -> None:
    names = [take_snapshot(small, DAY).path.name for _ in range(3)]
    names += [take_snapshot(small, DAY, "Vor dem Umzug!").path.name for _ in range(2)]
    assert names == [
        "2026-11-22.toml",
        "2026-11-22-2.toml",
        "2026-11-22-3.toml",
        "2026-11-22-vor-dem-umzug.toml",
        "2026-11-22-vor-dem-umzug-2.toml",
    ]


@pytest.mark.parametrize("name", ["../../up", "/etc/passwd", "\x1b[31m", "日本語", "a" * 300, " . "])
def test_no_name_leads_out_of_the_folder(small: Path, name: str) -> None:
    path = take_snapshot(small, DAY, name).path
    assert path.parent == folder_of(small)
    assert path.name.isascii()
    assert path.name.isprintable()
    assert snapshot_at(path) is not None


def test_they_are_listed_by_day_and_then_by_number(small: Path) -> None:
    for _ in range(11):
        take_snapshot(small, DAY)
    take_snapshot(small, date(2026, 1, 2), "early")
    (folder_of(small) / "notes.toml").write_text("no snapshot")
    (folder_of(small) / "2026-13-40.toml").write_text("no day")
    listed = [each.label for each in snapshots_of(small)]
    assert listed[:3] == ["2026-01-02 'early'", "2026-11-22", "2026-11-22 '2'"]
    assert listed[-1] == "2026-11-22 '11'"
    assert len(listed) == 12


def test_two_projects_in_a_folder_keep_theirs_apart(small: Path) -> None:
    other = small.with_name("pasta.toml")
    other.write_bytes(small.read_bytes())
    take_snapshot(small, DAY)
    assert snapshots_of(other) == ()
    link = small.with_name("link.toml")
    link.symlink_to(small.name)
    assert [each.day for each in snapshots_of(link)] == [DAY]


def test_what_is_no_project_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("format = = 1")
    with pytest.raises(CannotRead):
        take_snapshot(path, DAY)
    assert os.listdir(tmp_path) == ["x.toml"]  # noqa: PTH208 - the names are all that matters


def test_a_link_in_place_of_the_folder_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (small.parent / ".snapshots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotSave, match="link"):
        take_snapshot(small, DAY)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(small: Path) -> None:
    small.parent.chmod(0o555)
    try:
        with pytest.raises(CannotSave, match="no snapshot was made"):
            take_snapshot(small, DAY)
    finally:
        small.parent.chmod(0o755)


def test_a_snapshot_keeps_the_observations_it_was_scored_from(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(WITH_CSV)
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "wait.csv").write_text("9\n10\n11\n")
    taken = take_snapshot(file, DAY)
    (tmp_path / "times" / "wait.csv").write_text("19\n20\n21\n")
    then, now = load_snapshot(taken.path), load(file)
    assert then.problems == now.problems == ()
    assert then.project is not None
    assert now.project is not None
    found = compare(then.project, now.project, as_of=DAY)
    (change,) = found.changes
    assert (change.field, change.before["mean"], change.after["mean"]) == ("observations", 10.0, 20.0)
    assert found.parts is not None
    assert {cause for cause, part in found.parts.items() if part} == {"delivery"}
    assert load_version(str(taken.path)).day == DAY


def test_the_trend_leaves_out_what_cannot_be_scored(small: Path) -> None:
    for month in (3, 1, 2):
        take_snapshot(small, date(2026, month, 1))
    (folder_of(small) / "2026-02-01.toml").write_text("format = = 1")
    (folder_of(small) / "2026-04-01.toml").write_text('format = 1\n[project]\nname = "Empty"\n')
    points = trend_of(small)
    assert [each.day.month for each in points] == [1, 3]
    assert points[0].score == points[1].score
    assert [each.day.month for each in trend_of(small, 2)] == [3], "the newest two are looked at"


def test_a_file_of_exactly_this_name_comes_before_a_revision(small: Path) -> None:
    odd = small.with_name("pizza.toml@HEAD")
    odd.write_bytes(small.read_bytes())
    assert load_version(str(odd)).revision is None
    assert split_revision(f"{odd}@HEAD~1") == (odd, "HEAD~1")
    assert split_revision(f"{small}@HEAD@{{1}}") == (small, "HEAD@{1}")
    assert split_revision("gone.toml@v1") == (Path("gone.toml"), "v1")
    assert split_revision("@v1") is split_revision("x@") is None

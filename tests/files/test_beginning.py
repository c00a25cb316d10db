"""New projects from a few answers, and the list of files opened lately."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.files.beginning import Beginning, begin, file_name
from model.files.loading import load
from model.files.recent import MOST, recent, remember
from model.files.refusals import CannotSave
from model.files.statefolder import state_home
from model.files.templates import TEMPLATES, template


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_answers_stand_in_the_file_and_the_rest_is_as_the_template_has_it(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "new.toml"
    begin(path, Beginning('A "house" of tea', name, "CHF"))
    loaded = load(path)
    assert loaded.project is not None
    assert not loaded.problems
    assert (loaded.project.about.name, loaded.project.about.currency) == ('A "house" of tea', "CHF")
    kept = set(template(name).decode().splitlines()) - set(loaded.text.splitlines())
    assert all("name =" in line or "currency =" in line for line in kept)
    with pytest.raises(CannotSave, match="exists already"):
        begin(path, Beginning("Another"))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Corner Pizza: a Friday", "corner-pizza-a-friday.toml"),
        ("Café Zürich", "cafe-zurich.toml"),
        ("../../etc/passwd", "etc-passwd.toml"),
        ("日本", "project.toml"),
        ("x" * 300, f"{'x' * 60}.toml"),
    ],
)
def test_a_file_is_named_after_its_project(name: str, file: str) -> None:
    assert file_name(name) == file


def test_the_last_files_are_remembered_newest_first(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.toml" for number in range(MOST + 3)]
    for path in paths:
        path.write_text("")
        remember(path)
    assert recent() == tuple(reversed(paths))[:MOST]
    remember(paths[5])
    assert recent()[0] == paths[5]
    paths[5].unlink()
    assert paths[5] not in recent()
    assert state_home().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("written", [b"\xff\xfe", b"{}\n[1]\nnull\n", b'"a\\u0000b"\n', b"x" * 1_000_000])
def test_a_list_that_is_none_is_no_list(written: bytes) -> None:
    state_home().mkdir(parents=True)
    (state_home() / "recent").write_bytes(written)
    assert recent() == ()


def test_without_a_place_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(file))
    remember(file)
    assert recent() == ()
    assert [each.name for each in tmp_path.iterdir()] == ["file"]

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from model.files.statefolder import NoStateFolder, state_folder
from tests.conftest import REPO_ROOT


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_private_and_stands_below_the_state_home(sealed: Path, small: Path) -> None:
    folder = state_folder(small)
    assert folder.parent == sealed / "state" / "gapline"
    assert re.fullmatch("[0-9a-f]{64}", folder.name)
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    assert state_folder(small) == folder


def test_a_file_has_one_folder_by_whatever_link_it_is_opened(small: Path) -> None:
    link = small.with_name("link.toml")
    link.symlink_to(small.name)
    other = small.with_name("other.toml")
    other.write_bytes(small.read_bytes())
    assert state_folder(link) == state_folder(small) != state_folder(other)


@pytest.mark.parametrize("home", ["", "relative/state"])
def test_without_a_usable_setting_it_is_in_the_home(
    sealed: Path, small: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", home)
    assert state_folder(small).parent == sealed / ".local" / "state" / "gapline"


def test_whatever_the_mask_others_get_in_nowhere(small: Path, sealed: Path) -> None:
    before = os.umask(0)
    try:
        folder = state_folder(small)
    finally:
        os.umask(before)
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    assert mode(sealed / "state") == 0o700


@pytest.mark.parametrize("bits", [0o770, 0o707])
@pytest.mark.parametrize("level", ["own", "home"])
def test_a_folder_that_others_may_write_is_refused(small: Path, level: str, bits: int) -> None:
    folder = state_folder(small)
    shared = folder if level == "own" else folder.parent
    shared.chmod(bits)
    with pytest.raises(NoStateFolder, match=f"others may write {shared}; .* chmod 700 {shared}$"):
        state_folder(small)
    shared.chmod(0o750)
    assert state_folder(small) == folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
@pytest.mark.parametrize("level", ["own", "home"])
def test_a_folder_of_somebody_else_is_refused(small: Path, level: str) -> None:
    folder = state_folder(small)
    os.chown(folder if level == "own" else folder.parent, 54321, -1)
    with pytest.raises(NoStateFolder, match="belongs to user 54321; set XDG_STATE_HOME"):
        state_folder(small)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_root_leaves_nothing_in_the_home_of_another(small: Path, sealed: Path) -> None:
    os.chown(sealed / "state", 54321, -1)
    with pytest.raises(NoStateFolder, match=r"state belongs to user 54321, and you are root"):
        state_folder(small)
    assert list((sealed / "state").iterdir()) == []


def test_a_link_or_a_file_in_its_place_is_refused(small: Path, sealed: Path, tmp_path: Path) -> None:
    home = sealed / "state" / "gapline"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    home.symlink_to(elsewhere)
    with pytest.raises(NoStateFolder, match="gapline is no folder; move it away"):
        state_folder(small)
    assert list(elsewhere.iterdir()) == []
    home.unlink()
    home.write_text("")
    with pytest.raises(NoStateFolder, match="gapline is no folder; move it away"):
        state_folder(small)


def test_a_home_that_is_no_folder_is_told(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(NoStateFolder, match=r"cannot be used: .*; make it writable, or set XDG_STATE_HOME"):
        state_folder(small)


AS_NOBODY = """
import os, sys
from model.files.statefolder import NoStateFolder, state_folder
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    print(state_folder(sys.argv[1]))
except NoStateFolder as error:
    print(error)
"""


def test_a_home_that_may_not_be_written_is_told(common: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = common / "state"
    state.mkdir(mode=0o555)
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, "/pizza.toml"],
        env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
        cwd="/",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith(f"{state}/gapline cannot be used: permission denied; make it writable")

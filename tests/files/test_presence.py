"""Who is here: sessions that say so, sessions that died, and files that only pretend."""

import json
import os
import stat
import subprocess
import time
from pathlib import Path

import pytest

from model.files.presence import (
    LARGEST,
    STALE,
    Here,
    Person,
    Presence,
    digest,
    prefix_of,
    seen_at,
    this_machine,
)
from model.files.rights import user_of
from model.files.watching import Surroundings
from model.voting.poll import Poll
from model.voting.round import Round, Stage

ME = user_of(os.geteuid())
OTHER = 12345
"""A user that nobody is."""


def dead() -> int:
    """The number of a process that has ended."""
    done = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, check=True, text=True)
    return int(done.stdout)


def people(project: Path, own: str = "nobody's") -> tuple[Person, ...]:
    return Surroundings(project, project.with_name(own)).look().people


def planted(project: Path, pid: int, **more: object) -> Path:
    """A presence file as another session writes it."""
    path = project.with_name(f"{prefix_of(project.name)}x.{pid}")
    said = {"here": 1, "machine": this_machine(), "touchpoint": "web", "doing": "edit", **more}
    path.write_text(json.dumps(said))
    return path


def test_a_session_is_seen_by_others_and_not_by_itself(project: Path) -> None:
    presence = Presence(project)
    vote = Poll(Round("0a1b2c3d", 1000.0, "web", "prices", "weight")).voting(3, "0123456789abcdef")
    vote = vote.going_on(Stage.SPREAD)
    here = Here("web", "prices", True, 1000.0, 2000.5, (digest(b"x"),), vote.statement, "promises", "p-1", 17)
    assert presence.say(here)
    assert people(project) == (Person(ME, os.getpid(), here),)
    assert people(project, presence.path.name) == ()
    presence.say(Here("pay"))
    assert people(project)[0].here == Here("pay")
    presence.close()
    assert people(project) == ()
    assert list(project.parent.iterdir()) == [project]


def test_the_largest_thing_to_say_fits_in_a_kilobyte(project: Path) -> None:
    presence = Presence(project)
    vote = Poll(Round("0a1b2c3d", time.time(), "t" * 64, "r" * 64, "delivered")).going_on(Stage.SPREAD)
    vote = vote.voting(1.2345678901234567e-100, "0123456789abcdef")
    saved = tuple(digest(bytes([i])) for i in range(9))
    now, pid = time.time(), 1 << 22
    here = Here("t" * 64, "r" * 64, True, now, now, saved, vote.statement, "priorities", "i" * 64, pid)
    presence.say(here)
    assert presence.path.stat().st_size <= LARGEST
    assert people(project)[0].here.vote == here.vote
    assert people(project)[0].here.touchpoint == "t" * 64
    assert people(project)[0].here.saved == here.saved[-4:]
    assert people(project)[0].here.item == "i" * 64
    presence.close()


def test_who_may_read_the_project_may_see_who_is_there(project: Path) -> None:
    for mode, wanted in ((0o664, 0o644), (0o600, 0o600), (0o640, 0o640)):
        project.chmod(mode)
        presence = Presence(project)
        before = os.umask(0o077)
        try:
            presence.say(Here())
        finally:
            os.umask(before)
        assert stat.S_IMODE(presence.path.stat().st_mode) == wanted
        presence.close()


def test_a_folder_that_cannot_be_written_is_no_trouble(project: Path) -> None:
    presence = Presence(project.parent / "missing" / "shop.toml")
    assert not presence.say(Here("web"))
    presence.close()
    assert Surroundings(project.parent / "missing" / "shop.toml", Path("x")).look().people == ()


def test_it_comes_back_when_somebody_took_it_away_and_never_takes_away_what_is_not_its_own(
    project: Path,
) -> None:
    presence = Presence(project)
    presence.say(Here("web"))
    presence.path.unlink()
    presence.say(Here("pay"))
    assert people(project)[0].here.touchpoint == "pay"
    presence.path.unlink()
    presence.path.write_text("somebody else's")
    presence.close()
    assert presence.path.read_text() == "somebody else's"


@pytest.mark.parametrize("how", ["link", "hard link", "pipe", "folder"])
def test_nothing_is_written_through_what_stands_at_the_name(project: Path, how: str) -> None:
    treasure = project.with_name("treasure")
    treasure.write_text("gold")
    presence = Presence(project)
    if how == "link":
        presence.path.symlink_to(treasure)
    elif how == "hard link":
        presence.path.hardlink_to(treasure)
    elif how == "pipe":
        os.mkfifo(presence.path)
    else:
        presence.path.mkdir()
    assert presence.say(Here("web")) == (how != "folder")
    presence.say(Here("pay"))
    presence.close()
    assert treasure.read_text() == "gold"


def test_the_dead_are_not_company_and_ours_are_swept(project: Path, child: int) -> None:
    gone = planted(project, dead())
    there = planted(project, child)
    assert [each.pid for each in people(project)] == [child]
    assert not gone.exists()
    assert there.exists()
    # On another machine the number says nothing; the time does.
    away = planted(project, dead(), machine="another")
    assert len(people(project)) == 2
    for path in (there, away):
        then = time.time() - STALE - 5
        os.utime(path, (then, then))
    assert people(project) == ()
    assert not there.exists()


def test_the_time_of_a_file_that_is_too_new_is_no_sign_of_life(project: Path, child: int) -> None:
    path = planted(project, child)
    then = time.time() + 10 * STALE
    os.utime(path, (then, then))
    assert people(project) == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_name_is_that_of_the_owner_and_somebody_elses_file_is_left_alone(
    project: Path, child: int
) -> None:
    path = planted(project, child, user="root", name="root")
    os.chown(path, OTHER, OTHER)
    assert people(project)[0].user == f"user {OTHER}"
    left = planted(project, dead())
    os.chown(left, OTHER, OTHER)
    assert len(people(project)) == 1
    assert left.exists()


HOSTILE = {
    "empty": b"",
    "huge": b'{"here": 1, "touchpoint": "' + b"a" * 100_000 + b'"}',
    "not text": b"\xff\xfe\x00{}",
    "no JSON": b"here = 1",
    "a list": b'[{"here": 1}]',
    "deep": b"[" * LARGEST,
    "a long number": b'{"here": 1' + b"0" * 1000 + b"}",
}
ODD: dict[str, object] = {
    "touchpoint": ["web"],
    "row": "\x1b]52;c;AAAA\x07",
    "doing": {"edit": 1},
    "since": "yesterday",
    "pen": 1e300,
    "saved": [1, "x" * 90, None],
    "machine": 7,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_pretends_to_be_one_is_nobody(project: Path, child: int, what: str) -> None:
    planted(project, child).write_bytes(HOSTILE[what])
    found = people(project)
    assert [each.here for each in found] in ([], [Here()])
    assert (what == "a long number") == bool(found)


@pytest.mark.parametrize("key", ODD)
def test_an_odd_value_is_as_none(project: Path, child: int, key: str) -> None:
    path = planted(project, child, **{"touchpoint": "", "doing": "view", key: ODD[key]})
    assert path.stat().st_size <= LARGEST
    assert [each.here for each in people(project)] == [Here()]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "link to nowhere"])
def test_only_regular_files_are_read(project: Path, child: int, kind: str) -> None:
    real = planted(project, child)
    path = project.with_name(f"{prefix_of(project.name)}y.{child}")
    if kind == "link":
        path.symlink_to(real)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    assert seen_at(path) is None
    assert len(people(project)) == 1


@pytest.mark.parametrize("pid", ["0", "-1", "99999999999999999999", "x", "", "4194305", "²"])
def test_a_name_without_a_number_is_nobody(project: Path, pid: str) -> None:
    path = project.with_name(f"{prefix_of(project.name)}x.{pid}")
    path.write_text(json.dumps({"here": 1, "machine": this_machine()}))
    assert people(project) == ()
    assert path.exists()


def test_a_flood_of_files_is_cut(project: Path) -> None:
    for number in range(1, 300):
        planted(project, number, machine="another")
    assert len(people(project)) == 64


def test_a_long_name_is_shortened_and_stays_its_own(tmp_path: Path) -> None:
    names = ["ä" * 100 + f"{number}.toml" for number in (1, 2)]
    projects = [tmp_path / name for name in names]
    for project in projects:
        project.write_text("format = 1")
    presence = Presence(projects[0])
    assert presence.say(Here("web"))
    assert len(people(projects[0])) == 1
    assert people(projects[1]) == ()
    presence.close()


def test_a_change_is_seen_at_the_next_look(project: Path, child: int) -> None:
    around = Surroundings(project, Path("x"))
    assert around.look().people == ()
    path = planted(project, child)
    assert around.look().people[0].here.touchpoint == "web"
    planted(project, child, touchpoint="pay", pen=5.0)
    company = around.look()
    assert company.people[0].here.touchpoint == "pay"
    assert company.pen == company.people[0]
    assert around.look() == company
    path.unlink()
    assert around.look().people == ()

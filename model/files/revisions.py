"""Earlier versions of a file in git. Git is run only when one is asked for, and never through a shell.

A version is named by its file and a revision. Only plumbing that reads objects is used: no hook, filter,
pager, textconv program or network access of the repository's configuration comes into play.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, understood
from model.files.regular import Stamp
from model.files.snapshots import observation_files
from model.journey.problem import UserError

LONGEST_WAIT = 30
"""Seconds after which git is given up."""
_REVISION = re.compile(r"[0-9A-Za-z@][0-9A-Za-z@._/~^{}+-]{0,199}")
_KEPT = ("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT")


class NoRevision(UserError):
    """A version that git cannot give; the message says why."""


class NotThen(NoRevision):
    """A revision in which the file does not exist."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit that touched a file."""

    id: str
    """Its full hash."""
    when: datetime
    """When it was committed, in the time zone of whoever did."""
    author: str = ""
    """Who made the change: text of somebody else, as the subject."""
    subject: str = ""
    """The first line of its message."""

    @property
    def day(self) -> date:
        """The day it was committed."""
        return self.when.date()

    @property
    def short(self) -> str:
        """Enough of the hash to tell it by."""
        return self.id[:9]


def revisions_of(file: Path, most: int = 50) -> tuple[Revision, ...]:
    """The commits that touched a file, the newest first; none where git or a repository is missing."""
    try:
        raw = _git(file, "log", f"--max-count={most}", *_PLAIN_LOG, "HEAD", "--", _name(file))
    except NoRevision:
        return ()
    lines = raw.decode("utf-8", "replace").split("\0")
    return tuple(_revision(each) for each in lines if each.strip())


_PLAIN_LOG = ("-z", "--format=%H %cI %an%x1f%s", "--no-show-signature", "--no-color")


def _revision(line: str) -> Revision:
    id, when, rest = line.strip("\n").split(" ", 2)
    author, _, subject = rest.partition("\x1f")
    return Revision(id, datetime.fromisoformat(when), author, subject)


def load_revision(file: Path, revision: str) -> tuple[Loaded, Revision]:
    """A file as it was in a revision, with the observation files of that revision.

    Raises NoRevision, and CannotRead where it was no project file then.
    """
    found = _commit(file, revision)
    shown = Path(f"{file}@{revision}")
    raw = _blob(file, found, _name(file), revision)
    with tempfile.TemporaryDirectory(prefix="gapline-") as folder:
        # What the rows are scored from is read as it was then, not as it lies beside the file today.
        real = Path(folder) / "project.toml"
        stamp = Stamp(0, 0, len(raw), 0, 0)
        loaded = understood(shown, real, raw, stamp)
        names = observation_files(loaded.project)
        for name in names:
            if _inside(name):
                copy = Path(folder) / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                try:
                    copy.write_bytes(_blob(file, found, name, revision))
                except NoRevision:
                    continue
        return (understood(shown, real, raw, stamp) if names else loaded), found


def is_revision(text: str) -> bool:
    """Whether a revision may be named so. Nothing else is handed to git."""
    return _REVISION.fullmatch(text) is not None and ".." not in text


def _inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts and bool(name.strip())


def _commit(file: Path, revision: str) -> Revision:
    if not is_revision(revision):
        raise NoRevision(
            f"{file}@{revision}: this is not how a revision is named;"
            " write a branch, a tag or a commit, such as HEAD~1."
        )
    try:
        id = _git(file, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode("ascii").strip()
        raw = _git(file, "log", "-1", *_PLAIN_LOG, id, "--")
    except _Failed as error:
        if error.said:
            raise NoRevision(f"{file}@{revision}: {error.said}.") from None
        raise NoRevision(
            f"{file}@{revision}: git knows no revision {revision} here; `git log -- {file.name}` lists them."
        ) from None
    return _revision(raw.decode("utf-8", "replace"))


def _blob(file: Path, commit: Revision, name: str, revision: str) -> bytes:
    # The hash comes first, so that nothing in a name can be taken for an option.
    place = f"{commit.id}:./{name}"
    try:
        size = int(_git(file, "cat-file", "-s", place))
        if size > LARGEST_FILE:
            raise NoRevision(f"{file}@{revision} is larger than any project file may be.")
        return _git(file, "cat-file", "blob", place)
    except _Failed:
        raise NotThen(f"{file}@{revision}: {name} is not in that revision.") from None


class _Failed(NoRevision):
    """Git said no; `said` is why, where it is not simply that something does not exist."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def _name(file: Path) -> str:
    return Path(os.path.realpath(file)).name


def _git(file: Path, *words: str) -> bytes:
    """What git answers in the folder of `file`; raises NoRevision."""
    program = shutil.which("git")
    if program is None:
        raise NoRevision(f"an earlier revision of {file} needs git, which is not installed here.")
    folder = Path(os.path.realpath(file)).parent
    # Whoever runs this from a hook has variables set that point git at another repository.
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
    options = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "log.mailmap=false")
    try:
        done = subprocess.run(
            [program, *options, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            timeout=LONGEST_WAIT,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        reason = "it took too long" if isinstance(error, subprocess.TimeoutExpired) else "it could not be run"
        raise NoRevision(f"an earlier revision of {file} needs git, but {reason}.") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said:
            raise _Failed("git refuses this repository, since it belongs to somebody else")
        if "not a git repository" in said or "cannot change to" in said:
            raise _Failed("the file is in no git repository")
        raise _Failed("")
    return done.stdout

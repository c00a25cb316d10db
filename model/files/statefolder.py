"""The private folder in which Gapline keeps what belongs to one project file and one person.

Unsaved edits, kept versions: what must survive, yet has no place beside a file that others share.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pwd
import stat
from pathlib import Path

from model.journey.problem import UserError

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class NoStateFolder(UserError):
    """There is no private folder to keep anything in; the message says why and how to mend it."""


def state_home() -> Path:
    """`$XDG_STATE_HOME/gapline`, by default `~/.local/state/gapline`; it need not be there yet."""
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    # A relative path would be another folder in each working folder; the XDG rules say to ignore it.
    return (named if named.is_absolute() else _home() / ".local" / "state") / "gapline"


def place_of_state(path: str | os.PathLike[str]) -> Path:
    """Where the folder for the file at `path` is or would be; the same for every link to the file."""
    return state_home() / hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()


def state_folder(path: str | os.PathLike[str]) -> Path:
    """The folder for the file at `path`, made where it is not there: only its owner may look into it.

    Raises NoStateFolder where it cannot be made, or where it is not this user's alone: somebody who may
    write it could plant edits that look like this user's own.
    """
    folder = place_of_state(path)
    home = folder.parent
    try:
        _refuse_foreign_ground(home.parent)
        home.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (home, folder):
            with contextlib.suppress(FileExistsError):
                each.mkdir(mode=0o700)
            _refuse_shared(each)
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise NoStateFolder(
            f"{error.filename or home} cannot be used: {reason}; make it writable, "
            "or set XDG_STATE_HOME to a folder of your own."
        ) from None
    return folder


def _refuse_shared(folder: Path) -> None:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NoStateFolder(f"{folder} is no folder; move it away.")
    if status.st_uid != os.geteuid():
        raise NoStateFolder(
            f"{folder} belongs to {_name_of(status.st_uid)}; set XDG_STATE_HOME to a folder of your own."
        )
    if status.st_mode & _OTHERS_MAY_WRITE:
        raise NoStateFolder(f"others may write {folder}; take that away with: chmod 700 {folder}")


def _refuse_foreign_ground(folder: Path) -> None:
    """Root must not leave folders in the home of the person it stands in for, who could not use them."""
    if os.geteuid() != 0:
        return
    ground = next(each for each in (folder, *folder.parents) if each.exists())
    owner = ground.stat().st_uid
    if owner != 0:
        raise NoStateFolder(
            f"{ground} belongs to {_name_of(owner)}, and you are root; "
            "set XDG_STATE_HOME to a folder of your own."
        )


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        # Neither HOME nor an entry among the users: a folder that cannot be made, which is told as such.
        return Path("/nonexistent")


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"

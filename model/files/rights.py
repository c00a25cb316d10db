"""Whose a file is, and whether this user may write it."""

from __future__ import annotations

import os
import pwd
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=256)
def user_of(uid: int) -> str:
    """The login name of a user, or `user 1234` where the system knows none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def owner_of(path: Path) -> str:
    """The login name of the owner of a file; `somebody` for one that is gone."""
    try:
        return user_of(path.stat().st_uid)
    except OSError:
        return "somebody"


def writable(path: Path) -> bool:
    """Whether this user may write the file, as far as its mode, its list of rights and its disk say."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)

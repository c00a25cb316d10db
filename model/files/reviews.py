"""The last review of a project, kept in the private folder so that it can be resumed after any break."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from model.files.statefolder import place_of_state, state_folder
from model.journey.problem import UserError
from model.journey.project import Project
from model.review.log import Log
from model.review.review import Review

_LOG = "review.json"
_START, _END = "review-start.json", "review-end.json"
_MOST_BYTES = 64 << 20
"""More than this is no log of a review."""


class NotKept(UserError):
    """The review goes on, but a break would lose where it stands; the message says why."""


def kept_review(path: str | os.PathLike[str], project: Project) -> Review | None:
    """The last review of the file at `path`; None where there is none that can be read.

    `project` is the project as it stands: what observation files say is taken from it.
    """
    folder = place_of_state(path)
    try:
        log = _logs().validate_json(_content(folder / _LOG))
        start = _project(folder / _START, project)
        end = _project(folder / _END, project) if (folder / _END).exists() else None
    except (OSError, ValidationError):
        return None
    return Review(log, start, end)


def keep_review(path: str | os.PathLike[str], review: Review, kept: Review | None = None) -> None:
    """Write a review down, of which `kept` was written last; raises NotKept."""
    try:
        folder = state_folder(path)
        if kept is None or kept.start is not review.start:
            # A break between the two must not leave the log of an earlier review beside another start.
            (folder / _LOG).unlink(missing_ok=True)
            _replace(folder / _START, _json(review.start))
        if kept is None or kept.end is not review.end:
            if review.end is None:
                (folder / _END).unlink(missing_ok=True)
            else:
                _replace(folder / _END, _json(review.end))
        if kept is None or kept.log != review.log or kept.start is not review.start:
            _replace(folder / _LOG, _logs().dump_json(review.log))
    except (OSError, UserError) as error:
        reason = (
            str(error) if isinstance(error, UserError) else (error.strerror or "the disk refused").lower()
        )
        raise NotKept(f"The review goes on, but is not kept for a break: {reason}") from None


@cache
def _logs() -> TypeAdapter[Log]:
    return TypeAdapter(Log)


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES)


def _replace(file: Path, data: bytes) -> None:
    """Either all of it is there afterwards, or what was there before."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _json(project: Project) -> bytes:
    return project.model_dump_json(by_alias=True, exclude_none=True).encode("utf-8", "surrogatepass")


def _project(file: Path, now: Project) -> Project:
    return _with_observed(Project.model_validate_json(_content(file)), now)


def _with_observed(start: Project, project: Project) -> Project:
    """`start` with what its observation files say, as far as the same rows still name the same files."""
    now = {(each.id, row.id): row for each in project.touchpoints for row in each.expectations}
    touchpoints: list[Any] = []
    for touchpoint in start.touchpoints:
        rows = []
        for row in touchpoint.expectations:
            other = now.get((touchpoint.id, row.id))
            same = other is not None and other.observations == row.observations
            rows.append(row.with_observed(other.observed) if same and other is not None else row)
        touchpoints.append(touchpoint.model_copy(update={"expectations": tuple(rows)}))
    return start.model_copy(update={"touchpoints": tuple(touchpoints)})

"""The TOML data in the bytes of a file, parsed once it is known that nothing in them stalls a parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli

from model.files import limits
from model.files.limits import BOM
from model.files.regular import CannotRead, refused, shown_path


def project_toml(path: Path, raw: bytes) -> dict[str, Any]:
    """The TOML data of a project; raises CannotRead, also for more than a project may have."""
    data = toml_of(path, raw)[1]
    if raw.count(b"=") > limits.MOST_KEYS and (found := limits.crowded(data)):
        raise refused(path, found)
    if found := limits.many_items(data):
        raise refused(path, found)
    return data


def toml_of(path: Path, raw: bytes) -> tuple[str, dict[str, Any]]:
    """The text of `raw`, read from `path`, and its TOML data; raises CannotRead, also for a parser's bomb."""
    if found := limits.excess(raw):
        raise refused(path, found)
    text = raw.removeprefix(BOM).decode("utf-8")
    return text, _parsed(path, text)


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from model.files.messages import parse_failure

        found, mend, line, column = parse_failure(error)
        raise CannotRead(f"{shown_path(path)}:{line}:{column}: {found}; {mend}.", line, column) from None
    except (ValueError, RecursionError, OverflowError) as error:
        raise CannotRead(f"{shown_path(path)} holds a value that cannot be read ({error}).") from None

"""One thing the rules noticed."""

from __future__ import annotations

from typing import Any, NamedTuple

from model.findings.codes import CODES, Level
from model.journey.problem import Path, Problem


class Finding(NamedTuple):
    """One thing the rules noticed: what, where, and what to do."""

    code: str
    path: Path
    """Keys and positions from the top of the file to what the finding is about; the key may be absent."""
    message: str
    """What was noticed, in one sentence with the names of the file, which are as the file has them."""
    mend: str
    """What to do, as a clause."""
    touchpoint: str | None = None
    """The id of the touchpoint it belongs to, or None."""
    expectation: str | None = None
    """The id of the row, or None."""
    promise: str | None = None
    """The id of the promise of the ledger, or None."""
    action: str | None = None
    """The id of the action, or None."""
    stage: str | None = None
    """The id of the stage, for what is about a whole stage, or None."""

    @property
    def level(self) -> Level:
        """How grave it is: `info`, `warning` or `error`."""
        return CODES[self.code].level

    @property
    def key(self) -> str:
        """The place in words: `touchpoints[3].expectations[1].expected`, counted from 1."""
        return Problem(self.path, "", "").key

    def data(self, line: int | None = None) -> dict[str, Any]:
        """The finding as `gapline score --json` writes it; `where` names only what it is about."""
        ids = {
            name: getattr(self, name)
            for name in ("stage", "touchpoint", "expectation", "promise", "action")
            if getattr(self, name) is not None
        }
        return {
            "code": self.code,
            "level": self.level,
            "where": {**ids, "line": line},
            "message": self.message,
            "fix": self.mend,
        }

"""Mistakes in a project file, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and array positions from the top of the file to a value."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands, what was found, what is expected, how to mend it.

    `line` and `column` count from 1 and are None until somebody looked them up in the text.
    """

    path: Path
    found: str
    """What is wrong, as a clause: `11 is outside the scale 1 to 10`."""
    mend: str
    """What to write instead, as a clause."""
    line: int | None = None
    column: int | None = None
    missing: bool = False
    """True where a needed key is absent: `path` then names a key that is not in the file."""
    refers_to: str = ""
    """The id that was named and does not exist, where that is the mistake."""

    @property
    def key(self) -> str:
        """The place in words: `touchpoints[3].expectations[1].expected`, counted from 1."""
        text = ""
        for part in self.path:
            text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
        return text

    @property
    def sentence(self) -> str:
        """The whole problem in one sentence, without its place."""
        where = f"{self.key}: " if self.path else ""
        end = "?" if self.mend.startswith("did you mean") else "."
        return f"{where}{self.found}; {self.mend}{end}" if self.mend else f"{where}{self.found}."


class UserError(Exception):
    """A mistake of the user's, told in one sentence: what, where, how to mend it.

    `exit_code` is what a command ends with when nobody handles it earlier: 2, "could not do it".
    """

    exit_code = 2


class ProblemsFound(UserError):
    """Something was refused because it would break a rule of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))

"""Mistakes in a project file, as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys and array positions from the top of the file to a value."""

LONGEST_KEY = 64
"""Characters of a key that a sentence repeats."""


class Problem(NamedTuple):
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
    rests_on: tuple[Path, ...] = ()
    """What else was looked at: where one of these is wrong by itself, this mistake is only its echo."""

    @property
    def key(self) -> str:
        """The place in words: `touchpoints[3].expectations[1].expected`, counted from 1."""
        text = ""
        for part in self.path:
            if isinstance(part, int):
                text += f"[{part + 1}]"
            else:
                name = part if len(part) <= LONGEST_KEY else part[: LONGEST_KEY - 3] + "..."
                text += f".{name}" if text else name
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

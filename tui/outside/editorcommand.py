"""The person's own editor: which program it is, and how it is told the line to begin at."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from model.journey.problem import UserError
from tui.text import show

_VI = ("vi", "vim", "nvim", "view", "vis", "kak")
_OTHERS = ("nano", "pico", "micro", "ne", "joe", "jed", "mg", "zile", "emacs", "emacsclient", "mcedit")
_PLUS = frozenset((*_VI, *_OTHERS))
"""Editors that take `+LINE` before the file."""
_GOTO = frozenset(["code", "code-insiders", "codium", "cursor"])
"""Editors that take `--goto FILE:LINE`."""
_BEHIND = frozenset(["hx", "helix", "subl", "zed"])
"""Editors that take `FILE:LINE`."""
_USUAL = "vi"


def editor_words(environment: Mapping[str, str]) -> list[str]:
    """The editor's program and its own arguments, from VISUAL, else EDITOR, else vi; raises UserError.

    They are split as a shell would, so that `code -w` and quoted paths work; nothing else of a shell does.
    """
    for name in ("VISUAL", "EDITOR"):
        value = environment.get(name, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError:
                raise UserError(
                    f"{name} is {show(value)}, in which a quote does not end; mend it, such as {name}=nano."
                ) from None
    if shutil.which(_USUAL):
        return [_USUAL]
    raise UserError("No editor is named: set EDITOR before you start Gapline, such as EDITOR=nano.")


def at_line(words: list[str], path: Path, line: int | None) -> list[str]:
    """The whole command: at the line, for an editor that is known to take one."""
    name = Path(words[0]).name.lower()
    if line is None:
        return [*words, str(path)]
    if name in _PLUS:
        return [*words, f"+{line}", str(path)]
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    return [*words, f"{path}:{line}" if name in _BEHIND else str(path)]

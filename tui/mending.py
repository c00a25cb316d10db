"""The question before a project opens whose last save was cut off: the old text, or the new one?

It is asked in plain lines: such a file can often not be read, so there is no screen to ask on yet.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from model.files.keeping import history_of, save_kept
from tui.text import show

_QUESTION = """\
The last save of {name} was cut off at {when}. The file holds neither its old text nor the new one;
both are safe:
  o      put the old text back    {before}
  n      put the new text in      {after}
  Enter  leave the file as it is; both stay among its earlier versions
o, n or Enter: """


def mend_cut_off(path: Path, ask: Callable[[str], str] = input) -> None:
    """Offer both texts where a kill cut off a save of the file at `path`; raises UserError as a save does.

    Only a file that had to be overwritten in place can be cut off, and only by one's own save.
    """
    history = history_of(path)
    found = history.interrupted(path)
    if found is None:
        return
    question = _QUESTION.format(
        name=show(path.name),
        when=f"{found.when.astimezone():%H:%M on %Y-%m-%d}",
        before=show(str(found.before.path)),
        after=show(str(found.after.path)),
    )
    answer = ""
    while answer not in ("o", "n", "leave"):
        try:
            answer = ask(question).strip().lower() or "leave"
        except EOFError:
            answer = "leave"
        question = "o, n or Enter: "
    if answer != "leave":
        chosen = found.before if answer == "o" else found.after
        save_kept(path, found.current, chosen.path.read_bytes(), history)
    history.release()

"""The tutor's own questions: whether to go on where it was left, or to begin again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.tutor.lesson import TASKS
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def tutor(screen: Asking) -> None:
    """Begin the lesson or go on with it; in the lesson, offer to begin again or to leave."""
    learning = screen.gapline.learning
    here = screen.workspace.lesson
    done = learning.progress()
    if here is None and not done:
        learning.begin()
        return
    options = [Option("b", "begin again with the first task", "begin")]
    if here is None:
        title = TASKS[done].title
        options.insert(0, Option("r", f"go on with task {done + 1} of {len(TASKS)}: {title}", "resume"))
    else:
        options.append(Option("l", "leave, and go on later", "leave"))
    chosen = await screen.choose("Tutor", options, "Everything happens on a copy of the sample.")
    if chosen == "begin":
        learning.begin()
    elif chosen == "resume":
        learning.resume()
    elif chosen == "leave":
        learning.leave()


FLOWS: dict[str, Flow] = {"tutor": tutor}
"""The command of this file by its id."""

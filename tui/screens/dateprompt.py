"""A popup that asks for a day, and says while it is typed which weekday it is and what it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.widgets import Input

from model.journey.problem import ProblemsFound
from tui.pictures.picture import Look
from tui.screens.prompt import Prompt
from tui.values import day_typed
from tui.views.promisewords import whole_day

About = Callable[[date | None], str]
"""What a day would mean, or that there is none, in a few words; raises ProblemsFound where it cannot be."""


class DatePrompt(Prompt):
    """Ends with a day as the file writes it, with nothing where nothing was typed, or None on Esc."""

    def __init__(self, title: str, look: Look, today: date, *, day: date | None, about: About) -> None:
        self.today = today
        self.about = about
        text = "" if day is None else str(day)
        super().__init__(title, look, text=text, hint=self._read(text)[1])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day it is, or what is wrong."""
        event.stop()
        self.answer(event.value)

    def answer(self, text: str) -> str | None:
        """The day in the form of the file; None where it cannot be."""
        day, words = self._read(text)
        self.tell(words, "hint" if day is not None else "error")
        return day

    def _read(self, text: str) -> tuple[str | None, str]:
        try:
            day = day_typed(text, self.today) if text.strip() else None
            words = self.about(day)
        except ProblemsFound as error:
            first = error.problems[0]
            return None, f"Error: {first.found}; {first.mend}."
        if day is None:
            return "", words
        return str(day), f"{whole_day(day)}{f': {words}' if words else ''}"

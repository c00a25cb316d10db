"""The floor of every dashboard: the smallest Textual program."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

READY = "HELLO-READY"


class Hello(App[None]):
    """One line of text, and a key to leave."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - as short as a program gets

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(f"{READY} world")


if __name__ == "__main__":
    Hello().run()

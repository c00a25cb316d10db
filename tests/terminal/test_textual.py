"""Which of Textual's private members Gapline leans on: a new version that lacks one is told from here."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version

import pytest
from textual.app import App

USED = {
    "textual.app:App": ("_display", "_close_messages_no_wait", "_fatal_error"),
    "textual.driver:Driver": ("send_message", "process_message"),
    "textual.drivers.linux_driver:LinuxDriver": (
        "_run_input_thread",
        "run_input_thread",
        "suspend_application_mode",
        "start_application_mode",
        "stop_application_mode",
        "disable_input",
        "close",
    ),
    "textual._xterm_parser:XTermParser": ("feed", "tick"),
    "textual._parser": ("ParseError",),
    "textual._compositor": ("CompositorUpdate", "ChopsUpdate", "LayoutUpdate"),
    "textual.constants": ("ESCAPE_DELAY",),
}
"""Where, and what of it."""
SET = ("_loop", "_app", "_debug", "_file", "fileno", "exit_event", "attrs_before", "_key_thread")
"""What a driver gives itself when it is made."""


@pytest.mark.parametrize("place", USED)
def test_textual_has_what_is_used_of_it(place: str) -> None:
    module, _, name = place.partition(":")
    holder = import_module(module)
    holder = getattr(holder, name) if name else holder
    lacking = [member for member in USED[place] if not hasattr(holder, member)]
    assert not lacking, (
        f"Textual {version('textual')} lacks {', '.join(lacking)} of {place}: tui/terminal/ needs it"
    )


async def test_a_driver_has_what_is_used_of_it() -> None:
    from tui.terminal.keys import ReadingDriver

    app: App[object] = App()
    async with app.run_test():
        driver = ReadingDriver(app, debug=False, mouse=True, size=(80, 24))
        lacking = [member for member in SET if not hasattr(driver, member)]
    assert hasattr(app, "_filters"), "Textual has no filters any more: tui/wall.py needs them"
    assert not lacking, (
        f"Textual {version('textual')} gives its driver no {', '.join(lacking)}: tui/terminal/ needs it"
    )

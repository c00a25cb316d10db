"""How keys are said, which command each runs, and the table of them all."""

from __future__ import annotations

from tui.commands import COMMANDS, GROUPS, Command

KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "delete": "Del",
    "insert": "Ins",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}


def key_label(key: str) -> str:
    """A key as people say it: `ctrl+s` is `Ctrl+S`, `d` stays `d`."""
    held, plus, rest = key.rpartition("+")
    if held and plus and rest:
        name = KEY_NAMES.get(rest, rest.upper())
        return f"{held.capitalize()}+{name}"
    return KEY_NAMES.get(key, key)


def keys_label(command: Command) -> str:
    """All keys of a command; the ten digits as one."""
    digits = [key for key in command.keys if key.isdecimal()]
    if len(digits) < 10:
        return " ".join(key_label(key) for key in command.keys)
    return " ".join([*(key_label(key) for key in command.keys if key not in digits), "0-9"])


def key_table(view: str) -> dict[str, Command]:
    """Which command each key runs in a view."""
    return {key: command for command in COMMANDS if view in command.views for key in command.keys}


def markdown_table() -> str:
    """The key table as Markdown, for the README and `gapline keys --markdown`."""
    lines = ["| key | command | what it does |", "|---|---|---|"]
    for group in GROUPS:
        for command in COMMANDS:
            if command.group == group:
                keys = f"`{keys_label(command)}`" if command.keys else ""
                lines.append(f"| {keys} | `{command.id}` | {command.about} |")
    return "\n".join(lines).replace("`|`", "`\\|`") + "\n"

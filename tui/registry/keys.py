"""The names of keys as the registry spells them."""

from __future__ import annotations

from textual import events


def key_name(event: events.Key) -> str:
    """`d`, `+` or `?` for what prints, `space`, `ctrl+s`, `enter` and so on for the rest."""
    if event.character is not None and event.is_printable and event.character != " ":
        return event.character
    return event.key

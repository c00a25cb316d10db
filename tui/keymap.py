"""A person's keys: the registry's, with those changed that the settings name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from model.journey.problem import Problem
from tui.commands import COMMANDS, VIEWS, Command
from tui.registry.keytable import KEY_NAMES, key_label

NEVER_WITHOUT = ("quit.now", "back", "help", "menu")
"""Commands that keep a key whatever the settings say: nobody can lock themselves in."""

_ARRIVES_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+j": "enter"}
"""Keys that a terminal cannot tell from another."""

_NAMED = (
    *KEY_NAMES,
    "shift+tab",
    *(f"ctrl+{letter}" for letter in "abcdefgklnopqrstuvwxyz"),
    *(
        f"{held}+{way}"
        for held in ("shift", "ctrl")
        for way in ("up", "down", "left", "right", "home", "end")
    ),
)


@dataclass(frozen=True)
class Keymap:
    """Every command with the keys that run it here."""

    commands: tuple[Command, ...] = COMMANDS

    @cached_property
    def by_id(self) -> dict[str, Command]:
        """Every command by its id."""
        return {command.id: command for command in self.commands}

    @cached_property
    def tables(self) -> dict[str, dict[str, Command]]:
        """For every view, which command each key runs."""
        return {
            view: {key: each for each in self.commands if view in each.views for key in each.keys}
            for view in VIEWS
        }

    def label(self, id: str) -> str:
        """The first key of a command as people say it; its name behind a colon where it has no key."""
        keys = self.by_id[id].keys
        return key_label(keys[0]) if keys else f":{id}"


STANDARD = Keymap()
"""The keys as they come."""


def keymap_of(keys: Mapping[str, str | Sequence[str]]) -> tuple[Keymap, list[Problem]]:
    """The keymap that `[keys]` asks for, and everything that is wrong with it.

    Each entry names a command and gives it exactly these keys, none for an empty array. A mistake leaves
    the command its own keys, so that all mistakes can be told at once.
    """
    problems: list[Problem] = []
    own: dict[str, tuple[str, ...]] = {}
    for id, written in keys.items():
        path = ("keys", id)
        if id not in STANDARD.by_id:
            near = get_close_matches(id, list(STANDARD.by_id), 1, 0.6)
            mend = f"did you mean `{near[0]}`" if near else "`gapline keys` lists the commands"
            problems.append(Problem(path, f"`{id[:64]}` is no command", mend))
            continue
        if id == "type":
            problems.append(Problem(path, "the digits start a value", "leave this command as it is"))
            continue
        names = [written] if isinstance(written, str) else list(written)
        found = [(name, key_of(name)) for name in names]
        problems += [_unknown_key(path, name) for name, key in found if key is None]
        own[id] = tuple(dict.fromkeys(key for _, key in found if key is not None))
        if id in NEVER_WITHOUT and not names:
            problems.append(Problem(path, f"`{id}` needs a key, or nobody finds the way out", "name one"))
    commands = tuple(replace(each, keys=own.get(each.id, each.keys)) for each in COMMANDS)
    problems += _clashes(commands, own)
    return (STANDARD if problems else Keymap(commands)), problems


def key_of(name: str) -> str | None:
    """A key's name as the registry spells it: `Ctrl+S` is `ctrl+s`, `Esc` is `escape`; None for no key."""
    if len(name) == 1:
        return name if name.isprintable() and name != " " else None
    return _SPELLINGS.get(name.lower())


_SPELLINGS = {name: name for name in _NAMED} | {
    key_label(name).lower(): name for name in _NAMED if len(key_label(name)) > 1
}


def _unknown_key(path: tuple[str, str], name: str) -> Problem:
    word = name.lower()
    if word in _ARRIVES_AS:
        found = f"a terminal sends `{word}` as {key_label(_ARRIVES_AS[word])}"
        return Problem(path, found, "choose another key")
    if word.startswith(("alt+", "meta+")):
        return Problem(path, f"`{name[:20]}` does not arrive from every terminal", "choose a key without Alt")
    near = get_close_matches(word, list(_SPELLINGS), 1, 0.6)
    mend = f"did you mean `{near[0]}`" if near else "`:keys` shows what a key is called"
    return Problem(path, f'"{name[:20]}" is no key', mend)


def _clashes(commands: Sequence[Command], own: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Two commands on one key in one view, each pair told once."""
    told: dict[tuple[str, str, str], Problem] = {}
    for view in VIEWS:
        taken: dict[str, str] = {}
        for command in commands:
            if view not in command.views:
                continue
            for key in command.keys:
                other = taken.setdefault(key, command.id)
                if other != command.id:
                    named = command.id if command.id in own else other
                    found = f"{key_label(key)} would run both `{other}` and `{command.id}`"
                    told[key, other, command.id] = Problem(
                        ("keys", named), found, "give one of them another key"
                    )
    return list(told.values())


def template() -> str:
    """The `[keys]` table with every command as a comment, ready to be changed."""
    lines = ["[keys]"]
    for command in COMMANDS:
        if command.id == "type":
            continue
        names = ", ".join('"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"' for key in command.keys)
        lines += [f"# {command.about}", f'# "{command.id}" = [{names}]']
    return "\n".join(lines) + "\n"

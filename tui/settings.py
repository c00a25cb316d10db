"""A person's own settings: `config.toml` in their XDG folder, and the environment before it.

An option of the command line goes before `GAPLINE_*` in the environment, that before the settings file, and
that before the default. Exports and every `--json` look at neither, so that they are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, ValidationError

from model.files.limits import MIB
from model.files.loading import placed
from model.files.regular import read_regular
from model.files.tomldata import toml_of
from model.journey.complaints import problems_of
from model.journey.problem import UserError
from model.journey.record import Many, Number, Record
from tui.keymap import STANDARD, Keymap, keymap_of, template

Keys = str | Many[str]
"""One key, or several; an empty array takes all keys away."""


class Settings(Record):
    """What `config.toml` may say; everything is optional."""

    theme: Literal["night", "day", "mono"] | None = None
    glyphs: Literal["ascii", "block"] | None = None
    mouse: bool = True
    """Whether the terminal is asked for the mouse."""
    cursor: bool = False
    """Whether the terminal's cursor stands on the selected row, for screen readers."""
    step: Annotated[Number, Field(gt=0, le=20)] = 1
    """How far `+` and `-` go, in steps of a fifth of the tolerance."""
    escape_delay: Annotated[int, Field(ge=1, le=1000)] = 100
    """Milliseconds to wait after Esc for the rest of a key's code: more on a slow link."""
    cache: bool = True
    """Whether the first picture is kept in the cache folder, to be there at once the next time."""
    presence: bool = True
    """Whether others at the same file see that this person is there."""
    keys: dict[str, Keys] = Field(default_factory=dict)
    """Commands with the keys that run them instead of their own; see `keymap_of`."""

    @property
    def keymap(self) -> Keymap:
        """The keys of this person."""
        return keymap_of(self.keys)[0] if self.keys else STANDARD


class WrongSettings(UserError):
    """The settings file or a variable cannot be used; nothing was opened, so that nothing surprises."""


def settings_file() -> Path:
    """Where the settings of this person are, whether there are any or not."""
    return platformdirs.user_config_path("gapline", appauthor=False) / "config.toml"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """What the file says, with what the environment says before it; raises UserError."""
    path = settings_file()
    data: dict[str, Any] = {}
    text = ""
    if path.exists():
        raw, _ = read_regular(path, MIB)
        text, data = toml_of(path, raw)
    settings = _checked(path, text, data)
    said: dict[str, Any] = {"theme": "mono"} if environment.get("NO_COLOR") else {}
    said |= {name: settings_value(name, environment[variable(name)]) for name in _spoken(environment)}
    return settings.model_copy(update=said)


def variable(name: str) -> str:
    """The variable of the environment for a setting: `GAPLINE_ESCAPE_DELAY`."""
    return f"GAPLINE_{name.upper()}"


def _spoken(environment: Mapping[str, str]) -> list[str]:
    return [name for name in Settings.model_fields if name != "keys" and environment.get(variable(name))]


def settings_value(name: str, text: str) -> Any:
    """The value of one setting as the environment writes it; raises WrongSettings."""
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    value: Any = text
    if isinstance(Settings.model_fields[name].default, bool):
        value = words.get(text.lower(), text)
    elif isinstance(Settings.model_fields[name].default, int):
        value = _number(text)
    try:
        return getattr(Settings.model_validate({name: value}), name)
    except ValidationError as error:
        problem = problems_of(error, {name: value}, Settings)[0]
        end = "?" if problem.mend.startswith("did you mean") else "."
        raise WrongSettings(f"{variable(name)}: {problem.found}; {problem.mend}{end}") from None


def _number(text: str) -> Any:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def _checked(path: Path, text: str, data: dict[str, Any]) -> Settings:
    try:
        settings = Settings.model_validate(data)
        problems = keymap_of(settings.keys)[1]
    except ValidationError as error:
        settings, problems = Settings(), problems_of(error, data, Settings)
    if problems:
        first, *others = placed(text, problems)
        more = f" ({len(others)} more)" if others else ""
        raise WrongSettings(f"{path}:{first.line}: {first.sentence}{more}")
    return settings


def settings_template() -> str:
    """A settings file with everything in it as comments."""
    return f"""\
# Gapline's settings for you. Take the # away to change one; `gapline --help` says what goes before it.

# Colours: night, day or mono.
# theme = "night"
# Drawn with: block, or ascii for terminals without UTF-8.
# glyphs = "block"
# Whether the terminal is asked for the mouse; false leaves selecting text to the terminal.
# mouse = true
# Whether the terminal's cursor stands on the selected row, for screen readers.
# cursor = false
# How far + and - go: 1 is a fifth of the tolerance.
# step = 1
# Milliseconds to wait after Esc for the rest of a key's code: more on a slow link.
# escape_delay = 100
# Whether others at the same file see that you are there, and where.
# presence = true
# Whether the first picture is kept in the cache folder, to be there at once the next time.
# cache = true

# Which keys run a command instead of its own; [] takes them away. `:keys` shows what a key is called.
{template()}"""

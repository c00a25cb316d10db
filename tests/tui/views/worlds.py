"""Small journeys for the views, written as the files a user would write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import tomli

from model.editing.session import Session
from model.journey.reading import read_project
from tests.conftest import REPO_ROOT
from tui.box import Box
from tui.pictures.picture import Picture, line_width, plain_text
from tui.text import width_of
from tui.values import field_edit, hint_of, place_of, said_value
from tui.workspace import Workspace

TODAY = date(2026, 11, 22)

HOSTILE = (
    "漢字カタカナ混じりの長い名前",
    "สวัสดีครับยินดีต้อนรับ",
    "e\u0301\u0301\u0301 combining n\u0303",
    "\x1b[31mred\x1b[0m\x07",
    "[bold]markup[/x]",
    "right \u202e to left \u200f",
    "zero\u200bwidth\u2060\ufeff",
    "line\nbreak\ttab\r",
    "👩‍👩‍👧 family 🇩🇪",
    "क्षिप्रा नमस्ते",
    "W" * 300,
    "한글 이름",
)


def opened(text: str) -> Workspace:
    """A workspace on a file's text, which must be without a mistake."""
    project, problems = read_project(tomli.loads(text))
    assert project is not None
    assert not problems
    return Workspace.opening(Session.opened(project), "test.toml", TODAY)


def sample() -> Workspace:
    """The project that ships with Gapline."""
    return opened((REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8"))


def quoted(text: str) -> str:
    """A text as a TOML string."""
    return '"' + "".join(f"\\U{ord(each):08X}" for each in text) + '"'


def journey(*rows: str, names: tuple[str, ...] = (), head: str = "", stages: int = 2) -> str:
    """A file with one touchpoint for each of `rows`, the keys of its only expectation."""
    text = f'format = 1\n[project]\nname = "Test"\ncurrency = "EUR"\nrating_scale = [0, 10]\n{head}\n'
    for stage in range(stages):
        text += f'[[stages]]\nid = "s{stage}"\nname = {quoted(names[-1] if names else f"Stage {stage}")}\n'
    for at, row in enumerate(rows):
        name = names[at % len(names)] if names else f"Touchpoint {at}"
        stage = at * stages // max(1, len(rows))
        text += f'[[touchpoints]]\nid = "t{at}"\nstage = "s{stage}"\nname = {quoted(name)}\n'
        if names:
            text += f"says = {quoted(name)}\nowner = {quoted(name)}\nnotes = [{quoted(name)}]\n"
        if row:
            text += f'[[touchpoints.expectations]]\nid = "x"\nname = {quoted(name)}\n{row}\n'
    return text


def rating(expected: float | None, delivered: float | None, more: str = "") -> str:
    """The keys of a rating row."""
    text = f'kind = "rating"\n{more}\n'
    text += f'expected = {expected}\nexpected_by = "asked"\n' if expected is not None else ""
    return text + (f"delivered = {delivered}\n" if delivered is not None else "")


def typing(workspace: Workspace, field: str, text: str) -> Workspace:
    """The workspace while `text` is being typed into a field of the selected line."""
    project = workspace.project
    place = place_of(project, workspace.selected, field)
    box = Box(place, field, field, said_value(project, place, field), hint_of(project, place, field))
    edit = field_edit(project, [place], field, text, TODAY)
    preview = replace(workspace, box=box).tried(edit) if edit else None
    return replace(workspace, box=replace(box, preview=preview))


def assert_shape(picture: Picture, width: int, height: int | None = None) -> None:
    """Every line is exactly `width` columns, span by span and as a terminal sees the whole of it."""
    if height is not None:
        assert len(picture) == height
    for line in picture:
        assert line_width(line) == width, line
        assert width_of("".join(span.text for span in line)) == width, line


def text_of(picture: Picture) -> str:
    """The picture as a reader without colours sees it."""
    return plain_text(picture)


def assert_ascii(picture: Picture) -> None:
    """Nothing but printable ASCII."""
    for line in picture:
        for span in line:
            assert all(" " <= each <= "~" for each in span.text), span

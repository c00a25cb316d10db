"""Whatever the names, the size and the journey: every line has its columns, and ASCII stays ASCII."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.hostile import hostile_project
from tests.tui.views.worlds import (
    HOSTILE,
    assert_ascii,
    assert_shape,
    journey,
    opened,
    rating,
    sample,
    typing,
)
from tui.lists.findinglist import notice
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look, Picture
from tui.views.actions import actions_picture
from tui.views.curve import curve_pane, curve_picture, curve_view
from tui.views.detail import detail_fields, detail_pane, detail_picture
from tui.views.dumbbell import dumbbell_picture
from tui.views.findings import findings_picture
from tui.views.history import history_column, history_picture
from tui.views.ladder import ladder
from tui.views.notes import notes_picture
from tui.views.planner import planner_picture
from tui.views.priorities import priorities_picture
from tui.views.promises import promises_picture
from tui.views.waterfall import short_waterfall, waterfall
from tui.views.working import working_picture
from tui.workspace import Workspace

View = Callable[[Workspace, Look, int, int], Picture]
VIEWS: tuple[View, ...] = (
    curve_picture,
    curve_pane,
    curve_view,
    dumbbell_picture,
    detail_picture,
    detail_pane,
    working_picture,
    priorities_picture,
    findings_picture,
    history_picture,
    history_column,
    actions_picture,
    notes_picture,
    planner_picture,
    promises_picture,
)
LOOKS = (Look(), Look(glyphs=ASCII, only_ascii=True))
UNITS = 'kind = "count"\nunit = "\\u202E漢字\\u001B[31m"\nexpected = 3\nexpected_by = "asked"\ndelivered = 2'

WORLDS: dict[str, Callable[[], Workspace]] = {
    "sample": sample,
    "empty": lambda: opened('format = 1\n[project]\nname = "Empty"\n'),
    "no rows": lambda: opened(journey("", "", "")),
    "no scores": lambda: opened(journey(rating(5, None), rating(None, 4))),
    "one": lambda: opened(journey(rating(8, 4), stages=1)),
    "hostile": lambda: opened(journey(*[rating(8, 4)] * 11, UNITS, names=HOSTILE)),
    "points": lambda: opened(
        journey(rating(8, 4), rating(8, 9), UNITS, head='[scoring]\nscheme = "servqual"')
    ),
    "prospect": lambda: opened(journey(rating(8, 4), rating(8, 9), head='[scoring]\nscheme = "prospect"')),
    "hostile promises": lambda: opened(hostile_project()),
    "thousand": lambda: opened(journey(*[rating(8, at % 11) for at in range(1000)], stages=40)),
}


@pytest.fixture(scope="module", params=WORLDS, ids=str)
def world(request: pytest.FixtureRequest) -> Workspace:
    found = WORLDS[request.param]()
    return replace(found, noticed=notice(found.scores, found.today))


@pytest.mark.parametrize("look", LOOKS, ids=["block", "ascii"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_line_is_exactly_as_wide_as_asked(world: Workspace, view: View, look: Look) -> None:
    random.seed(0)
    sizes = [(w, h) for w in (20, 21, 33, 60, 80, 99, 100, 120, 140, 240) for h in (3, 7, 12, 21, 37, 60)]
    for width, height in random.sample(sizes, 24 if len(world.project.touchpoints) < 100 else 8):
        picture = view(world, look, width, height)
        assert_shape(picture, width, height)
        if look.only_ascii:
            assert_ascii(picture)


@settings(max_examples=25)
@given(
    width=st.integers(20, 240),
    height=st.integers(3, 60),
    name=st.text(max_size=60),
    at=st.integers(0, 200),
    expected=st.integers(0, 10),
    delivered=st.integers(0, 10),
)
def test_any_name_keeps_the_columns(
    width: int, height: int, name: str, at: int, expected: int, delivered: int
) -> None:
    name = name.encode("utf-8", "replace").decode("utf-8") or "x"
    rows = [rating(expected, delivered), rating(9, 2), ""]
    workspace = opened(journey(*rows, names=(name, "plain")))
    fields = detail_fields(workspace)
    field = fields[at % len(fields)]
    assert_shape(detail_picture(workspace, Look(), width, height, field=field), width, height)
    for view in VIEWS:
        assert_shape(view(workspace, Look(), width, height), width, height)


@given(
    width=st.integers(20, 120),
    better=st.sampled_from(("lower", "higher")),
    numbers=st.dictionaries(
        st.sampled_from(("expected", "believed", "promised", "target", "feasible", "delivered")),
        st.one_of(st.integers(0, 100), st.floats(0, 1e15), st.sampled_from((7, 7.01, 1e-9))),
    ),
    look=st.sampled_from(LOOKS),
)
def test_any_numbers_keep_the_ladder_and_the_waterfall_in_shape(
    width: int, better: str, numbers: dict[str, float], look: Look
) -> None:
    keys = "".join(f"{name} = {value!r}\n" for name, value in numbers.items())
    row = f'kind = "duration"\nunit = "min"\ntolerance = 3\nbetter = "{better}"\n{keys}'
    workspace = opened(journey(row))
    assert workspace.row is not None
    drawn = ladder(workspace.row, look, width)
    assert_shape(drawn, width)
    assert 1 <= len(drawn) <= 6
    assert_shape(waterfall(workspace.row, look, width), width, 7)
    assert_shape((short_waterfall(workspace.row, look, width),), width)
    if look.only_ascii:
        assert_ascii(drawn)


@pytest.mark.parametrize("width", [20, 34, 60, 80, 110, 140, 240])
@pytest.mark.parametrize("field", ["delivered", "believed", "says", "authority.who", "name"])
def test_an_open_box_keeps_the_columns(width: int, field: str) -> None:
    workspace = sample().select(("ready-date", "days"))
    workspace = typing(workspace, field, "12")
    for height in (3, 9, 21, 50):
        assert_shape(detail_picture(workspace, Look(), width, height, field=field), width, height)
    assert workspace.box is not None
    refused = replace(workspace, box=replace(workspace.box, problem="漢字 is not a number; type one."))
    assert_shape(detail_picture(refused, Look(), width, 21, field=field), width, 21)

"""The ledger as a picture: every state, what a slip shows, every size, and nothing worked out twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.promises.ledger import keep_rates
from tests.tui.hostile import hostile_project
from tests.tui.views.worlds import TODAY, assert_ascii, assert_shape, opened, sample, text_of
from tui.acts.acting import act
from tui.lists.book import book_of, listed_for
from tui.lists.ledger import BYS, SORTS, STATES, Ledger
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.slipping import slip_of
from tui.views.frame import screen_picture
from tui.views.promises import promises_picture
from tui.workspace import Workspace

SIZES = (
    (20, 4),
    (20, 6),
    (33, 9),
    (59, 14),
    (60, 15),
    (72, 18),
    (80, 19),
    (100, 24),
    (120, 30),
    (140, 35),
    (240, 55),
)
LOOKS = (Look(), Look(glyphs=ASCII, only_ascii=True))


def ledgers(workspace: Workspace) -> list[Ledger]:
    """Every way the ledger can be looked at, more or less."""
    ids = [each.promise.id for each in book_of(workspace.session.state, workspace.today).entries]
    book = book_of(workspace.session.state, workspace.today)
    return [
        Ledger(),
        *(
            Ledger(selected=id, opened=True, arithmetic=True, scroll=scroll)
            for id in ids[:6]
            for scroll in (0, 7)
        ),
        *(Ledger(by=by, selected=ids[-1]) for by in BYS),
        *(Ledger(states=frozenset({state})) for state in STATES),
        *(Ledger(sort=sort) for sort in SORTS),
        *(
            Ledger(selected=id, slip=slip_of(book, id, text))
            for id in ids[:8]
            for text in ("", "+2d", "-1d", "x")
        ),
        Ledger(text="no promise has these words"),
    ]


@pytest.mark.parametrize("look", LOOKS, ids=["block", "ascii"])
@pytest.mark.parametrize("world", [sample, lambda: opened(hostile_project())], ids=["sample", "hostile"])
def test_every_size_is_filled_however_it_is_looked_at(world: object, look: Look) -> None:
    workspace = world()  # type: ignore[operator]
    for at, ledger in enumerate(ledgers(workspace)):
        there = replace(workspace, ledger=ledger, view="promises")
        for width, height in SIZES[at % 3 :: 3]:
            picture = promises_picture(there, look, width, height)
            assert_shape(picture, width, height)
            if look.only_ascii:
                assert_ascii(picture)


def test_the_selected_promise_is_always_in_sight() -> None:
    workspace = replace(sample(), view="promises")
    for width, height in SIZES:
        there = workspace
        for _ in range(len(there.project.promises)):
            text = text_of(promises_picture(there, LOOKS[1], width, height))
            assert any(line.startswith("> ") for line in text.splitlines()), (width, height)
            there = act(there, "move.down", 5) or there


def test_a_day_earlier_and_a_day_later() -> None:
    """The same file on the day before, on, and after the promised day of one promise."""
    for day, words in (
        (27, "OPEN 1d left"),
        (28, "OPEN due today"),
        (29, "BROKEN  never told"),
        (31, "BROKEN 1d"),
    ):
        on = date(2026, 11, 1) + timedelta(days=day - 1)
        there = replace(sample(), today=on, view="promises", ledger=Ledger(selected="brandt-lesson"))
        lines = text_of(promises_picture(there, LOOKS[1], 140, 35)).splitlines()
        assert any(line.startswith("> First ride") and words in line for line in lines), (on, words)


def test_an_empty_ledger_says_so() -> None:
    there = opened('format = 1\n[project]\nname = "x"\n')
    assert "No promises yet" in text_of(promises_picture(there, Look(), 80, 19))


def test_promises_that_wait_for_each_other_are_shown_and_the_ring_is_named() -> None:
    workspace = sample()
    promises = tuple(
        each.model_copy(update={"after": ("school-return",)}) if each.id == "school-service" else each
        for each in workspace.project.promises
    )
    state = replace(
        workspace.session.state, project=workspace.project.model_copy(update={"promises": promises})
    )
    ring = replace(workspace, session=replace(workspace.session, state=state), view="promises")
    book = book_of(state, TODAY)
    there = replace(ring, ledger=Ledger(selected="school-return", slip=slip_of(book, "school-return", "+2d")))
    said = " ".join(text_of(promises_picture(there, Look(), 100, 30)).split())
    assert "school-service > school-return > school-service" in said
    for opened_too in (False, True):
        shown = replace(ring, ledger=Ledger(selected="school-return", opened=opened_too))
        assert_shape(promises_picture(shown, Look(), 80, 19), 80, 19)


def _many(count: int) -> Workspace:
    lines = ['format = 1\n[project]\nname = "x"\n[[stages]]\nid = "s"\nname = "S"']
    lines += [f'[[touchpoints]]\nid = "t{at}"\nstage = "s"\nname = "T {at}"' for at in range(5)]
    for at in range(count):
        due = TODAY + timedelta(days=at % 120 - 90)
        lines.append(
            f'[[promises]]\nid = "p{at}"\ntouchpoint = "t{at % 5}"\nwhat = "Promise {at}"\ndue = {due}'
        )
        lines.append(f'made_by = "Person {at % 7}"')
        if at >= 7 and at % 3:
            lines.append(f'after = ["p{at - 7}"]')
        if at % 4:
            lines.append(f"done = {due + timedelta(days=at % 3 - 1)}")
    return replace(opened("\n".join(lines) + "\n"), view="promises")


def test_five_hundred_promises_are_worked_out_once_for_many_keys() -> None:
    workspace = _many(500)
    book = book_of(workspace.session.state, TODAY)
    there = workspace
    for command in ("move.down", "move.page-down", "rates", "open", "working", "move.last", "move.first") * 3:
        there = act(there, command, 10) or there
        assert_shape(screen_picture(there, Look(), 100, 30), 100, 30)
        assert book_of(there.session.state, TODAY) is book
    assert len(listed_for(book, Ledger())) == 500
    for by in BYS:
        shown = {rate for _, rate in book.rates(by)}
        assert shown == {rate for _, rate in keep_rates(workspace.project, TODAY, by) if rate.n}
    assert sum(rate.n for _, rate in book.rates("person")) == book.rate.n


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=12), width=st.integers(20, 150), height=st.integers(3, 40))
def test_whatever_is_typed_the_preview_keeps_its_shape(text: str, width: int, height: int) -> None:
    workspace = sample()
    slip = slip_of(book_of(workspace.session.state, TODAY), "school-service", text)
    assert slip.moves != bool(slip.problem) or text.strip() in ("", "+", "-")
    there = replace(workspace, ledger=Ledger(selected="school-service", slip=slip))
    assert_shape(promises_picture(there, Look(), width, height), width, height)

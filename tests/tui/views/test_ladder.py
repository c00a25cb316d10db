from __future__ import annotations

import pytest

from model.scoring.rows import RowScore
from tests.tui.views.worlds import journey, opened, sample, text_of
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.views.ladder import ladder

PLAIN = Look(glyphs=ASCII, only_ascii=True)


def row_of(keys: str) -> RowScore:
    row = opened(journey(keys)).row
    assert row is not None
    return row


def quote() -> RowScore:
    row = sample().scores.row("quote", "hours")
    assert row is not None
    return row


@pytest.mark.parametrize("width", [60, 80, 120])
def test_each_label_begins_or_ends_under_its_mark(width: int) -> None:
    axis, *labels = text_of(ladder(quote(), PLAIN, width)).splitlines()
    for glyph, word in (("b", "b believed"), ("t", "t target"), ("#", "# delivered"), ("f", "f feasible")):
        column = next(line.index(word) for line in labels if word in line)
        assert axis[column] == glyph


def test_two_numbers_at_one_tick_have_one_mark_and_two_words() -> None:
    axis, *labels = text_of(ladder(quote(), PLAIN, 100)).splitlines()
    line = next(each for each in labels if "L limit, P promised 48 h" in each)
    assert axis[line.index("L limit")] == "*"


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_the_better_side_is_to_the_right(better: str) -> None:
    keys = f'kind = "duration"\nunit = "d"\nbetter = "{better}"\nexpected = 10\ndelivered = 8\n'
    axis = text_of(ladder(row_of(keys), PLAIN, 80)).splitlines()[0]
    assert axis.strip().startswith("worse")
    assert axis.rstrip().endswith("better")
    assert (axis.rindex("o") < axis.index("#")) == (better == "lower")


def test_the_axis_is_dotted_beyond_the_limit_and_double_where_it_is_better() -> None:
    axis = text_of(ladder(quote(), PLAIN, 100)).splitlines()[0]
    before_limit, rest = axis.split("*")
    assert set(before_limit.split("b", 1)[1]) == {"."}
    assert "=" in rest.split("o")[1]
    assert "=" not in rest.split("o")[0]


def test_a_narrow_ladder_still_has_every_number_and_both_sides() -> None:
    drawn = text_of(ladder(quote(), PLAIN, 20))
    for number in ("72", "48", "31", "30", "24", "4"):
        assert number in drawn
    assert "worse" in drawn
    assert "better" in drawn
    assert len(drawn.splitlines()) <= 6


def test_the_axis_ends_where_the_scale_ends() -> None:
    keys = 'kind = "yes_no"\nexpected = true\nexpected_by = "asked"\ndelivered = 0.9\n'
    axis = text_of(ladder(row_of(keys), PLAIN, 80)).splitlines()[0]
    assert axis.rstrip().endswith("100 % better")


def test_money_says_its_currency() -> None:
    keys = 'kind = "money"\nexpected = 10\ndelivered = 12\n'
    assert "delivered 12.00 EUR" in text_of(ladder(row_of(keys), PLAIN, 80, "EUR"))


def test_close_numbers_keep_their_order() -> None:
    keys = (
        'kind = "duration"\nunit = "s"\nexpected = 1000\nlimit = 5000\ndelivered = 1000.1\n'
        "target = 999.9\npromised = 999.8\n"
    )
    axis = text_of(ladder(row_of(keys), PLAIN, 60)).splitlines()[0]
    assert axis.index("#") < axis.rindex("o") < axis.index("t") < axis.index("P")


def test_a_row_without_numbers_says_so() -> None:
    keys = 'kind = "count"\n'
    assert "No number yet" in text_of(ladder(row_of(keys), PLAIN, 60))

from __future__ import annotations

from model.scoring.rows import RowScore
from tests.tui.views.worlds import journey, opened, text_of
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.views.waterfall import short_waterfall, waterfall

PLAIN = Look(glyphs=ASCII, only_ascii=True)
WHOLE = (
    'kind = "duration"\nunit = "min"\nexpected = 40\nexpected_by = "asked"\nlimit = 60\nbelieved = 60\n'
    "promised = 60\ntarget = 45\ndelivered = 47\n"
)


def row_of(keys: str) -> RowScore:
    row = opened(journey(keys)).row
    assert row is not None
    return row


def test_the_shortfall_is_split_into_words_and_numbers() -> None:
    lines = text_of(waterfall(row_of(WHOLE), PLAIN, 100)).splitlines()
    for line, words in zip(
        lines[1:],
        (
            ("knowledge", "we did not know", "-20 min", "-50.0"),
            ("standards", "we aim for more", "+15 min", "+37.5"),
            ("delivery", "we did not hit our aim", "-2 min", "-5.0"),
            ("= experience", "short of what they expect", "-7 min", "-17.5"),
            ("communication", "better than we promised", "+13 min", "+32.5"),
            ("buffer", "our aim is stricter", "+15 min", "+37.5"),
        ),
        strict=True,
    ):
        for word in words:
            assert word in line


def test_each_bar_begins_where_the_last_one_ended() -> None:
    lines = text_of(waterfall(row_of(WHOLE), PLAIN, 100)).splitlines()
    start = lines[1].index("-50.0") + len("-50.0  ")
    knowledge, standards, delivery, experience = (line[start:] for line in lines[1:5])
    assert knowledge.index(".") == standards.index("+")
    assert standards.rindex("+") + 1 == delivery.index(".") + delivery.count(".")
    assert experience.index(".") == delivery.index(".")


def test_losses_and_gains_differ_without_colour() -> None:
    drawn = text_of(waterfall(row_of(WHOLE), PLAIN, 100))
    assert "..." in drawn
    assert "+++" in drawn


def test_what_is_missing_is_named() -> None:
    keys = 'kind = "duration"\nunit = "min"\nexpected = 40\nexpected_by = "asked"\ndelivered = 47\n'
    drawn = text_of(waterfall(row_of(keys), PLAIN, 100))
    assert "unknown: no believed" in drawn
    assert "unknown: no target, no promised" in drawn
    assert "-7 min" in drawn


def test_a_gain_says_that_the_score_counts_it_less() -> None:
    keys = 'kind = "duration"\nunit = "min"\nexpected = 40\nexpected_by = "asked"\ndelivered = 36\n'
    assert "a gain counts 1/2" in text_of(waterfall(row_of(keys), PLAIN, 100))


def test_a_buffer_that_is_none_is_said() -> None:
    keys = WHOLE.replace("target = 45", "target = 60")
    assert "our aim is the promise" in text_of(waterfall(row_of(keys), PLAIN, 100))


def test_one_line_says_that_part_of_the_gap_is_unknown() -> None:
    line = text_of((short_waterfall(row_of(WHOLE.replace("target = 45", "")), PLAIN, 100),))
    assert line == "-20 min we did not know, the rest unknown: no target"


def test_one_line_names_what_carried_the_gap() -> None:
    line = text_of((short_waterfall(row_of(WHOLE), PLAIN, 100),))
    assert line == "-20 min we did not know, +15 min we aim for more, -2 min we did not hit our aim"

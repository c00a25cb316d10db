from __future__ import annotations

from dataclasses import replace

from tests.tui.views.worlds import sample, text_of, typing
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.views.working import working_picture

PLAIN = Look(glyphs=ASCII, only_ascii=True)


def test_the_arithmetic_goes_from_the_row_to_the_journey() -> None:
    workspace = sample().select(("ready-date", "days"))
    text = text_of(working_picture(workspace, PLAIN, 80, 60))
    headings = (" ROW  From order", " TOUCHPOINT  Ready", " STAGE  Wait", " JOURNEY")
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "T = |14 - 21| = 7 d (from the limit)" in text


def test_a_low_screen_scrolls_and_says_how_much_is_left() -> None:
    workspace = sample().select(("ready-date", "days"))
    text = text_of(working_picture(workspace, PLAIN, 80, 12))
    assert text.splitlines()[-1].endswith("lines below")
    below = text_of(working_picture(replace(workspace, scroll=1000), PLAIN, 80, 12))
    assert "lines above" in below
    assert "scheme tolerance" in below


def test_the_working_follows_what_is_being_typed() -> None:
    workspace = typing(sample().select(("quote", "hours")), "delivered", "20")
    assert "(20 - 24) / 24" in text_of(working_picture(workspace, PLAIN, 80, 40))

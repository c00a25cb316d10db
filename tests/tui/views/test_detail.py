from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tui.views.worlds import journey, opened, rating, sample, text_of, typing
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look, Picture, Span
from tui.views.detail import detail_fields, detail_pane, detail_picture
from tui.workspace import Workspace

PLAIN = Look(glyphs=ASCII, only_ascii=True)
ROW = ("ready-date", "days")


def spans_of(picture: Picture, field: str) -> list[Span]:
    return [span for line in picture for span in line if span.target == ("field", field)]


@pytest.mark.parametrize(("width", "height"), [(24, 8), (80, 21), (140, 36)])
@pytest.mark.parametrize("key", [ROW, ("ready-date", ""), ("advice", "listened"), ("slip-told", "hours")])
def test_every_field_can_be_reached_and_is_seen_when_selected(
    width: int, height: int, key: tuple[str, str]
) -> None:
    workspace = sample().select(key)
    for field in detail_fields(workspace):
        if field.startswith("authority.") and field != "authority.who" and key[0] == "advice":
            continue
        picture = detail_picture(workspace, PLAIN, width, height, field=field)
        found = spans_of(picture, field)
        if not found:
            assert field.startswith("authority."), field
            continue
        assert any("selected" in span.role for span in found), field
        line = next(line for line in picture if any(span in line for span in found))
        before = "".join(span.text for span in line[: line.index(found[0])])
        assert before.endswith(">"), field


def test_only_one_field_is_marked() -> None:
    picture = detail_picture(sample().select(ROW), PLAIN, 80, 40, field="believed")
    marked = [span.target for line in picture for span in line if "selected" in span.role and span.target]
    assert [each for each in marked if each[0] == "field"] == [("field", "believed")]


def test_the_gap_the_band_and_how_sure_it_is_stand_first() -> None:
    text = text_of(detail_picture(sample().select(ROW), PLAIN, 100, 21))
    second = text.splitlines()[1]
    assert "gap -0.64 d short" in second
    assert "score -8.0" in second
    assert "95 % -19.1 to +3.1" in second


def test_the_first_lines_stay_when_a_low_field_scrolls_into_view() -> None:
    workspace = sample().select(ROW)
    top = text_of(detail_picture(workspace, PLAIN, 80, 12)).splitlines()[:2]
    low = text_of(detail_picture(workspace, PLAIN, 80, 12, field="feedback")).splitlines()
    assert low[:2] == top
    assert "lines above" in low[-1]


@pytest.mark.parametrize("size", [(80, 60), (140, 40)])
def test_all_there_is_to_say_is_said(size: tuple[int, int]) -> None:
    text = text_of(detail_picture(sample().select(ROW), PLAIN, *size))
    for words in (
        "14 d  asked  n 18  on 2026-09-26",
        "14.64 d  measured  n 25",
        "7 d (limit)",
        "Commuters",
        "I took the Friday off for this.",
        "the workshop phone",
        "a loan bike for a week",
        "5 promises, 2 open, 1 past due; next 2026-11-27 (in 5",
        "Order confirmation",
        "Told when dates move, Picking up the bike",
        "2026-10-31 by Lena, Marta, Tom, score then -24.0",
        "open: Keep two batteries",
        "Every late one waited for the same thing",
        "WHERE THE GAP COMES FROM",
        "SAME STAGE  Wait",
    ):
        assert words in text, words


def test_a_guess_that_is_beaten_is_not_credited() -> None:
    text = text_of(detail_picture(sample().select(("paying", "insurance")), PLAIN, 100, 21))
    assert "credited 0.0, +16.7 unverified" in text
    assert "if assumed E is off by T:" in text


def test_a_touchpoint_says_what_its_mean_hides() -> None:
    text = text_of(detail_picture(sample().select(("ready-date", "")), PLAIN, 100, 40))
    assert "1 failed" in text
    assert "3 of 3 scored" in text
    assert "From order to ready, cargo" in text


def preview(field: str = "delivered", text: str = "12") -> Workspace:
    return typing(sample().select(("ready-date", "cargo-days")), field, text)


def test_a_value_being_typed_has_a_box_and_a_preview() -> None:
    picture = detail_picture(preview("delivered", "35"), PLAIN, 100, 30, field="delivered")
    assert [span.role for span in spans_of(picture, "delivered")] == ["box"]
    assert len(spans_of(picture, "delivered")[0].text) >= 9
    text = text_of(picture)
    assert "was 27 d" in text
    line = text.splitlines()[1]
    assert line.startswith(" PREVIEW")
    assert "score +4.5 > -62.5" in line
    assert "met > failed" in line
    assert "journey -23.9 > " in line


def test_what_is_wrong_with_a_typed_value_stands_beside_it() -> None:
    workspace = preview()
    assert workspace.box is not None
    refused = replace(workspace, box=replace(workspace.box, preview=None, problem="-4 is negative; write 0."))
    picture = detail_picture(refused, PLAIN, 100, 30)
    line = next(line for line in picture if any(span.target == ("field", "delivered") for span in line))
    assert any(span.role == "error" and "-4 is negative" in span.text for span in line)


def test_a_text_gets_a_box_as_wide_as_there_is_room() -> None:
    picture = detail_picture(preview("says", "Hello"), PLAIN, 80, 30)
    assert len(spans_of(picture, "says")[0].text) >= 40


def test_a_unit_of_the_file_cannot_reach_the_terminal_unseen() -> None:
    row = 'kind = "count"\nunit = "\\u001B[31m"\nexpected = 3\ndelivered = 2\n'
    for picture in (
        detail_picture(opened(journey(row)), Look(), 80, 40),
        detail_pane(opened(journey(row)), Look(), 80, 12),
    ):
        assert "\x1b" not in text_of(picture)


def test_the_pane_has_the_numbers_even_in_four_lines() -> None:
    text = text_of(detail_pane(sample().select(ROW), PLAIN, 80, 4))
    assert "expected  14 d" in text
    assert "delivered 14.64 d" in text
    assert "-0.64 d  short" in text
    assert "we did not know" in text


def test_the_pane_grows_a_ladder_where_there_is_room() -> None:
    workspace = sample().select(ROW)
    assert "worse" not in text_of(detail_pane(workspace, PLAIN, 70, 7))
    assert "worse 21 d" in text_of(detail_pane(workspace, PLAIN, 70, 16))


def test_nobody_is_called_nobody() -> None:
    assert "owner nobody" in text_of(detail_pane(sample().select(("slip-told", "hours")), PLAIN, 80, 6))


def test_nothing_selected_is_said() -> None:
    empty = opened('format = 1\n[project]\nname = "Empty"\n')
    assert detail_fields(empty) == ()
    assert "Nothing" in text_of(detail_picture(empty, PLAIN, 60, 5))
    assert "Nothing" in text_of(detail_pane(empty, PLAIN, 60, 5))


def test_a_scheme_in_points_also_says_the_common_scale() -> None:
    workspace = opened(journey(rating(8, 6.5), head='[scoring]\nscheme = "servqual"'))
    text = text_of(detail_picture(workspace, PLAIN, 100, 20))
    assert "score -1.5 points" in text
    assert "on the common scale -37.5" in text


def test_what_is_alike_of_two_rows_of_the_pane_stands_at_the_same_place() -> None:
    """Else it would be sent again at every step through the rows, and looked for by whoever compares them."""
    one, other = (
        text_of(detail_pane(sample().select(row), PLAIN, 80, 8)).splitlines()
        for row in (("website", "price-found"), ("website", "reply"))
    )
    assert one != other
    for label in ("lever", "owner", "delivered", "score", "says"):
        here, there = (
            next((y, line.index(label)) for y, line in enumerate(lines) if label in line)
            for lines in (one, other)
        )
        assert here == there, label

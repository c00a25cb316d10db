from __future__ import annotations

from dataclasses import replace

from tests.tui.views.worlds import journey, opened, rating, sample, text_of
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.views.curve import curve_pane, curve_picture, curve_table, curve_view
from tui.views.dumbbell import dumbbell_picture

PLAIN = Look(glyphs=ASCII, only_ascii=True)
MIXED = 'kind = "duration"\nunit = "d"\nexpected = 5\nexpected_by = "asked"\ndelivered = {}\n'


def at_row(text: str, label: str) -> int:
    """The line of the axis that carries `label`."""
    return next(at for at, line in enumerate(text.splitlines()) if line[:6].strip(" |") == label)


def test_the_axis_names_what_is_expected_and_the_limit() -> None:
    text = text_of(curve_picture(sample(), PLAIN, 140, 36))
    assert at_row(text, "0") < at_row(text, "-50") < at_row(text, "-100")
    assert "0, as expected" in text
    assert "-50, the customer's limit" in text


def test_a_failed_touchpoint_stands_below_the_dotted_limit_without_any_colour() -> None:
    text = text_of(curve_picture(opened(journey(MIXED.format(5), MIXED.format(6.5))), PLAIN, 80, 24))
    lines = text.splitlines()
    limit = at_row(text, "-50")
    assert ". . . ." in lines[limit]
    marks = [at for at, line in enumerate(lines[: limit + 8]) if "#" in line[6:]]
    assert max(marks) > limit


def test_the_sentences_name_the_dips_the_peak_and_the_end() -> None:
    text = text_of(curve_picture(sample(), PLAIN, 140, 36))
    assert "Deepest dip: Told when dates move -91.2 failed, 3 in a row below expected." in text
    assert "First dip a customer meets: Test ride -7.5." in text
    assert "Peak: Website first look +11.7 exceeded." in text
    assert "End of the journey: Putting it right -22.2." in text


def test_a_peak_over_a_guess_asks_before_more_is_spent() -> None:
    guess = 'kind = "yes_no"\nbonus = true\ndelivered = true\n'
    text = text_of(curve_picture(opened(journey(guess, MIXED.format(5))), PLAIN, 140, 30))
    assert "Peak: Touchpoint 0 +50.0, expectation assumed: ask before you spend more." in text


def test_what_has_no_score_is_marked_and_breaks_the_line() -> None:
    text = text_of(curve_picture(opened(journey(MIXED.format(5), "", MIXED.format(5))), PLAIN, 80, 24))
    axis = next(line for line in text.splitlines() if line.startswith("     +"))
    assert axis.count("?") == 1
    zero = text.splitlines()[at_row(text, "0")]
    assert ":" not in zero
    assert "? no score" in text


def test_ratings_alone_are_drawn_as_expected_and_delivered() -> None:
    ratings = opened(journey(rating(8, 4), rating(6, 9), rating(7, 7)))
    text = text_of(curve_picture(ratings, PLAIN, 100, 30))
    assert "o expected   # delivered   * both" in text
    assert at_row(text, "10") < at_row(text, "0")
    mixed = opened(journey(rating(8, 4), MIXED.format(6)))
    assert "0, as expected" in text_of(curve_picture(mixed, PLAIN, 100, 30))


def test_ratings_on_different_scales_are_not_put_on_one_axis() -> None:
    different = opened(journey(rating(8, 4), rating(6, 5, "scale = [1, 7]")))
    assert "0, as expected" in text_of(curve_picture(different, PLAIN, 100, 30))


def test_the_band_lies_under_the_line_as_a_ground() -> None:
    roles = {
        each
        for line in curve_picture(sample(), Look(), 140, 36)
        for span in line
        for each in span.role.split()
    }
    assert {"better", "worse"} <= roles


def test_the_selected_touchpoint_is_marked_below_its_point() -> None:
    workspace = opened(journey(*[MIXED.format(6)] * 5))
    columns = []
    for each in range(5):
        text = text_of(curve_picture(workspace.select((f"t{each}", "x")), PLAIN, 80, 24))
        axis = next(line for line in text.splitlines() if line.startswith("     +"))
        columns.append(axis.index("^"))
        assert any(line[axis.index("^")] == "#" for line in text.splitlines() if len(line) > axis.index("^"))
    assert columns == sorted(set(columns))


def test_a_journey_longer_than_the_screen_says_what_a_column_stands_for() -> None:
    workspace = opened(journey(*[MIXED.format(6)] * 500))
    text = text_of(curve_picture(workspace, PLAIN, 80, 24))
    assert "Each column is the lowest of 7 touchpoints (500 in all)." in text


def test_the_worst_of_many_is_never_hidden() -> None:
    rows = [MIXED.format(5)] * 500
    rows[333] = MIXED.format(7)
    text = text_of(curve_picture(opened(journey(*rows)), PLAIN, 80, 24))
    assert ":" in text.splitlines()[at_row(text, "-100")]


def test_the_form_follows_the_width_unless_the_reader_chose() -> None:
    workspace, look = sample(), Look()
    assert curve_view(workspace, look, 99, 24) == dumbbell_picture(workspace, look, 99, 24)
    assert curve_view(workspace, look, 100, 24) == curve_picture(workspace, look, 100, 24)
    chosen = replace(workspace, curve="other")
    assert curve_view(chosen, look, 80, 24) == curve_picture(chosen, look, 80, 24)
    assert curve_view(chosen, look, 140, 24) == dumbbell_picture(chosen, look, 140, 24)


def test_a_low_pane_gives_the_numbers() -> None:
    workspace = opened(journey(MIXED.format(7), MIXED.format(4)))
    text = text_of(curve_pane(workspace, PLAIN, 60, 4))
    assert "-100" in text
    assert "+25" in text


def test_nothing_scored_is_said() -> None:
    text = text_of(curve_picture(opened(journey("")), PLAIN, 60, 10))
    assert "no touchpoint has a score" in text


def test_the_table_says_the_same_in_text() -> None:
    table = curve_table(opened(journey(MIXED.format(6), "")))
    assert table == (
        ("touchpoint", "expected", "delivered", "score"),
        ("Touchpoint 0", "5 d", "6 d", "-50.0"),
        ("Touchpoint 1", "", "", "?"),
    )


def test_a_preview_moves_the_line() -> None:
    from tests.tui.views.worlds import typing

    workspace = opened(journey(MIXED.format(7), MIXED.format(5)))
    before = text_of(curve_picture(workspace, PLAIN, 80, 24))
    assert text_of(curve_picture(typing(workspace, "delivered", "4"), PLAIN, 80, 24)) != before

"""Each code: a file that has it, at the right line, and one that just does not."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from model.files.loading import understood
from model.files.regular import Stamp
from model.findings.codes import CODES
from model.findings.finding import Finding
from model.findings.runner import findings, lines_of
from model.journey.project import Project
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT
from tests.findings.worlds import HEAD, PROMISE, ROW, WORLDS, World, changed, row

TODAY = date(2026, 11, 22)
SAMPLE = (REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8")


def _project(text: str) -> Project:
    loaded = understood(REPO_ROOT / "x.toml", REPO_ROOT / "x.toml", text.encode(), Stamp(0, 0, 0, 0, 0))
    assert loaded.problems == ()
    assert loaded.project is not None
    return loaded.project


def _found(text: str, as_of: date = TODAY) -> tuple[Finding, ...]:
    project = _project(text)
    return findings(project, score_project(project), as_of)


def _codes(text: str, as_of: date = TODAY) -> set[str]:
    return {each.code for each in _found(text, as_of)}


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: f"{world.code}-{world.line}")
def test_a_file_that_has_it_and_one_that_just_does_not(world: World) -> None:
    (found,) = [each for each in _found(world.has) if each.code == world.code]
    line, _ = lines_of([found], world.has)[found]
    assert world.has.splitlines()[line - 1].startswith(world.line)
    assert world.code not in _codes(world.has_not)


def test_every_code_has_a_world() -> None:
    assert {each.code for each in WORLDS} == set(CODES)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: f"{world.code}-{world.line}")
def test_a_code_is_hidden_where_the_file_says_so(world: World) -> None:
    everywhere = world.has.replace("[[stages]]", f'[check]\nignore = ["{world.code}"]\n\n[[stages]]', 1)
    assert world.code not in _codes(everywhere)
    (found,) = [each for each in _found(world.has) if each.code == world.code]
    if found.touchpoint is not None:
        here = world.has.replace('name = "The desk"', f'name = "The desk"\nignore = ["{world.code}"]')
        assert world.code not in _codes(here)
    hidden = f'ignore = ["{world.code}"]\n'
    if found.expectation is not None:
        assert world.code not in _codes(
            world.has.replace('name = "Waiting"\n', f'name = "Waiting"\n{hidden}')
        )
    if found.promise is not None:
        assert world.code not in _codes(world.has.replace('to = "Bob"\n', f'to = "Bob"\n{hidden}'))


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: f"{world.code}-{world.line}")
def test_a_finding_is_a_sentence_with_something_to_do(world: World) -> None:
    (found,) = [each for each in _found(world.has) if each.code == world.code]
    assert found.message.endswith(".")
    assert not found.message.endswith("..")
    assert found.mend[0].islower()
    assert not found.mend.endswith(".")
    assert found.message.isascii()
    assert found.level == CODES[world.code].level
    assert found.data(7)["where"]["line"] == 7


def test_the_shop_without_anything_to_say() -> None:
    assert _found(HEAD + ROW + PROMISE) == ()


# -- the edges of single rules -----------------------------------------------------------------------------


def test_only_the_heaviest_third_of_the_weight_is_heavy() -> None:
    rows = [
        changed(ROW, f'id = "r{at}"', f"weight = {weight}", 'expected_by = "assumed"')
        for at, weight in enumerate((3, 2, 1, 1, 1, 1))
    ]
    heavy = [each.expectation for each in _found(HEAD + "".join(rows)) if each.code == "GAP101"]
    assert heavy == ["r0"], "3 of 9 is a third; with 2 more it would be over"
    wide = HEAD.replace("[[stages]]", "[check]\nheavy_share = 0.6\n\n[[stages]]", 1)
    heavy = [each.expectation for each in _found(wide + "".join(rows)) if each.code == "GAP101"]
    assert heavy == ["r0", "r1"]


def test_rows_of_one_weight_are_heavy_together() -> None:
    rows = [changed(ROW, f'id = "r{at}"', 'expected_by = "assumed"') for at in range(7)]
    assert Counter(each.code for each in _found(HEAD + "".join(rows)))["GAP101"] == 7
    weightless = [changed(each, "weight = 0") for each in rows]
    assert "GAP101" not in _codes(HEAD + "".join(weightless))


@pytest.mark.parametrize(
    ("threshold", "text", "code"),
    [
        ("far = 0.9", row("believed = 47.9"), "GAP123"),
        ("few = 6", row("expected_n = 5"), "GAP105"),
        ("ceiling = 0.1", row('kind = "rating"', "unit =", "expected = 9.2", "delivered = 5"), "GAP124"),
    ],
)
def test_thresholds_can_be_moved(threshold: str, text: str, code: str) -> None:
    assert code not in _codes(text)
    assert code in _codes(text.replace("[[stages]]", f"[check]\n{threshold}\n\n[[stages]]", 1))


def test_pushed_can_be_moved() -> None:
    (pushed,) = [each for each in WORLDS if each.code == "GAP115"]
    lower = pushed.has_not.replace("[[stages]]", "[check]\npushed = 4.5\n\n[[stages]]", 1)
    assert "GAP115" in _codes(lower)
    points = lower.replace("[check]", '[scoring]\nscheme = "servqual"\n\n[check]')
    assert "GAP115" not in _codes(points), "points of a scale are no scores"


def test_what_was_believed_of_an_assumption_says_nothing() -> None:
    assert "GAP123" not in _codes(row("believed = 90", 'expected_by = "assumed"'))


def test_a_promise_of_nothing_can_have_no_buffer() -> None:
    free = row('kind = "money"', "unit =", "expected = 0", "promised = 0", "tolerance = 5")
    assert "GAP106" not in _codes(free)
    assert "GAP106" not in _codes(
        row('kind = "yes_no"', "unit =", "expected =", "promised = true", "delivered = 1")
    )


def test_more_is_better_turns_everything_round() -> None:
    """Twenty minutes of lesson promised: cases of 19 break it, cases of 25 keep it."""
    lesson = ("promised = 20", "target = 22", 'better = "higher"', "delivered =")
    assert "GAP107" in _codes(row(*lesson, f"observations = [{', '.join(['25'] * 21)}, 19]"))
    assert "GAP107" not in _codes(row(*lesson, f"observations = [{', '.join(['25'] * 22)}]"))
    (tight,) = [
        each
        for each in _found(row(*lesson, f"observations = [{', '.join(['25'] * 21)}, 19]"))
        if each.code == "GAP107"
    ]
    assert (
        tight.message
        == "The desk / Waiting: 20 min is promised, and 21 of 22 cases kept it; the data can carry 19 min."
    )


def test_a_failed_touchpoint_lists_all_it_lacks() -> None:
    bare = row("limit = 60", "delivered = 61")
    for line in ('owner = "Ann"\n', 'feedback = "a bell"\n', 'authority = { who = "Ann" }\n'):
        bare = bare.replace(line, "", 1)
    (found,) = [each for each in _found(bare) if each.code == "GAP117"]
    assert found.message == (
        "The desk: a row is past the customer's limit, and it lacks an owner, an authority, a way to complain"
        " and an open action."
    )


def test_a_slip_is_noticed_from_the_day_it_breaks_something() -> None:
    (domino,) = [each for each in WORLDS if each.code == "GAP114"]
    days = [date(2026, 11, day) for day in range(17, 28)]
    assert [day.day for day in days if "GAP114" in _codes(domino.has_not, day)] == [23, 24, 25, 26]


# -- the sample --------------------------------------------------------------------------------------------


def test_the_sample_shows_many_codes_each_at_its_line() -> None:
    found = _found(SAMPLE)
    assert len({each.code for each in found}) >= 19
    lines = SAMPLE.splitlines()
    places = lines_of(found, SAMPLE)
    starts = {
        (each.code, each.touchpoint, re.split("[=#]", lines[places[each][0] - 1])[0].strip())
        for each in found
    }
    assert {
        ("GAP101", "first-day", "expected_by"),
        ("GAP102", "repair", "[[touchpoints.expectations]]"),
        ("GAP103", "put-right", "delivered_by"),
        ("GAP104", "repair", "delivered_on"),
        ("GAP105", "put-right", "expected_n"),
        ("GAP106", "ready-date", "target"),
        ("GAP107", "ready-date", "promised"),
        ("GAP109", "first-service", "feasible"),
        ("GAP110", "slip-told", "exists"),
        ("GAP111", "slip-told", "[[promises]]"),
        ("GAP112", "ready-date", "[[promises]]"),
        ("GAP116", "paying", "expected_by"),
        ("GAP117", "slip-told", "[[touchpoints]]"),
        ("GAP120", "repair", "due"),
        ("GAP122", "ready-date", "reason"),
        ("GAP123", "quote", "believed"),
        ("GAP125", "ready-date", "due"),
        ("GAP126", "ready-date", "target"),
    } <= starts
    (need,) = [each for each in found if each.code == "GAP113"]
    assert lines[places[need][0] - 1].strip().startswith('{ what = "voucher code')


def test_the_sample_hides_what_it_says_it_hides() -> None:
    assert "GAP118" not in _codes(SAMPLE)
    shown = SAMPLE.replace('ignore = ["GAP118"] ', "ignore = []         ")
    (card,) = [
        each for each in _found(shown.replace('ignore = ["GAP118"]', "ignore = []")) if each.code == "GAP118"
    ]
    assert (card.touchpoint, card.expectation) == ("first-day", "card")


def test_findings_stand_in_the_order_of_the_file() -> None:
    found = _found(SAMPLE)
    places = lines_of(found, SAMPLE)
    blocks = [line for line, text in enumerate(SAMPLE.splitlines(), 1) if text.startswith("[[")]
    order = [max(block for block in blocks if block <= places[each][0]) for each in found]
    assert order == sorted(order)

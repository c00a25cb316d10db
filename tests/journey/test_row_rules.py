"""The rules of a row, each with a file that breaks it and one that just does not."""

import pytest

from tests.journey.files import row, sentences

ROW = "touchpoints[1].expectations[1]"
RULES = {
    "duration has a unit": (
        row("", "duration"),
        row('unit = "min"', "duration"),
        f'{ROW}.unit: a duration needs its unit; write unit = "s", "min", "h", "d" or "wk".',
    ),
    "unit of time": (
        row('unit = "hours"', "duration"),
        row('unit = "h"', "duration"),
        f'{ROW}.unit: "hours" is not a unit of time; write unit = "s", "min", "h", "d" or "wk".',
    ),
    "duration is not negative": (
        row('unit = "h"\ndelivered = -0.5', "duration"),
        row('unit = "h"\ndelivered = 0', "duration"),
        f"{ROW}.delivered: -0.5 is a negative duration; write 0 or more.",
    ),
    "money has a currency": (
        row("", "money"),
        row("", "money").replace("[[stages]]", 'currency = "EUR"\n[[stages]]', 1),
        f"{ROW}.kind: money needs the project's currency; "
        'write one such as currency = "EUR" under [project].',
    ),
    "rating above its scale": (
        row("delivered = 10.01"),
        row("delivered = 10"),
        f"{ROW}.delivered: 10.01 is outside 1 to 10; "
        "write a number on the scale, or change rating_scale under [project].",
    ),
    "rating below its own scale": (
        row("scale = [0, 7]\nbelieved = -1"),
        row("scale = [-1, 7]\nbelieved = -1"),
        f"{ROW}.believed: -1 is outside 0 to 7; write a number on the scale, or change the row's scale.",
    ),
    "observations stand on the scale": (
        row("observations = [3, 11]"),
        row("observations = [3, 10]"),
        f"{ROW}.observations[2]: 11 is outside 1 to 10; "
        "write a number on the scale, or change rating_scale under [project].",
    ),
    "scale of a rating": (
        row("scale = [1, 7]", "count"),
        row("scale = [1, 7]"),
        f'{ROW}.scale: a scale belongs to kind = "rating", not to count; remove it.',
    ),
    "yes_no up to 1": (
        row("delivered = 1.01", "yes_no"),
        row("delivered = 1", "yes_no"),
        f"{ROW}.delivered: 1.01 is outside 0 to 1; write true, false or the share kept, such as 0.9.",
    ),
    "true is for yes_no": (
        row("promised = true", "count"),
        row("promised = true", "yes_no"),
        f'{ROW}.promised: true and false belong to kind = "yes_no", not to count; write a number.',
    ),
    "bonus is a yes_no": (
        row("bonus = true", "count"),
        row("bonus = true", "yes_no"),
        f'{ROW}.bonus: a bonus is a yes_no row, this one is count; write kind = "yes_no" or remove bonus.',
    ),
    "nobody expects a bonus": (
        row("bonus = true\nexpected = 0.1", "yes_no"),
        row("bonus = true\nexpected = 0", "yes_no"),
        f"{ROW}.expected: a bonus is something nobody expects; remove expected or bonus.",
    ),
    "tolerance": (
        row("tolerance = 0"),
        row("tolerance = 0.01"),
        f"{ROW}.tolerance: a tolerance of 0 leaves no room; write a number above 0.",
    ),
    "limit is not expected": (
        row("expected = 7\nlimit = 7"),
        row("expected = 7\nlimit = 6.99"),
        f"{ROW}.limit: the limit equals what is expected; write the worst they still accept, or remove it.",
    ),
    "limit is worse than expected": (
        row("expected = 7\nlimit = 8"),
        row('expected = 7\nlimit = 8\nbetter = "lower"'),
        f"{ROW}.limit: the limit 8 is on the better side of 7; "
        "higher is better here, so write a limit below the expected value.",
    ),
    "limit of a promise that is the expectation": (
        row('unit = "h"\npromised = 24\nlimit = 12', "duration"),
        row('unit = "h"\npromised = 24\nlimit = 48', "duration"),
        f"{ROW}.limit: the limit 12 is on the better side of 24; "
        "lower is better here, so write a limit above the expected value.",
    ),
    "limit of a plain yes": (
        row("limit = 1", "yes_no"),
        row("limit = 0.9", "yes_no"),
        f"{ROW}.limit: the limit equals what is expected; write the worst they still accept, or remove it.",
    ),
    "expecting 0 takes a tolerance": (
        row("expected = 0", "count"),
        row("expected = 0\ntolerance = 2", "count"),
        f"{ROW}.expected: an expectation of 0 has no tolerance to measure against; "
        "add a tolerance or a limit.",
    ),
    "promising 0 takes a limit": (
        row('unit = "h"\npromised = 0', "duration"),
        row('unit = "h"\npromised = 0\nlimit = 2', "duration"),
        f"{ROW}.promised: an expectation of 0 has no tolerance to measure against; "
        "add a tolerance or a limit.",
    ),
    "row weight": (
        row("weight = -1"),
        row("weight = 0"),
        f"{ROW}.weight: -1 is not allowed here; write 0 or more.",
    ),
    "number of answers": (
        row("expected_n = -1"),
        row("expected_n = 0"),
        f"{ROW}.expected_n: -1 is not allowed here; write 0 or more.",
    ),
    "spread": (
        row("delivered_sd = -0.1"),
        row("delivered_sd = 0"),
        f"{ROW}.delivered_sd: -0.1 is not allowed here; write 0 or more.",
    ),
    "segment": (
        row('segment = "students"'),
        row('segment = "students"') + '[[segments]]\nname = "Students"\n',
        f'{ROW}.segment: there is no segment "students"; add that segment, or name one that exists.',
    ),
    "finite": (
        row("limit = -inf"),
        row("limit = 1"),
        f"{ROW}.limit: -inf is too large; write a number from -1e15 to 1e15.",
    ),
    "not nan": (
        row("expected = nan"),
        row("expected = 2"),
        f"{ROW}.expected: nan is not a number that can be measured; write one, or remove the key.",
    ),
    "not beyond 1e15": (
        row("expected = 1_000_000_000_000_001", "count"),
        row("expected = 1e15", "count"),
        f"{ROW}.expected: 1000000000000001 is too large; write a number from -1e15 to 1e15.",
    ),
    "dates": (
        row("expected_on = 1899-12-31"),
        row("expected_on = 1900-01-01"),
        f"{ROW}.expected_on: 1899-12-31 is not allowed here; write a date from 1900-01-01 on.",
    ),
}


@pytest.mark.parametrize(("broken", "sound", "sentence"), RULES.values(), ids=RULES)
def test_a_broken_rule_is_told_and_a_kept_one_is_not(broken: str, sound: str, sentence: str) -> None:
    assert sentences(broken) == [sentence]
    assert sentences(sound) == []

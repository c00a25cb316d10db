"""Times from csv text: what is read, what is left out, and which mistake is named with its line."""

from __future__ import annotations

from datetime import date

import pytest

from model.promises.planner import Cases
from model.promises.times import TimesUnreadable, dates_read, numbers_read

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "times", "empty"),
    [
        ("3\n1\n2\n", (1, 2, 3), 0),
        ("3\n1\n2", (1, 2, 3), 0),
        ("minutes\n3\n1.5\n", (1.5, 3), 0),
        ("waiting time\r\n3\r\n1\r\n", (1, 3), 0),
        ('"minutes"\n"3"\n" 1 "\n', (1, 3), 0),
        ("minutes\n\n3\n\n1\n", (1, 3), 0),
        ("minutes\n3\n \n1\n", (1, 3), 1),
        ("0\n1e2\n", (0, 100), 0),
    ],
)
def test_one_column_of_numbers(text: str, times: tuple[float, ...], empty: int) -> None:
    found = numbers_read(text, "times.csv")
    assert (found.cases, found.empty) == (Cases(times), empty)


def test_one_column_of_several() -> None:
    text = "id;minutes\n1;30\n2;\n3;10\n"
    found = numbers_read(text, "times.csv", "minutes")
    assert (found.cases.times, found.empty) == ((10, 30), 1)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", None, r"holds no times"),
        ("minutes\n", None, r"holds no times"),
        ("minutes\n3\nfive\n", None, r'times\.csv:3: "five" is not a time'),
        ("3\n-1\n", None, r'times\.csv:2: "-1" is not a time'),
        ("3\nnan\n", None, r'times\.csv:2: "nan"'),
        ("3\ninf\n", None, r'times\.csv:2: "inf"'),
        ("3\n1_0\n", None, r'times\.csv:2: "1_0"'),
        ("5\n3 4\n", None, r'times\.csv:2: "3 4" is not a time'),
        ("a,b\n1,2\n", None, r"has 2 columns; name the one .* --start and --end"),
        ("a,b\n1,2\n", "c", r'no column "c"; its first row has: a, b'),
        ("3\n" + "9" * 200_000 + "\n", None, r"is not a csv file|is not a time"),
    ],
)
def test_what_is_no_column_of_times(text: str, column: str | None, says: str) -> None:
    with pytest.raises(TimesUnreadable, match=says):
        numbers_read(text, "times.csv", column)


DATES = """\
id,from,to
1,2026-11-01,2026-11-05
2,2026-11-03,
3,2026-11-20,2026-11-22
4,2026-11-20,2026-11-30
5,,2026-11-22
"""


def test_dates_of_start_and_end() -> None:
    found = dates_read(DATES, "cases.csv", "from", "to", AS_OF)
    assert found.cases == Cases((2, 4), (2, 21), (2, 19))
    assert found.empty == 1


@pytest.mark.parametrize(
    ("unit", "time"), [("s", 345_600), ("min", 5760), ("h", 96), ("d", 4), ("wk", 4 / 7)]
)
def test_dates_in_any_unit(unit: str, time: float) -> None:
    text = "\n".join(DATES.splitlines()[:2])
    assert dates_read(text, "cases.csv", "from", "to", AS_OF, unit).cases.times == (time,)


def test_times_of_day() -> None:
    text = "from,to\n2026-11-21T22:30,2026-11-22T00:15\n2026-11-22 08:00,2026-11-22 09:30\n"
    found = dates_read(text, "cases.csv", "from", "to", AS_OF, "min")
    assert found.cases.times == (90, 105)
    assert not found.cases.waiting


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-11-05,2026-11-01", r"cases\.csv:2: it ends on 2026-11-01, before it starts on 2026-11-05"),
        ("05.11.2026,2026-11-06", r'cases\.csv:2: "05\.11\.2026" is no date'),
        ("2026-11-05,soon", r'cases\.csv:2: "soon" is no date'),
        ("2026-11-05T10:00+02:00,", r"without a zone"),
    ],
)
def test_what_is_no_case(row: str, says: str) -> None:
    with pytest.raises(TimesUnreadable, match=says):
        dates_read(f"from,to\n{row}\n", "cases.csv", "from", "to", AS_OF)


def test_a_column_of_dates_that_is_not_there() -> None:
    with pytest.raises(TimesUnreadable, match='no column "start"; its first row has: id, from, to'):
        dates_read(DATES, "cases.csv", "start", "to", AS_OF)

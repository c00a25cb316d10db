"""The measurements measure what they say: real projects, honest verdicts. No figure is tested here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from bench.__main__ import FAMILIES, measured
from bench.docs import put_into_docs, replaced
from bench.figures import Effort, Family, Figure, NotMeasured, in_turns, said
from bench.line import trips
from bench.link import Line
from bench.projects import STAGES, project_text, write_project
from bench.run import Run, read_run
from bench.saving import longest
from bench.stalled import share_late
from bench.tables import HEADING, compared, markdown, side_by_side, told
from bench.terminal import Answer
from model.files.loading import load
from model.journey.reading import read_project
from tests.conftest import REPO_ROOT


@pytest.mark.parametrize("count", [1, 7, 50, 333])
def test_a_made_project_is_valid_and_as_large_as_asked(count: int) -> None:
    project, problems = read_project(tomli.loads(project_text(count)))
    assert project is not None
    assert problems == ()
    assert len(project.touchpoints) == count
    assert len(project.stages) == len(STAGES)


def test_a_made_project_is_the_same_every_time(tmp_path: Path) -> None:
    assert load(write_project(tmp_path, 20)).raw == project_text(20).encode()


@pytest.mark.parametrize(
    ("value", "most", "verdict"),
    [(1.0, 1.0, "meets"), (1.01, 1.0, "MISSES"), (0.0, 0.0, "meets"), (5.0, None, "no goal")],
)
def test_a_missed_goal_is_told(value: float, most: float | None, verdict: str) -> None:
    assert Figure("anything", value, "x", most).verdict == verdict


def test_no_figure_is_good_enough_where_something_went_wrong() -> None:
    figure = Figure("TERM", 10, "ms", 300, wrong="the edit is not in the journal")
    assert figure.verdict == "MISSES"
    assert "the edit is not in the journal" in told(figure)
    assert "**10 ms, missed**" in markdown([figure])


def test_runs_take_turns() -> None:
    order: list[str] = []
    in_turns(2, lambda: order.append("a"), lambda: order.append("b"))
    assert order == ["a", "b", "a", "b"]


def test_figures_have_as_many_digits_as_mean_something() -> None:
    values = (1.3249, "x"), (0.0381, "trips"), (412.4, "ms"), (0.7512, "ms"), (1477.0, "B")
    assert [said(*each) for each in values] == [
        "1.32x",
        "0.04 trips",
        "412 ms",
        "0.751 ms",
        "1,477 B",
    ]


def test_families_have_names_of_their_own_and_measure_something() -> None:
    names = [family.name for family in FAMILIES]
    assert len(set(names)) == len(names)
    assert all(family.measurements for family in FAMILIES)


# -- arithmetic -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moments", "late"),
    [
        ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], 0.0),
        ([0.15, 0.29, 0.38, 0.5, 0.61, 0.7, 0.8, 0.91], 0.0),
        ([0.1, 0.2, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9], 10.0),
        ([0.1, 0.2, 0.3, 0.4, 0.5], 40.0),
        ([], 90.0),
        ([-3.0, 2.0], 90.0),
    ],
)
def test_a_timer_is_late_when_the_next_one_is_due_too(moments: list[float], late: float) -> None:
    assert share_late(moments, 0.0, 1.0, 0.1) == pytest.approx(late)


def test_the_longest_wait_is_between_neighbours() -> None:
    assert longest([1.0, 1.01, 1.3, 1.32]) == pytest.approx(290)
    assert longest([]) == 0


def test_of_a_start_over_a_slow_line_neither_the_login_nor_the_bytes_count() -> None:
    line = Line(round_trip=0.1, bandwidth=10_000)
    assert trips(Answer(2_000, 2_100, 4_000), 1_300, line) == pytest.approx(3.0)


# -- tables -----------------------------------------------------------------------------------------------


def test_every_column_of_the_table_begins_at_one_place() -> None:
    names = ["short", "a name that is longer than any column of a table could reasonably be made for it"]
    figures = [Figure(name, 1.5, "x", 2.0, "a floor", "a note") for name in names]
    last = [told(figure).splitlines()[-1] for figure in figures]
    for word, name in (("<= 2.00x", "goal"), ("a floor", "measured against"), ("a note", "that is")):
        assert {line.index(word) for line in last} == {HEADING.index(name)}


def test_programs_stand_side_by_side() -> None:
    figures = [
        Figure("Down", 250, "B", program="ours"),
        Figure("an edit", 204, "B", program="ours"),
        Figure("Down", 90, "B", program="a | b"),
    ]
    assert compared(figures).splitlines() == [
        "| program | Down | an edit |",
        "| --- | --- | --- |",
        "| ours | 250 B | 204 B |",
        "| a &#124; b | 90 B |  |",
    ]
    assert side_by_side(figures).splitlines() == [
        "program  Down   an edit",
        "ours     250 B  204 B",
        "a | b    90 B",
    ]


def test_a_run_is_read_as_it_was_kept(tmp_path: Path) -> None:
    figures = [("start", Figure("anything", 1.25, "x", 2.0, "a floor", "a note", "a fault", "a program"))]
    run = Run("a machine", ["start", "line"], figures, [("line", "no sshd")])
    path = tmp_path / "bench.json"
    path.write_text(run.to_json(), encoding="utf-8")
    assert read_run(path) == run
    assert run.summary == "0 goals met, 1 missed, 1 not measured."


def test_what_cannot_be_measured_ends_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    family = Family("some", "some figures")

    @family.measurement
    def refuses(_effort: Effort) -> Iterator[Figure]:
        yield Figure("before it", 1, "ms", 2)
        raise NotMeasured("no sshd here")

    @family.measurement
    def fails(_effort: Effort) -> Iterator[Figure]:
        raise AssertionError("nothing to time; the screen:\n|lots of it")

    @family.measurement
    def works(_effort: Effort) -> Iterator[Figure]:
        yield Figure("after it", 3, "ms", 2)

    run = measured([family], Effort())
    assert [figure.what for _, figure in run.figures] == ["before it", "after it"]
    assert run.missing == [("some", "no sshd here"), ("some", "nothing to time; the screen:")]
    assert run.summary == "1 goals met, 1 missed, 2 not measured."
    printed = capsys.readouterr().out
    assert "not measured: no sshd here" in printed
    assert "lots of it" not in printed


def test_a_run_is_put_into_the_docs_as_often_as_one_likes(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("docs/performance.md", "README.md"):
        (tmp_path / name).write_bytes((REPO_ROOT / name).read_bytes())
    figures = [
        ("start", Figure("first paint", 9.87, "x", 1.5, "a floor")),
        ("peers", Figure("Down", 77_777, "B", program="sc")),
    ]
    run = Run("a machine", ["start", "line", "peers"], figures, [("line", "no sshd here")])
    abouts = {"start": "starting", "line": "a slow line", "peers": "others"}
    performance, readme = put_into_docs(run, abouts, tmp_path)
    text = performance.read_text(encoding="utf-8")
    assert "### Starting\n\n| what |" in text
    assert "| first paint | <= 1.50x | **9.87x, missed** | a floor |  |" in text
    assert "### A slow line\n\nNot measured: no sshd here\n" in text
    assert all("| sc | 77,777 B |" in each.read_text(encoding="utf-8") for each in (performance, readme))
    before = [performance.read_bytes(), readme.read_bytes()]
    put_into_docs(run, abouts, tmp_path)
    assert [performance.read_bytes(), readme.read_bytes()] == before


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    text = "a\n<!-- t -->\n{}<!-- /t -->\nb\n"
    assert replaced(text.format("old\n"), "t", "new\n") == text.format("new\n")
    with pytest.raises(ValueError, match="no place"):
        replaced("<!-- t -->\nnever closed\n", "t", "new\n")

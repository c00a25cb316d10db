"""`gapline --plain`: everything in lines, for pipes and for people who listen."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from model.files.loading import load
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT, RunGapline
from tests.tui.driving import SAMPLE, TODAY
from tests.tui.hostile import PAYLOADS
from tests.tui.shops import shop
from tui.opening import Wishes, today_of_clock
from tui.plain.conversation import Conversation

TODAY_OF_CLOCK = today_of_clock()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    copy = tmp_path / "sample.toml"
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


def talk(run_gapline: RunGapline, path: Path, *lines: str, options: tuple[str, ...] = ()) -> list[str]:
    """What is answered to `lines`; holds every transcript to the rules for being read aloud."""
    ended = run_gapline("--plain", path, *options, stdin="".join(f"{line}\n" for line in lines))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not re.search(r"[^\x0a\x20-\x7e\u00a0-\U0010ffff]", ended.stdout)
    assert not re.search(r"([^\w\s])\1\1", ended.stdout)
    return ended.stdout.splitlines()


def test_every_row_is_listed_with_its_numbers(run_gapline: RunGapline, sample: Path) -> None:
    lines = talk(run_gapline, sample, "list", "quit")
    scores = score_project(load(sample).project)  # type: ignore[arg-type]
    for touchpoint, row in scores.rows():
        said = [line for line in lines if line.startswith(f"{touchpoint.id}/{row.id}: ")]
        assert len(said) == 1
        assert row.expectation.name in said[0]
    assert "journey: -23.9, 14 touchpoints, 3 failed" in lines


def test_a_change_is_one_line_and_is_saved_as_typed(run_gapline: RunGapline, path: Path) -> None:
    before = path.read_text()
    lines = talk(run_gapline, path, "set pay/minutes delivered 4", "save", "quit")
    assert sum("Delivered" in line for line in lines) == 1
    assert lines[-2:] == ["saved: shop.toml", "bye"]
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), path.read_text().splitlines(), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert changed[0][1].endswith("delivered = 4")


def test_undo_and_redo_go_through_every_kind_of_change(run_gapline: RunGapline, path: Path) -> None:
    before = path.read_bytes()
    changes = [
        "set pay/minutes weight 3",
        "note pay Ask the till",
        "action pay A second till",
        "add touchpoint wait The queue",
        "add duration pay Time at the till",
        "delete pay/works",
        "delete help",
    ]
    lines = talk(run_gapline, path, *changes, "save", *["undo"] * 7, "undo", "save", "quit")
    assert path.read_bytes() == before
    assert sum(line.startswith("Undone: ") for line in lines) == 7
    assert "Nothing to undo." in lines
    again = talk(run_gapline, path, *changes, *["undo"] * 7, *["redo"] * 7, "save", "show the-queue", "quit")
    assert "name: The queue" in again
    assert path.read_bytes() != before


def test_what_is_shown_names_everything_in_a_line(run_gapline: RunGapline, sample: Path) -> None:
    row = talk(run_gapline, sample, "show slip-told/hours", "quit")
    assert any(line.startswith("expected: 4 h asked") for line in row)
    assert "gap: short by 35 h, failed" in row
    point = talk(run_gapline, sample, "show slip-told", "quit")
    assert any(line.startswith("finding GAP") for line in point)
    assert "next step: fix" in point
    stage = talk(run_gapline, sample, "show wait", "quit")
    assert "name: Wait" in stage
    whole = talk(
        run_gapline, sample, "show", "priorities", "findings", "promises", "help", "help set", "quit"
    )
    assert sum(line.startswith("set TOUCHPOINT") for line in whole) == 2
    assert "1: slip-told, Told when dates move, fix, priority 273.8" in whole


def test_notes_and_actions_are_read_out_with_their_place(run_gapline: RunGapline, path: Path) -> None:
    none = talk(run_gapline, path, "notes", "actions", "quit")
    assert none[-3:] == ["notes: none", "actions: none", "bye"]
    added = ["note web Prices moved", "note pay Ask the till", "action pay A second till"]
    lines = talk(run_gapline, path, *added, "notes", "actions", "quit discard")
    said = lines[lines.index("notes: 2") - 2 : -1]
    assert [(line.split(", ")[0], line.rpartition(": ")[2]) for line in said[:2]] == [
        ("web", "Prices moved"),
        ("pay", "Ask the till"),
    ]
    assert all(f"{TODAY_OF_CLOCK}: " in line for line in said[:2])
    assert said[2:] == ["notes: 2", "pay: A second till, no owner, open", "actions: 1"]


def test_the_history_tells_this_session_and_the_versions_before_it(
    run_gapline: RunGapline, path: Path
) -> None:
    run_gapline("snapshot", path, "--name", "Before the sale")
    change = "Delivered 9 min to 4 min on 'Paying / Time to pay'"
    lines = talk(
        run_gapline, path, "set pay/minutes delivered 4", "undo", "history", "redo", "save", "history"
    )
    told = [line.partition(": ")[2] for line in lines]
    assert told[5:7] == [f"undone: {change}", "shop.toml as it was read, on disk, the project stands so"]
    assert told[7].startswith("snapshot 'before-the-sale'")
    assert told[10:12] == [f"{change}, on disk, the project stands so", "shop.toml as it was read"]
    assert any(each.startswith("saved") for each in told[12:])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("shwo pay", "problem: shwo is not a command; did you mean show?"),
        ("zzz", "problem: zzz is not a command; help lists the commands."),
        ("show pya", "problem: pya is not a touchpoint here; did you mean pay?"),
        ("show pay/minuts", "problem: minuts is not a row of pay here; did you mean minutes?"),
        ("set pay/minutes delivred 3", "problem: delivred is not a field here; did you mean delivered?"),
        ("set pay/minutes id x", "problem: id is not a field here"),
        ("set pay/minutes delivered soon", "problem: "),
        ("set pay/minutes weight -1", "problem: "),
        ("set pay/minutes", "problem: set needs more words."),
        ("add bridge pay X", "problem: bridge is not a kind here"),
        ("add touchpoint nowhere X", "problem: nowhere is not a stage here"),
        ("note pay", "problem: note needs more words."),
        ("list nowhere", "problem: nowhere is not a stage here"),
        ("help nothing", "problem: nothing is not a command"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    run_gapline: RunGapline, path: Path, line: str, said: str
) -> None:
    before = path.read_bytes()
    lines = talk(run_gapline, path, line, "save", "quit")
    assert lines[3].startswith(said)
    assert lines[4:] == ["nothing to save: the file says the same", "bye"]
    assert path.read_bytes() == before


def test_without_a_file_it_says_that_it_needs_one(run_gapline: RunGapline) -> None:
    ended = run_gapline("--plain", stdin="quit\n")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--plain needs the file" in ended.stderr


def test_leaving_with_changes_needs_a_word(run_gapline: RunGapline, path: Path) -> None:
    before = path.read_bytes()
    change = "set pay/minutes delivered 4"
    lines = talk(run_gapline, path, change, "quit", "quit discard")
    assert lines[-2:] == ["problem: your changes are not saved; say quit save or quit discard.", "bye"]
    assert path.read_bytes() == before
    lines = talk(run_gapline, path, change)
    assert lines[-1] == "end of input: left without saving"
    assert path.read_bytes() == before
    lines = talk(run_gapline, path, change, "reload", "reload discard", "quit")
    assert "problem: your changes are not saved; save first, or say reload discard." in lines
    lines = talk(run_gapline, path, change, "quit save")
    assert lines[-2:] == ["saved: shop.toml", "bye"]
    assert path.read_bytes() != before


def test_a_file_with_problems_is_told_and_not_changed(run_gapline: RunGapline, path: Path) -> None:
    path.write_text(path.read_text().replace("limit", "limti", 1))
    lines = talk(run_gapline, path, "set pay/minutes delivered 4", "save", "quit")
    assert any(line.startswith("read-only: ") for line in lines)
    assert any("limti" in line for line in lines)
    # What is said is for somebody who has no keys.
    assert not any("g k" in line for line in lines)
    assert sum(line.startswith("problem: nothing can be") for line in lines) == 2
    lines = talk(
        run_gapline, shop(path.parent), "set pay/minutes delivered 4", "quit", options=("--read-only",)
    )
    assert any(line.startswith("problem: nothing can be changed: opened with --read-only") for line in lines)


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_is_only_spoken(run_gapline: RunGapline, path: Path, text: str) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    talk(run_gapline, path, f"note pay x{line}x", f"show {line}", line, "show pay", "list", "quit discard")


def test_no_screen_is_loaded(path: Path) -> None:
    script = (
        "import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO(b'list\\nquit\\n'))\n"
        "from tui.cli import main\n"
        f"main(['--plain', {str(path)!r}])\n"
        "assert 'textual' not in sys.modules, 'textual'"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=REPO_ROOT, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()


# -- somebody else saved meanwhile ------------------------------------------------------------------------


def talking(path: Path) -> tuple[Conversation, io.StringIO]:
    said = io.StringIO()
    conversation = Conversation(path, Wishes(), TODAY, said)
    conversation.begin()
    return conversation, said


def changed_outside(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_what_somebody_else_saved_meanwhile_is_merged(path: Path) -> None:
    conversation, said = talking(path)
    conversation.take("set pay/minutes delivered 4")
    changed_outside(path, "limit = 10", "limit = 12")
    conversation.take("save")
    assert "Merged 1 change of somebody else" in said.getvalue()
    assert said.getvalue().endswith("saved: shop.toml\n")
    row = load(path).project.touchpoint("pay").expectations[0]  # type: ignore[union-attr]
    assert (row.limit, row.delivered) == (12, 4)


@pytest.mark.parametrize(("whose", "value"), [("mine", 4), ("theirs", 7)])
def test_one_value_changed_by_both_waits_for_a_word(path: Path, whose: str, value: int) -> None:
    conversation, said = talking(path)
    conversation.take("set pay/minutes delivered 4")
    changed_outside(path, "delivered = 9", "delivered = 7")
    theirs = path.read_bytes()
    conversation.take("save")
    lines = said.getvalue().splitlines()
    assert lines[-1] == "problem: nothing was saved; say keep mine or keep theirs, then save."
    assert any("before 9 min, mine 4 min, theirs 7 min" in line for line in lines)
    assert path.read_bytes() == theirs
    conversation.take("keep both")
    assert said.getvalue().endswith("problem: say keep mine or keep theirs.\n")
    conversation.take(f"keep {whose}")
    conversation.take("save")
    row = load(path).project.touchpoint("pay").expectations[0]  # type: ignore[union-attr]
    assert row.delivered == value
    conversation.take("keep mine")
    assert said.getvalue().endswith("problem: nothing waits for a choice.\n")


def test_a_version_that_cannot_be_merged_is_told_and_nothing_is_lost(path: Path) -> None:
    conversation, said = talking(path)
    conversation.take("set pay/minutes delivered 4")
    path.write_text("format = 1\nbroken")
    conversation.take("save")
    assert said.getvalue().splitlines()[-1].startswith("problem: ")
    assert path.read_text() == "format = 1\nbroken"
    conversation.take("show pay/minutes")
    assert "delivered: 4 min" in said.getvalue()


def test_reading_again_tells_the_problems_and_that_they_are_mended(path: Path) -> None:
    whole = path.read_text()
    conversation, said = talking(path)
    path.write_text(whole.replace("limit", "limti", 1))
    conversation.take("reload")
    assert "read-only: the file has problems; mend them in the file, then say reload." in said.getvalue()
    assert "problem: " in said.getvalue()
    path.write_text(whole)
    conversation.take("reload")
    conversation.take("set pay/minutes delivered 4")
    assert said.getvalue().splitlines()[-1].startswith("Delivered 9 min to 4 min")


# -- a review ---------------------------------------------------------------------------------------------


def test_a_whole_review_can_be_done_by_ear(run_gapline: RunGapline, sample: Path) -> None:
    before = sample.read_text()
    lines = talk(
        run_gapline,
        sample,
        "review worst",
        "people Ana, Dev",
        "set slip-told/hours delivered 30",
        "confirm",
        "action first-service Ring two days before",
        "decide A second stand",
        "confirm",
        "question Who orders batteries?",
        "skip",
        *["confirm"] * 10,
        "set website/reply delivered 8",
        "confirm",
        "save",
        "minutes",
        "quit",
    )
    assert sum(line.startswith("touchpoint ") and " of 14: " in line for line in lines) == 14
    assert "slip-told/hours: From slip to phone call: 11 customers asked for 4 hours; we took 39." in lines
    minutes = lines[lines.index("the walk is done") :]
    assert "13 of 14 touchpoints confirmed, 1 skipped." in minutes
    assert "Present: Ana, Dev" in minutes
    assert any("39 h, after 30 h" in line for line in minutes)
    assert any(line.startswith("Actions: ") and "Ring two days before" in line for line in minutes)
    assert any(line.startswith("Decided: ") and "A second stand" in line for line in minutes)
    assert any(line.startswith("Open questions: ") and "Who orders batteries?" in line for line in minutes)
    assert lines[-1] == "bye"
    # The file holds the two changes, the action and thirteen stamps, and is otherwise as it was.
    after = load(sample).project
    assert after is not None
    stamped = [each.id for each in after.touchpoints if each.reviewed and each.reviewed.on == TODAY_OF_CLOCK]
    assert len(stamped) == 13
    old, new = before.splitlines(), sample.read_text().splitlines()
    gone = [line for line in old if line not in new]
    assert all("delivered = " in line or "reviewed = " in line for line in gone)
    assert sum("delivered = " in line for line in gone) == 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("confirm",), "problem: no review is under way; review begins one."),
        (("review sideways",), "problem: sideways is no order; say review worst or review journey."),
        (("review", "decide"), "problem: decide needs more words."),
        (("review", "back"), "touchpoint 1 of 4: "),
        (("review", *["confirm"] * 4, "skip"), "problem: the walk is done;"),
        (("review", "confirm", "review"), "touchpoint 2 of 4: "),
    ],
)
def test_what_a_review_answers(
    run_gapline: RunGapline, path: Path, lines: tuple[str, ...], said: str
) -> None:
    answers = talk(run_gapline, path, *lines, "quit discard")
    starts = [line for line in answers if line.startswith(("problem: ", "touchpoint "))]
    assert starts[-1].startswith(said)

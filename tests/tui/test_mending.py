"""What is asked before a project opens whose last save was cut off."""

from pathlib import Path

import pytest

from model.files.keeping import history_of
from tests.tui.shops import SHOP, shop
from tui.mending import mend_cut_off

OLD = SHOP.encode()
NEW = OLD.replace(b"delivered = 6", b"delivered = 7")
TORN = NEW[:900] + OLD[1200:]


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    path = shop(tmp_path)
    history_of(path).set_aside(OLD, NEW)
    path.write_bytes(TORN)
    return path


@pytest.mark.parametrize(("answers", "holds"), [(["o"], OLD), (["x", " N "], NEW), ([""], TORN)])
def test_the_chosen_text_stands_in_the_file_and_nobody_is_asked_again(
    torn: Path, answers: list[str], holds: bytes
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answers[len(asked) - 1]

    mend_cut_off(torn, ask)
    assert "The last save of shop.toml was cut off at" in asked[0]
    assert len(asked) == len(answers)
    assert torn.read_bytes() == holds
    mend_cut_off(torn, ask)
    assert len(asked) == len(answers)
    assert {OLD, NEW} <= {each.path.read_bytes() for each in history_of(torn).versions()}


def test_where_nobody_answers_the_file_stays_as_it_is(torn: Path) -> None:
    def closed(_question: str) -> str:
        raise EOFError

    mend_cut_off(torn, closed)
    assert torn.read_bytes() == TORN


def test_nothing_is_asked_about_a_file_that_is_whole(tmp_path: Path) -> None:
    mend_cut_off(shop(tmp_path), lambda _question: pytest.fail("asked"))

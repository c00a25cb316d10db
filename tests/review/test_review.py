"""A review without a screen: its order, what counts as confirmed, what its minutes say."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from model.editing.building import adding
from model.editing.edits import Edit, set_field
from model.editing.places import row_place
from model.editing.session import Session
from model.files.loading import load
from model.files.reviews import NotKept, keep_review, kept_review
from model.files.statefolder import place_of_state
from model.journey.project import Project
from model.review.minutes import Changed, Minutes, Said, ToDo
from model.review.order import ordered
from model.review.questions import questions
from model.review.review import Review, confirming
from model.scoring.totals import ProjectScores, score_project
from tests.tui.shops import shop

TODAY = date(2026, 11, 22)


class Walk:
    """A project under review, changed by one pair of hands."""

    def __init__(self, project: Project) -> None:
        self.session = Session.opened(project)
        order = ordered(self.scores, "worst")
        self.review = Review.beginning(project, order, TODAY, ("Ana", "Dev"), 60)

    @property
    def scores(self) -> ProjectScores:
        return score_project(self.session.project)

    @property
    def minutes(self) -> Minutes:
        return Minutes.of(self.review, self.scores, "shop.toml")

    def do(self, edit: Edit | None) -> None:
        assert edit is not None
        self.session = self.session.apply(edit)
        self.review = self.review.changed_by(edit, "ann")

    def look(self, touchpoint: str) -> None:
        self.review = self.review.with_log(self.review.log.arriving(touchpoint))

    def confirm(self) -> None:
        here = self.review.log.at
        stamp = self.review.stamp(self.scores, TODAY)
        self.do(confirming(self.session.project, here, stamp))
        self.review = self.review.with_log(self.review.log.stamping(here, stamp))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return shop(tmp_path)


@pytest.fixture
def project(path: Path) -> Project:
    found = load(path).project
    assert found is not None
    return found


@pytest.fixture
def walk(project: Project) -> Walk:
    return Walk(project)


# -- order and questions ----------------------------------------------------------------------------------


def test_the_worst_comes_first_and_what_has_no_score_last(project: Project) -> None:
    scores = score_project(project)
    found = [scores.touchpoint(each) for each in ordered(scores, "worst")]
    numbers = [each.score for each in found if each is not None and each.score is not None]
    assert len(numbers) == len(project.touchpoints)
    assert numbers == sorted(numbers)
    unknown = set_field(project, row_place("pay", "minutes"), "delivered", None)
    assert unknown.before == 9
    empty = adding(project, ("touchpoints",), {"stage": "order", "name": "Nothing known"}, 0).apply(project)
    assert ordered(score_project(empty), "worst")[-1] == "nothing-known"


def test_the_order_of_the_journey_and_only_what_is_asked_for(project: Project) -> None:
    scores = score_project(project)
    assert ordered(scores, "journey") == ("web", "pay", "ship", "help")
    assert ordered(scores, "journey", {"help", "pay", "gone"}) == ("pay", "help")


def test_the_questions_come_from_what_is_not_known(project: Project) -> None:
    scores = score_project(project)
    ship, web = scores.touchpoint("ship"), scores.touchpoint("web")
    assert ship is not None
    assert web is not None
    assert questions(ship, 0)[0] == "We assume what they expect: whom could we ask?"
    assert "Who looks after this?" in questions(ship, 0)
    assert "Who looks after this?" not in questions(web, 0)
    assert "What became of the open actions?" in questions(web, 1)
    assert questions(web, 0)[-1] == questions(ship, 3)[-1] == "One thing we can do this week?"


# -- what is confirmed ------------------------------------------------------------------------------------


def test_a_stamp_says_when_by_whom_and_at_which_score(walk: Walk) -> None:
    here = walk.review.log.at
    walk.confirm()
    found = walk.session.project.touchpoint(here)
    assert found is not None
    assert found.reviewed is not None
    assert (found.reviewed.on, found.reviewed.by) == (TODAY, ("Ana", "Dev"))
    score = walk.scores.touchpoint(here)
    assert score is not None
    assert found.reviewed.score == pytest.approx(score.score, abs=0.05)
    assert walk.review.status(here, walk.scores) == "confirmed"


def test_a_stamp_that_was_undone_or_lost_leaves_the_touchpoint_open(walk: Walk) -> None:
    here = walk.review.log.at
    walk.confirm()
    walk.session = walk.session.undo()
    assert walk.review.status(here, walk.scores) == "open"
    assert walk.review.left(walk.scores)[0] == here
    walk.session = walk.session.redo()
    assert walk.review.status(here, walk.scores) == "confirmed"


def test_past_the_last_one_the_walk_turns_to_what_is_open(walk: Walk) -> None:
    order = walk.review.log.order
    for at, each in enumerate(order):
        walk.look(each)
        if at != 1:
            walk.confirm()
    assert walk.review.after(walk.scores) == order[1]
    walk.look(order[1])
    walk.review = walk.review.with_log(walk.review.log.skipping(order[1]))
    walk.look(order[-1])
    assert walk.review.after(walk.scores) is None
    assert walk.review.done(walk.scores) == len(order)
    assert walk.review.agenda(walk.scores) == ()


def test_a_touchpoint_that_is_gone_is_left_out(walk: Walk, project: Project) -> None:
    gone = walk.review.log.order[1]
    kept = tuple(each for each in project.touchpoints if each.id != gone)
    scores = score_project(project.model_copy(update={"touchpoints": kept}))
    assert gone not in walk.review.walked(scores)
    assert walk.review.after(scores) == walk.review.log.order[2]


# -- the minutes ------------------------------------------------------------------------------------------


def test_the_minutes_say_what_changed_and_who_did_it(walk: Walk) -> None:
    place = row_place("pay", "minutes")
    walk.do(set_field(walk.session.project, place, "delivered", 7))
    walk.do(set_field(walk.session.project, ("touchpoints", "ship"), "owner", "Cem"))
    walk.do(adding(walk.session.project, ("actions",), {"touchpoint": "ship", "what": "Ring", "owner": "Bo"}))
    walk.do(set_field(walk.session.project, ("touchpoints", "web"), "notes", ["So it is"]))
    walk.look("ship")
    walk.review = walk.review.with_log(walk.review.log.deciding("We ring", "ann").asking("Who pays?", "ann"))
    walk.confirm()
    minutes = walk.minutes
    assert minutes.changed == (
        Changed("Paying: Time to pay", "delivered", "9 min", "7 min", "ann"),
        Changed("Shipping", "owner", "nothing", "Cem", "ann"),
    )
    assert minutes.actions == (ToDo("Shipping", "Ring", "Bo", None),)
    assert minutes.notes == (Said("Web shop", "So it is", ""),)
    assert minutes.decisions == (Said("Shipping", "We ring", "ann"),)
    assert minutes.questions == (Said("Shipping", "Who pays?", "ann"),)
    assert [each.name for each in minutes.looked("confirmed")] == ["Shipping"]
    assert len(minutes.looked("open")) == 3
    assert minutes.before is not None
    assert minutes.after is not None
    assert minutes.after > minutes.before


def test_what_was_undone_or_came_from_somebody_else_is_told_as_such(walk: Walk) -> None:
    walk.do(set_field(walk.session.project, row_place("pay", "minutes"), "delivered", 7))
    walk.session = walk.session.undo()
    assert not walk.minutes.changed
    theirs = set_field(walk.session.project, row_place("web", "prices"), "delivered", 9)
    walk.session = Session.opened(theirs.apply(walk.session.project))
    assert walk.minutes.changed == (Changed("Web shop: Prices are clear", "delivered", "6.0", "9.0", ""),)


def test_once_the_walk_is_over_later_edits_are_not_in_its_minutes(walk: Walk) -> None:
    walk.confirm()
    walk.review = walk.review.ended(walk.session.project)
    before = walk.minutes.changed, walk.minutes.after
    walk.do(set_field(walk.session.project, row_place("pay", "minutes"), "delivered", 5))
    assert (walk.minutes.changed, walk.minutes.after) == before


# -- kept on disk -----------------------------------------------------------------------------------------


def test_it_is_kept_beside_nothing_and_comes_back_whole(walk: Walk, path: Path) -> None:
    keep_review(path, walk.review)
    begun = walk.review
    walk.confirm()
    walk.review = walk.review.with_log(walk.review.log.deciding("Übermorgen", "ann").spending(90))
    keep_review(path, walk.review, begun)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    found = kept_review(path, walk.session.project)
    assert found is not None
    assert found.log == walk.review.log
    assert found.log.spent == 90
    assert found.end is None
    assert Minutes.of(found, walk.scores, "shop.toml").changed == walk.minutes.changed == ()
    over = walk.review.ended(walk.session.project)
    keep_review(path, over, walk.review)
    again = kept_review(path, walk.session.project)
    assert again is not None
    assert again.end is not None
    keep_review(path, walk.review, over)
    resumed = kept_review(path, walk.session.project)
    assert resumed is not None
    assert resumed.end is None


@pytest.mark.parametrize("name", ["review.json", "review-start.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]"])
def test_one_that_cannot_be_read_is_no_review(walk: Walk, path: Path, name: str, content: bytes) -> None:
    keep_review(path, walk.review)
    (place_of_state(path) / name).write_bytes(content)
    assert kept_review(path, walk.session.project) is None


def test_where_it_cannot_be_kept_it_says_so(walk: Walk, path: Path, sealed: Path) -> None:
    (sealed / "state" / "gapline").write_text("in the way")
    with pytest.raises(NotKept, match="not kept for a break"):
        keep_review(path, walk.review)
    assert kept_review(path, walk.session.project) is None


def test_observations_in_a_file_do_not_count_as_changed(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("days\n2\n4\n")
    text = shop(tmp_path).read_text()
    text = text.replace("delivered = 4\n", 'observations = { file = "days.csv", column = "days" }\n')
    path = shop(tmp_path, text)
    project = load(path).project
    assert project is not None
    walk = Walk(project)
    keep_review(path, walk.review)
    found = kept_review(path, project)
    assert found is not None
    assert replace(walk.minutes, review=found).changed == ()

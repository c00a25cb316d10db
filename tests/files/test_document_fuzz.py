"""Random projects, written in many ways, under random edits: the guard, the comments, the other bytes."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from model.editing.building import adding, removing, shifting
from model.editing.edits import ABSENT, Edit, SetField, set_field
from model.editing.session import Session
from model.files.document import edited, guarded
from model.files.loading import understood
from model.files.regular import Stamp
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from tests.differing import went_and_came
from tests.files.samples import Writer

NOWHERE = Stamp(0, 0, 0, 0, 0)
VALUES = [3, 4.5, 0, 1000, 61.25]


def read(text: str) -> Project:
    path = Path("x.toml")
    loaded = understood(path, path, text.encode(), NOWHERE)
    assert loaded.project is not None
    assert loaded.problems == (), text
    return loaded.project


def random_edit(dice: random.Random, project: Project, kinds: str) -> Edit | None:
    kind = dice.choice(kinds)
    touchpoint = dice.choice(project.touchpoints)
    place = ("touchpoints", touchpoint.id)
    rows = [(*place, "expectations", row.id) for row in touchpoint.expectations]
    if kind == "s" and rows:
        field = dice.choice(["expected", "delivered", "limit", "target", "weight", "name"])
        value = "new 'name' \"q\" \\ é # [x]" if field == "name" else dice.choice([*VALUES, ABSENT])
        return set_field(project, dice.choice(rows), field, value if field != "weight" else 2)
    if kind == "s":
        field, value = dice.choice(
            [("owner", "Ana"), ("weight", 3), ("says", "two\nlines"), ("owner", ABSENT)]
        )
        return set_field(project, place, field, value)
    if kind == "t":
        field, value = dice.choice(
            [
                ("authority.who", "Ana"),
                ("notes", [dice.choice(["one", {"text": "two"}]) for _ in range(dice.randint(1, 3))]),
                (
                    "depends_on",
                    [project.touchpoints[0].id] if touchpoint is not project.touchpoints[0] else [],
                ),
                ("says", "it's"),
            ]
        )
        return set_field(project, place, field, value)
    if kind == "a":
        where = dice.choice([("touchpoints",), (*place, "expectations"), ("actions",), ("stages",)])
        data = {
            "touchpoints": {"stage": project.stages[0].id, "name": "New"},
            "expectations": {"name": "New", "kind": "count"},
            "actions": {"touchpoint": touchpoint.id, "what": "New"},
            "stages": {"name": "New"},
        }[where[-1]]
        items = touchpoint.expectations if where[-1] == "expectations" else getattr(project, where[0])
        return adding(project, where, data, dice.randint(0, len(items)))
    if kind == "r":
        return removing(project, dice.choice(rows) if rows and dice.random() < 0.6 else place)
    target = dice.choice([place, ("stages", dice.choice(project.stages).id), *rows])
    return shifting(project, target, dice.choice([-1, 1]))


def comments(text: str) -> Counter[str]:
    plain = re.sub(r'""".*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', "", text, flags=re.DOTALL)
    return Counter(each.strip() for each in re.findall(r"#[^\r\n]*", plain))


def play(seed: int, kinds: str, length: int) -> tuple[str, str, list[Edit]]:
    """Make random edits and save them from the original bytes, as a session would."""
    dice = random.Random(seed)
    text = Writer(seed).text()
    session = Session.opened(read(text), text.encode())
    edits: list[Edit] = []
    for _ in range(length):
        if not session.project.touchpoints:
            break
        edit = random_edit(dice, session.project, kinds)
        if edit is None:
            continue
        try:
            session = session.apply(edit)
        except ProblemsFound:
            continue
        edits.append(edit)
    raw, steps = session.since_text()
    assert raw is not None
    new = guarded(raw, steps, session.project.to_data())
    return text, new.decode(), edits


def takes_a_key_away(edit: Edit) -> bool:
    return isinstance(edit, SetField) and edit.after is ABSENT


def run(seeds: range) -> None:
    for seed in seeds:
        text = Writer(seed).text()
        assert edited(text.encode(), []) == text.encode(), seed
        play(seed, "sstarm", 8)
        before, after, edits = play(seed, "stam", 4)
        gone = comments(before) - comments(after)
        assert not gone or any(map(takes_a_key_away, edits)), (seed, gone)
        before, after, edits = play(seed, "s", 1)
        if edits:
            assert_only_one_line_differs(before, after, seed)


def assert_only_one_line_differs(before: str, after: str, seed: int) -> None:
    went, came = went_and_came(before, after)
    assert max(len(went), len(came)) <= 2 or '"""' in before, (seed, went, came)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "  # behind", "\t"])
def test_a_key_that_comes_before_the_last_line_leaves_its_end_as_it_is(end: str) -> None:
    head = (
        'format = 1\n[project]\nname = "P"\n[[stages]]\nid = "s"\nname = "S"\n[[touchpoints]]\nname = "T"\n'
    )
    text = f'{head}stage = "s"{end}'
    session = Session.opened(read(text), text.encode())
    place = ("touchpoints", session.project.touchpoints[0].id)
    session = session.apply(set_field(session.project, place, "owner", "Ana"))
    raw, steps = session.since_text()
    assert raw is not None
    new = guarded(raw, steps, session.project.to_data()).decode()
    assert new == f'{head}owner = "Ana"\nstage = "s"{end}'


@pytest.mark.parametrize("start", range(0, 80, 20))
def test_random_edits_of_random_files(start: int) -> None:
    run(range(start, start + 20))


@pytest.mark.soak
def test_random_edits_of_very_many_files() -> None:
    run(range(1000, 11_000))

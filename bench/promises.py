"""Promises: a plan from many times against reading them, and the ledger of a large file."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

import tomli

from bench.figures import Effort, Family, Figure, in_turns, worked
from bench.projects import project_text
from model.editing.session import Session
from model.journey.reading import read_project
from model.promises.planner import plan
from model.promises.times import numbers_read
from tui.acts.acting import act
from tui.pictures.picture import Look
from tui.views.frame import screen_picture
from tui.workspace import Workspace

PROMISES = Family("promises", "promises, processor time")
_TODAY = date(2026, 11, 22)


@PROMISES.measurement
def planning(effort: Effort) -> Iterator[Figure]:
    """100,000 times of a csv: read and planned, against reading them alone."""
    rng = random.Random(7)
    text = "minutes\n" + "".join(f"{rng.lognormvariate(3, 0.5):.2f}\n" for _ in range(100_000))

    def reading() -> list[float]:
        rows = list(csv.reader(io.StringIO(text)))
        return [float(cell) for (cell,) in rows[1:]]

    alone, whole = in_turns(
        effort.times(5, 20),
        lambda: worked(reading),
        lambda: worked(lambda: plan(numbers_read(text, "times.csv").cases, 30.0)),
    )
    words = f"reading alone {min(alone):.0f} ms"
    yield Figure("a plan from 100,000 times", min(whole) / min(alone), "x", 2.0, words)


def many_promises(count: int) -> str:
    """A project of 50 touchpoints with promises, many of which wait for another."""
    rng = random.Random(5)
    lines = [project_text(50)]
    for at in range(count):
        due = _TODAY + timedelta(days=rng.randint(-200, 90))
        lines.append(f'[[promises]]\nid = "p{at}"\ntouchpoint = "t{rng.randrange(50)}"')
        lines.append(f'what = "Promise {at}"\nto = "Customer {at % 40}"\nmade_by = "Person {at % 9}"')
        lines.append(f"due = {due}\ntarget = {due - timedelta(days=rng.randint(0, 4))}\ndays = 1")
        if at and rng.random() < 0.6:
            lines.append(f'after = ["p{rng.randrange(at)}"]')
        if due < _TODAY and rng.random() < 0.8:
            lines.append(f"done = {due + timedelta(days=rng.randint(-3, 4))}")
    return "\n".join(lines) + "\n"


@PROMISES.measurement
def ledger_keys(effort: Effort) -> Iterator[Figure]:
    """A key in the ledger of 500 promises: the next one selected, the screen drawn."""
    project, _ = read_project(tomli.loads(many_promises(500)))
    assert project is not None
    workspace = Workspace.opening(Session.opened(project), "shop.toml", _TODAY, view="promises")
    look = Look()

    def first() -> None:
        fresh = Workspace.opening(Session.opened(project), "shop.toml", _TODAY, view="promises")
        screen_picture(fresh, look, 140, 40)

    def keys() -> None:
        there: Workspace = workspace
        for _ in range(100):
            there = act(there, "move.down", 10) or there
            screen_picture(there, look, 140, 40)

    keys()
    (opened,) = in_turns(effort.times(5, 20), lambda: worked(first))
    (moved,) = in_turns(effort.times(5, 20), lambda: worked(keys))
    yield Figure("ledger of 500 promises, first picture", min(opened), "ms")
    yield Figure("one key in it", min(moved) / 100, "ms", 16)

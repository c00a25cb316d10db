"""Project files of any size, made the same way every time."""

from __future__ import annotations

from pathlib import Path

STAGES = ("Discover", "Choose", "Order", "Pay", "Wait", "Receive", "Use", "Ask", "Return", "Leave")
_OWNERS = ("Priya", "Joe", "Lena", "Marc")
_LEVERS = ("time", "cost", "service")

_HEAD = """\
format = 1

[project]
name = "A journey of {count} touchpoints"
currency = "EUR"
"""


def project_text(count: int) -> str:
    """A project of `count` touchpoints with one row each, spread evenly over ten stages.

    The rows are durations, ratings, money and yes/no in turn; a third of the expectations is assumed.
    """
    parts = [_HEAD.format(count=count)]
    parts += [f'\n[[stages]]\nid = "{name.lower()}"\nname = "{name}"\n' for name in STAGES]
    for at in range(count):
        stage = STAGES[at * len(STAGES) // count].lower()
        parts.append(
            f'\n[[touchpoints]]\nid = "t{at}"\nstage = "{stage}"\nname = "Touchpoint {at}"\n'
            f'owner = "{_OWNERS[at % 4]}"\nweight = {1 + at % 3}\n'
            f'\n[[touchpoints.expectations]]\nid = "r{at}"\nname = "What is expected {at}"\n'
            f'lever = "{_LEVERS[at % 3]}"\n{_row(at)}'
        )
    return "".join(parts)


def _row(at: int) -> str:
    basis = ("asked", "observed", "assumed")[at % 3]
    known = f'expected_by = "{basis}"\ndelivered_by = "measured"\n'
    kind = at % 4
    if kind == 0:
        return (
            f'kind = "duration"\nunit = "min"\nexpected = 40\nlimit = 60\ndelivered = {30 + at % 37}\n{known}'
        )
    if kind == 1:
        return f'kind = "rating"\nexpected = 7.5\ndelivered = {5 + at % 5}.5\n{known}'
    if kind == 2:
        return f'kind = "money"\nexpected = 20\ntolerance = 8\ndelivered = {15 + at % 11}.5\n{known}'
    return f'kind = "yes_no"\nexpected = true\ndelivered = {(60 + at % 40) / 100}\n{known}'


def write_project(folder: Path, count: int) -> Path:
    """Write such a project into `folder` and return its path."""
    path = folder / f"journey-{count}.toml"
    path.write_text(project_text(count), encoding="utf-8")
    return path

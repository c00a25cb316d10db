"""For each code a file that has it, and one that just does not."""

from __future__ import annotations

from typing import NamedTuple

HEAD = """\
format = 1

[project]
name = "A shop"
currency = "EUR"
stale_after_days = 100

[[stages]]
id = "buy"
name = "Buy"

[[stages]]
id = "use"
name = "Use"

[[stages]]
id = "leave"
name = "Leave"

[[touchpoints]]
id = "desk"
stage = "buy"
name = "The desk"
owner = "Ann"
feedback = "a bell"
authority = { who = "Ann" }
"""
"""The day is 2026-11-22, a Sunday; every day counts."""

ROW = """
[[touchpoints.expectations]]
id = "minutes"
name = "Waiting"
kind = "duration"
unit = "min"
expected = 40
expected_by = "asked"
delivered = 42
delivered_by = "measured"
"""
PROMISE = """
[[promises]]
id = "sample"
touchpoint = "desk"
what = "A sample"
to = "Bob"
agreed_by = "Ann"
due = 2026-11-25
target = 2026-11-23
"""
ACTION = """
[[actions]]
id = "ring"
touchpoint = "desk"
what = "Ring them"
owner = "Ann"
due = 2026-11-22
"""


class World(NamedTuple):
    """A code, a file that has it once, one that does not, and the start of the line it is found in."""

    code: str
    has: str
    has_not: str
    line: str


def changed(text: str, *changes: str) -> str:
    """`text` with lines such as `due = 2026-11-21` set, or taken away by `due =`."""
    lines = text.splitlines()
    for change in changes:
        key, _, value = change.partition(" =")
        at = next((at for at, line in enumerate(lines) if line.startswith(f"{key} =")), None)
        if at is not None:
            del lines[at]
        if value.strip():
            lines.insert(len(lines) if at is None else at, change)
    return "\n".join(lines) + "\n"


def row(*changes: str) -> str:
    """A file with one row that has these lines besides."""
    return HEAD + changed(ROW, *changes)


def promise(*changes: str, more: str = "") -> str:
    """A file with one promise that has these lines besides."""
    return HEAD + ROW + changed(PROMISE, *changes) + more


def action(*changes: str) -> str:
    """A file with one action that has these lines besides."""
    return HEAD + ROW + changed(ACTION, *changes)


def stages(purchase: str, calming: str) -> str:
    """A file in which the customer pays in the first stage, and one more touchpoint stands in a stage."""
    head = HEAD.replace('name = "Buy"', f'name = "Buy"\npurchase = {purchase}')
    more = f'\n[[touchpoints]]\nid = "call"\nstage = "{calming}"\nname = "A call"\nreassurance = true\n'
    return head + ROW + '\n[[touchpoints]]\nid = "seat"\nstage = "use"\nname = "Seat"\n' + more


def _levers(cost: float) -> str:
    one = changed(ROW, "expected = 100", "tolerance = 50")
    return HEAD + "".join(
        changed(one, f'id = "{lever}"', f'lever = "{lever}"', f"delivered = {100 - 2 * score}")
        for lever, score in (("time", 5), ("cost", cost), ("service", 5))
    )


def _observed(*times: int) -> str:
    times_text = ", ".join(map(str, times))
    return row("delivered =", "promised = 60", "target = 50", f"observations = [{times_text}]")


_LATER = changed(PROMISE, 'id = "later"', "due = 2026-11-26", 'after = ["sample"]')
_BROKEN = promise("due = 2026-11-18", "target =", "told = 2026-11-18")
_REASONS = "".join(
    changed(PROMISE, f'id = "p{at}"', f'reason = "{reason}"')
    for at, reason in enumerate(("Power cut", "power  CUT", "power cut"))
)

WORLDS = (
    World("GAP101", row('expected_by = "assumed"'), row('expected_by = "observed"'), "expected_by"),
    World(
        "GAP102", row("expected ="), row("expected =", "promised = 40", "target = 30"), "[[touchpoints.exp"
    ),
    World("GAP103", row('delivered_by = "assumed"'), row('delivered_by = "asked"'), "delivered_by"),
    World("GAP104", row("expected_on = 2026-08-13"), row("expected_on = 2026-08-14"), "expected_on"),
    World("GAP104", row("delivered_on = 2026-08-13"), row("delivered_on = 2026-08-14"), "delivered_on"),
    World("GAP105", row("expected_n = 4"), row("expected_n = 5"), "expected_n"),
    World("GAP105", row("delivered_n = 4"), row("delivered_n = 5"), "delivered_n"),
    World("GAP106", row("promised = 60"), row("promised = 60", "target = 59"), "promised"),
    World("GAP106", row("promised = 60", "target = 60"), row("promised = 60", "target = 59"), "target"),
    World("GAP106", promise("target = 2026-11-25"), promise("target = 2026-11-24"), "target"),
    World("GAP106", promise("target ="), promise(), "due"),
    # Of 22 cases all have to keep it; of 38 one may fail.
    World("GAP107", _observed(*[50] * 21, 61), _observed(*[50] * 22), "promised"),
    World("GAP107", _observed(*[50] * 36, 61, 61), _observed(*[50] * 37, 61), "promised"),
    # Of five, with two kept at most 0.9 can be meant; with three it may still be.
    World("GAP107", _observed(50, 50, 61, 61, 61), _observed(50, 50, 50, 50, 61), "promised"),
    World("GAP107", row("promised = 41", "target = 40"), row("promised = 42", "target = 40"), "promised"),
    World(
        "GAP108",
        row("limit = 60", "promised = 61", "target = 50"),
        row("limit = 60", "promised = 60", "target = 50"),
        "promised",
    ),
    World("GAP109", row("feasible = 41"), row("feasible = 40"), "feasible"),
    World("GAP110", promise("exists = false"), promise("exists = false", "done = 2026-11-20"), "exists"),
    World("GAP111", promise("agreed_by ="), promise("agreed_by =", "done = 2026-11-20"), "[[promises"),
    World("GAP112", promise("done = 2026-11-26"), promise("done = 2026-11-25"), "[[promises"),
    World(
        "GAP112",
        promise("done = 2026-11-26", "told = 2026-11-26"),
        promise("done = 2026-11-26", "told = 2026-11-25"),
        "told",
    ),
    World(
        "GAP113",
        promise('needs = [{ what = "a size", asked = 2026-11-21 }]'),
        promise('needs = [{ what = "a size", asked = 2026-11-22 }]'),
        "needs",
    ),
    World(
        "GAP114",
        _BROKEN + changed(_LATER, "days = 5"),
        _BROKEN + changed(_LATER, "days = 4"),
        "due = 2026-11-18",
    ),
    World("GAP115", _levers(5), _levers(4.9), "[[touchpoints]]"),
    World("GAP116", row('expected_by = "assumed"', "delivered = 39"), row("delivered = 39"), "expected_by"),
    World(
        "GAP117",
        row("limit = 60", "delivered = 61").replace('owner = "Ann"\n', "", 1) + ACTION,
        row("limit = 60", "delivered = 61") + ACTION,
        "[[touchpoints]]",
    ),
    World(
        "GAP118",
        row('kind = "yes_no"', "unit =", "expected =", "bonus = true", "delivered = 0.5"),
        row('kind = "yes_no"', "unit =", "expected =", "bonus = true", "delivered = 0.49"),
        "bonus",
    ),
    World("GAP119", stages("true", "leave"), stages("true", "use"), "purchase"),
    World("GAP119", stages("true", "leave"), stages("true", "buy"), "purchase"),
    World("GAP119", stages("true", "leave"), stages("false", "leave"), "purchase"),
    World("GAP120", action("due = 2026-11-21"), action(), "due"),
    World("GAP121", action("owner ="), action("owner =", "done = 2026-11-20"), "[[actions"),
    World("GAP122", HEAD + ROW + _REASONS, HEAD + ROW + _REASONS.replace("Power cut", "rain"), "reason"),
    World("GAP123", row("believed = 48"), row("believed = 47.9"), "believed"),
    World("GAP123", row("believed = 32"), row("believed = 32.1"), "believed"),
    World(
        "GAP124",
        row('kind = "rating"', "unit =", "expected = 9.82", "delivered = 5"),
        row('kind = "rating"', "unit =", "expected = 9.81", "delivered = 5"),
        "expected",
    ),
    World(
        "GAP124",
        row('kind = "rating"', "unit =", "expected = 5", "delivered = 10"),
        row('kind = "rating"', "unit =", "expected = 5", "delivered = 9.8"),
        "delivered",
    ),
    World(
        "GAP125",
        promise("due = 2026-11-21", "target = 2026-11-20", "told = 2026-11-21"),
        promise("due = 2026-11-22", "target = 2026-11-21", "told = 2026-11-21"),
        "due",
    ),
    World(
        "GAP125",
        promise('outcome = "moved"', "moved_to = 2026-11-21", "told = 2026-11-20"),
        promise('outcome = "moved"', "moved_to = 2026-11-22", "told = 2026-11-20"),
        "moved_to",
    ),
    World("GAP126", promise("target = 2026-11-21"), promise("target = 2026-11-22"), "target"),
    World(
        "GAP127",
        promise(more=changed(_LATER, "days = 2", "target = 2026-11-24")),
        promise(more=changed(_LATER, "days = 1", "target = 2026-11-24")),
        "days",
    ),
)

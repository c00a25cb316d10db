"""Random project files in every style TOML allows, as bytes: what people and programs may have written.

`random_file(rng)` gives the bytes; what they say is a valid project, and `written_data(rng)` alone the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.editing.toml_styles import Writer

WORDS = (
    "Delivery",
    "The rider at the door",
    "Şube görevlisi",
    "配達",
    'Say "hello"',
    "C:\\temp\\new",
    "it's here",
    "tab\there",
    "# not a comment",
    "[brackets] = {no table}",
    "two\nlines",
    "ends with a quote'",
    "\u202eright to left",
    "emoji 🚲",
    "x",
    "",
    "'''",
    '"""',
    "bell \u0007 and escape \u001b[31m",
)
UNITS = ("s", "min", "h", "d", "wk")


def text_value(rng: Random) -> str:
    """A name or sentence, often an awkward one."""
    return rng.choice(WORDS) if rng.random() < 0.4 else f"{rng.choice(WORDS)} {rng.randrange(1000)}"


def day(rng: Random) -> date:
    """A date of two years."""
    return date(2026, 1, 1) + timedelta(days=rng.randrange(730))


def number(rng: Random, low: float, high: float) -> int | float:
    """A number from `low` to `high`, whole or not, `3` as well as `3.0`."""
    value = rng.uniform(low, high)
    return (
        rng.choice((int(value), round(value, 1), round(value, 3), float(int(value)))) if high > 1 else value
    )


def row_number(rng: Random, row: Mapping[str, Any], scale: tuple[float, float]) -> bool | int | float:
    """A value that can stand in `row`."""
    kind = row["kind"]
    if kind == "yes_no":
        return rng.choice((True, False, 0, 1, 0.5, round(rng.random(), 2)))
    if kind == "rating":
        low, high = row.get("scale", scale)
        return number(rng, low, high)
    return number(rng, 1, 90) if kind == "duration" else number(rng, 2, 2000)


def written_data(rng: Random) -> dict[str, Any]:
    """The data of a valid project with a random selection of everything a file can say."""
    scale = rng.choice(((1, 10), (0, 5), (1.0, 7.0)))
    data: dict[str, Any] = {"format": 1, "project": _about(rng, scale)}
    if rng.random() < 0.5:
        data["scoring"] = _some(rng, {"scheme": "prospect", "loss_aversion": 2.5, "rollup": "worst"})
    if rng.random() < 0.5:
        data["check"] = _some(rng, {"far": 2, "few": 3, "ceiling": 0.1, "ignore": ["GAP118"]})
    data["stages"] = [
        _named(rng, f"stage-{i}", purchase=rng.random() < 0.3) for i in range(rng.randint(1, 4))
    ]
    data["segments"] = [_named(rng, f"segment-{i}", share=0.25) for i in range(rng.randint(0, 2))]
    stages, segments = ([each["id"] for each in data[name]] for name in ("stages", "segments"))
    data["touchpoints"] = []
    for index in range(rng.randint(0, 6)):
        ids = [each["id"] for each in data["touchpoints"]]
        touchpoint = _touchpoint(rng, f"touchpoint-{index}", rng.choice(stages), ids)
        rows = [_row(rng, f"row-{number}", scale, segments) for number in range(rng.randint(0, 3))]
        if rows:
            touchpoint["expectations"] = rows
        data["touchpoints"].append(touchpoint)
    if data["touchpoints"]:
        _add_rest(rng, data)
    if rng.random() < 0.3:
        data["evidence"] = [{"file": "survey.csv", "feeds": {"touchpoint": "a", "columns": [1, "b", [2.0]]}}]
    _unwrite_ids(rng, data)
    return {key: value for key, value in data.items() if value != []}


def _about(rng: Random, scale: tuple[float, float]) -> dict[str, Any]:
    return {
        "name": text_value(rng),
        **_some(
            rng,
            {
                "stale_after_days": 90,
                "customers_per_year": 5200,
                "value_per_customer": 96.5,
                "working_days": ["mon", "tue", "sat"],
                "holidays": [day(rng), day(rng)],
            },
        ),
        "currency": "EUR",
        "rating_scale": list(scale),
    }


def _some(rng: Random, data: dict[str, Any], share: float = 0.5) -> dict[str, Any]:
    return {key: value for key, value in data.items() if rng.random() < share}


def _named(rng: Random, id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": text_value(rng), **_some(rng, more)}


def _touchpoint(rng: Random, id: str, stage: str, others: list[str]) -> dict[str, Any]:
    more = {
        "channel": text_value(rng),
        "owner": text_value(rng),
        "weight": number(rng, 0, 5),
        "says": text_value(rng),
        "feedback": text_value(rng),
        "authority": {"who": text_value(rng), **_some(rng, {"up_to": "a dessert", "backed_by": "lead"})},
        "reassurance": True,
        "reviewed": {"on": day(rng), **_some(rng, {"by": ["Ana", text_value(rng)], "score": -21.5})},
        "notes": [_note(rng) for _ in range(rng.randint(0, 3))],
        "ignore": ["GAP101", "GAP102"][: rng.randint(0, 2)],
    }
    data = {"id": id, "stage": stage, "name": text_value(rng), **_some(rng, more)}
    if others and rng.random() < 0.4:
        data["depends_on"] = rng.sample(others, rng.randint(1, min(2, len(others))))
    return data


def _note(rng: Random) -> Any:
    if rng.random() < 0.5:
        return text_value(rng)
    return {"text": text_value(rng), **_some(rng, {"by": "Ana", "on": day(rng)})}


def _row(rng: Random, id: str, scale: tuple[float, float], segments: list[str]) -> dict[str, Any]:
    kind = rng.choice(("rating", "duration", "money", "yes_no", "count"))
    row: dict[str, Any] = {"id": id, "name": text_value(rng), "kind": kind}
    if kind == "duration":
        row["unit"] = rng.choice(UNITS)
    if kind == "rating" and rng.random() < 0.3:
        row["scale"] = [1, 7]
    numbers = {
        key: row_number(rng, row, scale)
        for key in ("expected", "believed", "promised", "target", "feasible", "delivered")
        if rng.random() < 0.5
    }
    if kind != "yes_no" and 0 in (numbers.get("expected"), numbers.get("promised")):
        row["tolerance"] = 2
    more = {
        "lever": rng.choice(("time", "cost", "service")),
        "expected_by": rng.choice(("asked", "observed", "promised", "assumed")),
        "expected_n": rng.randrange(500),
        "expected_on": day(rng),
        "tolerance": number(rng, 1, 9),
        "delivered_by": rng.choice(("measured", "asked", "assumed")),
        "delivered_n": rng.randrange(500),
        "delivered_sd": number(rng, 0, 9),
        "delivered_on": day(rng),
        "weight": number(rng, 0, 5),
        "observations": [row_number(rng, row, scale) for _ in range(rng.randint(1, 9))],
        "ignore": ["GAP130"],
    }
    if segments:
        more["segment"] = rng.choice(segments)
    return {**row, **numbers, **_some(rng, more, 0.35)}


def _add_rest(rng: Random, data: dict[str, Any]) -> None:
    touchpoints = data["touchpoints"]
    ids = [each["id"] for each in touchpoints]
    data["promises"] = [
        {
            "id": f"promise-{index}",
            "touchpoint": rng.choice(ids),
            "what": text_value(rng),
            "due": day(rng),
            **_some(
                rng, {"to": "Reseller", "made": day(rng), "exists": False, "days": 3, "reason": "power"}, 0.4
            ),
            **_some(rng, {"after": [f"promise-{index - 1}"]} if index else {}),
            **_some(rng, {"needs": [{"what": "drawing", "from": "customer", "asked": day(rng)}]}, 0.4),
            **rng.choice(({}, {"outcome": "moved", "moved_to": day(rng)}, {"outcome": "withdrawn"})),
        }
        for index in range(rng.randint(0, 3))
    ]
    rows = [(each["id"], row["id"]) for each in touchpoints for row in each.get("expectations", ())]
    data["actions"] = []
    data["scenarios"] = []
    for index in range(rng.randint(0, 2)):
        touchpoint, row = rng.choice(rows) if rows else (rng.choice(ids), "")
        effect = {"would_deliver": {"expectation": row, "delivered": 1}} if row else {}
        action = {
            "id": f"action-{index}",
            "touchpoint": touchpoint,
            "what": text_value(rng),
            **_some(rng, effect),
        }
        data["actions"].append({**action, **_some(rng, {"owner": "Dev", "due": day(rng), "effort": 4.5})})
        sets = [{"touchpoint": touchpoint, "expectation": row, "field": "delivered", "to": 1}] if row else []
        data["scenarios"].append(
            {"id": f"scenario-{index}", "name": text_value(rng), "cost": 40, "sets": sets}
        )


def _unwrite_ids(rng: Random, data: dict[str, Any]) -> None:
    """Leave out ids that nothing refers to."""
    loose = [*data.get("promises", ())[-1:], *data.get("actions", ()), *data.get("scenarios", ())]
    for touchpoint in data["touchpoints"]:
        if not data.get("actions") and not data.get("scenarios"):
            loose.extend(touchpoint.get("expectations", ()))
    for item in loose:
        if rng.random() < 0.3:
            del item["id"]


def random_file(rng: Random) -> bytes:
    """A valid project file in mixed styles: comments, quotes, dotted keys, inline tables, line ends."""
    data = written_data(rng)
    windows = rng.random() < 0.3
    text = Writer(rng, windows).file(data)
    if rng.random() < 0.3:
        text = text.rstrip("\n")
    if windows:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if rng.random() < 0.1 else b"") + text.encode("utf-8")

"""The characters Gapline draws with, in two sets: plain ASCII, and one with block elements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set. Every glyph is one column wide; usual terminal fonts have all of them."""

    name: str
    delivered: str
    """Fills a bar up to what is delivered."""
    short: str
    """Fills a bar from delivered to expected."""
    expected: str
    """Marks the expected value on a bar or an axis."""
    over: str
    """Fills a bar beyond the expected value."""
    fall: str
    """Fills a standing bar below what is expected."""
    rise: str
    """Fills a standing bar above it."""
    rule: str
    heavy_rule: str
    bar: str
    """A vertical line between panes."""
    corner: str
    selected: str
    marked: str
    fresh: str
    """Stands before what somebody else changed just now."""
    arrow: str
    """From old to new."""
    expected_point: str
    delivered_point: str
    both_point: str
    axis: str
    believed: str
    limit: str
    promised: str
    target: str
    feasible: str
    dotted: str
    faint: str
    """One dot of a line that only orients, such as the customer's limit."""
    up: str
    down: str
    ellipsis: str


ASCII = Glyphs(
    name="ascii",
    delivered="=",
    short=".",
    expected="|",
    over="+",
    fall=".",
    rise="+",
    rule="-",
    heavy_rule="=",
    bar="|",
    corner="+",
    selected=">",
    marked="*",
    fresh="@",
    arrow=">",
    expected_point="o",
    delivered_point="#",
    both_point="*",
    axis="-",
    believed="b",
    limit="L",
    promised="P",
    target="t",
    feasible="f",
    dotted=":",
    faint=".",
    up="^",
    down="v",
    ellipsis="..",
)

BLOCK = Glyphs(
    name="block",
    delivered="▄",
    short="▁",
    expected="│",
    over="▆",
    fall="░",
    rise="▓",
    rule="─",
    heavy_rule="═",
    bar="│",
    corner="└",
    selected="►",
    marked="*",
    fresh="«",
    arrow="→",
    expected_point="○",
    delivered_point="●",
    both_point="◆",
    axis="─",
    believed="b",
    limit="L",
    promised="P",
    target="t",
    feasible="f",
    dotted="·",
    faint="·",
    up="▲",
    down="▼",
    ellipsis="…",
)

GLYPHS = {"ascii": ASCII, "block": BLOCK}

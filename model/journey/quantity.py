"""Kinds of numbers a customer can hold an expectation in, and how they are said."""

from __future__ import annotations

from typing import Literal

Kind = Literal["rating", "duration", "money", "yes_no", "count"]
Lever = Literal["time", "cost", "service"]
Direction = Literal["lower", "higher"]
ExpectedBasis = Literal["asked", "observed", "promised", "assumed"]
DeliveredBasis = Literal["measured", "asked", "assumed"]

KINDS: tuple[Kind, ...] = ("rating", "duration", "money", "yes_no", "count")
LEVERS: tuple[Lever, ...] = ("time", "cost", "service")
EXPECTED_BASES: tuple[ExpectedBasis, ...] = ("asked", "observed", "promised", "assumed")
DELIVERED_BASES: tuple[DeliveredBasis, ...] = ("measured", "asked", "assumed")

DURATION_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "wk": 604800}
"""Units of a duration and their length in seconds."""

BETTER: dict[Kind, Direction] = {
    "rating": "higher",
    "duration": "lower",
    "money": "lower",
    "yes_no": "higher",
    "count": "higher",
}
"""Which direction pleases the customer, where the file does not say."""


def number_text(value: float, decimals: int = 2) -> str:
    """`value` rounded to `decimals` places without trailing zeros; -0 reads 0."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def value_text(
    value: bool | float | None, kind: Kind, unit: str | None = None, *, signed: bool = False
) -> str:
    """A number of a row as a person reads it: `47 min`, `4.00 EUR`, `90 %`, `8.0`; `?` where there is none.

    `unit` is the row's unit, or the currency of money. `signed` writes a plus before a positive number.
    """
    if value is None:
        return "?"
    sign = "+" if signed and value > 0 else ""
    if kind == "yes_no":
        if isinstance(value, bool) and not signed:
            return "yes" if value else "no"
        return f"{sign}{number_text(float(value) * 100, 1)} %"
    if kind == "money":
        text = f"{value:.2f}"
        text = "0.00" if text == "-0.00" else text
    elif kind == "rating":
        text = f"{value:.2f}"
        text = text[:-1] if text.endswith("0") else text
        text = "0.0" if text == "-0.0" else text
    else:
        text = number_text(float(value))
    return f"{sign}{text} {unit}" if unit else f"{sign}{text}"

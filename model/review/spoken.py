"""A row as somebody would say it aloud: who wants what, what we said, what they get."""

from __future__ import annotations

from model.journey.quantity import number_text, value_text
from model.scoring.rows import RowScore

_UNITS = {
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "d": ("day", "days"),
    "wk": ("week", "weeks"),
}


def spoken(row: RowScore, currency: str | None = None) -> str:
    """One sentence for a row, beginning with its name.

    `Delivery: 38 customers asked for 40 minutes; we promised 60, aim at 45 and took 47.` The unit is said
    with the first number only. Names and free units stand in it as they are in the file: text that whoever
    shows it has to make safe.
    """
    voice = _Voice(row, currency)
    clauses = [voice.wish(), voice.ours()]
    return f"{row.expectation.name}: {'; '.join(each for each in clauses if each)}."


class _Voice:
    """Says the numbers of one row in turn, and remembers whether the unit was said."""

    def __init__(self, row: RowScore, currency: str | None) -> None:
        self.row = row
        self.wanted = row.expectation
        self.currency = currency
        self._unit_said = False

    # -- what they want -----------------------------------------------------------------------------

    def wish(self) -> str:
        """What the customer expects, and how we know."""
        wanted = self.wanted
        if wanted.bonus:
            return "an extra that nobody expects"
        if self.row.expected is None:
            return "nobody knows what customers expect"
        # A row without a number of its own stands on what was promised, or on yes.
        number = self.number(wanted.expected if wanted.expected is not None else self.row.expected)
        who, n = _customers(wanted.expected_n), wanted.expected_n
        basis = self.row.expected_by
        if basis == "assumed":
            return f"we assume that customers expect {number}, but nobody asked them"
        if basis == "observed":
            return f"we saw that {who} {'expects' if n == 1 else 'expect'} {number}"
        if basis == "promised":
            return f"customers count on {number}, because we promised it"
        if wanted.kind == "yes_no":
            return f"{who} told us that they expect {number}"
        return f"{who} asked for {number}"

    # -- what we do ---------------------------------------------------------------------------------

    def ours(self) -> str:
        """What we promised, aim at and deliver."""
        wanted = self.wanted
        parts = []
        said_above = self.row.expected_by == "promised" and wanted.promised == self.row.expected
        if wanted.promised is not None and not said_above:
            parts.append(f"promised {self.number(wanted.promised)}")
        if wanted.target is not None:
            parts.append(f"aim {'for' if wanted.kind == 'yes_no' else 'at'} {self.number(wanted.target)}")
        subject, predicate = self._delivered()
        if subject == "we":
            return f"we {_listed([*parts, predicate])}"
        told = f"{subject} {predicate}"
        return f"we {_listed(parts)}; {told}" if parts else told

    def _delivered(self) -> tuple[str, str]:
        """What customers get: who or what it is said of, and what is said."""
        wanted, kind = self.wanted, self.wanted.kind
        if self.row.delivered is None:
            return "nobody", "has measured what they get"
        guessed = wanted.delivered_basis == "assumed"
        if kind == "yes_no":
            often = _how_often(self.row.delivered)
            was = f"{'is' if guessed else 'was'} {'never so' if often == 'never' else f'so {often}'}"
            return ("we", f"think it {was}, but nobody counted") if guessed else ("it", was)
        number = self.number(wanted.delivered if wanted.delivered is not None else self.row.delivered)
        if guessed:
            return "we", f"think it {_GUESSES[kind]} {number}, but nobody measured it"
        if kind == "rating" and wanted.delivered_basis == "asked":
            return _customers(self.row.n), f"gave us {number}"
        if kind in ("duration", "money"):
            worse_the_more = "took" if kind == "duration" else "charged"
            return "we", f"{worse_the_more if wanted.direction == 'lower' else 'gave'} {number}"
        return "it", f"{_FACTS[kind]} {number}"

    # -- numbers ------------------------------------------------------------------------------------

    def number(self, value: bool | float) -> str:
        """A number of the row, with its unit where that was not said yet."""
        kind = self.wanted.kind
        if kind == "yes_no":
            return f"it {_how_often(float(value))}"
        text = value_text(value, kind)
        if kind == "money" and text.endswith(".00"):
            text = text.removesuffix(".00")
        if kind == "rating":
            text = number_text(float(value))
        if self._unit_said:
            return text
        self._unit_said = True
        unit = self._unit(text)
        return f"{text} {unit}" if unit else text

    def _unit(self, text: str) -> str:
        wanted = self.wanted
        if wanted.kind == "money":
            return self.currency or ""
        if wanted.kind == "duration" and wanted.unit in _UNITS:
            one, many = _UNITS[wanted.unit]
            return one if text == "1" else many
        if wanted.kind == "rating":
            return f"out of {number_text(float((wanted.scale or self.row.rules.scale)[1]))}"
        return wanted.unit or ""


_GUESSES = {"rating": "is", "duration": "takes", "money": "costs", "count": "is"}
_FACTS = {"rating": "was rated", "count": "came to"}


def _customers(n: int | None) -> str:
    if n is None:
        return "customers"
    return "1 customer" if n == 1 else f"{n} customers"


def _how_often(share: float) -> str:
    """A keep-rate as people say it: of ten times, nine."""
    if share == 1.0:
        return "every time"
    if share == 0.0:
        return "never"
    return f"{number_text(share * 100, 1)} % of the time"


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1])] * (len(parts) > 1) + parts[-1:])

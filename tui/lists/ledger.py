"""How the reader looks at the promise ledger: what is listed, in which order, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The first picture should not wait for what works out promises.
    from model.promises.ledger import By
    from tui.slipping import Slip

STATES: dict[str, str] = {
    "broken": "broken",
    "risk": "open and at risk",
    "open": "open",
    "late": "late",
    "moved": "moved",
    "kept": "kept",
    "withdrawn": "withdrawn",
    "untold": "slipped and not told",
}
"""What can be listed alone, the worst first; the last one cuts across the others."""
SORTS: dict[str, str] = {
    "file": "the order of the file",
    "due": "promised day, earliest first",
    "state": "state, worst first",
    "person": "who promised",
}
BYS: tuple[By, ...] = ("person", "deliverer", "touchpoint", "month")
"""What keep-rates can be split by, in the order of the key that cycles."""

SHARES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99)
"""What the planner can be asked to have kept, and how sure of it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the reader asked to see of the ledger. The default is the whole of it as the file tells it."""

    selected: str = ""
    """Id of a promise; the first one listed where there is none such."""
    states: frozenset[str] = frozenset()
    """Of `STATES`; empty for all."""
    text: str = ""
    sort: str = "file"
    by: By | None = None
    """What keep-rates are split by, once the reader asked for them."""
    opened: bool = False
    """Whether the selected promise is shown with all its fields."""
    arithmetic: bool = False
    """Whether its days are counted out one by one."""
    scroll: int = 0
    """First line shown of an open promise, or of what a slip does."""
    keep: float = 0.9
    """The share of cases that the planner has a promise kept in: of `SHARES`."""
    confidence: float = 0.9
    """How sure the planner is of that: of `SHARES`."""
    slip: Slip | None = None
    """What is being typed, and what it would move; nothing of it is committed."""

    @property
    def filtered(self) -> bool:
        """Whether promises may be hidden."""
        return bool(self.states or self.text)

    @property
    def words(self) -> str:
        """The filter and order in words; empty for the default."""
        parts = [f'"{self.text}"'] if self.text else []
        parts += [words for state, words in STATES.items() if state in self.states]
        if self.sort != "file":
            parts.append(f"by {SORTS[self.sort]}")
        return ", ".join(parts)

    def backed(self) -> Ledger | None:
        """One layer back; None where none is left."""
        if self.opened:
            return replace(self, opened=False, arithmetic=False, scroll=0)
        if self.by is not None:
            return replace(self, by=None)
        return replace(self, states=frozenset(), text="") if self.filtered else None

"""What a session says beside the file about the vote it takes part in, and how it is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeGuard

from model.voting.round import LARGEST_VOTE, SUBJECTS, Ballot, Round, Stage

_ID = re.compile(r"[a-z0-9-]{0,64}\Z")
_ROUND = re.compile(r"[0-9a-f]{8}\Z")
_SEAL = re.compile(r"[0-9a-f]{32}\Z")
_SALT = re.compile(r"[0-9a-f]{16}\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """The round as a session knows it, and its own vote, sealed as long as the round is.

    Everybody says again which round there is, so it does not end with the session that opened it.
    """

    round: Round
    stage: Stage
    opener: bool = False
    """Whether this session opened the round."""
    ballot: Ballot | None = None
    withdrew: bool = False
    """Whether this session took its vote back, or said that it has none."""

    def data(self) -> dict[str, Any]:
        """As it is written: a seal of 32 digits, and what opens it only where the round is open."""
        found: dict[str, Any] = {
            "round": self.round.id,
            "opened": self.round.opened,
            "touchpoint": self.round.touchpoint,
            "row": self.round.row,
            "on": self.round.subject,
            "named": self.round.named,
            "stage": int(self.stage),
            "opener": self.opener,
            "withdrew": self.withdrew,
        }
        if self.ballot is None:
            return found
        found |= {"seal": self.ballot.seal, "late": self.ballot.late}
        if self.stage is Stage.OPEN:
            return found
        return {**found, "salt": self.ballot.salt, "value": self.ballot.value}


def statement_of(data: object, latest: float) -> Statement | None:
    """What was written; None where it is none, or from later than `latest` (seconds since 1970)."""
    if not isinstance(data, dict):
        return None
    opened, stage = data.get("opened"), data.get("stage")
    texts = [data.get(key) for key in ("round", "touchpoint", "row")]
    fits = all(
        isinstance(text, str) and shape.match(text)
        for text, shape in zip(texts, (_ROUND, _ID, _ID), strict=True)
    )
    subject = next((each for each in SUBJECTS if each == data.get("on")), None)
    if not fits or subject is None or not _number(opened) or not 0 <= opened <= latest:
        return None
    if not isinstance(stage, int) or not Stage.OPEN <= stage <= Stage.OVER:
        return None
    id, touchpoint, row = map(str, texts)
    told = Round(id, float(opened), touchpoint, row, subject, data.get("named") is True)
    opener, withdrew = (data.get(key) is True for key in ("opener", "withdrew"))
    return Statement(told, Stage(stage), opener, _ballot(data), withdrew)


def _ballot(data: dict[str, Any]) -> Ballot | None:
    seal, salt, value = data.get("seal"), data.get("salt"), data.get("value")
    if not isinstance(seal, str) or not _SEAL.match(seal):
        return None
    late = data.get("late") is True
    if isinstance(salt, str) and _SALT.match(salt) and _number(value):
        return Ballot(seal, salt, float(value), late)
    return Ballot(seal, late=late)


def _number(value: object) -> TypeGuard[float]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    # Neither infinite, nor so large that the sum of many would be.
    return -LARGEST_VOTE <= value <= LARGEST_VOTE

"""Sessions that write a journal, for the tests of what is left when they end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from model.editing.edits import set_field
from model.editing.places import row_place
from model.editing.session import Session
from model.files.journal import Journal
from model.files.loading import load
from model.files.statefolder import place_of_state

ROW = row_place("order", "fast")
TEXT = """\
format = 1

[project]
name = "Pizza"
rating_scale = [1, 10]

[[stages]]
id = "buy"
name = "Buy"

[[touchpoints]]
id = "order"
stage = "buy"
name = "Order"

[[touchpoints.expectations]]
id = "fast"
name = "Fast"
kind = "rating"
expected = 8
delivered = 4

[[touchpoints.expectations]]
id = "kind"
name = "Kind"
kind = "rating"
expected = 9
delivered = 5
"""
START = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


class Clock:
    """A clock that goes a minute at each look, forward or not."""

    def __init__(self, step: timedelta = timedelta(minutes=1)) -> None:
        self.time, self.step = START, step

    def __call__(self) -> datetime:
        self.time += self.step
        return self.time


def pizza(folder: Path) -> Path:
    """The file, in a folder."""
    path = folder / "pizza.toml"
    path.write_text(TEXT)
    return path


def opened(path: Path) -> Session:
    """A session on the file as it stands."""
    loaded = load(path)
    assert loaded.project is not None
    return Session.opened(loaded.project, loaded.raw)


class Worker:
    """A person who edits: a session and its journal, which is left to its fate by `die`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.session = opened(path)
        self.journal = Journal(path, self.session, Clock())
        self.told: list[str] = []

    def at(self, session: Session) -> None:
        """Go to another session."""
        self.session = session
        self.told += [words for words in [self.journal.note(session)] if words]

    def set(self, value: float, row: str = "fast", field: str = "delivered") -> None:
        """Set a number of a row."""
        place = row_place("order", row)
        self.at(self.session.apply(set_field(self.session.project, place, field, value)))

    def saved(self) -> None:
        """Pretend that all is saved."""
        self.at(self.session.saved(b"saved %d" % len(self.session.texts)))

    def die(self) -> None:
        """End as a killed process does: nothing is written, and the lock is gone."""
        self.journal._wait(30)
        if self.journal._writer is not None:
            self.journal._writer.shutdown()
        self.journal._file.close()


def journals(path: Path) -> list[Path]:
    """The journals of a file."""
    return sorted(place_of_state(path).glob("*.journal"))

"""Two versions of the small shop that do not agree, and the merge dialog about them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from model.editing.between import edits_between
from model.editing.session import Session
from model.files.loading import load
from tests.tui.driving import Drive, opened
from tests.tui.shops import PAY, SHOP, WEB
from tui.company.deciding import Deciding
from tui.screens.merging import Merging

SIZES = [(20, 6), (59, 18), (80, 24), (140, 40), (240, 60)]
HELP = 'name = "Helpdesk"'
WEB_OPEN = [">", "Web", "shop", ".", "delivered", "6.0", "7.0", "5.0", "CHOOSE"]
MINE = "d7<enter>jjd8<enter>"
"""What is changed here: Web shop is delivered 7, Time to pay 8."""


def text_of(web: str = "6", pay: str = "9", help: str = "Helpdesk") -> str:
    """The shop with other values, and nothing else changed."""
    changed = SHOP.replace(WEB, f"delivered = {web}").replace(PAY, f"delivered = {pay}")
    return changed.replace(HELP, f'name = "{help}"')


THEIRS = text_of("5", "7", "Desk")


@asynccontextmanager
async def asked(
    path: Path, size: tuple[int, int] = (80, 24), mine: str = MINE, theirs: str = THEIRS
) -> AsyncIterator[Drive]:
    """The dashboard with the dialog open: `mine` was typed, `theirs` was written meanwhile."""
    async with opened(path, size) as drive:
        await drive.keys(mine)
        path.write_text(theirs)
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        yield drive


def row(drive: Drive, begins: str) -> str:
    """The line of the dialog that begins with these words."""
    return next(each for each in drive.lines() if each[2:].startswith(begins)).rstrip()


def kept(drive: Drive, begins: str) -> str:
    return re.split(r"\s{2,}", row(drive, begins))[-1]


def selected(drive: Drive) -> str:
    return next(each for each in drive.lines() if each.startswith(">"))


def problem(drive: Drive) -> str:
    return drive.lines()[-2].strip()


def many(count: int, delivered: int) -> str:
    rows = "".join(
        f'[[touchpoints]]\nid = "t{n}"\nstage = "s"\nname = "Row {n}"\n[[touchpoints.expectations]]\n'
        f'id = "e"\nname = "E"\nkind = "count"\nexpected = 9\nlimit = 1\ndelivered = {delivered}\n'
        for n in range(count)
    )
    return f'format = 1\n[project]\nname = "P"\n[[stages]]\nid = "s"\nname = "S"\n{rows}'


def deciding(path: Path, mine: str, theirs: str) -> Deciding:
    """The dialog's value for two texts with the one in the file behind both."""
    loaded, raw = load(path), path.read_bytes()
    path.write_text(mine, encoding="utf-8")
    own = load(path)
    path.write_text(theirs, encoding="utf-8")
    other = load(path)
    path.write_bytes(raw)
    assert loaded.project
    assert own.project
    assert other.project
    session = Session.opened(loaded.project, loaded.raw).apply(edits_between(loaded.project, own.project))
    return Deciding.of(session.merged(other.raw, other.project)[0], "dev")

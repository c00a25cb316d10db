"""Comments between sections, and which section they belong to when sections come, go and move.

What stands between the last line of a section and the header of the next is read as: lines right below the
last line, which belong to the section above; headings, with a blank line above and below, which belong to
the place; and lines right above the header, which belong to the section below. Only the last go with it.

tomlrt keeps all of it as exact text in the header's `leading`, for which it has no public name. Its version
is pinned, and what comes out is checked by the guard like everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tomlrt import AoT, Document, Table


def hand_on(items: AoT, index: int, document: Document) -> list[str]:
    """Leave what does not belong to section `index` to whatever follows it, before it is taken out.

    Returns the lines right below the section, which go with it: see `follow`.
    """
    section = items[index]
    header = _header(section)
    following = _header_behind(section)
    below: list[str] = []
    if following is not None:
        below, place, own = _parts(following.leading)
        following.leading = "".join([*place, *own])
    tail, headings, own = _parts(header.leading)
    if not tail and not _says_something(headings):
        return below
    if following is not None:
        _put_above(following, tail, headings)
    elif document._trailing.strip():
        document._trailing = "".join([*tail, *headings]) + document._trailing
    else:
        # Nothing follows but the end of the file, where a heading would head nothing: it goes along.
        document._trailing = "".join(tail) + document._trailing
        header.leading = "".join([*headings, *own])
        return below
    header.leading = "".join([*headings[-1:], *own])
    return below


def follow(section: Table, below: list[str], document: Document) -> None:
    """Put the lines that stood right below `section` below it again, where it stands now."""
    following = _header_behind(section)
    if following is not None:
        following.leading = "".join([*below, following.leading])
    else:
        document._trailing = "".join([*below, document._trailing])


def settle(items: AoT, index: int) -> None:
    """Put section `index`, just inserted, below a heading it belongs under: the first one, or its stage's."""
    if index + 1 >= len(items):
        return
    new, following = items[index], items[index + 1]
    before = items[index - 1].get("stage") if index else None
    if index == 0 or (new.get("stage") == following.get("stage") != before):
        header = _header(following)
        tail, headings, own = _parts(header.leading)
        if _says_something(headings):
            header.leading = "".join([*tail, headings[-1], *own])
            tail, brought, own = _parts(_header(new).leading)
            if _says_something(brought):
                headings += brought[1:]
            _header(new).leading = "".join([*tail, *headings, *own])


@contextmanager
def tail_kept(place: AoT | Table, index: int | None = None) -> Iterator[None]:
    """Keep the lines right below a section with it, while another one is inserted behind it.

    The place is before element `index` of an array of tables, or behind the whole array or table.
    """
    if isinstance(place, AoT):
        if not place:
            yield
            return
        following = _header(place[index]) if index is not None and index < len(place) else None
        following = following or _header_behind(place[-1])
    else:
        following = _header_behind(place)
    tail: list[str] = []
    if following is not None:
        tail, headings, own = _parts(following.leading)
        before = following._prev
    if not tail or before is None:
        yield
        return
    following.leading = "".join([*headings, *own])
    yield
    before._next.leading = "".join(tail) + before._next.leading


def _header(section: Any) -> Any:
    return section._header


def _header_behind(section: Table) -> Any:
    """The first header behind a section that is not part of it, or None at the end of the file."""
    header = _header(section)
    if header is None:
        return None
    path = header.key_path
    slot = header._next
    while slot is not None:
        if hasattr(slot, "entry") and (slot.key_path[: len(path)] != path or len(slot.key_path) == len(path)):
            return slot
        slot = slot._next
    return None


def _parts(leading: str) -> tuple[list[str], list[str], list[str]]:
    """Lines of the section above, headings between blank lines, lines of the section below."""
    lines = leading.splitlines(keepends=True)
    blank = [index for index, line in enumerate(lines) if not line.strip() and line.endswith("\n")]
    if not blank:
        return [], [], lines
    return lines[: blank[0]], lines[blank[0] : blank[-1] + 1], lines[blank[-1] + 1 :]


def _says_something(headings: list[str]) -> bool:
    return any(line.strip() for line in headings)


def _put_above(header: Any, tail: list[str], headings: list[str]) -> None:
    """Put lines of the section above and headings before all that stands above `header` now."""
    present = header.leading.splitlines(keepends=True)
    if _says_something(headings) and present and not present[0].strip():
        while headings and not headings[-1].strip():
            headings = headings[:-1]
    elif not _says_something(headings) and present and not present[0].strip():
        headings = []
    header.leading = "".join([*tail, *headings, *present])

"""Where an item went that was known by an id it had at another time: renamed, undone, or read anew."""

from __future__ import annotations

from model.editing.checking import still_there
from model.editing.places import Place, index_at, items_at, position, row_place
from model.editing.renames import Renames, backwards, renames_by
from model.editing.session import Session
from model.journey.naming import NOUNS, identified
from model.journey.project import Project


def traced(place: Place, session: Session) -> Place | None:
    """Where the touchpoint or row stands now that stood at `place` in some state of the session.

    One without a written id also goes by the id that the next reader of the file derives from its name.
    None where it is gone, or never was.
    """
    if still_there(session.project, place):
        return place
    return _along(place, session) or _by_read_id(place, session.project)


def as_read(place: Place, project: Project) -> Place:
    """`place`, which is in `project`, by the ids that the next reader of its file derives."""
    collection = place[:-1]
    fresh = identified(items_at(project, collection), NOUNS[collection[-1]])
    id = str(fresh[index_at(project, place)].id)
    return row_place(as_read(place[:2], project)[1], id) if len(place) > 2 else (*collection, id)


def _along(place: Place, session: Session) -> Place | None:
    """Followed along the line of undo, from the nearest state that has it."""
    line = session.line
    present = line.index(session.state)
    for at in sorted(range(len(line)), key=lambda each: abs(each - present)):
        if still_there(line[at].project, place):
            first, last = sorted((at, present))
            renames = renames_by(each.edit for each in line[first + 1 : last + 1] if each.edit is not None)
            there = _moved(place, renames if at < present else backwards(renames))
            return there if still_there(session.project, there) else None
    return None


def _moved(place: Place, renames: Renames) -> Place:
    """`place` after `renames`, which name a row whose touchpoint alone got another id by that one only."""
    after = dict(renames)
    if place in after or len(place) == 2:
        return after.get(place, place)
    return (*after.get(place[:2], place[:2]), *place[2:])


def _by_read_id(place: Place, project: Project) -> Place | None:
    found: Place = ()
    for depth in range(0, len(place), 2):
        collection = (*found, place[depth])
        items = items_at(project, collection)
        at = position(identified(items, NOUNS[place[depth]]), place[depth + 1])
        if at is None:
            return None
        found = (*collection, items[at].id)
    return found

"""Edits as plain JSON data and back, to the letter: what is read changes a project as the edit itself did."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, TypeVar

from model.editing.conflict import Conflict
from model.editing.edits import ABSENT, Add, Batch, Edit, Move, Remove, SetField, new_item
from model.editing.places import FILE, RECORDS, Place
from model.journey.problem import ProblemsFound
from model.journey.record import Record, plain

Data = dict[str, Any]
AnyRecord = TypeVar("AnyRecord", bound=Record)


class Unreadable(ValueError):
    """Data that is no edit: damaged, made up, or written by another version."""


def recorded(edit: Edit) -> Data:
    """`edit` as JSON data."""
    match edit:
        case SetField(place, field, before, after):
            return {"set": [*place], "field": field, "old": _value(before), "new": _value(after)}
        case Add(collection, index, item):
            return {"add": [*collection], "index": index, "item": _item(item)}
        case Remove(place, index, item):
            return {"remove": [*place], "index": index, "item": _item(item)}
        case Move(place, before, after):
            return {"move": [*place], "old": before, "new": after}
        case Batch(edits):
            return {"batch": [recorded(each) for each in edits]}


def edit_of(data: object) -> Edit:
    """The edit that `data` was recorded from; raises Unreadable."""
    try:
        return _edit(data)
    except (KeyError, TypeError, ValueError, IndexError, RecursionError, ProblemsFound) as error:
        raise Unreadable("no edit of this version") from error


def _edit(data: Any) -> Edit:
    match data:
        case {"set": place, "field": str(field), "old": old, "new": new}:
            return SetField(_place(place), field, _value_of(old), _value_of(new))
        case {"add": place, "index": int(index), "item": item}:
            collection = _collection(place)
            return Add(collection, _position(index), _item_of(collection[-1], item))
        case {"remove": place, "index": int(index), "item": item}:
            there = _place(place)
            return Remove(there, _position(index), _item_of(there[-2], item))
        case {"move": place, "old": int(old), "new": int(new)}:
            return Move(_place(place), _position(old), _position(new))
        case {"batch": list(edits)}:
            return Batch(tuple(_edit(each) for each in edits))
    raise Unreadable("no edit")


def recorded_conflict(conflict: Conflict) -> Data:
    """`conflict` as JSON data."""
    values = [_value(each) for each in (conflict.base, conflict.mine, conflict.theirs)]
    return {"kind": conflict.kind, "place": [*conflict.place], "field": conflict.field, "values": values}


def conflict_of(data: object) -> Conflict:
    """The conflict that `data` was recorded from; raises Unreadable."""
    try:
        match data:
            case {"kind": "field" | "added" as kind, "place": place, "field": str(field), "values": values}:
                return Conflict(kind, _place(place), field, *map(_value_of, values))
            case {"kind": "order", "place": collection, "values": [[*base], [*mine], [*theirs]]}:
                ids = (tuple(map(_text, each)) for each in (base, mine, theirs))
                return Conflict("order", _collection(collection), "", *ids)
    except (KeyError, TypeError, ValueError, IndexError, RecursionError) as error:
        raise Unreadable("no conflict of this version") from error
    raise Unreadable("no conflict")


def _place(data: Any) -> Place:
    """The place of a table or an item; whether anything stands there, the project says."""
    if data in (["project"], ["scoring"], ["check"], [*FILE]):
        return (data[0],)
    *collection, id = data
    return (*_collection(collection), _text(id))


def _collection(data: Any) -> Place:
    match data:
        case ["touchpoints", id, "expectations"]:
            return ("touchpoints", _text(id), "expectations")
        case [str(name)] if name in RECORDS and name != "expectations":
            return (name,)
    raise Unreadable("no place")


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise Unreadable("no text")
    return data


def _position(index: int) -> int:
    if isinstance(index, bool) or index < 0:
        raise Unreadable("no position")
    return index


# -- items ------------------------------------------------------------------------------------------------


def _item(item: Record) -> Data:
    """What the file says of an item, and the ids it has without the file saying so."""
    rows = [each.id for each in getattr(item, "expectations", ())]
    return {"id": getattr(item, "id", ""), "rows": rows, "data": _value(item.to_data())}


def _item_of(collection: str, data: Any) -> Any:
    item = _called(new_item(collection, _value_of(data["data"])), data["id"])
    rows = getattr(item, "expectations", ())
    if [each.id for each in rows] == data["rows"]:
        return item
    named = tuple(_called(row, id) for row, id in zip(rows, data["rows"], strict=True))
    return item.model_copy(update={"expectations": named})


def _called(item: AnyRecord, id: Any) -> AnyRecord:
    if getattr(item, "id", "") == id:
        return item
    copy = item.model_copy(update={"id": _text(id)})
    copy.model_fields_set.discard("id")
    return copy


# -- values -----------------------------------------------------------------------------------------------

_MOMENTS: dict[str, type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}
"""TOML's dates and times, which JSON lacks, by the name they are marked with."""


def _value(value: Any) -> Any:
    """A value as JSON holds it; every table is marked as one, so that no key is taken for a mark."""
    value = plain(value)
    if value is ABSENT:
        return {"absent": True}
    if isinstance(value, dict):
        return {"table": {str(key): _value(each) for key, each in value.items()}}
    if isinstance(value, list):
        return [_value(each) for each in value]
    for name, kind in _MOMENTS.items():
        if isinstance(value, kind):
            return {name: value.isoformat()}
    return value


def _value_of(data: Any) -> Any:
    if isinstance(data, list):
        return [_value_of(each) for each in data]
    if not isinstance(data, dict):
        if data is None:
            raise Unreadable("no value")
        return data
    ((mark, inner),) = data.items()
    if mark == "absent":
        return ABSENT
    if mark == "table":
        return {key: _value_of(each) for key, each in inner.items()}
    return _MOMENTS[mark].fromisoformat(inner)

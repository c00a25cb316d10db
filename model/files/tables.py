"""The tables of a project file as edits see them: plain to change, careful with what a person wrote.

`LiveTable` and `LiveList` stand before tomlrt's document. tomlrt keeps the text of what is not touched;
they see to it that no more is touched than an edit means: an array that gets one more element keeps its
lines and comments, a new row becomes a section, a new key stands where a reader looks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from typing import Any, overload

from tomlrt import AoT, Array, Document, Table

from model.files.banners import follow, hand_on, settle, tail_kept
from model.files.layout import SECTIONS, TABLE_ARRAYS, Trail, key_order
from model.files.sameness import same
from model.files.writing import is_inline, is_table_array, plain, roomy, section


@dataclass(slots=True)
class _Ledger:
    """What has to be known across the tables of one document."""

    document: Document
    rows_inline: bool
    """Whether this file writes expectations as inline tables."""
    emptied: list[tuple[Document | Table, str]] = field(default_factory=list)
    """Tables and arrays that lost their last element, with their holder: no file needs them empty."""
    popped: dict[int, tuple[object, str | None, tuple[str, ...]]] = field(default_factory=dict)
    """Elements taken out, by identity, in case they come back elsewhere, each with the comments that would
    be lost: the one behind it, and those above it in an inline array or below it as a section."""


class LiveTable(MutableMapping[str, Any]):
    """One table of the document."""

    def __init__(
        self,
        table: Document | Table,
        ledger: _Ledger,
        trail: Trail = (),
        holder: Document | Table | None = None,
    ) -> None:
        self.table = table
        self._holder = holder
        self._ledger = ledger
        self._trail = trail

    def __getitem__(self, key: str) -> Any:
        return _live(self.table[key], self.table, key, self._ledger, (*self._trail, key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def __setitem__(self, key: str, value: Any) -> None:
        value = plain(value)
        if key not in self.table:
            self._add(key, value)
            return
        old = self.table[key]
        if _became(self[key], value):
            return
        if isinstance(old, Array) and not old and self._is_section(key, value):
            # An empty `touchpoints = []`: its comments go along to the first section.
            self.table[key] = value
            self._promote(self.table, key, self._trail)
        elif not same(old, value):
            self.table[key] = value

    def __delitem__(self, key: str) -> None:
        """Take a key away; one that is absent already may be taken away again."""
        self.table.pop(key, None)
        if not self.table and isinstance(self._holder, Table):
            self._ledger.emptied.append((self._holder, self._trail[-1]))

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The value at `key`, live, once it is there."""
        if key not in self.table:
            self[key] = default
        return self[key]

    def become(self, value: Mapping[str, Any]) -> None:
        """Say what `value` says, touching only the keys that differ."""
        for key in [key for key in self.table if key not in value]:
            del self[key]
        for key, each in value.items():
            self[key] = each

    def _add(self, key: str, value: Any) -> None:
        if self._is_section(key, value):
            sections = AoT(section(each, self._ledger.rows_inline) for each in value)
            if isinstance(self.table, Table):
                with tail_kept(self.table):
                    self.table[key] = sections
            else:
                self.table[key] = sections
        elif isinstance(value, dict) and isinstance(self.table, Document):
            self.table[key] = section(value, self._ledger.rows_inline)
        else:
            self.table[key] = roomy(value)
            if value == {} or (value == [] and key in TABLE_ARRAYS):
                self._ledger.emptied.append((self.table, key))
        self._put_in_place(key)

    def _is_section(self, key: str, value: Any) -> bool:
        return (
            key in SECTIONS
            and is_table_array(value)
            and not is_inline(self.table)
            and not (key == "expectations" and self._ledger.rows_inline)
        )

    def _promote(self, table: Document | Table, key: str, trail: Trail) -> None:
        for entry in table.promote_array(key):
            for name in [name for name, each in entry.items() if name in SECTIONS and is_table_array(each)]:
                if not self._ledger.rows_inline:
                    self._promote(entry, name, (*trail, key))

    def _put_in_place(self, key: str) -> None:
        """Move a new key behind the one that usually precedes it; in the whole file it stays last."""
        order = key_order(self._trail)
        present = list(self.table)
        if key not in order or isinstance(self.table, Document) or not self._is_plain():
            return
        before = [name for name in order[: order.index(key)] if name in present]
        if not before and present[0] == key:
            return
        after = before[-1] if before else None
        rank = {name: float(index) for index, name in enumerate(present)}
        rank[key] = rank[after] + 0.5 if after is not None else -1.0
        self.table.sort(key=rank.__getitem__)

    def _is_plain(self) -> bool:
        """Whether each key is one line or value, so that sorting moves nothing but the new one."""
        return not any(isinstance(each, (AoT, Table)) and not is_inline(each) for each in self.table.values())


class LiveList(MutableSequence[Any]):
    """One array of the document, inline or of `[[sections]]`."""

    def __init__(
        self, items: Array | AoT, holder: Document | Table | None, key: str, ledger: _Ledger, trail: Trail
    ) -> None:
        self._items = items
        self._holder = holder
        self._key = key
        self._ledger = ledger
        self._trail = trail

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> MutableSequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return _live(self._items[index], None, self._key, self._ledger, self._trail)

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __setitem__(self, index: int, value: Any) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: Any) -> None: ...
    def __setitem__(self, index: int | slice, value: Any) -> None:
        if isinstance(index, slice):
            raise TypeError("edits change one element at a time")
        value = plain(value)
        if not _became(self[index], value) and not same(self._items[index], value):
            self._items[index] = value

    def __delitem__(self, index: int | slice) -> None:
        if isinstance(index, slice):
            raise TypeError("edits change one element at a time")
        self.pop(index)

    def insert(self, index: int, value: Any) -> None:
        """Put `value` before position `index`; an element popped before comes with its comments."""
        if isinstance(self._items, AoT):
            self._insert_section(self._items, index, value)
        elif isinstance(value, LiveTable):
            self._items.insert(index, value.table)
            if id(value.table) in self._ledger.popped:
                _, behind, above = self._ledger.popped.pop(id(value.table))
                _comment(self._items, value.table, behind, above)
        else:
            self._items.insert(index, plain(value))

    def _insert_section(self, items: AoT, index: int, value: Any) -> None:
        known = isinstance(value, LiveTable)
        with tail_kept(items, index):
            items.insert(index, value.table if known else section(value, self._ledger.rows_inline))
        at = min(index, len(items) - 1)
        settle(items, at)
        if known and id(value.table) in self._ledger.popped:
            follow(items[at], list(self._ledger.popped.pop(id(value.table))[2]), self._ledger.document)

    def pop(self, index: int = -1) -> Any:
        """Take the element at `index` out."""
        live = self[index]
        at = index % len(self._items)
        if isinstance(live, LiveTable):
            behind: str | None = None
            if isinstance(self._items, AoT):
                near = tuple(hand_on(self._items, at, self._ledger.document))
            else:
                behind, near = self._items.comments.get(at), self._items.leading_comments.get(at, ())
            self._ledger.popped[id(live.table)] = (live.table, behind, near)
        self._items.pop(index)
        if not self._items and self._holder is not None and self._key in TABLE_ARRAYS:
            self._ledger.emptied.append((self._holder, self._key))
        return live

    def can_become(self, value: list[Any]) -> bool:
        """Whether the array can say what `value` says element by element, as it is written now."""
        if isinstance(self._items, AoT):
            return all(isinstance(each, dict) for each in value)
        return bool(self._items)

    def become(self, value: list[Any]) -> None:
        """Say what `value` says, touching only the elements that differ."""
        shorter = min(len(self), len(value))
        head = next((i for i in range(shorter) if not same(self._items[i], value[i])), shorter)
        tail = 0
        while tail < shorter - head and same(self._items[-1 - tail], value[-1 - tail]):
            tail += 1
        changed = min(len(self), len(value)) - head - tail
        for index in range(head, head + changed):
            self[index] = value[index]
        for _ in range(len(self) - len(value)):
            self.pop(head + changed)
        for index in range(len(self), len(value)):
            self.insert(index - tail, value[index - tail])


def live(document: Document) -> LiveTable:
    """`document` as edits see it. Call `tidy` on the result once all edits are in."""
    kinds = {type(each.get("expectations")) for each in _tables(document.get("touchpoints"))}
    return LiveTable(document, _Ledger(document, rows_inline=Array in kinds and AoT not in kinds))


def tidy(tables: LiveTable) -> None:
    """Take away the arrays and tables that edits have left empty."""
    for holder, key in tables._ledger.emptied:
        if holder.get(key) in ([], {}):
            del holder[key]


def _comment(items: Array, table: object, behind: str | None, above: tuple[str, ...]) -> None:
    at = next((index for index, each in enumerate(items) if each is table), None)
    if at is None:
        return
    if above and not items.leading_comments.get(at):
        items.leading_comments[at] = above
    if behind and not items.comments.get(at):
        items.comments[at] = behind


def _became(live: Any, value: Any) -> bool:
    """Let a table or array say what `value` says in its present form; false where it cannot."""
    if isinstance(live, LiveTable) and isinstance(value, dict):
        live.become(value)
        return True
    if isinstance(live, LiveList) and isinstance(value, list) and live.can_become(value):
        live.become(value)
        return True
    return False


def _live(value: Any, holder: Document | Table | None, key: str, ledger: _Ledger, trail: Trail) -> Any:
    if isinstance(value, Table):
        return LiveTable(value, ledger, trail, holder)
    if isinstance(value, (Array, AoT)):
        return LiveList(value, holder, key, ledger, trail)
    return value


def _tables(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, (Array, AoT)):
        yield from (each for each in value if isinstance(each, Mapping))

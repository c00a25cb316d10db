"""The data of a file without its mistakes, so that the rest can be read and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.journey.problem import Path


@dataclass(slots=True)
class Pruning:
    """Paths of a file's data to leave out, or to read as something else."""

    data: Mapping[str, Any]
    dropped: set[Path] = field(default_factory=set)
    filled: dict[Path, Any] = field(default_factory=dict)
    """Stand-ins for needed values that are missing or wrong."""
    _origin: dict[Path, Path] = field(default_factory=dict)
    """Where array elements of `result` stand in the data, if an element before them was dropped."""
    _tree: dict[Any, Any] = field(default_factory=dict)
    """`dropped` and `filled` as nested keys."""

    def result(self) -> dict[str, Any]:
        """The data after pruning; what no mistake stands in is shared with the original, not copied."""
        self._origin = {}
        self._tree = {}
        for path in (*self.filled, *self.dropped):
            here = self._tree
            for part in path:
                here = here.setdefault(part, {})
        result: dict[str, Any] = self._copied(self.data, self._tree, (), ())
        return result

    def original(self, path: Path) -> Path:
        """A path in `result` as a path in the file."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._origin:
                return self._origin[path[:length]] + path[length:]
        return path

    def touched(self, path: Path) -> bool:
        """True where `result` dropped or filled in what stands at `path` in the file, or a part of it."""
        here: Mapping[Any, Any] | None = self._tree
        for part in path:
            here = here.get(part) if here is not None else None
        return here is not None and bool(self._tree)

    def _copied(self, here: Any, tree: Mapping[Any, Any], old: Path, new: Path) -> Any:
        if old in self.filled:
            return self.filled[old]
        if not tree:
            return here
        if isinstance(here, list):
            return self._elements(here, tree, old, new)
        if not isinstance(here, Mapping):
            return here
        result = {
            key: self._copied(each, tree.get(key, {}), (*old, key), (*new, key))
            for key, each in here.items()
            if (*old, key) not in self.dropped
        }
        for key in tree:
            if key not in here and (*old, key) in self.filled:
                result[key] = self.filled[(*old, key)]
        return result

    def _elements(self, here: list[Any], tree: Mapping[Any, Any], old: Path, new: Path) -> list[Any]:
        result: list[Any] = []
        for index, each in enumerate(here):
            source = (*old, index)
            if source in self.dropped:
                continue
            place = (*new, len(result))
            if place != source:
                self._origin[place] = source
            result.append(self._copied(each, tree.get(index, {}), source, place))
        return result


def value_at(data: Any, path: Path) -> Any:
    """What stands at `path` in nested tables and arrays; raises LookupError where nothing does."""
    here: Any = data
    for part in path:
        fits = isinstance(here, list) if isinstance(part, int) else isinstance(here, Mapping)
        if not fits:
            raise LookupError(part)
        here = here[part]
    return here

"""Rows that wait for each other in a ring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def rings(after: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Ids that wait for each other, each ring once, from its first member in the order of `after`.

    `after` names for every id those it waits for; names it does not hold itself are passed over.
    Takes time proportional to the number of links, unless there are many long rings.
    """
    order = {id: index for index, id in enumerate(after)}
    done: set[str] = set()
    for start in after:
        if start in done:
            continue
        trail = {start: 0}
        """The way from `start`, with how far along it each id stands."""
        todo = [iter(after[start])]
        while todo:
            for id in todo[-1]:
                if id in trail:
                    ring = list(trail)[trail[id] :]
                    first = ring.index(min(ring, key=order.__getitem__))
                    yield (*ring[first:], *ring[:first])
                elif id in after and id not in done:
                    trail[id] = len(trail)
                    todo.append(iter(after[id]))
                    break
            else:
                done.add(trail.popitem()[0])
                todo.pop()

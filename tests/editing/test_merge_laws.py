"""The laws of merging, over many small projects and two people's changes of them."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from model.editing.between import edits_between
from model.editing.conflict import Conflict
from model.editing.edits import ABSENT, Add, Edit, Move, Remove, SetField, written
from model.editing.merge import Merged, merge
from model.editing.places import item_at, items_at
from model.editing.sameness import same
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.reading import read_project
from model.journey.record import plain
from tests.conftest import Counted
from tests.editing.threesomes import Threesome, threesomes

QUICK = settings(max_examples=250, deadline=None, derandomize=True, database=None)
LONG = settings(QUICK, max_examples=4_000, suppress_health_check=list(HealthCheck))


def identity(base: Project, mine: Project, theirs: Project) -> None:
    """Where one side did nothing, or both did the same, nothing is put together."""
    for merged, wanted in (
        (merge(base, base, theirs), theirs),
        (merge(base, mine, base), mine),
        (merge(base, mine, mine.model_copy()), mine),
    ):
        assert same(merged.project, wanted)
        assert same(merged.pending, wanted)
        assert merged.conflicts == ()


def symmetry(base: Project, mine: Project, theirs: Project) -> None:
    """Whoever merges sees the same conflicts, and the same in front of him."""
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {_seen(each) for each in here.conflicts} == {_seen(_swapped(each)) for each in there.conflicts}
    assert _unordered(here.project) == _unordered(there.pending)
    assert _unordered(here.pending) == _unordered(there.project)


def no_silent_loss(base: Project, mine: Project, theirs: Project) -> None:
    """Each change of each side is in the result, or a conflict says what became of it."""
    merged = merge(base, mine, theirs)
    for side in (mine, theirs):
        for edit in edits_between(base, side).edits:
            assert _is_in(edit, merged.project, side) or _is_told(edit, merged), (edit, merged.conflicts)
    for conflict in merged.conflicts:
        if conflict.kind in ("field", "order"):
            assert not same(conflict.mine, conflict.theirs)
            assert conflict.stands(merged.project, conflict.theirs)
            assert conflict.stands(merged.pending, conflict.mine)


def a_sound_file(base: Project, mine: Project, theirs: Project) -> None:
    """What comes out is a project file without a problem, whoever's values it holds."""
    merged = merge(base, mine, theirs)
    for project in (merged.project, merged.pending):
        again, problems = read_project(project.to_data())
        assert [each.sentence for each in problems] == []
        assert same(again, project)


def edits_lead_there(base: Project, mine: Project, theirs: Project) -> None:
    """The edits between two projects make of the one what is written like the other."""
    for old, new in ((base, mine), (mine, theirs), (theirs, base)):
        edit = edits_between(old, new)
        assert same(edit.apply(old), new)
        tables = old.to_data()
        edit.replay(tables, old)
        assert same(read_project(tables)[0], new)


LAWS = (identity, symmetry, no_silent_loss, a_sound_file, edits_lead_there)


def _run(law: Callable[[Project, Project, Project], None], how: settings) -> int:
    """Hold the law to many examples; how many."""
    examples = itertools.count()

    @how
    @given(threesomes())
    def holds(three: Threesome) -> None:
        next(examples)
        law(*three)

    holds()
    return next(examples)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Callable[[Project, Project, Project], None]) -> None:
    _run(law, QUICK)


@pytest.mark.soak
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds_over_4_000_examples(
    law: Callable[[Project, Project, Project], None], counted: Counted
) -> None:
    examples = _run(law, LONG)
    counted(f"merges under the law of {law.__name__.replace('_', ' ')}, 0 broken", examples)
    assert examples >= 4_000


def test_the_examples_meet_conflicts() -> None:
    """Laws that hold because nothing ever meets would show nothing."""
    kinds: set[str] = set()

    @QUICK
    @given(threesomes())
    def look(three: Threesome) -> None:
        kinds.update(each.kind for each in merge(*three).conflicts)

    look()
    assert kinds >= {"field", "order", "deleted"}


def _seen(conflict: Conflict) -> tuple[str, ...]:
    values = (conflict.base, conflict.mine, conflict.theirs) if conflict.kind != "order" else ()
    return (conflict.kind, str(conflict.place), conflict.field, *map(repr, values))


def _swapped(conflict: Conflict) -> Conflict:
    return Conflict(
        conflict.kind, conflict.place, conflict.field, conflict.base, conflict.theirs, conflict.mine
    )


def _unordered(project: Project) -> Any:
    """What a project says, whatever stands before what."""

    def loose(value: Any) -> Any:
        if isinstance(value, dict):
            # An empty array says what none says.
            return tuple(sorted((key, loose(each)) for key, each in value.items() if each != []))
        return tuple(sorted(map(repr, map(loose, value)))) if isinstance(value, list) else repr(value)

    return loose(project.to_data())


def _is_in(edit: Edit, project: Project, side: Project) -> bool:
    try:
        if isinstance(edit, SetField):
            now = written(item_at(project, edit.place), edit.field)
            if isinstance(edit.before, list | type(ABSENT)) and isinstance(edit.after, list):
                # Of a list what was added is there and what was taken out is not; others may add as well.
                was = edit.before if isinstance(edit.before, list) else []
                held = list(map(repr, now if isinstance(now, list) else []))
                added = [each for each in map(repr, edit.after) if each not in map(repr, was)]
                return all(each in held for each in added)
            if isinstance(edit.after, dict) and isinstance(now, dict):
                old = edit.before if isinstance(edit.before, dict) else {}
                mine = [key for key in edit.after if not same(edit.after[key], old.get(key, ABSENT))]
                return all(same(now.get(key, ABSENT), edit.after[key]) for key in mine)
            return same(now, edit.after)
        if isinstance(edit, Add):
            return any(item.id == getattr(edit.item, "id", "") for item in items_at(project, edit.collection))
        if isinstance(edit, Remove):
            return all(item.id != edit.place[-1] for item in items_at(project, edit.place[:-1]))
        if isinstance(edit, Move):
            here, there = ([each.id for each in items_at(one, edit.place[:-1])] for one in (project, side))
            both = set(here) & set(there)
            return [id for id in here if id in both] == [id for id in there if id in both]
    except ProblemsFound:
        return False
    return False


def _is_told(edit: Edit, merged: Merged) -> bool:
    place = (*edit.collection, getattr(edit.item, "id", "")) if isinstance(edit, Add) else edit_place(edit)
    field = edit.field if isinstance(edit, SetField) else ""
    for each in merged.conflicts:
        if each.kind == "order" and isinstance(edit, Move) and each.place == place[:-1]:
            return True
        if each.place == place and each.kind in ("deleted", "added", "moved"):
            return True
        if each.kind == "field" and each.place == place and field and each.field.split(".")[0] == field:
            return True
        # What was deleted with its holder is told with the holder.
        if each.kind == "deleted" and place[: len(each.place)] == each.place:
            return True
    # Both sides moved things to one order, of which each saw a part.
    return isinstance(edit, Move) and _agree(merged, place)


def edit_place(edit: Edit) -> tuple[str, ...]:
    assert isinstance(edit, (SetField, Remove, Move))
    return edit.place


def _agree(merged: Merged, place: tuple[str, ...]) -> bool:
    ids = [
        [each.id for each in items_at(one, place[:-1])]
        for one in (merged.mine, merged.theirs, merged.project)
    ]
    common = set(ids[0]) & set(ids[1]) & set(ids[2])
    mine, theirs, result = ([id for id in each if id in common] for each in ids)
    return result in (mine, theirs) and plain(result) != []

import datetime
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomlrt

from model.editing.building import adding, naming, removing, shifting, writing_ids
from model.editing.edits import ABSENT, Edit, SetField, set_field
from model.editing.session import Session
from model.files.document import GuardRefused, edited, fresh, guarded
from model.files.loading import load
from model.files.sameness import difference, same
from tests.conftest import REPO_ROOT
from tests.files.samples import SMALL, Change, text_of


def changed(text: str, change: Any) -> str:
    return edited(text.encode(), [Change(change)]).decode()


def lines_of(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, in order."""
    old, new = before.splitlines(), after.splitlines()
    head = next(
        (i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return old[head : len(old) - tail], new[head : len(new) - tail]


@pytest.mark.parametrize(
    "raw",
    [
        SMALL.encode(),
        SMALL.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.rstrip().encode(),
        (REPO_ROOT / "sample_config.toml").read_bytes(),
    ],
    ids=["plain", "crlf", "bom", "no final newline", "sample"],
)
def test_a_file_without_edits_stays_byte_for_byte(raw: bytes) -> None:
    assert edited(raw, []) == raw


def test_a_number_changes_alone() -> None:
    after = changed(SMALL, lambda t: t["touchpoints"][0]["expectations"][0].__setitem__("expected", 45))
    assert lines_of(SMALL, after) == (["  expected = 40   # they say"], ["  expected = 45   # they say"])


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_crlf_and_bom_survive_an_edit(mark: bytes) -> None:
    raw = mark + SMALL.replace("\n", "\r\n").encode()
    new = edited(raw, [Change(lambda t: t["touchpoints"][1].__setitem__("owner", "Ana"))])
    assert new == raw.replace(b'name = "The phone"\r\n', b'name = "The phone"\r\nowner = "Ana"\r\n')


def test_a_missing_final_newline_stays_missing() -> None:
    text = 'format = 1\n[project]\nname = "x"'
    assert changed(text, lambda t: t["project"].__setitem__("name", "y")) == text.replace('"x"', '"y"')


def test_a_new_key_stands_behind_the_one_that_usually_precedes_it() -> None:
    after = changed(SMALL, lambda t: t["touchpoints"][0]["expectations"][0].__setitem__("limit", 60))
    assert lines_of(SMALL, after) == ([], ["  limit = 60"])
    assert "  expected = 40   # they say\n  limit = 60\n  delivered = 47\n" in after


def test_a_new_id_comes_first() -> None:
    after = changed(SMALL, lambda t: t["promises"][0].__setitem__("id", "sample"))
    assert '[[promises]]\nid = "sample"\ntouchpoint = "delivery"\n' in after


def test_a_new_touchpoint_is_a_section_with_sections_for_its_rows() -> None:
    item = {
        "id": "door",
        "stage": "wait",
        "name": "Door",
        "authority": {"who": "rider"},
        "expectations": [
            {"id": "a", "name": "A", "kind": "count"},
            {"id": "b", "name": "B", "kind": "count"},
        ],
    }
    after = changed(SMALL, lambda t: t["touchpoints"].insert(2, item))
    assert lines_of(SMALL, after)[1] == [
        "[[touchpoints]]",
        'id = "door"',
        'stage = "wait"',
        'name = "Door"',
        'authority = { who = "rider" }',
        "",
        "[[touchpoints.expectations]]",
        'id = "a"',
        'name = "A"',
        'kind = "count"',
        "",
        "[[touchpoints.expectations]]",
        'id = "b"',
        'name = "B"',
        'kind = "count"',
        "",
    ]
    assert "# nobody likes it\n\n[[touchpoints]]\nid = " in after


def test_the_first_row_of_a_touchpoint_stays_above_the_next_heading() -> None:
    row = {"id": "rings", "name": "Rings", "kind": "count"}
    after = changed(SMALL, lambda t: t["touchpoints"][1].__setitem__("expectations", [row]))
    expected = (
        '# nobody likes it\n\n[[touchpoints.expectations]]\nid = "rings"\nname = "Rings"\nkind = "count"\n'
        "\n# ---- Promises ----\n"
    )
    assert expected in after


def test_a_new_row_beside_indented_ones_is_indented() -> None:
    row = {"id": "hot", "name": "Hot"}
    after = changed(SMALL, lambda t: t["touchpoints"][0]["expectations"].insert(1, row))
    assert '\n  # from the till\n\n  [[touchpoints.expectations]]\n  id = "hot"\n  name = "Hot"\n\n' in after


@pytest.mark.parametrize("start", ["", "actions = []\n"])
def test_the_first_action_goes_to_the_end_as_a_section(start: str) -> None:
    text = SMALL.replace("format = 1\n", f"format = 1\n{start}").replace("# the end\n", "")
    after = changed(text, lambda t: t.__setitem__("actions", [{"id": "sms", "touchpoint": "phone"}]))
    assert after.endswith('due = 2026-11-03\n\n[[actions]]\nid = "sms"\ntouchpoint = "phone"\n')
    assert "actions = [" not in after


def test_rows_follow_suit_where_a_file_writes_them_inline() -> None:
    text = SMALL.partition("# the rider")[0] + (
        '[[touchpoints]]\nid = "a"\nstage = "wait"\nname = "A"\n'
        'expectations = [\n  { id = "x", name = "X", kind = "count" }, # first\n]\n'
    )

    def change(tables: Any) -> None:
        tables["touchpoints"][0]["expectations"].insert(1, {"id": "y"})
        tables["touchpoints"].insert(1, {"id": "b", "expectations": [{"id": "z"}]})

    after = changed(text, change)
    assert '  { id = "x", name = "X", kind = "count" }, # first\n  { id = "y" },\n]\n' in after
    assert '[[touchpoints]]\nid = "b"\nexpectations = [{ id = "z" }]\n' in after


def test_the_last_promise_leaves_nothing_behind() -> None:
    after = changed(SMALL, lambda t: t["promises"].pop(0))
    assert "promises" not in tomli.loads(after)
    assert "promises" not in after
    assert after.endswith("# the end\n")


def test_a_section_moves_with_its_comments_and_not_with_its_heading() -> None:
    after = changed(SMALL, lambda t: t["touchpoints"].insert(1, t["touchpoints"].pop(0)))
    start = after.index("# ---- Wait ----")
    assert after[start : after.index("# ---- Promises")] == (
        '# ---- Wait ----\n\n[[touchpoints]]\nid = "phone"\nstage = "wait"\nname = "The phone"\n'
        "# nobody likes it\n\n"
        + SMALL[SMALL.index("# the rider") : SMALL.index('[[touchpoints]]\nid = "phone"')]
    )


def test_moving_there_and_back_gives_the_same_bytes() -> None:
    def there(tables: Any) -> None:
        tables["touchpoints"].insert(1, tables["touchpoints"].pop(0))

    assert changed(changed(SMALL, there), there) == SMALL


def test_a_deleted_section_takes_its_own_comments_and_leaves_the_heading() -> None:
    after = changed(SMALL, lambda t: t["touchpoints"].pop(0))
    assert "# the rider" not in after
    assert "# from the till" not in after
    assert '# ---- Wait ----\n\n[[touchpoints]]\nid = "phone"\n' in after


def test_a_moved_inline_element_keeps_its_comments() -> None:
    text = "format = 1\nstages = [\n  {id = 'a'}, # first\n  # of b\n  {id = 'b'}, # second\n]\n"
    after = changed(text, lambda t: t["stages"].insert(0, t["stages"].pop(1)))
    assert after == "format = 1\nstages = [\n  # of b\n  {id = 'b'}, # second\n  {id = 'a'}, # first\n]\n"


def test_an_array_given_anew_keeps_the_elements_that_stay() -> None:
    text = 'format = 1\nx = [\n  1, # one\n  2_000,   # two\n  { a = "b" }, # three\n]\n'
    after = changed(text, lambda t: t.__setitem__("x", [1, 2000, {"a": "c"}, 4]))
    assert after == 'format = 1\nx = [\n  1, # one\n  2_000,   # two\n  { a = "c" }, # three\n  4,\n]\n'


def test_a_value_given_anew_unchanged_keeps_its_spelling() -> None:
    text = "format = 0x1\n[project]\nname = 'x'\n"
    assert (
        changed(text, lambda t: (t.__setitem__("format", 1), t["project"].__setitem__("name", "x"))) == text
    )


def test_a_table_emptied_by_edits_goes() -> None:
    def change(tables: Any) -> None:
        tables["touchpoints"][1]["authority"] = {}
        tables["touchpoints"][1]["authority"]["who"] = "Ana"
        del tables["touchpoints"][1]["authority"]["who"]

    assert changed(SMALL, change) == SMALL


def test_a_table_that_loses_its_last_key_goes() -> None:
    text = SMALL.replace('name = "The phone"\n', 'name = "The phone"\nauthority = { who = "Ana" }\n')
    assert changed(text, lambda t: t["touchpoints"][1]["authority"].__delitem__("who")) == SMALL


def session_on(path: Path) -> Session:
    loaded = load(path)
    assert loaded.project is not None
    assert loaded.problems == ()
    return Session.opened(loaded.project, loaded.raw)


ROW = ("touchpoints", "delivery", "expectations", "minutes")


def _edits(session: Session) -> list[Edit | None]:
    project = session.project
    return [
        set_field(project, ROW, "delivered", 41.5),
        set_field(project, ROW, "expected", ABSENT),
        set_field(project, ("touchpoints", "phone"), "authority.who", "Ana"),
        set_field(project, ("touchpoints", "phone"), "notes", ["one", {"text": "two"}]),
        set_field(project, ("scoring",), "loss_aversion", 2.5),
        set_field(project, ("check",), "ignore", ["GAP118"]),
        set_field(project, ("touchpoints", "delivery"), "reviewed", {"on": datetime.date(2026, 10, 30)}),
        adding(
            project, ("actions",), {"touchpoint": "phone", "what": "Hire", "due": datetime.date(2026, 12, 5)}
        ),
        adding(project, ("touchpoints", "phone", "expectations"), {"name": "Rings", "kind": "count"}),
        removing(project, ("touchpoints", "delivery")),
        removing(project, ROW),
        shifting(project, ("touchpoints", "phone"), -1),
        naming(project, ("promises", "sample"), "Sample of five"),
        writing_ids(project),
    ]


@pytest.mark.parametrize("number", range(14))
def test_the_guard_lets_every_edit_of_the_session_through(small: Path, number: int) -> None:
    session = session_on(small)
    edit = _edits(session)[number]
    assert edit is not None
    session = session.apply(edit)
    new = text_of(session)
    small.write_bytes(new)
    assert difference(session_on(small).project.to_data(), session.project.to_data()) is None


def test_undo_to_a_saved_state_gives_back_its_bytes(small: Path) -> None:
    session = session_on(small)
    session = session.apply(set_field(session.project, ROW, "delivered", 41))
    session = session.saved(text_of(session)).undo()
    assert text_of(session) == SMALL.encode()


@pytest.mark.parametrize(
    ("change", "intended"),
    [
        (lambda t: t.__setitem__("format", True), {}),
        (lambda t: t.__setitem__("format", 1.0), {}),
        (lambda t: t.__delitem__("promises"), {}),
        (lambda t: t["nothing"]["there"], {}),
        (lambda t: t["touchpoints"][9], {}),
    ],
)
def test_the_guard_refuses_what_the_edits_did_not_mean(change: Any, intended: dict[str, Any]) -> None:
    with pytest.raises(GuardRefused, match=r"Not saved: .* the file is unchanged and your edits are kept"):
        guarded(SMALL.encode(), [Change(change)], tomli.loads(SMALL) | intended)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: text.replace("40", "41"),
        lambda text: text + "[[[",
        lambda text: text.replace("[[promises]]", "[promises]"),
    ],
)
def test_the_guard_refuses_an_engine_that_writes_something_else(
    monkeypatch: pytest.MonkeyPatch, wrong: Any
) -> None:
    right = tomlrt.dumps
    monkeypatch.setattr(tomlrt, "dumps", lambda document: wrong(right(document)))
    with pytest.raises(GuardRefused):
        guarded(SMALL.encode(), [], tomli.loads(SMALL))


def test_the_guard_refuses_an_engine_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> None:
        raise AssertionError("internal")

    monkeypatch.setattr(tomlrt, "loads", broken)
    with pytest.raises(GuardRefused, match="AssertionError"):
        guarded(SMALL.encode(), [], tomli.loads(SMALL))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, True, False),
        (1, 1.0, False),
        (0.0, -0.0, False),
        (float("nan"), float("nan"), True),
        (datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2), False),  # noqa: DTZ001  # A TOML local time.
        ([], {}, False),
        ({"a": [1, "x"]}, {"a": [1, "x"]}, True),
    ],
)
def test_sameness_is_strict(one: Any, other: Any, alike: bool) -> None:
    assert same(one, other) is alike
    assert same({"a": [one]}, {"a": [other]}) is alike


def test_absent_and_empty_arrays_of_tables_say_the_same() -> None:
    assert difference({"format": 1, "promises": []}, {"format": 1}) is None
    assert difference({"touchpoints": [{"expectations": []}]}, {"touchpoints": [{}], "check": {}}) is None
    assert difference({"touchpoints": [{"depends_on": []}]}, {"touchpoints": [{}]}) == (
        "touchpoints",
        0,
        "depends_on",
    )
    assert difference({"touchpoints": [{"check": {}}]}, {"touchpoints": [{}]}) == ("touchpoints", 0, "check")
    assert difference({"touchpoints": [{}]}, {"touchpoints": []}) == ("touchpoints",)


def test_a_new_file_has_sections_in_the_usual_order() -> None:
    data = {
        "touchpoints": [{"id": "a", "stage": "s", "name": "A", "expectations": [{"id": "x", "name": "X"}]}],
        "stages": [{"id": "s", "name": "S"}],
        "project": {"name": "Pizza", "rating_scale": [1, 10]},
        "format": 1,
        "promises": [],
    }
    new = fresh(data).decode()
    assert new == (
        "# Gapline project: what customers expect of each touchpoint, and what they get.\n\nformat = 1\n\n"
        '[project]\nname = "Pizza"\nrating_scale = [1, 10]\n\n[[stages]]\nid = "s"\nname = "S"\n\n'
        '[[touchpoints]]\nid = "a"\nstage = "s"\nname = "A"\n\n'
        '[[touchpoints.expectations]]\nid = "x"\nname = "X"\n'
    )


def test_the_sample_written_anew_says_the_same() -> None:
    project = load(REPO_ROOT / "sample_config.toml").project
    assert project is not None
    assert difference(tomli.loads(fresh(project.to_data()).decode()), project.to_data()) is None


def test_setting_an_absent_field_twice_is_no_fault() -> None:
    edit = SetField(ROW, "limit", ABSENT, 60)
    assert isinstance(edit.inverse(), SetField)

"""What-if in the running dashboard: nothing tried touches the plan, and every way out of it."""

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from model.editing.edits import set_field
from model.editing.scenarios import scenario_edit
from model.files.loading import load
from tests.tui.driving import SAMPLE, Drive, opened
from tests.tui.hostile import HIDDEN, hostile_project
from tests.tui.test_keys import ALL_KEYS, OTHER_KEYS
from tests.tui.views import worlds
from tui.acts.trying import applied, begun, kept, left, lines_of, unkept
from tui.commands import VIEWS
from tui.opening import Wishes
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Look
from tui.themes import MONO, NIGHT
from tui.views.frame import screen_picture
from tui.workspace import Workspace

SIZES = [(20, 6), (33, 9), (48, 12), (66, 16), (80, 24), (120, 30), (140, 40), (200, 50)]


def first(drive: Drive) -> str:
    return drive.lines()[0].rstrip()


def numbers(workspace: Workspace) -> list[float | None]:
    return [row.score for _, row in workspace.scores.rows()]


# -- trying ----------------------------------------------------------------------------------------------


async def test_what_is_tried_is_marked_everywhere_and_never_in_the_plan(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        plan, before = drive.workspace.session, drive.workspace.scores
        await drive.keys("xn")
        assert drive.workspace.view == "whatif"
        await drive.keys("d6<enter>")
        assert drive.said.startswith("Tried: Delivered 8.1 > 6.0")
        assert "[6.0]" in drive.text()
        assert first(drive).endswith("not in the plan  journey -23.9 > -24.8")
        for view in ("board", "detail", "curve", "priorities", "whatif", "scenarios"):
            drive.journey.run_command(f"view.{view}")
            await drive.settle()
            assert first(drive).startswith(" WHAT-IF shop.toml > ")
            assert "-23.9 > -24.8" in first(drive)
            assert ("[6.0]" in drive.text()) is (view in ("board", "detail", "whatif"))
        assert drive.workspace.plan is plan
        assert not drive.workspace.unsaved
        drive.journey.run_command("view.whatif")
        await drive.keys("xD")
        assert drive.workspace.session is plan
        assert drive.workspace.scores is before
        assert (drive.workspace.view, drive.said) == ("board", "What-if is over. The plan is as it was.")
        assert "[6.0]" not in drive.text()
        await drive.keys("u")
        assert drive.said == "Nothing to undo."
    assert project.read_bytes() == SAMPLE.read_bytes()


async def test_undo_stays_among_the_tries_and_redo_as_well(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("d5<enter>")
        edited = drive.workspace.session
        await drive.keys("xnd6<enter>d7<enter>")
        await drive.keys("uuuuu")
        assert drive.said == "Nothing to undo."
        assert drive.workspace.plan is edited
        assert drive.workspace.project == edited.project
        await drive.keys("U")
        assert "[6.0]" in drive.text()
        await drive.keys("uxx")
        assert not drive.workspace.trying
        await drive.keys("<escape>")
        assert drive.workspace.plan is edited


async def test_taking_one_row_back_leaves_the_others(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("xnd6<enter>w3<enter>jd0<enter>")
        keys = lines_of(drive.workspace)[:2]
        await drive.keys(["home"])
        assert drive.workspace.selected == keys[0]
        await drive.keys("D")
        assert drive.said.startswith("Taken back: this row is as in the plan.")
        assert lines_of(drive.workspace)[0] == keys[1]
        row = drive.workspace.project.touchpoint(keys[0][0])
        assert row == drive.workspace.plan.project.touchpoint(keys[0][0])
        await drive.keys("u")
        assert lines_of(drive.workspace)[:2] == keys
        await drive.keys(["end", "D"])
        assert drive.said == "Nothing is tried on this row."


async def test_down_in_the_box_goes_to_the_row_that_stood_below(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("xn<home>jj")
        there, following = lines_of(drive.workspace)[2:4]
        assert drive.workspace.selected == there
        await drive.keys(["d", "1", "down"])
        assert drive.workspace.selected == following
        assert lines_of(drive.workspace)[0] == there


async def test_both_levers_are_shown_with_their_price_and_one_is_tried(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("xn<home>")
        text = drive.text()
        assert "Deliver better: " in text
        assert "Promise and expect less: " in text
        assert "Promising less is not free" in text
        was = drive.workspace.scores.journey.score
        await drive.keys("td")
        assert drive.workspace.row is not None
        assert drive.workspace.row.gap == 0
        assert (drive.workspace.scores.journey.score or 0) > (was or 0)
        await drive.keys("t")
        assert drive.said == "This row has no gap to close."


async def test_a_cost_is_typed_and_set_against_the_gap_it_closes(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("xn")
        assert "Cost    not typed; c types it" in drive.text()
        await drive.keys("<home>td")
        for typed, told in (
            ("c4<enter>", "Cost    4 in the unit of effort; closes 1."),
            ("csoon<enter>", '"soon" is not a number; type one such as 4.'),
            ("c-3<enter>", '"-3" is not a number'),
        ):
            await drive.keys(typed)
            assert told in drive.text()
        trial = drive.workspace.trial
        assert trial is not None
        assert trial.cost == 4


# -- the ways out ----------------------------------------------------------------------------------------


async def test_applying_is_one_step_of_undo_and_saves_the_bytes_of_typing(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("x2")
        assert drive.said.startswith("'Ring on every slip': 2 values tried. Journey -23.9 > -15.4.")
        await drive.keys("A")
        assert not drive.workspace.trying
        assert drive.said.startswith("Applied 'Ring on every slip' to the plan: 2 changes.")
        await drive.keys(["ctrl+s"])
        await drive.until(lambda: drive.said.startswith("Saved"))
        scenario = project.read_bytes()
        await drive.keys(["u", "ctrl+s"])
        await drive.until(lambda: project.read_bytes() == SAMPLE.read_bytes())
        assert len(list(drive.workspace.session.steps())) == 0
        for touchpoint, row, value in (("slip-told", "hours", "6"), ("slip-told", "chasing", "0.5")):
            drive.journey.show(drive.workspace.select((touchpoint, row)))
            await drive.keys(f"d{value}<enter>")
        await drive.keys(["ctrl+s"])
        await drive.until(lambda: project.read_bytes() != SAMPLE.read_bytes())
        assert project.read_bytes() == scenario


async def test_leaving_asks_only_where_something_would_be_lost(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("xnx")
        assert not drive.workspace.trying
        await drive.keys("x2x")
        assert not drive.workspace.trying
        await drive.keys("<home>j")
        await drive.keys("xnd6<enter>x")
        assert "1 change is tried, journey -23.9 > -24.8." in drive.text()
        await drive.keys("<escape>")
        assert drive.workspace.trying
        await drive.keys("<escape>")
        assert (drive.workspace.view, drive.workspace.trying) == ("board", True)
        await drive.keys("<escape>")
        assert "Leave what-if" in drive.text()
        await drive.keys("a")
        assert drive.workspace.session.project.touchpoints[0].expectations[0].delivered == 6
        assert len(list(drive.workspace.session.steps())) == 1


@pytest.mark.parametrize("key", ["q", "ctrl+q", "Q"])
async def test_quitting_asks_about_what_is_tried(project: Path, key: str) -> None:
    async with opened(project) as drive:
        await drive.keys("xnd6<enter><escape>")
        await drive.keys([key])
        assert "Leave what-if" in drive.text()
        await drive.keys("<escape>")
        assert drive.running
        assert drive.workspace.trying
        await drive.keys([key, "D"])
        assert drive.running is (key == "q")
    assert project.read_bytes() == SAMPLE.read_bytes()


async def test_saving_while_trying_saves_the_plan_and_says_so(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("d5<enter>xnd6<enter>")
        assert "*edited" in first(drive)
        await drive.keys(["ctrl+s"])
        await drive.until(lambda: drive.said.startswith("Saved"))
        assert drive.said == "Saved shop.toml. The plan, not what is tried."
        assert "*edited" not in first(drive)
        loaded = load(project).project
        assert loaded is not None
        assert loaded.touchpoints[0].expectations[0].delivered == 5
        assert "[6.0]" in drive.text()
        await drive.keys(["ctrl+s"])
        assert drive.said == "Nothing to save: the file says what the plan says."
        await drive.keys("R")
        assert "leave what-if with x, then reload." in drive.said
        assert drive.workspace.trying


async def test_a_snapshot_while_trying_is_of_the_file(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("xnd6<enter>Stry<enter>")
        await drive.until(lambda: "kept" in drive.said)
        copies = list((project.parent / ".snapshots/shop").iterdir())
        assert [each.read_bytes() for each in copies] == [SAMPLE.read_bytes()]
        assert "not saved" not in drive.said


# -- scenarios -------------------------------------------------------------------------------------------


async def test_tries_are_kept_in_the_file_changed_and_taken_back_by_undo(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("xnd6<enter>c2<enter>KSix [b]<enter>")
        assert drive.said == "Kept as scenario 'Six [b]': 1 value. Save writes it."
        assert "What-if 'Six [b]'" in first(drive)
        assert not unkept(drive.workspace)
        await drive.keys("d5<enter>K<enter>")
        scenario = drive.workspace.plan.project.scenarios[-1]
        assert (scenario.name, scenario.cost, [each.to for each in scenario.sets]) == ("Six [b]", 2, [5])
        await drive.keys("u")
        assert "[6.0]" in drive.text()
        await drive.keys("UKOther<enter>x")
        assert [each.name for each in drive.workspace.project.scenarios[-2:]] == ["Six [b]", "Other"]
        await drive.keys(["ctrl+s"])
        await drive.until(lambda: drive.said.startswith("Saved"))
        loaded = load(project).project
        assert loaded is not None
        assert loaded.scenarios == drive.workspace.project.scenarios
        await drive.keys(["u", "u", "u", "ctrl+s"])
        await drive.until(lambda: project.read_bytes() == SAMPLE.read_bytes())


async def test_what_a_scenario_cannot_hold_is_not_lost_by_keeping_the_rest(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("xnd6<enter>")
        touchpoint = drive.workspace.selected[0]
        drive.journey.show(drive.workspace.select((touchpoint, "")))
        await drive.keys("w5<enter>xkx<enter>")
        assert drive.workspace.trying
        assert "Left out, being no value of a row: 1 change." in drive.said
        assert "weight 1 > 5" in drive.text()
        assert unkept(drive.workspace)


async def test_scenarios_stand_side_by_side_are_tried_renamed_applied_and_deleted(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("gs")
        assert drive.workspace.view == "scenarios"
        text = drive.text()
        for words in ("the plan", "All open", "Ring on every", "Promise three", "-15.4", "-14.6", "-21.1"):
            assert words in text
        await drive.keys("e")
        assert "always stands" in drive.said
        marked = next(line for line in drive.lines() if "the plan" in line)
        assert "> " in marked.partition("the plan")[2]
        await drive.keys("leRing!<enter>")
        assert drive.workspace.project.scenarios[0].name == "Ring!"
        await drive.keys("u<enter>")
        assert drive.workspace.trying
        assert drive.workspace.view == "whatif"
        drive.journey.run_command("view.scenarios")
        await drive.keys("D")
        assert "leave it with x first" in drive.said
        await drive.keys("xx")
        await drive.keys("gsA")
        assert drive.said.startswith("Applied 'Ring on every slip' to the plan. Journey -23.9 > -15.4.")
        assert "2, 2 idle" in drive.text()
        await drive.keys("uD")
        assert [each.id for each in drive.workspace.project.scenarios] == ["honest-date"]
        await drive.keys(["u", "end", "D", "u"])
        assert load(project).project == drive.workspace.project


async def test_all_keys_at_once_end_where_keys_one_by_one_do(project: Path) -> None:
    keys = ["x", "n", "d", "6", "enter", *"tpKa b", "enter", *"xgs", "end", "enter", "u", "A"]
    seen = []
    for pace in (keys, None):
        async with opened(project) as drive:
            if pace:
                await drive.keys(pace)
            else:
                for key in keys:
                    await drive.keys([key])
            seen.append((drive.workspace.project, drive.workspace.view, drive.said, drive.workspace.trying))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("seed", range(4))
async def test_no_keys_at_random_break_the_mode_or_touch_the_file(project: Path, seed: int) -> None:
    rng = random.Random(seed)
    pool = [key for key in ALL_KEYS + OTHER_KEYS if key not in ("q", "Q", "ctrl+q", "ctrl+s", "S", "A", "a")]
    async with opened(project) as drive:
        await drive.keys("xn")
        for _ in range(12):
            await drive.keys([rng.choice(pool) for _ in range(6)])
            assert drive.running
            assert drive.aligned()
    assert project.read_bytes() == SAMPLE.read_bytes()


# -- files of all kinds ----------------------------------------------------------------------------------


async def test_a_file_opened_read_only_can_be_tried_with_but_nothing_is_kept(project: Path) -> None:
    async with opened(project, wishes=Wishes(read_only=True)) as drive:
        await drive.keys("xnd6<enter>")
        assert first(drive).startswith(" READ-ONLY WHAT-IF shop.toml")
        assert "[6.0]" in drive.text()
        for key, words in (("A", "Nothing can be applied: "), ("K", "Nothing can be kept: ")):
            await drive.keys(key)
            assert drive.said.startswith(words)
        await drive.keys("xD")
        await drive.keys("d7")
        assert drive.said.startswith("Nothing can be changed: ")


async def test_a_file_with_problems_is_mended_first(project: Path) -> None:
    project.write_text(project.read_text().replace("cost = 6 ", 'cost = "x" '))
    async with opened(project) as drive:
        await drive.keys("x")
        assert drive.said == "Mend the file first: nothing can be tried with one that has problems."
        assert not drive.workspace.trying


async def test_off_every_key_of_the_view_says_how_to_begin(project: Path) -> None:
    async with opened(project, view="whatif") as drive:
        assert "What-if is off. x begins it" in drive.text()
        for key in "KADct":
            await drive.keys(key)
            assert drive.said == "What-if is off. x begins it."
            await drive.keys("<escape>")


# -- the picture -----------------------------------------------------------------------------------------


def hostile() -> Workspace:
    """Tries on every row of a project whose texts try something too."""
    text = hostile_project()
    for at in range(6):
        name = worlds.quoted(worlds.HOSTILE[at])
        text += (
            f'[[scenarios]]\nid = "h{at}"\nname = {name}\n'
            f'sets = [{{ touchpoint = "t{at}", expectation = "e0", field = "name", to = {name} }}]\n'
        )
    workspace = worlds.opened(text)
    workspace = begun(workspace, workspace.project.scenarios[0])
    for scenario in workspace.project.scenarios[1:]:
        workspace = workspace.apply(scenario_edit(workspace.project, scenario.id))
    return workspace


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_names_keep_the_columns_in_every_view_of_the_mode(view: str) -> None:
    workspace = replace(hostile(), view=view)
    for (width, height), glyphs, theme in product(SIZES, (ASCII, BLOCK), (NIGHT, MONO)):
        picture = screen_picture(workspace, Look(glyphs, theme), width, height)
        worlds.assert_shape(picture, width, height)
        text = worlds.text_of(picture)
        assert not HIDDEN.search(text)
        assert "WHAT-IF" in text.splitlines()[0]
        if glyphs is ASCII:
            worlds.assert_ascii(picture)


def test_a_try_shows_without_any_colour() -> None:
    workspace = begun(worlds.sample())
    plain = worlds.text_of(screen_picture(replace(workspace, view="board"), Look(ASCII, MONO), 80, 24))
    tried = begun(worlds.sample(), workspace.project.scenarios[0])
    for (width, height), view in product(SIZES[3:], ("board", "detail", "whatif")):
        shown = replace(tried.select(("slip-told", "hours")), view=view)
        text = worlds.text_of(screen_picture(shown, Look(ASCII, MONO), width, height))
        assert "[6" in text, (width, view)
    assert "[6" not in plain


def test_a_number_that_does_not_fit_is_not_cut_to_another() -> None:
    text = worlds.journey('kind = "count"\nunit = "messages a week"\nexpected = 123456.75\ndelivered = 3')
    workspace = begun(worlds.opened(text))
    place = ("touchpoints", "t0", "expectations", "x")
    workspace = workspace.apply(set_field(workspace.project, place, "delivered", 987654.25))
    shown = worlds.text_of(screen_picture(workspace, Look(ASCII, NIGHT), 80, 24))
    assert "[..]" in shown
    assert "987654 " not in shown


def test_leaving_and_applying_are_pure() -> None:
    plan = worlds.sample()
    tried = begun(plan, plan.project.scenarios[1])
    assert left(tried).session is plan.session
    assert numbers(left(tried)) == numbers(plan)
    done = applied(tried)
    assert done.session.undo().state is plan.session.state
    assert numbers(done) == numbers(tried)
    named = kept(tried.apply(scenario_edit(tried.project, "just-ring")), "Both")
    assert named.plan.undo().state is plan.session.state
    assert named.plan.project.touchpoints == plan.project.touchpoints

"""Every command that asks is carried out by the module that is named for it."""

import pytest

from tui.commands import COMMANDS
from tui.screens.flows import IN_VIEW, THEMES, flow_of, flows_of
from tui.views.title import PLACES


@pytest.mark.parametrize("theme", THEMES)
def test_a_module_carries_out_what_is_listed_for_it(theme: str) -> None:
    in_views = {id for themes in IN_VIEW.values() for id, each in themes.items() if each == theme}
    assert set(flows_of(theme)) == {*THEMES[theme], *in_views}
    assert {each.id for each in COMMANDS} >= set(THEMES[theme])


def test_a_view_may_have_a_command_carried_out_elsewhere() -> None:
    assert set(IN_VIEW) <= set(PLACES)
    for view, themes in IN_VIEW.items():
        for command, theme in themes.items():
            assert flow_of(command, view) is flows_of(theme)[command] is not flow_of(command)


def test_what_asks_nothing_has_no_flow() -> None:
    assert flow_of("move.down", "board") is None

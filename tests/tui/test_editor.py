"""The text in the person's own editor: what they get, what comes back, that nothing of it is lost."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.journey.problem import UserError
from tests.tui.driving import opened
from tests.tui.shops import SHOP, shop
from tui.opening import Wishes
from tui.outside.editorcommand import at_line, editor_words

# Does to the file what its own last lines say, once more each time it is called, and notes its arguments.
EDITOR = """\
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
seen, steps = Path(sys.argv[1]), sys.argv[2].split("|")
path = Path(sys.argv[-1].partition(":")[0])
text = path.read_bytes().decode()
count = len(seen.read_text().splitlines()) if seen.exists() else 0
with seen.open("a") as file:
    file.write(f"{sys.argv[3:]} {path.stat().st_mode & 0o777:o} {path.parent.stat().st_mode & 0o777:o}\\n")
old, new, code = steps[min(count, len(steps) - 1)].split(">")
path.write_bytes(text.replace(old, new).encode())
sys.exit(int(code))
"""


class Editing:
    """An editor that replaces words, one pair a call."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.script = folder / "an editor.py"
        self.script.write_text(EDITOR)
        self.seen = folder / "seen"
        self._monkeypatch = monkeypatch

    def will(self, *steps: str) -> None:
        """What it does at each call: `OLD>NEW>EXIT CODE`."""
        words = [sys.executable, str(self.script), str(self.seen), "|".join(steps)]
        self._monkeypatch.setenv("EDITOR", shlex.join(words))
        self.seen.unlink(missing_ok=True)

    @property
    def calls(self) -> int:
        return len(self.seen.read_text().splitlines()) if self.seen.exists() else 0


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    """An editor; behind it no copy is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield Editing(tmp_path, monkeypatch)
    assert not list(tmp_path.glob("gapline-*"))


async def test_what_is_written_there_is_one_step_and_saved_as_it_was_typed(
    tmp_path: Path, editor: Editing
) -> None:
    path = shop(tmp_path)
    editor.will('name = "Web shop"          # one row: a single line>name="The shop"   # mine, all mine>0')
    async with opened(path) as drive:
        # What is not saved yet is in the text that the editor gets.
        await drive.keys("d7<enter>")
        await drive.keys("E")
        assert drive.said.startswith("Taken over from the editor: 1 change.")
        assert "The shop" in drive.text()
        assert editor.seen.read_text().endswith(" 644 700\n")
        await drive.keys("u")
        assert "Web shop" in drive.text()
        await drive.keys(["U", "ctrl+s"])
        saved = path.read_text()
        assert saved == SHOP.replace("delivered = 6", "delivered = 7").replace(
            'name = "Web shop"          # one row: a single line', 'name="The shop"   # mine, all mine'
        )
        # Comments alone are something to save, too.
        editor.will("# A shop. This comment stays.># Ours.>0")
        await drive.keys("E")
        assert "comments and layout" in drive.said
        assert drive.workspace.unsaved
        await drive.keys(["ctrl+s"])
        assert path.read_text() == saved.replace("# A shop. This comment stays.", "# Ours.")
        assert not drive.workspace.unsaved


async def test_nothing_happens_where_nothing_was_written(
    tmp_path: Path, editor: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shop(tmp_path)
    async with opened(path) as drive:
        for end, words in ((0, "as it was"), (3, "error (3)")):
            editor.will(f"nothing>nowhere>{end}")
            await drive.keys("E")
            assert words in drive.said
            assert not drive.workspace.unsaved
        for name, words in (("/no/such/editor -w", "was not started"), ("vim '", "quote does not end")):
            monkeypatch.setenv("VISUAL", name)
            await drive.keys("E")
            assert words in drive.said
            assert drive.workspace.message is not None
            assert drive.workspace.message.kind == "error"
        monkeypatch.delenv("VISUAL")
        await drive.keys("x")
        await drive.keys("E")
        assert "leave what-if" in drive.said


async def test_a_text_with_problems_can_be_opened_again_kept_or_dropped(
    tmp_path: Path, editor: Editing
) -> None:
    path = shop(tmp_path)
    broken = SHOP.replace('kind = "rating"\nexpected = 8', 'kind = "rting"\nexpected = 8')
    line = broken.splitlines().index('kind = "rting"') + 1
    async with opened(path) as drive:
        before = drive.project
        # No TOML, then a wrong word, then all is well.
        editor.will("expected = 8>expected = = 8>0", "expected = = 8>expected = 8.5>0")
        await drive.keys("E")
        assert "open it again at line" in drive.text()
        assert drive.project is before
        await drive.keys("o")
        assert drive.project.touchpoints[0].expectations[0].expected == 8.5
        assert editor.calls == 2
        await drive.keys("u")
        editor.will('kind = "rating"\nexpected = 8>kind = "rting"\nexpected = 8>0')
        await drive.keys("E")
        assert f"open it again at line {line}" in drive.text()
        await drive.keys("D")
        assert "Everything is as it was" in drive.said
        for name in ("shop.edited.toml", "shop.edited-2.toml"):
            await drive.keys("E")
            await drive.keys(["escape"])
            assert name in drive.said
            assert (tmp_path / name).read_text() == broken
        assert drive.project is before
        # An editor that failed may have written what was meant: the person says.
        editor.will("expected = 8>expected = 9>1")
        await drive.keys("E")
        assert "ended with an error (1)" in drive.text()
        await drive.keys("t")
        assert drive.project.touchpoints[0].expectations[0].expected == 9
    assert path.read_text() == SHOP


async def test_a_file_that_nobody_may_change_is_not_opened(tmp_path: Path, editor: Editing) -> None:
    editor.will("Web>Wob>0")
    async with opened(shop(tmp_path), wishes=Wishes(presence=False, read_only=True)) as drive:
        await drive.keys("E")
        assert drive.said.startswith("Nothing can be changed: opened with --read-only")
        assert not editor.calls


def test_the_editor_is_told_the_line_as_it_wants_to_hear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("/x/shop.toml")
    assert at_line(["vim"], path, 7) == ["vim", "+7", "/x/shop.toml"]
    assert at_line(["/usr/bin/nano", "-w"], path, 7) == ["/usr/bin/nano", "-w", "+7", "/x/shop.toml"]
    assert at_line(["code", "-w"], path, 7) == ["code", "-w", "--goto", "/x/shop.toml:7"]
    assert at_line(["hx"], path, 7) == ["hx", "/x/shop.toml:7"]
    assert at_line(["someone's"], path, 7) == ["someone's", "/x/shop.toml"]
    assert at_line(["vim"], path, None) == ["vim", "/x/shop.toml"]
    assert editor_words({"VISUAL": "'my editor' --wait", "EDITOR": "ed"}) == ["my editor", "--wait"]
    assert editor_words({"VISUAL": "  ", "EDITOR": "code -w"}) == ["code", "-w"]
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UserError, match="EDITOR=nano"):
        editor_words({})

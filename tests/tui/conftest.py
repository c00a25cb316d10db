"""The small shop as a file."""

from pathlib import Path

import pytest

from tests.tui.shops import shop


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The shop, alone in its folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return shop(folder)

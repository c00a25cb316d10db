"""Project files on disk for the tests."""

from pathlib import Path

import pytest

from tests.files.samples import SMALL


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small valid project file."""
    path = tmp_path / "pizza.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path

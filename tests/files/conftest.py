"""Project files on disk for the tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.samples import SMALL


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small valid project file."""
    path = tmp_path / "pizza.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project file that says next to nothing."""
    path = tmp_path / "shop.toml"
    path.write_text("format = 1\n")
    return path


@pytest.fixture
def common(tmp_path: Path) -> Iterator[Path]:
    """A folder another user can reach; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory(prefix=f"{tmp_path.name}-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder

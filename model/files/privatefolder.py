"""A folder for copies that nobody else may look into."""

from __future__ import annotations

from pathlib import Path

from model.journey.problem import UserError


def private_folder() -> Path:
    """A new folder that only its owner may look into, among the system's temporary ones; raises UserError."""
    # Loaded when somebody needs it: most sessions do not.
    import tempfile

    try:
        return Path(tempfile.mkdtemp(prefix="gapline-"))
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise UserError(
            f"No folder for a copy can be made in {tempfile.gettempdir()}: {reason}; "
            "make room there, or set TMPDIR to another folder."
        ) from None


def clear_away(folder: Path) -> None:
    """Remove a folder with all that is in it; what cannot be removed stays."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)

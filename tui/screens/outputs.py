"""A file that somebody asks for from the screen: its name, whether it may be written, and writing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.files.saving import write_output
from model.journey.problem import UserError
from tui.progress import Progress
from tui.screens.atlength import at_length
from tui.text import show
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking


async def output_path(screen: Asking, title: str, usual: str, endings: Sequence[str]) -> Path | None:
    """Ask for the name of a file to write, by itself beside the project; None where nobody wants it.

    Raises UserError for a name without one of the endings (`html`), and for the project itself.
    """
    loaded = screen.gapline.file.loaded
    typed = await screen.type_line(title, usual, f"{' '.join(endings)}  Esc back")
    if not typed:
        return None
    path = loaded.path.parent / Path(typed).expanduser()
    if path.suffix.lower().removeprefix(".") not in endings:
        known = [f".{each}" for each in endings]
        words = " or ".join([", ".join(known[:-1]), known[-1]])
        raise UserError(f"{show(typed)}: end the name with {words}. Nothing was written.")
    if path.exists() and path.resolve() == loaded.real:
        raise UserError(f"{show(typed)} is the project itself. Nothing was written; name another file.")
    if path.exists():
        options = [Option("D", "replace it", "replace")]
        note = f"{path.name} would be written over."
        if await screen.choose("The file is there already", options, note) is None:
            return None
    return path


async def write_at_length(screen: Asking, path: Path, make: Callable[[Progress], bytes]) -> str:
    """Write what `make` gives, all of it or nothing; what to say if the disk did not confirm it."""

    def work(progress: Progress) -> bool:
        data = make(progress)
        progress.last("Writing the file")
        return write_output(path, data).confirmed

    confirmed = await at_length(screen.gapline, f"Writing {path.name}", work)
    return "" if confirmed else " The disk did not confirm it."

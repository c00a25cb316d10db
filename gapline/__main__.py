"""The launcher: finds the application's own packages and hands over to the command line."""

import gc
import os
import sys

# Objects made before Python looks for cycles among them. Starting and reading a file make hundreds of
# thousands that all stay, and looking through them 700 at a time takes a third of the time.
COLLECTED_AFTER = 200_000
INTERRUPTED = 130
"""The exit code after ctrl+c."""


def main() -> int:
    """Run Gapline and end the process with its exit code.

    ``model`` and ``tui`` are names that other distributions and the user's own folder may hold too,
    so the folder with ours goes first: the private one of a wheel, or the root of a checkout.
    """
    if sys.argv[1:] == ["--version"] and _told_version():
        return _left(0)
    from gapline.early import TERMINAL

    try:
        TERMINAL.open(sys.argv[1:])
        gc.set_threshold(COLLECTED_AFTER, 20, 20)
        # pydantic would look through every installed package for plugins of its own.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        here = os.path.dirname(os.path.abspath(__file__))
        private = os.path.join(here, "_app")
        sys.path.insert(0, private if os.path.isdir(private) else os.path.dirname(here))
        from tui.cli import main as command_line

        return _left(command_line())
    except KeyboardInterrupt:
        # Pressed before the command line was there to answer it.
        return INTERRUPTED
    finally:
        TERMINAL.give_back()


def _told_version() -> bool:
    """Answer what other programs ask most often without loading what it takes to answer anything else."""
    from gapline import __version__

    try:
        sys.stdout.write(f"gapline {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        return False  # stdout is closed or full: the command line has the words for it
    return True


def _left(code: int) -> int:
    """End here and now: Python would take everything apart piece by piece, a sixth of the time of a command.

    Returns only where what was written may still wait in a buffer; Python then ends as it always does.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return code
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())

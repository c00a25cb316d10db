"""The launcher: finds the application's own packages and hands over to the command line."""

import os
import sys


def main() -> int:
    """Run Gapline and return its exit code.

    ``model`` and ``tui`` are names that other distributions and the user's own folder may hold too,
    so the folder with ours goes first: the private one of a wheel, or the root of a checkout.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    private = os.path.join(here, "_app")
    sys.path.insert(0, private if os.path.isdir(private) else os.path.dirname(here))
    from tui.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())

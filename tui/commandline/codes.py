"""`gapline codes`: every code of a finding, why it matters and how to mend it."""

from __future__ import annotations

import argparse
import textwrap

from tui.commandline.answer import Answer, Terminal, painted
from tui.commandline.arguments import Parser, UsageError, add_colour, meant

WIDEST = 100


def parser() -> Parser:
    """The arguments of `gapline codes`."""
    made = Parser(
        "codes",
        "Say what each code of a finding means: when it shows, why it matters, how to\nmend it.",
        "gapline codes GAP107",
    )
    made.add_argument("codes", metavar="CODE", nargs="*", help="only these (default: a line for each code)")
    made.add_argument("--markdown", action="store_true", help="all of it as a Markdown page")
    add_colour(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """The table of all codes, or the explanation of some; raises UsageError for an unknown one."""
    from model.findings.codes import CODES
    from model.findings.page import codes_page
    from model.report.remarks import CODES as BARS

    if arguments.markdown:
        return Answer(codes_page())
    colours = terminal.colours(arguments.color)
    titles = {code: ("error", title.rstrip(".")) for code, title in BARS.items()}
    titles |= {each.code: (each.level, each.title) for each in CODES.values()}
    if not arguments.codes:
        return Answer("".join(f"{_line(code, *titles[code], colours)}\n" for code in titles))
    parts = []
    for word in arguments.codes:
        code = word.upper()
        if code not in titles:
            raise UsageError(f"there is no code {word}{meant(code, titles)}; gapline codes lists them.")
        lines = [_line(code, *titles[code], colours)]
        if code in CODES:
            found = CODES[code]
            for label, text in (("shows", found.when), ("why", found.why), ("mend", found.mend)):
                lines += _wrapped(label, text, terminal)
        parts.append("".join(f"{line}\n" for line in lines))
    return Answer("\n".join(parts))


def _line(code: str, level: str, title: str, colours: bool) -> str:
    return f"{painted(code, _role(level), colours)}  {level:<7}  {title}"


def _role(level: str) -> str:
    return {"error": "failed", "warning": "short"}.get(level, "met")


def _wrapped(label: str, text: str, terminal: Terminal) -> list[str]:
    width = min(terminal.columns or WIDEST, WIDEST)
    return textwrap.wrap(text, max(width, 30), initial_indent=f"  {label:<6} ", subsequent_indent=" " * 9)

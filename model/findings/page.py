"""The page that explains every code of a finding, as Markdown."""

from __future__ import annotations

from model.findings.codes import CODES

_HEAD = """\
# Findings

A finding is something the rules noticed in a project: where it stands, what was noticed, and what to do.
Findings show beside their rows in the dashboard, in `gapline check`, in `gapline score --json` and in
exports. `gapline codes` says the same in the terminal.

Three levels: an `error` should stop a build, a `warning` wants an answer, an `info` is good to know.
`gapline check --fail-on LEVEL` sets the bar.

The thresholds stand under `[check]` in the project file. What you do not want to see is hidden with
`ignore = ["GAP118"]`: under `[check]` everywhere, on a touchpoint for it with its rows, promises and actions,
on a row or a promise for that one alone.

| code | level | |
|---|---|---|
"""


def codes_page() -> str:
    """The content of `docs/findings.md`."""
    table = "".join(
        f"| [`{each.code}`](#{each.code.lower()}) | {each.level} | {each.title} |\n"
        for each in CODES.values()
    )
    parts = (
        f"\n## {each.code}\n\n**{each.title}** ({each.level})\n\n{each.when}\n\n*Why:* {each.why}\n\n"
        f"*How to mend it:* {each.mend}\n"
        for each in CODES.values()
    )
    return _HEAD + table + "".join(parts)

"""The tables of a run in the docs, each between two comments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.run import Run
from bench.tables import compared, markdown

PEERS = "peers"
"""The family that compares programs and has no goals."""


def put_into_docs(run: Run, abouts: Mapping[str, str], root: Path) -> list[Path]:
    """Put a run into the files that show one; which they are.

    `abouts` says of each family what it is about. Raises ValueError where a file has no place for it.
    """
    performance, readme = root / "docs" / "performance.md", root / "README.md"
    others = f"{compared([figure for family, figure in run.figures if family == PEERS])}\n"
    texts = {
        performance: {"bench": goals(run, abouts), PEERS: others},
        readme: {PEERS: others},
    }
    for path, parts in texts.items():
        text = path.read_text(encoding="utf-8")
        for name, part in parts.items():
            text = replaced(text, name, part)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def replaced(text: str, name: str, part: str) -> str:
    """A text with another part between `<!-- name -->` and `<!-- /name -->`; without them ValueError."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"there is no place between {start.strip()} and {end}")
    return f"{before}{start}{part}{end}{after}"


def goals(run: Run, abouts: Mapping[str, str]) -> str:
    """Every family but the one of other programs, with what could not be measured of it."""
    parts = [f"{run.machine}. {run.summary}\n"]
    for name in run.families:
        if name == PEERS:
            continue
        parts.append(f"### {abouts[name][0].upper()}{abouts[name][1:]}\n")
        figures = [figure for family, figure in run.figures if family == name]
        if figures:
            parts.append(f"{markdown(figures)}\n")
        parts += [f"Not measured: {why}\n" for family, why in run.missing if family == name]
    return "\n".join(parts)

"""`gapline merge`: a three-way merge of project files, by id and key, for hands and for git."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError
from tui.diagnostics import ExitCode

if TYPE_CHECKING:
    from model.editing.merge import Merged
    from model.files.loading import Loaded
    from model.journey.project import Project


def parser() -> Parser:
    """The arguments of `gapline merge`."""
    made = Parser(
        "merge",
        "Put together what MINE and THEIRS changed since BASE, key by key and by id."
        "\nThe text is that of THEIRS with the changes of MINE in it: comments and layout"
        "\nstay. Where both changed one thing differently OUT holds theirs, and stderr says"
        "\nboth values."
        "\nExit code 0: merged; 1: there were conflicts; 2: it cannot be done, and OUT is"
        "\nleft as it was."
        "\nFor git, docs/merging.md says more:"
        "\n  git config merge.gapline.driver 'gapline merge %O %A %B -o %A'",
        "gapline merge base.toml mine.toml theirs.toml -o merged.toml",
    )
    made.add_argument("base", metavar="BASE", help="the version both sides began with; may be empty")
    made.add_argument("mine", metavar="MINE", help="my version")
    made.add_argument("theirs", metavar="THEIRS", help="their version; - reads one of the three from stdin")
    made.add_argument("-o", "--output", metavar="OUT", required=True, help="the file to write; - is stdout")
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:  # noqa: ARG001 - as each has
    """Merge, write OUT, and say each conflict; raises UserError."""
    from model.editing.conflictwords import conflict_sentence
    from model.editing.merge import merge
    from model.files.saving import write_output

    names = (arguments.base, arguments.mine, arguments.theirs)
    if names.count("-") > 1:
        raise UsageError("only one of the three versions can come from stdin; name files for the others.")
    mine, my_project = _version(arguments.mine)
    theirs, their_project = _version(arguments.theirs)
    base = _base(arguments.base)
    merged = merge(base.project, my_project, their_project)
    text = mine.raw if theirs.raw == base.raw else _text(merged, theirs)
    notes = tuple(f"conflict: {conflict_sentence(each, merged.pending)}." for each in merged.conflicts)
    code = ExitCode.NO if notes else ExitCode.FINE
    if arguments.output == "-":
        return Answer(text, notes, code)
    if not write_output(arguments.output, text).confirmed:
        notes = (*notes, f"{arguments.output} is written, but the disk did not confirm it.")
    return Answer("", notes, code)


def _version(name: str) -> tuple[Loaded, Project]:
    """A version without problems; raises UserError.

    Files of observations are not looked at: git hands over copies that stand elsewhere.
    """
    from model.files.loading import placed
    from model.files.tomldata import project_toml
    from model.journey.reading import read_project
    from tui.commandline.reading import ProblemsInFile, read

    loaded = read(name)
    if loaded.newer_format:
        raise ProblemsInFile(loaded)
    project, problems = read_project(project_toml(loaded.path, loaded.raw))
    if project is None or problems:
        raise ProblemsInFile(loaded._replace(problems=placed(loaded.text, problems)))
    return loaded, project


@dataclass(frozen=True, slots=True)
class _Base:
    raw: bytes
    project: Project


def _base(name: str) -> _Base:
    """The base; an empty file, as git hands one over where both sides added theirs, holds nothing."""
    from model.journey.project import About, Project

    if name != "-":
        path = Path(name)
        if path.is_file() and path.stat().st_size == 0:
            return _Base(b"", Project(format=1, about=About(name="")))
    loaded, project = _version(name)
    return _Base(loaded.raw, project)


def _text(merged: Merged, theirs: Loaded) -> bytes:
    """Their text with my changes in it."""
    from model.editing.between import edits_between
    from model.editing.sameness import same
    from model.editing.session import Step
    from model.files.document import guarded

    if same(merged.project, merged.theirs):
        return theirs.raw
    edit = edits_between(merged.theirs, merged.project)
    return guarded(theirs.raw, [Step(edit, merged.theirs)], merged.project.to_data())

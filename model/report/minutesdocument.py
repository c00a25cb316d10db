"""The minutes of a review as a document: Markdown, or a web page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from model.report.html import STYLE, page_head
from model.report.markdown import escaped, table
from model.report.minuteslines import Section, minutes_sections, minutes_summary
from model.report.shown import minus_sentence, shown
from model.report.svgpen import xml
from model.review.minutes import Minutes


def minutes_markdown(minutes: Minutes) -> str:
    """The minutes as Markdown, for a wiki or an e-mail; nothing of the file's text is markup."""
    return "\n".join(_markdown(minutes)) + "\n"


def _markdown(minutes: Minutes) -> Iterator[str]:
    title, *rest = minutes_summary(minutes)
    yield f"# {escaped(title)}"
    yield ""
    yield from (f"- {escaped(each)}" for each in rest)
    for section in minutes_sections(minutes):
        yield from ("", f"## {section.title}", "")
        if section.rows:
            cells = [[escaped(cell) for cell in row] for row in section.rows]
            yield from table(section.titles, cells, section.numbers)
        else:
            yield section.empty


def minutes_page(minutes: Minutes) -> str:
    """The minutes as a web page without script or anything loaded from elsewhere."""
    return "\n".join(_page(minutes)) + "\n"


def _page(minutes: Minutes) -> Iterator[str]:
    title, *rest = minutes_summary(minutes)
    yield from page_head(xml(title), STYLE.read_text(encoding="utf-8"))
    yield "<body>"
    yield '<a class="skip" href="#content">Skip to the content</a>'
    yield f'<header>\n<p class="eyebrow">Minutes of a review</p>\n<h1>{xml(title)}</h1>\n</header>'
    yield '<main id="content">\n<section aria-label="Summary">'
    yield from (f"<p>{xml(minus_sentence(each))}</p>" for each in rest)
    yield "</section>"
    for section in minutes_sections(minutes):
        yield from _section(section)
    yield "</main>"
    yield f"<footer><p>Made with Gapline from {xml(shown(minutes.file))}.</p></footer>"
    yield "</body>\n</html>"


def _section(section: Section) -> Iterator[str]:
    yield f'<section aria-labelledby="{section.id}">\n<h2 id="{section.id}">{section.title}</h2>'
    if not section.rows:
        yield f"<p>{section.empty}</p>\n</section>"
        return
    heads = "".join(
        f'<th scope="col"{_number(section, at)}>{each.capitalize()}</th>'
        for at, each in enumerate(section.titles)
    )
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in section.rows:
        first, *others = row
        cells = "".join(
            f"<td{_number(section, at)}>{xml(minus_sentence(cell) if at in section.numbers else cell)}</td>"
            for at, cell in enumerate(others, 1)
        )
        yield f'<tr><th scope="row">{xml(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</section>"


def _number(section: Section, at: int) -> str:
    return ' class="n"' if at in section.numbers else ""

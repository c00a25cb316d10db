"""Vote: who has voted while the votes are sealed; then every vote on one axis, and at last the middle."""

from __future__ import annotations

from collections.abc import Iterator

from model.voting.count import Count, Vote, counted
from model.voting.poll import Poll
from model.voting.round import Round, Stage
from tui.company.voting import (
    asked_by,
    leader,
    leads,
    names_of,
    range_text,
    round_to,
    running,
    said_names,
    vote_text,
)
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.text import width_of
from tui.views.bars import delivered_text, expected_text, gap_text, weight_text
from tui.views.digits import HEIGHT, large
from tui.views.empty import empty_picture, next_step
from tui.workspace import Workspace


def vote_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The vote that runs, as far as this session may see it."""
    poll = running(workspace)
    if poll is None:
        step = next_step(workspace, "{vote} asks the room for one on the selected row.")
        return empty_picture(workspace, look, width, height, "No vote is running.", step)
    count = counted(poll)
    lines = list(_head(workspace, poll, look, width))
    if poll.stage is Stage.OPEN:
        lines += _sealed(workspace, poll, count, look, width)
    else:
        lines += _open(workspace, poll, count, look, width, height - len(lines))
    start = max(0, min(workspace.scroll, len(lines) - height))
    seen = lines[start : start + height]
    below = len(lines) - start - height
    if below > 0 and height > 3:
        seen[-1] = Pen(look, width).put(f" {below + 1} more lines below", "dim").line()
    return filled(look, seen, width, height)


def _head(workspace: Workspace, poll: Poll, look: Look, width: int) -> Iterator[Line]:
    """What is voted on, by whom it was asked, and what the row says now."""
    project, asked = workspace.project, poll.round
    touchpoint, row = names_of(project, asked)
    pen = Pen(look, width).put(" VOTE ", "strong")
    pen.put("on dots for " if asked.subject == "dots" else f"on {asked.subject} of ", "dim")
    yield pen.user(touchpoint or "something that is gone", None, "strong").line()
    if row:
        yield Pen(look, width).put(" " * 6).user(row).line()
    how = "with names" if asked.named else "without names"
    for words in look.wrapped(
        f"asked by {asked_by(poll)}, {how}. {range_text(project, asked)}", width - 8, 2
    ):
        yield Pen(look, width).put(f"      {words}", "dim").line()
    now = _now(workspace, asked)
    if now:
        yield Pen(look, width).put("      now ", "dim").user(now).line()
    yield Pen(look, width).line()


def _now(workspace: Workspace, asked: Round) -> str:
    score = workspace.scores.touchpoint(asked.touchpoint)
    if score is None:
        return ""
    row = next((each for each in score.rows if each.id == asked.row), None)
    if asked.subject == "weight":
        outer = row is None or len(score.rows) == 1
        return weight_text(score.touchpoint.weight if outer or row is None else row.expectation.weight)
    if row is None:
        return ""
    currency = workspace.project.about.currency
    gap = gap_text(row, currency)
    return f"expected {expected_text(row, currency)}, delivered {delivered_text(row, currency)}, gap {gap}"


# -- sealed ------------------------------------------------------------------------------------------------


def _sealed(workspace: Workspace, poll: Poll, count: Count, look: Look, width: int) -> Iterator[Line]:
    """Who has voted and who has not. Nobody's vote is here, one's own neither: the screen may be a wall."""
    yield Pen(look, width).put(f" {count.voted} of {count.people} votes in", "strong").line()
    who = leader(workspace.others, poll)
    opens = "you open" if who == "you" else f"{who} opens"
    words = f"They are hidden until {opens} them{' with Space' if who in ('you', 'anybody') else ''}."
    for each in look.wrapped(words, width - 3, 2):
        yield Pen(look, width).put(f"   {each}", "hint").line()
    yield Pen(look, width).line()
    yield from _people(count, look, width)


def _people(count: Count, look: Look, width: int) -> Iterator[Line]:
    states = (
        (count.sealed, "set", "good"),
        (count.missing, "...", "short"),
        (count.withdrew, "no vote", "dim"),
        (count.left, "left, the vote with them", "dim"),
    )
    named = [(look.text(name), words, role) for names, words, role in states for name in names]
    column = min(max([width_of(name) for name, _, _ in named], default=0), width // 2)
    for name, words, role in named:
        pen = Pen(look, width).put("   ").put(look.fit(name, column)).put("  ")
        yield pen.put(f"[{words}]", role).line()


# -- open --------------------------------------------------------------------------------------------------


def _open(
    workspace: Workspace, poll: Poll, count: Count, look: Look, width: int, height: int
) -> Iterator[Line]:
    """The spread, what did not count, and at the last stage the middle."""
    votes = [*_spread(workspace, poll, count, look, width), *_apart(workspace, poll, count, look, width)]
    yield from votes
    yield Pen(look, width).line()
    leading = leads(workspace.others, poll)
    who = leader(workspace.others, poll)
    if poll.stage is Stage.SPREAD:
        words = "Hear the lowest and the highest first."
        words += " Space says the mean." if leading else f" {who} says the mean then."
    else:
        yield from _middle(workspace, poll, count, look, width, height >= len(votes) + HEIGHT + 4)
        words = "a writes it into the project, V votes again, D ends it." if leading else f"{who} ends it."
    for each in look.wrapped(words, width - 3, 2):
        yield Pen(look, width).put(f"   {each}", "hint").line()


def _spread(workspace: Workspace, poll: Poll, count: Count, look: Look, width: int) -> Iterator[Line]:
    project, asked = workspace.project, poll.round
    if not count.votes:
        yield (
            Pen(look, width)
            .put(" No vote is open yet." if count.sealed else " Nobody voted.", "strong")
            .line()
        )
        return
    texts = [look.text(vote_text(project, asked, value)) for value, _ in count.spread]
    if len(texts) == 1:
        words = (
            f" {len(count.votes)} votes, all {texts[0]}" if len(count.votes) > 1 else f" 1 vote, {texts[0]}"
        )
    else:
        words = f" {len(count.votes)} votes, from {texts[0]} to {texts[-1]}"
    yield Pen(look, width).put(words, "strong").line()
    if len(texts) > 1 and width >= 40:
        yield _axis(count, texts, look, width)
    yield Pen(look, width).line()
    column = max(map(width_of, texts))
    most = max(len(names) for _, names in count.spread)
    bars = min(most, max(1, width // 4))
    for text, (_, names) in zip(texts, count.spread, strict=True):
        pen = Pen(look, width).put("   ").right(text, column, "strong").put("  ")
        size = len(names) if most <= bars else max(1, round(len(names) * bars / most))
        pen.put(look.glyphs.delivered * size, "delivered").to(7 + column + bars)
        if asked.named:
            pen.user(said_names(names), max(1, width - pen.column - 1))
        elif len(names) > 1:
            pen.put(f"{len(names)} times", "dim")
        yield pen.line()


def _axis(count: Count, texts: list[str], look: Look, width: int) -> Line:
    """Every value at its place between the lowest and the highest, with how many voted it."""
    left, right = texts[0], texts[-1]
    room = min(72, width - 10 - width_of(left) - width_of(right))
    if room < 8:
        return Pen(look, width).line()
    low, high = count.values[0], count.values[-1]
    cells = [0] * room
    for value, names in count.spread:
        cells[round((value - low) / (high - low) * (room - 1))] += len(names)
    pen = Pen(look, width).put("   ").put(left, "dim").put("  ")
    for number in cells:
        if number:
            pen.put(str(number) if 1 < number < 10 else look.glyphs.delivered_point, "delivered")
        else:
            pen.put(look.glyphs.rule, "rule")
    return pen.put("  ").put(right, "dim").line()


def _apart(workspace: Workspace, poll: Poll, count: Count, look: Look, width: int) -> Iterator[Line]:
    """Everybody whose vote is not in the spread, with the reason."""
    on_their_way = count.sealed
    lines = (
        ("late, not counted", said_names(_late(workspace, poll, each) for each in count.late)),
        ("on its way", said_names(on_their_way)),
        ("without a vote", said_names((*count.missing, *(f"{each} (no vote)" for each in count.withdrew)))),
        ("left before", said_names(count.left)),
        ("not as sealed", said_names(count.broken)),
    )
    for label, words in lines:
        for number, each in enumerate(look.wrapped(words, max(1, width - 23), 3) if words else ()):
            pen = Pen(look, width).put("   ").put(label if number == 0 else "", "dim").to(22)
            yield pen.put(each).line()


def _late(workspace: Workspace, poll: Poll, vote: Vote) -> str:
    text = vote_text(workspace.project, poll.round, vote.value)
    return f"{vote.name} {text}" if poll.round.named else text


def _middle(
    workspace: Workspace, poll: Poll, count: Count, look: Look, width: int, high: bool
) -> Iterator[Line]:
    """Mean and median, large where there is room; of dots all together too."""
    if count.mean is None or count.median is None:
        return
    project, asked = workspace.project, poll.round
    found = [("MEAN", round_to(count.mean, 2)), ("MEDIAN", round_to(count.median, 2))]
    if asked.subject == "dots":
        found.insert(0, ("TOGETHER", round_to(count.total, 2)))
    parts = [(title, look.text(vote_text(project, asked, value))) for title, value in found]
    column = (width - 6) // len(parts)
    ink = "#" if look.glyphs.name == "ascii" else "█"
    drawn = [large(text.partition(" ")[0], ink) for _, text in parts]
    if high and all(each is not None and len(each[0]) + 12 <= column for each in drawn):
        heads = Pen(look, width).put("   ")
        pens = [Pen(look, width).put("   ") for _ in range(HEIGHT)]
        for at, ((title, text), digits) in enumerate(zip(parts, drawn, strict=True), 1):
            heads.put(title, "dim").to(3 + at * column)
            for number, (pen, line) in enumerate(zip(pens, digits or (), strict=True)):
                pen.put(line, "strong")
                if number == HEIGHT - 1:
                    pen.put(f" {text.partition(' ')[2]}", "dim")
                pen.to(3 + at * column)
        yield heads.line()
        yield from (pen.line() for pen in pens)
    else:
        pen = Pen(look, width).put("   ")
        for title, text in parts:
            pen.put(f"{title.lower()} ", "dim").put(f"{text}   ", "strong")
        yield pen.line()
    yield Pen(look, width).line()


# -- beside other views ------------------------------------------------------------------------------------


def vote_here(workspace: Workspace, touchpoint: str) -> str:
    """The vote on a touchpoint in one line, or nothing: who has voted, and once it is open the votes."""
    poll = running(workspace)
    if poll is None or poll.round.touchpoint != touchpoint:
        return ""
    count, subject = counted(poll), poll.round.subject
    if poll.stage is Stage.OPEN:
        marks = [
            f"{name} {mark}"
            for names, mark in ((count.sealed, "[set]"), (count.missing, "[...]"))
            for name in names
        ]
        return (
            f"{subject}: {count.voted} of {count.people} in, hidden until they are opened: {'  '.join(marks)}"
        )
    votes = ", ".join(vote_text(workspace.project, poll.round, each) for each in count.values)
    words = f"{subject}: {votes or 'nobody voted'}"
    if poll.stage is Stage.MEAN and count.mean is not None:
        words += f"; mean {vote_text(workspace.project, poll.round, round_to(count.mean, 2))}"
    return words


def vote_progress(workspace: Workspace) -> str:
    """The vote in a few words for the first line: `vote 2 of 3`."""
    poll = running(workspace)
    if poll is None:
        return ""
    if poll.stage is not Stage.OPEN:
        return "vote open"
    count = counted(poll)
    return f"vote {count.voted} of {count.people}"

"""The merge dialog: what two people changed, each with its value before, mine, theirs, and which is kept."""

from __future__ import annotations

from tui.company.deciding import Deciding, Keep, Line
from tui.pictures.picture import Line as PictureLine
from tui.pictures.picture import Look, Pen, Picture, blank, filled, rule
from tui.scoretext import journey_text
from tui.text import fit, width_of

KEYS = (
    "m or Left mine; t or Right theirs; e type a third value; M, T mine or theirs for all still open",
    "b save my version beside the file; D discard mine and read the file again",
    "Enter writes once nothing is left to choose; Esc later: nothing is written, nothing is lost",
)
"""What the keys do, for `?`."""
SHORT_KEYS = ("m mine  t theirs", "e type  M T rest", "b beside  D reload", "Enter ok Esc later")
"""The same in a window that is too small for sentences."""


def merging_picture(
    deciding: Deciding, file: str, look: Look, width: int, height: int, *, keys: bool = False
) -> Picture:
    """The whole dialog, in exactly `width` columns and `height` lines."""
    top = [_title(deciding, file, look, width)]
    bottom = _bottom(deciding, look, width, height, keys=keys)
    if height >= 12:
        top.append(rule(look, width, heavy=True))
        bottom.insert(0, rule(look, width))
    if height >= 8:
        top.append(_header(deciding, look, width))
    room = max(0 if keys else 1, height - len(top) - len(bottom))
    return filled(look, [*top, *_list(deciding, look, width, room), *bottom], width, height)


def _title(deciding: Deciding, file: str, look: Look, width: int) -> PictureLine:
    pen = Pen(look, width, "title").put(" ")
    trail = f"{look.text(file)} {look.glyphs.arrow} SAVE"
    right = f"{look.text(deciding.who)} saved" if deciding.who != "theirs" else "saved by somebody else"
    if width >= 60:
        trail += ": the file changed while you worked"
    pen.put(trail, "strong")
    if pen.column + width_of(right) + 3 <= width:
        pen.to(width - width_of(right) - 1).put(right, "title")
    return pen.line()


def _columns(width: int) -> tuple[int, int]:
    """Where the values begin, and how wide one of them is."""
    each = max(9, min(22, (width - 14) * 2 // 13))
    return width - 3 * each - 15, each


def _header(deciding: Deciding, look: Look, width: int) -> PictureLine:
    pen = Pen(look, width).put("  field", "dim")
    if width < 60:
        return pen.to(width - 8).put("keep", "dim").line()
    start, each = _columns(width)
    pen.to(start).put("before", "dim").to(start + each).put("yours", "dim").to(start + 2 * each)
    pen.user(deciding.who, each - 1, "dim")
    return pen.to(start + 3 * each).put("keep", "dim").line()


def _list(deciding: Deciding, look: Look, width: int, room: int) -> list[PictureLine]:
    lines = deciding.lines
    start = max(0, min(deciding.at - room // 2, len(lines) - room))
    drawn = [
        _row(deciding, each, index, look, width)
        for index, each in enumerate(lines[start : start + room], start)
    ]
    return drawn + [blank(look, width)] * (room - len(drawn))


def _row(deciding: Deciding, line: Line, index: int, look: Look, width: int) -> PictureLine:
    target = ("line", str(index))
    here = index == deciding.at
    pen = Pen(look, width, "selected" if here else "")
    pen.put(look.glyphs.selected if here else " ", "strong", target).put(" ", "text", target)
    role = "strong" if line.keep == "choose" else "text" if line.conflict else "dim"
    keep = _keep_words(deciding, line, short=width < 60)
    if width < 60:
        pen.put(_topic(line, look, max(1, width - 11)), role, target).to(width - 8)
        return pen.put(look.text(keep), _keep_role(line.keep), target).line()
    start, each = _columns(width)
    if line.conflict is None and not line.mine and not line.theirs:
        pen.user(line.topic, start + 3 * each - 3, role, target)
    else:
        pen.put(_topic(line, look, start - 3), role, target)
        for number, value in enumerate((line.before, line.mine, line.theirs)):
            pen.to(start + number * each).user(value, each - 1, "dim" if number == 0 else role, target)
    pen.to(start + 3 * each)
    return pen.put(look.fit(keep, max(0, width - pen.column)), _keep_role(line.keep), target).line()


def _topic(line: Line, look: Look, width: int) -> str:
    """What the line is about; where it has to be cut, the key stays and the name is cut."""
    name, dot, key = (look.text(each) for each in line.topic.rpartition(" . "))
    room = width - width_of(dot + key)
    if not dot or room < 6:
        return look.fit(line.topic, width)
    return fit(look.fit(name, min(room, width_of(name))).rstrip() + dot + key, width)


def _keep_words(deciding: Deciding, line: Line, *, short: bool) -> str:
    if short:
        words: dict[Keep, str] = {
            "choose": "CHOOSE",
            "mine": "yours",
            "theirs": "theirs",
            "typed": "typed",
            "mine-auto": "(yours)",
            "theirs-auto": "(them)",
            "kept": "(kept)",
        }
        return words[line.keep]
    who = deciding.who
    words = {
        "choose": "CHOOSE",
        "mine": "yours",
        "theirs": who,
        "typed": line.typed,
        "mine-auto": "yours (auto)",
        "theirs-auto": f"{who[:7]} (auto)",
        "kept": "kept (auto)",
    }
    return words[line.keep]


def _keep_role(keep: Keep) -> str:
    return "failed" if keep == "choose" else "dim" if keep.endswith("auto") or keep == "kept" else "good"


def _bottom(deciding: Deciding, look: Look, width: int, height: int, *, keys: bool) -> list[PictureLine]:
    lines: list[PictureLine] = []
    if height >= (20 if keys else 9):
        lines += _sums(deciding, look, width)
    if keys:
        small = width < 60 or height < 12
        pieces = (
            SHORT_KEYS if small else [each for words in KEYS for each in look.wrapped(words, width - 2, 3)]
        )
        lines += [Pen(look, width).put(f" {piece}", "text").line() for piece in pieces]
        if height < 14:
            return [*lines, _hint(look, width)]
    else:
        if height >= 7 and (width < 60 or _cut(deciding, look, width)):
            lines += _whole(deciding, look, width, 4 if height >= 14 else 1)
        if height >= 16:
            words = "Nothing is written yet; nothing of yours is lost."
            lines += [blank(look, width), Pen(look, width).put(f" {words}", "dim").line()]
    if height >= 14:
        lines.append(rule(look, width))
    if deciding.problem:
        lines.append(Pen(look, width).put(" ").user(deciding.problem, None, "error").line())
    elif height < 7 and deciding.at < len(deciding.lines):
        lines += _whole(deciding, look, width, 1)
    elif height >= 6:
        lines.append(Pen(look, width).put(f" {_next(deciding)}", "message").line())
    lines.append(_hint(look, width))
    return lines


def _next(deciding: Deciding) -> str:
    if deciding.open:
        return "m/t choose; Enter writes when no CHOOSE is left."
    return "Enter writes all of this."


def _hint(look: Look, width: int) -> PictureLine:
    pen = Pen(look, width).put(" ? ", "key").put("keys", "hint")
    for key, words in (
        ("m", "mine"),
        ("t", "theirs"),
        ("e", "third value"),
        ("M T", "rest"),
        ("Enter", "write"),
        ("Esc", "later"),
        ("Tab", "menu"),
    ):
        if pen.column + len(key) + len(words) + 3 <= width:
            pen.put(f"  {key} ", "key").put(words, "hint")
    return pen.line()


def _sums(deciding: Deciding, look: Look, width: int) -> list[PictureLine]:
    count = deciding.open
    need = f"{count} need{'s' if count == 1 else ''} you" if count else "Nothing is left to choose"
    merged = deciding.merged_count
    rest = f", {merged} merged because only one side changed {'it' if merged == 1 else 'them'}"
    words = f" {need}{rest if merged and width >= 60 else ''}."
    lines = [Pen(look, width).put(words, "text").line()]
    head = deciding.headline
    so_far = journey_text(head.merged) if head.merged else "?"
    if width < 60:
        who = f" Journey {journey_text(head.mine)} / {journey_text(head.theirs)}: {so_far}"
        return [*lines, Pen(look, width).put(who, "text").line()]
    wide = width >= 72
    pen = Pen(look, width).put(f" Journey{' score: ' if wide else ':'} yours {journey_text(head.mine)}   ")
    pen.put(look.text(deciding.who)[:16]).put(f" {journey_text(head.theirs)}   ")
    pen.put("merged so far " if wide else "so far ")
    return [*lines, pen.put(so_far, "strong").line()]


def _cut(deciding: Deciding, look: Look, width: int) -> bool:
    """Whether the columns do not say all of the selected line."""
    line = deciding.lines[deciding.at]
    if line.hint:
        return True
    start, each = _columns(width)
    values = (line.before, line.mine, line.theirs, line.typed)
    return width_of(look.text(line.topic)) > start - 3 or any(
        width_of(look.text(value)) > each - 1 for value in values
    )


def _whole(deciding: Deciding, look: Look, width: int, most: int) -> list[PictureLine]:
    """The selected line in full."""
    line = deciding.lines[deciding.at]
    parts = [(line.topic, "")] if most > 1 else []
    parts += [(line.mine, "yours: "), (line.theirs, f"{deciding.who}: ")]
    if line.hint:
        parts.insert(1, (f"{line.hint}.", ""))
    if most == 1:
        words = f"{line.before} > {line.mine} | {line.theirs}" if line.mine or line.theirs else line.topic
        return [Pen(look, width).put(" ").user(words, None, "dim").line()]
    lines = []
    for value, head in parts:
        for piece in look.wrapped(f"{head}{value}", width - 2, 2):
            lines.append(Pen(look, width).put(" ").put(piece, "dim").line())
    return lines[: most + 2]

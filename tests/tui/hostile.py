"""A project whose every text tries something: escape codes, markup, bidi, formulas, broken XML."""

import itertools
import re

HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]"
)
"""What no output may hold raw; a newline is the only control that may end a line."""

HOSTILE = r"""
format = 1

[project]
name = "\u001b]52;c;AAAA\u0007 <script>alert(1)</script> & \"q\" ]]> \u202Ertl \uFFFE \u0000"

[[stages]]
id = "s"
name = "[@click=app.quit]Pay[/] \u009b31m"

[[touchpoints]]
id = "t"
stage = "s"
name = "=cmd|'/c calc'!A1 \u200b\u2066 日本語 नमस्ते مرحبا \U000E0041"
owner = "<a href='javascript:alert(1)'>\u001b]8;;http://x\u0007"
says = "[/nope] \\ \r\n line two \u0085\u2028"

[[touchpoints.expectations]]
id = "e"
name = "\u001b[2J\u0008\u007f[b"
kind = "count"
unit = "\u001b[31m"
expected = 3
delivered = 2
"""

FILE_NAME = "sh\x1b]52;c;QUJD\x07op[@click=app.quit]\u202e日[b.toml"

PAYLOADS = [
    "[@click=app.quit]x[/]",
    "[/x] [/nope]",
    "[b",
    "\\",
    "[$x] [red on blue]y",
    "\x1b[31m\x1b[2J\x1b[999C",
    "\x1b]52;c;QUJD\x07",
    "\x1b]0;title\x1b\\",
    "\x9b31m\x9d52;c;AA\x9c",
    "\u202eabc\u202c\u2066def\u2069",
    "a\u200bb\u200dc\ufeffd\u2060e",
    "日本語の名前",
    "ที่นี่ดีมาก",
    "नमस्ते दुनिया",
    "e\u0301o\u0308n\u0303",
    "مرحبا שלום",
    "\x00\x07\x08\x7f\n\r\t",
    "\U000e0041\u2028\u2029",
    "👩\u200d👧 ☎\ufe0f",
]


def quoted(text: str) -> str:
    """A TOML string that holds the text."""
    escaped = "".join(
        f"\\u{ord(each):04X}" if ord(each) < 0x20 or each in '\\"\x7f' or 0x80 <= ord(each) < 0xA0 else each
        for each in text
    )
    return f'"{escaped}"'


def hostile_project() -> str:
    """A project in which every text tries something."""
    text = itertools.cycle(PAYLOADS)

    def one() -> str:
        return quoted(next(text))

    lines = ["format = 1", "[project]", f"name = {one()}"]
    for stage in range(4):
        lines += ["[[stages]]", f'id = "s{stage}"', f"name = {one()}"]
    for number in range(19):
        lines += [
            "[[touchpoints]]",
            f'id = "t{number}"',
            f'stage = "s{number % 3}"',
            *(f"{key} = {one()}" for key in ("name", "owner", "says", "channel", "feedback")),
            f"notes = [{{ text = {one()}, by = {one()} }}]",
            f"authority = {{ who = {one()}, up_to = {one()}, backed_by = {one()} }}",
        ]
        for row in range(1 + number % 2):
            lines += [
                "[[touchpoints.expectations]]",
                f'id = "e{row}"',
                f"name = {one()}",
                'kind = "count"',
                f"unit = {one()}",
                "expected = 3",
                f"delivered = {number % 5}",
            ]
        lines += [
            "[[promises]]",
            f'id = "p{number}"',
            f'touchpoint = "t{number}"',
            *(f"{key} = {one()}" for key in ("what", "to", "made_by", "agreed_by", "reason")),
            f"due = 2026-11-{10 + number}",
            f"needs = [{{ what = {one()}, from = {one()}, asked = 2026-11-0{1 + number % 9} }}]",
            f'after = ["p{number - 1}"]' if number else "after = []",
        ]
        lines += ["[[actions]]", f'touchpoint = "t{number}"', f"what = {one()}", f"owner = {one()}"]
    return "\n".join(lines) + "\n"

"""A project whose every text tries something: escape codes, markup, bidi, formulas, broken XML."""

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

"""What the TOML parser complains about, in words for whoever wrote the file."""

from __future__ import annotations

import re

import tomli

_DECIMAL_COMMA = re.compile(r"[+-]?\d+\Z")
_WORD = re.compile(r"[^\s,\]}#]+")


def parse_failure(error: tomli.TOMLDecodeError) -> tuple[str, str, int, int]:
    """What is wrong, how to mend it (both as clauses), and the line and column, from 1."""
    text, at = error.doc, min(error.pos, len(error.doc))
    rest = text[at : text.find("\n", at) if text.find("\n", at) >= 0 else len(text)]
    start = text.rfind("\n", 0, at) + 1
    found, mend = _words(error.msg, text[start:at], rest, ended=at >= len(text))
    return found, mend, error.lineno, error.colno


def _words(message: str, before: str, rest: str, *, ended: bool) -> tuple[str, str]:
    if message.startswith("Invalid value"):
        return _bad_value(rest, ended=ended)
    if message.startswith("Expected newline or end of document"):
        return _leftover(before, rest)
    if message.startswith("Expected '=' after a key") and rest and not rest[0].isascii():
        return f"a key may not hold {rest[0]}", "use a to z, digits, - and _, or put the key in quotes"
    for start, found, mend in _PLAIN:
        if message.startswith(start):
            return found, mend
    named = re.search(r"\((.*?),?\)", message)
    keys = ".".join(re.findall(r"'([^']*)'", named.group(1))) if named else ""
    if message.startswith("Cannot declare"):
        return f"the table [{keys}] stands here a second time", "put its keys into one table"
    if message.startswith("Cannot redefine namespace"):
        return f"`{keys}` was already written as a table of its own", "put this key into that table"
    if message.startswith("Cannot mutate immutable namespace"):
        return (
            f"`{keys}` was already written in brackets or braces",
            "add to it there, or use headers throughout",
        )
    if message.startswith(("Illegal character", "Found invalid character")):
        if "'\\n'" in message:
            return "a quoted text does not end on its line", "close its quote"
        return "a character stands here that no text may hold", "delete it"
    return f"this is not valid TOML ({message[:80]})", "look at this line and the one before"


_PLAIN = (
    ("Invalid statement", "a line cannot start like this", "write `key = value`, [a table] or # a comment"),
    ("Cannot overwrite a value", "this key has a value already", "delete one of the two"),
    ("Duplicate inline table key", "this key stands twice in one table", "delete one of the two"),
    ("Expected ']' at the end of a table", "the header of a table is not closed", "end it with ]"),
    ("Expected ']]'", "the header of a list of tables is not closed", "end it with ]]"),
    ("Expected '=' after a key", "a key has no value", "write `key = value`"),
    (
        "Invalid initial character for a key",
        "a key cannot start like this",
        "write a name, then = and a value",
    ),
    (
        "Unclosed array",
        "an array is not closed, or a comma is missing",
        "put commas between values and ] at the end",
    ),
    (
        "Unclosed inline table",
        "a table in braces is not closed, or a comma is missing",
        "put commas between its keys and } at the end",
    ),
    (
        "Unescaped '\\'",
        "a backslash stands in a text in double quotes",
        "write \\\\ for one, or use 'single quotes'",
    ),
    ("Invalid hex value", "an escape such as \\u00e9 is incomplete", "write all its digits"),
    (
        "Escaped character is not",
        "an escape names a character that does not exist",
        "write the character itself",
    ),
    ("Unterminated string", "a quoted text is not closed", "close its quote"),
    ("Expected \"'", "a quoted text is not closed", "close its quote"),
    ("Expected '\"", "a quoted text is not closed", "close its quote"),
    ("Invalid date", "there is no such date or time", "write a date such as 2026-11-22"),
)


def _bad_value(rest: str, *, ended: bool) -> tuple[str, str]:
    word = _WORD.match(rest)
    if ended or not word:
        return "a value is missing", "write a number, true, false, a date, or text in quotes"
    shown = word.group() if len(word.group()) <= 30 else f"{word.group()[:27]}..."
    lower = word.group().lower()
    if lower in ("true", "false", "yes", "no", "on", "off"):
        return f"{shown} is not a value", "write true or false, in small letters"
    if lower in ("none", "null", "nil"):
        return f"{shown} is not a value", "leave the line out: an absent key is unknown"
    if shown[0] in "“”„‟«»‘’‚":  # noqa: RUF001  # They are what is looked for.
        return f"{shown} is not a value", 'use straight quotes: "like this"'
    return f"{shown} is not a value", 'put text in quotes: "like this"'


def _leftover(before: str, rest: str) -> tuple[str, str]:
    shown = rest.strip() if len(rest.strip()) <= 30 else f"{rest.strip()[:27]}..."
    if rest.startswith(",") and _DECIMAL_COMMA.search(before) and rest[1:2].isdigit():
        return "a number has a comma", "write its decimals with a point, as in 3.5"
    if before.rstrip().endswith(('"', "'")):
        return (
            f"after a text in quotes there is more: {shown}",
            'write a quote inside it as \\" or end the line there',
        )
    return f"after the value there is more: {shown}", "one line holds one key; put text in quotes"

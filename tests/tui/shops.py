"""A small project for tests of the dashboard: every kind of row, and nothing more."""

from pathlib import Path

WEB, PAY = "delivered = 6", "delivered = 9"
"""What the first row of the shop delivers, and the first one of its checkout."""
SHOP = """\
# A shop. This comment stays.
format = 1

[project]
name = "Shop"

[[stages]]
id = "order"
name = "Order"

[[stages]]
id = "wait"
name = "Wait"

[[stages]]
id = "use"
name = "Use"

[[touchpoints]]
id = "web"
stage = "order"
name = "Web shop"          # one row: a single line
owner = "Ana"

[[touchpoints.expectations]]
id = "prices"
name = "Prices are clear"
kind = "rating"
expected = 8
expected_by = "asked"
delivered = 6

[[touchpoints]]
id = "pay"
stage = "order"
name = "Paying"

[[touchpoints.expectations]]
id = "minutes"
name = "Time to pay"
kind = "duration"
unit = "min"
expected = 5
expected_by = "asked"
limit = 10
delivered = 9

[[touchpoints.expectations]]
id = "works"
name = "It works at once"
kind = "yes_no"
delivered = 0.8

[[touchpoints]]
id = "ship"
stage = "wait"
name = "Shipping"

[[touchpoints.expectations]]
id = "days"
name = "Days until it is here"
kind = "duration"
unit = "d"
expected = 3
expected_by = "assumed"
limit = 6
delivered = 4

[[touchpoints.expectations]]
id = "calls"
name = "Calls needed"
kind = "count"
better = "lower"
expected = 1
expected_by = "asked"
limit = 3
delivered = 1

[[touchpoints]]
id = "help"
stage = "wait"
name = "Helpdesk"

[[touchpoints.expectations]]
id = "kind"
name = "They are kind"
kind = "rating"
expected = 7
expected_by = "asked"
delivered = 8
"""


def shop(folder: Path, text: str = SHOP) -> Path:
    """The project as a file in `folder`."""
    path = folder / "shop.toml"
    path.write_text(text, encoding="utf-8")
    return path

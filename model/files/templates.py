"""Project files to begin with, kept as text so that a new file has the comments a person would write."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = {
    "blank": "one stage, one touchpoint, every key explained",
    "sample": "a bicycle shop's whole journey, with everything the format can say",
    "retail": "a shop: from the window to the return desk",
    "software": "a product by subscription: from the first look to the renewal",
    "service": "a trade that comes to the house: from the call to the invoice",
}
"""What each template is, in a few words."""

_HERE = Path(__file__).resolve().parent
_BESIDE_MODEL = _HERE.parent.parent
"""The folder that holds the package `model`: the root of a checkout, or the private folder of a wheel."""


def template(name: str) -> bytes:
    """The text of the template `name`, one of TEMPLATES."""
    if name not in TEMPLATES:
        raise KeyError(name)
    if name == "sample":
        return (_BESIDE_MODEL / "sample_config.toml").read_bytes()
    return (_HERE / "templates" / f"{name}.toml").read_bytes()

"""The role that a band of scores or a finding is written in, on the screen and in tables."""

BAND_ROLES = {
    "exceeded": "good",
    "met": "met",
    "short": "short",
    "failed": "failed",
    "unknown": "unknown",
}
"""Band of a row, and the role it is written in."""

FINDING_ROLES = {"E": "failed", "!": "short", "i": "dim", "": "text"}
"""Mark of a finding, and the role it is written in."""

"""Gapline: a terminal dashboard of a customer journey, what is expected beside what is delivered."""

__version__ = "0.1.0"

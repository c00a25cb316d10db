"""Screens: what lies over what, and which keys go where."""

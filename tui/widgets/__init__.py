"""Widgets: thin, and never the truth."""

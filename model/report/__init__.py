"""Data to documents: what the scores of a project look like outside of it."""

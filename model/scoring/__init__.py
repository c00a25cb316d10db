"""The arithmetic of the gap: pure functions from a project to its scores."""

"""Views: pure functions from the workspace to a picture."""

"""Project files on disk: reading them, changing their text without touching the rest, and saving safely."""

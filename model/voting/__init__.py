"""A vote of the room on one row: sealed until it is opened, its spread before its mean."""

"""Other people at the same file: where they are, what they save and vote, and saving where they saved."""

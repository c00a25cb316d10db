"""The tables of commands by theme, what a command is, and how keys are named and said."""

"""The terminal: what goes out to it, what comes in from it, and how it is left.

`keys` reads, `driver` writes: of every screen only the cells that changed (`frames`, `changes`), in a thread
of its own that never sends more than the terminal keeps up with (`output`). `hangup` is about the ends.
"""

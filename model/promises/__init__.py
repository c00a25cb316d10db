"""Promises with dates: what became of them, and which promise the data can carry."""

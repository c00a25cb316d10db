"""The measurements: what Gapline costs, beside a floor measured in the same run.

`python -m bench` prints them as one table. Every figure with a goal in ratios is a ratio of two programs
run in turns, so that a busy or slow machine moves both.
"""

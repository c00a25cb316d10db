"""Everything Gapline knows without a screen: the journey, its scores, its edits and its files."""

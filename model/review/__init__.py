"""A walk of the team through the touchpoints: its order, its sentences, its log and its minutes."""

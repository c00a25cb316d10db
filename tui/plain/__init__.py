"""The dashboard as a conversation in lines, for pipes and for people who listen."""

"""What the rules notice in a project: a small check for each code, why it matters, how to mend it."""

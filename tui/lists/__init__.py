"""What is listed: rows, promises, findings, actions, notes, scenarios, history; and in which order."""

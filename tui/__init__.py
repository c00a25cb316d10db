"""The terminal: command line, screens, widgets and pictures."""

"""The terminal: the command line, the dashboard, its screens and widgets."""

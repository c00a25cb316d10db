"""What goes to programs outside: the clipboard and the own editor."""

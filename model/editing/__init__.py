"""Every change to a project is an edit; a session holds what was done, undone and saved."""

"""What keys do to the workspace, where nothing is asked and no file touched: one module a view or theme."""

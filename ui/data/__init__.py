"""Words of the window, examples and what can be asked next, as data."""

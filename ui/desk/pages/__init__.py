"""The routes of the desk, a module for each part of a letter's way; who may use them stands in `ui/desk/access.py`."""

"""Readers: one module a file format, all giving a `Source`."""

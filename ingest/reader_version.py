"""What plans are read with, as one hash: whatever of it changes, every file is read anew at the next ingest."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# all that a parse rests on, below the packages `ingest` and `corpus`
FOLDERS = ("formats", "text", "identity", "quantities", "tables", "records")
ROOMS = (*FOLDERS, "quantify.py", "audit.py", "bounds.py", "parse.py", "schema.py")
LEXICON = "lexicon"
READ = (".py", ".toml", ".csv")
LENGTH = 16  # hex digits


@cache
def reader_version() -> str:
    """Part of a parse's key and of an index's manifest."""
    digest = hashlib.sha256()
    for root in (*(files("ingest") / room for room in ROOMS), files("corpus") / LEXICON):
        for path in _below(root):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:LENGTH]


def _below(path: Traversable) -> Iterator[Traversable]:
    """The files that are read with, in an order that no file system decides."""
    if path.is_dir():
        for one in sorted(path.iterdir(), key=lambda entry: entry.name):
            yield from _below(one)
    elif path.name.endswith(READ):
        yield path

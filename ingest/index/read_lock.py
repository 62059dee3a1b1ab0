"""Who reads a generation holds a shared lock on a file of it; who removes one wants the lock to itself."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import NoIndexError, why

READ_LOCK = "read.lock"


def hold(generation: Path) -> int:
    """A shared lock on a generation that is being read, as a file handle to close when done."""
    try:
        handle = os.open(generation / READ_LOCK, os.O_RDONLY)
    except OSError as error:
        raise NoIndexError(f"索引 {str(generation)!r} 打不开：{why(error)}") from error
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def nobody_reads(generation: Path) -> Iterator[None]:
    """The reading lock to ourselves; what has no lock was damaged, and cannot be read. Raises `OSError` otherwise."""
    try:
        handle = os.open(generation / READ_LOCK, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)

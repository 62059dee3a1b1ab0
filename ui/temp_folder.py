"""Temporary files of a server in a folder of its own, so that nothing of a conversation outlives it on the disk."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import UsageError

FOLDER = "tmp"  # below the home
LOCK = ".lock"
VARIABLES = ("TMPDIR", "GRADIO_TEMP_DIR")


@contextmanager
def own_temp_folder(home: Path) -> Iterator[Path]:
    """All temporary files of this process, gradio's too, go below the folder that is given. It is removed at the end;
    those that killed servers left are removed at the start. A lock tells them from those of servers that run, also in
    another container. Raises `UsageError` where the home cannot be written."""
    try:
        folders = home / FOLDER
        folders.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folders)
        own = Path(tempfile.mkdtemp(dir=folders))
        lock = os.open(own / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UsageError(f"不能写入数据目录 {str(home)!r}:{error.strerror}") from error
    fcntl.flock(lock, fcntl.LOCK_EX)
    before = {name: os.environ.get(name) for name in VARIABLES}, tempfile.tempdir
    os.environ.update(dict.fromkeys(VARIABLES, str(own)))
    tempfile.tempdir = str(own)
    try:
        yield own
    finally:
        variables, tempfile.tempdir = before
        for name in VARIABLES:
            os.environ.pop(name)
        os.environ.update({name: value for name, value in variables.items() if value is not None})
        shutil.rmtree(own, ignore_errors=True)
        os.close(lock)


def _sweep(folders: Path) -> None:
    for left in folders.iterdir():
        try:
            lock = os.open(left / LOCK, os.O_RDWR)
        except OSError:  # made a moment ago, or no folder of ours
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(lock)

"""Generations of an index: built aside, published by one rename, kept for rollback, pruned when nobody reads them."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.errors import BusyError, HuiminError, NoIndexError, SourceError, UsageError

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
BUILD_LOCK = "build.lock"
READ_LOCK = "read.lock"
GENERATIONS = "generations"


class Generations:
    """The folder of an index and which generation of it is live."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Published generations, the oldest first."""
        base = self.folder / GENERATIONS
        return (
            tuple(sorted(p.name for p in base.iterdir() if not p.name.startswith(".") and (p / MANIFEST).is_file()))
            if base.is_dir()
            else ()
        )

    def path(self, name: str) -> Path:
        return self.folder / GENERATIONS / name

    def current_name(self) -> str | None:
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def current(self) -> Path:
        """Folder of the live generation. Raises `NoIndexError`."""
        name = self.current_name()
        if name is None:
            raise NoIndexError(f"{str(self.folder)!r} 里还没有索引，请先运行 huimin ingest")
        path = self.path(name)
        if not (path / MANIFEST).is_file():
            raise NoIndexError(f"索引 {str(path)!r} 不完整，请运行 huimin index rollback 或重新 huimin ingest")
        return path

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A fresh folder to build in, under the build lock. Left without `publish`, it is removed."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / BUILD_LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise UsageError(f"不能写入索引目录 {str(self.folder)!r}:{error.strerror}") from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError(f"另一个进程正在更新索引 {str(self.folder)!r}，请稍后再试") from error
            self._sweep()
            number = max((int(name.split("-")[0]) for name in self.names()), default=0) + 1
            aside = self.folder / GENERATIONS / f".building-{number:06d}"
            aside.mkdir(parents=True)
            (aside / READ_LOCK).touch()
            try:
                yield aside
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        finally:
            os.close(handle)

    def publish(self, aside: Path, manifest: dict[str, Any], keep: int) -> str:
        """Give a finished folder its name and make it live; its name is returned. The old ones stay, `keep` of them."""
        name = f"{aside.name.removeprefix('.building-')}-{time.strftime('%Y%m%d-%H%M%S')}"
        _write_whole(aside / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        aside.rename(self.path(name))
        self._switch(name)
        for old in self.names()[:-keep]:
            self._remove(self.path(old))
        return name

    def rollback(self, to: str | None = None) -> str:
        """Make an older generation live: the named one, else the one before the live one."""
        names, live = self.names(), self.current_name()
        if to is None:
            before = [name for name in names if live is None or name < live]
            if not before:
                raise UsageError("没有更早的版本可以回退")
            to = before[-1]
        elif to not in names:
            raise UsageError(f"没有名为 {to!r} 的版本，可选：{'、'.join(names) or '无'}")
        self._switch(to)
        return to

    def _switch(self, name: str) -> None:
        _write_whole(self.folder / CURRENT, name + "\n")

    def _sweep(self) -> None:
        """Remove what a killed build left behind; the build lock says that nobody works in it."""
        for left in (self.folder / GENERATIONS).glob(".building-*"):
            shutil.rmtree(left, ignore_errors=True)

    def _remove(self, generation: Path) -> None:
        if generation.name == self.current_name():
            return
        with open(generation / READ_LOCK) as handle:  # noqa: PTH123  flock wants a file of our own
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # somebody still reads it; the next publish tries again
            shutil.rmtree(generation, ignore_errors=True)


def hold(generation: Path) -> int:
    """A shared lock on a generation that is being read, as a file handle to close when done."""
    try:
        handle = os.open(generation / READ_LOCK, os.O_RDONLY)
    except OSError as error:
        raise NoIndexError(f"索引 {str(generation)!r} 打不开：{error.strerror}") from error
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def read_manifest(generation: Path) -> dict[str, Any]:
    """What a generation says of itself. Raises `HuiminError` where it cannot be read."""
    path = generation / MANIFEST
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(str(path), f"索引清单损坏({error})") from error
    if not isinstance(loaded, dict):
        raise HuiminError(f"索引清单 {str(path)!r} 损坏")
    return loaded


def _write_whole(path: Path, text: str) -> None:
    """Write by rename, so that a reader sees the old text or the new one."""
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)

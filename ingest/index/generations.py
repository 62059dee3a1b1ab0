"""Generations of an index: built aside, published by one rename, kept for rollback, pruned when nobody reads them."""

import fcntl
import logging
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ingest.errors import BusyError, IndexBrokenError, IndexMismatchError, NoIndexError, UsageError, why
from ingest.index.integrity import (
    LAYOUT,
    MANIFEST,
    faults,
    flaws,
    make_folder,
    read_manifest,
    read_sealed,
    seal_generation,
    sync,
    truth,
    write_sealed,
    write_whole,
)
from ingest.index.read_lock import READ_LOCK, nobody_reads
from ingest.index.sources import CATALOGUE

CURRENT = "CURRENT"
BUILD_LOCK = "build.lock"
GENERATIONS = "generations"
BUILDING, GONE = ".building-", ".gone-"
NAME = re.compile(r"\d{6}-[\w-]+")
log = logging.getLogger("huimin")


class Generations:
    """The folder of an index and which generation of it is live."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Published generations, damaged ones too, the oldest first."""
        return tuple(p.name for p in self.entries() if NAME.fullmatch(p.name) and (p / MANIFEST).is_file())

    def entries(self) -> tuple[Path, ...]:
        """All that lies where generations lie, by name: also what a killed build or a killed pruning left."""
        base = self.folder / GENERATIONS
        return tuple(sorted(base.iterdir())) if base.is_dir() else ()

    def path(self, name: str) -> Path:
        return self.folder / GENERATIONS / name

    def current_name(self) -> str | None:
        """What is named as live; None where nothing is or the name cannot be read."""
        try:
            name = (self.folder / CURRENT).read_bytes().decode().strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if NAME.fullmatch(name) else None

    def current(self) -> Path:
        """Folder of the generation that is named as live, unchecked. Raises `NoIndexError`."""
        name = self.current_name()
        if name is None:
            raise NoIndexError(f"{str(self.folder)!r} 里还没有索引，请先运行 huimin ingest")
        path = self.path(name)
        if not (path / MANIFEST).is_file():
            raise NoIndexError(f"索引 {str(path)!r} 不完整，请运行 huimin index rollback 或重新 huimin ingest")
        return path

    def whole(self, name: str | None = None) -> Path:
        """Folder of the live generation; where that is damaged, of the next best, and the log says so.

        The next best is the last one before it that is whole, then the last one after it. With `name`, that one and no
        other. Raises `NoIndexError` where nothing was published, `IndexBrokenError` where nothing is whole.
        """
        live, names = self.current_name(), self.names()
        if not (name or names or self.was_published()):
            raise NoIndexError(f"{str(self.folder)!r} 里还没有索引，请先运行 huimin ingest")
        wrong = "" if live or name else f"{CURRENT} 读不出"
        for one in [name] if name else self._by_preference(live):
            try:
                self.check(one)
            except IndexMismatchError:
                if one == (name or live):  # whole, as far as this version can tell; who opens it says what to do
                    return self.path(one)
            except IndexBrokenError as error:
                wrong = wrong or str(error)
            else:
                if wrong:
                    log.error("%s；改用索引 %s，请运行 huimin ingest 修复", wrong, one)
                return self.path(one)
        raise IndexBrokenError(
            f"{wrong or '没有一个完整的版本'}；索引 {str(self.folder)!r} 没有可用的版本，请运行 huimin ingest 重建"
        )

    def check(self, name: str) -> None:
        """Raises `IndexBrokenError` where a file that answers depend on is not what it was when it was published,
        `IndexMismatchError` where another version published it."""
        if name not in self.names():
            raise IndexBrokenError(f"索引 {name} 已损坏：缺少 {MANIFEST}")
        manifest = read_manifest(self.path(name))
        if manifest.get("layout") != LAYOUT:
            raise IndexMismatchError(f"索引 {name} 由其他版本的惠民问答建立，请重新运行 huimin ingest")
        if fault := next(faults(self.path(name), truth(manifest)), None):
            raise IndexBrokenError(f"索引 {name} 已损坏：{fault}")

    def documents(self) -> dict[str, str]:
        """Source to content hash of what the index holds, in whatever state it is; empty where nothing was published.

        Raises `IndexBrokenError` where no list of them can be read.
        """
        live, names = self.current_name(), self.names()
        lists = [self.folder / CATALOGUE, *(self.path(name) / MANIFEST for name in reversed(names))]
        for path in [self.path(live) / MANIFEST, *lists] if live else lists:
            with suppress(IndexBrokenError):
                return dict(read_sealed(path).get("documents", {}))
        if names or self.was_published():
            raise IndexBrokenError(
                f"索引 {str(self.folder)!r} 的清单都已损坏，不知道里面有哪些文件；"
                "请把这个文件夹移开，再用原来的文件运行 huimin ingest"
            )
        return {}

    def sources(self) -> set[str] | None:
        """Hashes of the sources that generations were made from; None where one of them does not tell any more."""
        try:
            manifests = [read_manifest(self.path(name)) for name in self.names()]
        except IndexBrokenError:
            return None
        return {digest for manifest in manifests for digest in manifest.get("documents", {}).values()}

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A fresh folder to build in, under the build lock. Left without `publish`, it is removed."""
        with self._locked():
            self._sweep()
            number = max((int(name.split("-")[0]) for name in self.names()), default=0) + 1
            aside = self.folder / GENERATIONS / f"{BUILDING}{number:06d}"
            make_folder(aside.parent)
            aside.mkdir()
            (aside / READ_LOCK).touch()
            try:
                yield aside
            finally:
                shutil.rmtree(aside, ignore_errors=True)

    def publish(self, aside: Path, manifest: dict[str, Any], keep: int) -> str:
        """Give a finished folder its name and make it live; its name is returned. The old ones stay, `keep` of them."""
        name = f"{aside.name.removeprefix(BUILDING)}-{time.strftime('%Y%m%d-%H%M%S')}"
        seal_generation(aside, manifest)
        aside.rename(self.path(name))
        sync(self.folder / GENERATIONS)
        self.settle(name, keep)
        return name

    def settle(self, name: str, keep: int) -> None:
        """Make a generation live, and keep no others than the last `keep` without a flaw and those being read."""
        self._switch(name)
        kept = [one for one in self.names() if one == name or self._is_flawless(one)][-keep:]
        for path in self.entries():
            if NAME.fullmatch(path.name) and path.name not in (name, *kept):
                self._remove(path)

    def rollback(self, to: str | None = None) -> str:
        """Make an older generation live: the named one, else the last whole one before the live one.

        Raises `UsageError` where there is none, and what `check` raises of the named one.
        """
        with self._locked():
            names, live = self.names(), self.current_name()
            if to is not None:
                if to not in names:
                    raise UsageError(f"没有名为 {to!r} 的版本，可选：{'、'.join(names) or '无'}")
                self.check(to)
                self._switch(to)
                return to
            for name in reversed([name for name in names if live is None or name < live]):
                with suppress(IndexBrokenError, IndexMismatchError):
                    self.check(name)
                    self._switch(name)
                    return name
        raise UsageError("没有更早的完整版本可以回退")

    def _by_preference(self, live: str | None) -> list[str]:
        """The live one, those before it and those after it, each time the newest first."""
        others = [name for name in reversed(self.names()) if name != live]
        if live is None:
            return others
        return [live, *(name for name in others if name < live), *(name for name in others if name > live)]

    def _is_flawless(self, name: str) -> bool:
        try:
            manifest = read_manifest(self.path(name))
        except IndexBrokenError:
            return False
        return manifest.get("layout") != LAYOUT or not any(flaws(self.path(name), manifest))

    def was_published(self) -> bool:
        return (self.folder / CURRENT).exists() or (self.folder / CATALOGUE).exists()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The build lock. What the system refuses meanwhile is a `UsageError`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / BUILD_LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise UsageError(f"不能写入索引目录 {str(self.folder)!r}：{why(error)}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BusyError(f"另一个进程正在更新索引 {str(self.folder)!r}，请稍后再试") from error
        except OSError as error:
            raise UsageError(f"更新索引 {str(self.folder)!r} 没有成功：{why(error)}") from error
        finally:
            os.close(handle)

    def _switch(self, name: str) -> None:
        documents = read_manifest(self.path(name)).get("documents", {})
        make_folder((self.folder / CATALOGUE).parent)
        write_sealed(self.folder / CATALOGUE, {"documents": documents})
        write_whole(self.folder / CURRENT, f"{name}\n".encode())

    def _sweep(self) -> None:
        """Remove what a killed build or pruning left behind; the build lock says that nobody works in it."""
        for left in (*self.entries(), *self.folder.glob("*.tmp")):
            if left.name.startswith((BUILDING, GONE)):
                shutil.rmtree(left, ignore_errors=True)
            elif left.suffix == ".tmp":
                left.unlink()

    def _remove(self, path: Path) -> None:
        """Remove a generation: for readers it is whole or gone. One that is being read waits for the next time."""
        gone = path.with_name(f"{GONE}{path.name}")
        try:
            with nobody_reads(path):
                path.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        except OSError as error:  # BlockingIOError among them
            log.info("generation %s stays for now: %s", path.name, error)

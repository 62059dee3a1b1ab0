"""The bytes of every ingested file, kept below the index by their hash: an index can be built anew from them alone."""

import hashlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from ingest.errors import SourceError, why
from ingest.index.integrity import file_hash, make_folder, write_whole

SOURCES = "sources"
CATALOGUE = f"{SOURCES}/documents.json"  # source to hash, for when no generation can be read


class Sources:
    """The kept files of an index folder. `digest` is the SHA-256 of a file's bytes, and its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / SOURCES

    def keep(self, digest: str, data: bytes) -> None:
        """Keep a file's bytes, whole or not at all, and in the place of a damaged copy."""
        make_folder(self._folder)
        if self.fault(digest):
            write_whole(self._folder / digest, data)

    def read(self, source: str, digest: str) -> bytes:
        """The bytes that were kept of `source`. Raises `SourceError` where they are not what they were."""
        try:
            data = (self._folder / digest).read_bytes()
        except OSError as error:
            raise SourceError(source, f"索引里保存的原文件读不出（{why(error)}），请重新提供这份文件") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise SourceError(source, "索引里保存的原文件已损坏，请重新提供这份文件")
        return data

    def fault(self, digest: str) -> str:
        """What is wrong with a kept file, in plain words, or nothing."""
        path = self._folder / digest
        try:
            if not path.is_file():
                return f"缺少 {SOURCES}/{digest}"
            return "" if file_hash(path) == digest else f"{SOURCES}/{digest} 的内容被改动过"
        except OSError as error:
            return f"{SOURCES}/{digest} 读不出：{why(error)}"

    def unused(self, used: Collection[str]) -> Iterator[Path]:
        """What lies there and no generation uses: of a withdrawn document, or left by a killed ingest."""
        if self._folder.is_dir():
            known = {*used, Path(CATALOGUE).name}
            yield from (path for path in sorted(self._folder.iterdir()) if path.name not in known)

    def sweep(self, used: Collection[str]) -> None:
        """Remove what no generation uses."""
        for path in self.unused(used):
            with suppress(OSError):  # a folder is nothing of ours
                path.unlink()

"""Which files an ingest reads: files and folders that were named, or the sample corpus."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from ingest.errors import SourceError
from ingest.formats.read import READERS, UNREADABLE

SAMPLE = "sample:"  # how the source of a document of the sample corpus begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file's bytes; `source` is its path, or `sample:NAME`."""

    source: str
    data: bytes

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that was not taken, and why, in plain words."""

    source: str
    reason: str


def collect(sources: Sequence[Path], *, max_mb: int) -> tuple[list[Input], list[Skipped]]:
    """All readable files under `sources`, the sample corpus where none are named.

    Raises `SourceError` where a source does not exist or a folder holds no document.
    """
    if not sources:
        return sample_corpus(), []
    inputs: list[Input] = []
    skipped: list[Skipped] = []
    for path in _paths(sources):
        try:
            if path.stat().st_size > max_mb * 1_000_000:
                skipped.append(Skipped(source=str(path), reason=f"超过 {max_mb} MB(可用 HUIMIN_MAX_SOURCE_MB 放宽)"))
            else:
                inputs.append(Input(source=str(path), data=path.read_bytes()))
        except OSError as error:
            skipped.append(Skipped(source=str(path), reason=f"打不开：{error.strerror}"))
    return inputs, skipped


def sample_corpus() -> list[Input]:
    """The documents that ship with Huimin."""
    with as_file(files("corpus")) as folder:
        return [Input(source=f"{SAMPLE}{path.name}", data=path.read_bytes()) for path in _documents(folder)]


def _paths(sources: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for source in sources:
        if not source.exists():
            raise SourceError(str(source), "没有这个文件或文件夹")
        inside = _documents(source) if source.is_dir() else [source]
        if not inside:
            raise SourceError(str(source), f"文件夹里没有可读的文件({'、'.join(sorted(READERS))})")
        found += inside
    return list(dict.fromkeys(path.resolve() for path in found))


def _documents(folder: Path) -> list[Path]:
    """Documents anywhere below a folder; hidden files, office lock files and READMEs are none."""
    suffixes = READERS.keys() | UNREADABLE
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in suffixes
        and path.is_file()
        and path.stem.upper() != "README"
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    ]

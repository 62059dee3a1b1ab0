"""What tells a whole generation from a damaged one, and writes that neither a crash nor a power cut leaves half done.

The manifest of a generation lists size and SHA-256 of every file beside it and is sealed itself: a hash of its own
text. `check.py` looks over a whole index with these.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.errors import IndexBrokenError, why

MANIFEST = "manifest.json"
LAYOUT = 11  # of a generation's folder; another one must be built anew
DERIVED = "chroma/"  # what can be made anew from the truth: damaged, it stops nobody
SEAL = "seal"
Files = Mapping[str, list[Any]]
"""Path below the generation to [size in bytes, SHA-256]."""


def seal_generation(generation: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest of a finished generation; when it returns, all of the generation is on the disk."""
    files = {name: [(generation / name).stat().st_size, file_hash(generation / name)] for name in _inside(generation)}
    write_sealed(generation / MANIFEST, {"layout": LAYOUT} | manifest | {"files": files})
    for path in sorted(generation.rglob("*"), reverse=True):  # what a folder holds before the folder
        sync(path)
    sync(generation)


def read_manifest(generation: Path) -> dict[str, Any]:
    """What a generation says of itself. Raises `IndexBrokenError` where it cannot be read or was changed."""
    return read_sealed(generation / MANIFEST)


def truth(manifest: Mapping[str, Any]) -> Files:
    """The files that answers depend on."""
    return {name: file for name, file in manifest["files"].items() if not name.startswith(DERIVED)}


def derived(manifest: Mapping[str, Any]) -> Files:
    """The files that can be made anew from the others."""
    return {name: file for name, file in manifest["files"].items() if name.startswith(DERIVED)}


def faults(generation: Path, files: Files) -> Iterator[str]:
    """What is wrong with the files, in plain words, one line each."""
    for name, (size, digest) in files.items():
        path = generation / name
        try:
            if not path.is_file():
                yield f"缺少 {name}"
            elif path.stat().st_size != size:
                yield f"{name} 应有 {size} 字节，现有 {path.stat().st_size} 字节"
            elif file_hash(path) != digest:
                yield f"{name} 的内容被改动过"
        except OSError as error:
            yield f"{name} 读不出：{why(error)}"


def flaws(generation: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """All that is not as it was published, files that nobody published too; one line each."""
    yield from faults(generation, manifest["files"])
    yield from (f"多出 {name}" for name in _inside(generation) if name not in manifest["files"])


def _inside(generation: Path) -> list[str]:
    found = (path.relative_to(generation).as_posix() for path in generation.rglob("*") if not path.is_dir())
    return sorted(name for name in found if name != MANIFEST)


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sealed(path: Path, values: Mapping[str, Any]) -> None:
    """JSON that tells by itself whether a byte of it was changed."""
    write_whole(path, _sealed(values).encode())


def read_sealed(path: Path) -> dict[str, Any]:
    """What `write_sealed` wrote, and what versions before layout 7 wrote without a seal.

    Raises `IndexBrokenError` where it cannot be read or was changed.
    """
    try:
        text = path.read_bytes().decode()
        loaded = json.loads(text)
    except OSError as error:
        raise IndexBrokenError(f"{str(path)!r} 读不出：{why(error)}") from error
    except (ValueError, RecursionError) as error:
        raise IndexBrokenError(f"{str(path)!r} 已损坏") from error
    if not isinstance(loaded, dict):
        raise IndexBrokenError(f"{str(path)!r} 已损坏")
    layout, was_sealed = loaded.get("layout"), loaded.pop(SEAL, None)
    is_older = was_sealed is None and isinstance(layout, int) and layout < LAYOUT
    if not is_older and text != _sealed(loaded):
        raise IndexBrokenError(f"{str(path)!r} 的内容被改动过")
    return loaded


def _sealed(values: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
    return json.dumps({**values, SEAL: digest}, ensure_ascii=False, indent=2) + "\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write by rename, so that a reader sees the old file or the new one, after a power cut too."""
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.is_dir():  # nothing of ours: a rename cannot take the place of a folder
        shutil.rmtree(path)
    aside.replace(path)
    sync(path.parent)


def make_folder(path: Path) -> None:
    """Have a folder, in the place of a file too: it is nothing of ours."""
    if path.exists() and not path.is_dir():
        path.unlink()
    path.mkdir(parents=True, exist_ok=True)


def sync(path: Path) -> None:
    """Have a file, or a folder's list of names, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A copy of the working tree to mutate, and which of its files are the project's."""

import ast
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ("ingest", "rag", "eval", "ui")
OURS = (*LAYERS, "tests", "bench")  # packages that are no vendor's
OUT = ROOT / "var" / "mutants"


def copied(folder: Path) -> Path:
    """The tree as it is, files that are not committed yet among it, in `folder`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def enter(folder: Path) -> None:
    """Make a process that has imported nothing of the project run the copy instead of the working tree."""
    import sys

    os.chdir(folder)
    sys.path[:] = [str(folder), *(path for path in sys.path if path and Path(path).resolve() != ROOT)]


def sources() -> list[str]:
    """Python files of the layers, relative to the root."""
    return sorted(str(path.relative_to(ROOT)) for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def digest(root: Path) -> str:
    """A hash of everything in a tree that a recording of all tests depends on: code, data and what tests share."""
    whole = hashlib.sha256()
    for folder in (*LAYERS, "tests", "prompts", "corpus"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("test_"):
                whole.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def test_files(root: Path, folders: Iterable[str]) -> dict[str, str]:
    """Test modules in folders of a tree, each with the hash of its text."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted((root / folder).rglob("test_*.py"))
    }


@cache
def read(file: str) -> str:
    """A file of the working tree by its name from the root."""
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def module(file: str) -> ast.Module:
    return ast.parse(read(file))

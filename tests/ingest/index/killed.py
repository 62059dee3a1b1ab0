"""An ingest that dies at one point, as a program of its own: INDEX SOURCE CALL PATTERN LOSE.

The process kills itself before the first CALL (fsync, rename, replace, unlink, rmdir of `os`) on a path that the
PATTERN fits. With LOSE, what was written and not brought to the disk is lost first, as when the power fails.
"""

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.pipeline import ingest
from ingest.settings import IngestSettings

CALLS = ("fsync", "rename", "replace", "unlink", "rmdir")


def main(index: Path, source: Path, call: str, pattern: str, *, lose: bool) -> None:
    on_disk = {path: path.stat().st_mtime_ns for path in index.rglob("*") if path.is_file()}

    def die() -> None:
        for path in [path for path in index.rglob("*") if lose and path.is_file()]:
            if on_disk.get(path) != path.stat().st_mtime_ns:
                os.truncate(path, 0)
        os.kill(os.getpid(), signal.SIGKILL)

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            path = Path(f"/proc/self/fd/{args[0]}").readlink() if name == "fsync" else _path(args[0], more)
            if name == call and re.search(pattern, str(path)):
                die()
            done = real(*args, **more)
            if name == "fsync" and path.is_file():
                on_disk[path] = path.stat().st_mtime_ns
            if name in ("rename", "replace"):
                _follow(on_disk, path, Path(args[1]))
            return done

        return run

    for name in CALLS:
        setattr(os, name, watched(name, getattr(os, name)))
    ingest(index, IngestSettings(keep_generations=1), sources=[source])


def _path(given: Any, more: dict[str, Any]) -> Path:
    folder = more.get("dir_fd")
    return Path(given) if folder is None else Path(f"/proc/self/fd/{folder}").readlink() / given


def _follow(on_disk: dict[Path, int], old: Path, new: Path) -> None:
    """What was on the disk under its old name is there under the new one."""
    for path in [path for path in on_disk if path == old or old in path.parents]:
        on_disk[new / path.relative_to(old)] = on_disk.pop(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], lose=sys.argv[5] == "lose")

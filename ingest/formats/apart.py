"""A program that reads a file for us: in a process group of its own, with no more of the environment than it needs."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def run_apart(command: Sequence[str], folder: Path, seconds: float, **environment: str) -> bool:
    """Whether it ended within so many seconds on the clock. It works in `folder`, and none of its processes outlives
    it; what it wrote until then stays."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True

"""What processes hold, by the system's own figures."""

from pathlib import Path

from ingest.bounds import MEGABYTE


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, children.read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def family_mb(pid: int) -> float:
    """What a process and its children hold resident (MB)."""
    return sum(status_mb(one, "VmRSS") for one in family(pid))


def status_mb(pid: int | None, field: str) -> float:
    """A figure of a process by the system (MB); 0 where it has ended, or the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / MEGABYTE for line in lines if line.startswith(f"{field}:")), 0.0)

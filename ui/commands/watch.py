"""`huimin ingest --watch DIR`: looks at a folder again and again, and ingests it when it has changed and come to rest.

One line a change. SIGTERM and ^C end it between two looks, or when the ingest that runs is done.
"""

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

import typer

from ingest.errors import HuiminError, UsageError
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.settings import load_settings
from ui.labels import CHANGES

EVERY_S = 2.0  # between two looks; a change is read when two looks in a row see the same
Seen = Mapping[str, tuple[int, int]]
"""Path to (time of the last change in ns, size in bytes)."""


def run_watch(folder: Path, watched: Path, *, replacing: bool = False) -> int:
    """Until it is told to end; the exit code is then 0. Raises `UsageError` where there is no such folder."""
    if not watched.is_dir():
        raise UsageError(f"{str(watched)!r} 不是文件夹")
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())

    def read() -> None:
        try:
            report = ingest(folder, load_settings(), sources=[watched], replacing=replacing)
        except HuiminError as error:
            typer.echo(f"没有更新：{error}")
        else:
            say(report)

    typer.echo(f"守着 {watched}，有变化就更新索引")
    watch(watched, read, stopped)
    typer.echo("已停止")
    return 0


def watch(watched: Path, read: Callable[[], None], stopped: Event, *, every_s: float = EVERY_S) -> None:
    """Call `read` at the start, and whenever the folder has changed and come to rest, until it is stopped."""
    done: Seen | None = None
    before = seen(watched)
    while True:
        now = seen(watched)
        if now == before and now != done:
            read()
            done = now
        before = now
        if stopped.wait(every_s):
            return


def seen(watched: Path) -> Seen:
    """All files below a folder that can be seen."""
    found: dict[str, tuple[int, int]] = {}
    for place, folders, names in os.walk(watched):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - a name may be no text
            try:
                told = os.lstat(path)
            except OSError:
                continue  # gone meanwhile
            found[path] = (told.st_mtime_ns, told.st_size)
    return found


def say(report: Report) -> None:
    """A line for each change, and for what was left out."""
    for one in report.documents:
        if one.change in ("added", "updated"):
            typer.echo(f"{CHANGES[one.change]} {one.source}：《{one.title}》，{one.rows} 行，{one.passages} 段")
    for newer in report.newer:
        for line in newer.lines():
            typer.echo(line)
    for skipped in report.skipped:
        typer.echo(f"跳过 {skipped.source}：{skipped.reason}")
    for note in report.notes:
        typer.echo(f"提示 {note}")
    if report.published:
        typer.echo(f"已发布索引 {report.generation}，用时 {report.seconds} 秒")

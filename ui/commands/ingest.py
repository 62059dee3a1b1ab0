"""`huimin ingest`: a progress bar while it works, a table when it is done."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from ingest.identity.divisions import shown_name
from ingest.index.build import Progress as Callback
from ingest.newer import Newer
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.settings import load_settings
from ui.labels import CHANGES

console = Console(stderr=True)


def run_ingest(
    folder: Path,
    sources: Sequence[Path],
    *,
    as_json: bool = False,
    withdraw: Sequence[str] = (),
    retrain: bool = False,
    replacing: bool = False,
) -> int:
    """Ingest and show what was done; the exit code is 3 where an input was skipped. What a newer version says otherwise
    is shown before it is published."""

    def tell(newer: Newer) -> None:
        for line in newer.lines():
            typer.echo(line, err=True)

    with progress_bar() as progress:
        report = ingest(
            folder,
            load_settings(),
            sources=sources,
            withdraw=withdraw,
            retrain=retrain,
            replacing=replacing,
            tell=tell,
            progress=progress,
        )
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        show(report)
    return 3 if report.skipped else 0


@contextmanager
def progress_bar() -> Iterator[Callback]:
    """A callback that draws a bar on a terminal and nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(what: str, done: int, total: int) -> None:
            task = tasks.get(what)
            if task is None:
                task = tasks[what] = bars.add_task(what, total=total)
            bars.update(task, completed=done, total=total)

        yield advance


def show(report: Report) -> None:
    """The summary on stdout."""
    out = Console()
    table = Table(Column("文件", overflow="fold"), "地区", "章节", "表格行", "段落", "情况")
    for one in report.documents:
        region = shown_name(one.region) or "未标明"
        table.add_row(
            escape(one.title), escape(region), str(one.sections), str(one.rows), str(one.passages), CHANGES[one.change]
        )
    out.print(table)
    for one in report.documents:
        for notice in one.notices if one.change != "kept" else ():
            out.print(f"[yellow]注意[/yellow] {escape(one.source)}：{escape(notice)}", highlight=False)
    for skipped in report.skipped:
        out.print(f"[red]跳过[/red] {escape(skipped.source)}：{escape(skipped.reason)}", highlight=False)
    for note in report.notes:
        out.print(f"[yellow]提示[/yellow] {escape(note)}", highlight=False)
    done = "已发布" if report.published else "没有变化，仍在使用"
    out.print(f"{done}索引 {report.generation}，用时 {report.seconds} 秒", highlight=False)

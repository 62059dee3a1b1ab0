"""`huimin eval`: question sets against the answer path."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ui.options import INDEX, index_folder

eval_app = typer.Typer(help="评测：用题库检查回答是否准确。", no_args_is_help=True)
AS_OF = "2025-06-01"  # the day that runs are held on, so that the clock does not change results


@eval_app.callback()
def _group() -> None:
    """Keeps `run` a named command while it is the only one."""


@eval_app.command()
def run(
    sets: Annotated[
        list[Path] | None, typer.Argument(metavar="[SET.jsonl ...]", help="题库；默认自带的全部题库")
    ] = None,
    index: INDEX = None,
    out: Annotated[Path | None, typer.Option(help="结果写到哪个文件夹；默认 HUIMIN_HOME/runs/时间")] = None,
    gate: Annotated[Path | None, typer.Option(help="门槛文件；默认自带的 gate.toml")] = None,
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="按哪一天回答")] = AS_OF,  # type: ignore[assignment]  # typer parses it
) -> None:
    """逐题提问、打分,写下结果;达不到门槛时退出码为 1,并列出答错的题。"""
    from eval.cases import load_cases
    from eval.gate import failures, load_gate
    from eval.report import lines
    from eval.run import run as run_cases
    from eval.run import run_folder
    from ingest.settings import load_settings as ingest_settings
    from rag.service import Service
    from rag.settings import load_settings as answer_settings
    from ui.ingesting import progress_bar

    cases, floors = load_cases(sets or []), load_gate(gate)
    service = Service(index_folder(index), ingest_settings(), answer_settings())
    folder = out or run_folder(ingest_settings().home / "runs")
    with progress_bar() as progress:
        scores, summary = run_cases(cases, service, folder, as_of.date(), lambda at, n: progress("提问", at, n))
    by_id = {case.id: case for case in cases}
    for score in scores:
        if not score.right:
            typer.echo(f"✗ {score.id} [{score.category}] {by_id[score.id].question}\n    {score.reason}")
    typer.echo("\n".join(lines(summary)))
    typer.echo(f"结果在 {folder}")
    if missed := failures(summary, floors):
        typer.echo("没有达到门槛:\n" + "\n".join(f"  {line}" for line in missed), err=True)
        raise typer.Exit(1)

"""`huimin index`: the generations of an index."""

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.errors import IndexBrokenError
from ingest.index.generations import Generations
from ingest.index.integrity import read_manifest
from ui.commands.options import INDEX, JSON, index_folder

index_app = typer.Typer(help="索引的版本：列出、回退、检查。", no_args_is_help=True)


@index_app.command("list")
def list_generations(index: INDEX = None, as_json: JSON = False) -> None:
    """列出已发布的版本,* 是正在使用的。"""
    generations = Generations(index_folder(index))
    live = generations.current_name() or generations.whole().name
    rows = [(name, _manifest(generations.path(name))) for name in generations.names()]
    if as_json:
        listed = [
            {"name": name, "live": name == live, "counts": m.get("counts"), "made": m.get("made")} for name, m in rows
        ]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    for name, manifest in [] if as_json else rows:
        counts = manifest.get("counts")
        mark = "*" if name == live else " "
        holds = f"{counts['documents']} 份文件  {counts['passages']} 个段落" if counts else "清单已损坏"
        typer.echo(f"{mark} {name}  {holds}")
    if not all(manifest for _, manifest in rows):
        raise typer.Exit(3)


def _manifest(generation: Path) -> dict[str, Any]:
    try:
        return read_manifest(generation)
    except IndexBrokenError:
        return {}


@index_app.command()
def rollback(
    to: Annotated[str | None, typer.Option(help="回到哪个版本；默认上一个")] = None, index: INDEX = None
) -> None:
    """回到以前的版本。"""
    name = Generations(index_folder(index)).rollback(to)
    typer.echo(f"现在使用 {name}")


@index_app.command()
def check(index: INDEX = None) -> None:
    """检查整个索引：每个版本的每个文件、正在使用的是哪个、保存的原文件；有问题时退出码为 3。"""
    from ingest.index.check import check as look_over
    from ingest.settings import load_settings

    folder = index_folder(index)
    wrong = list(look_over(folder, load_settings()))
    for line in wrong:
        typer.echo(line)
    if wrong:
        typer.echo("请运行 huimin ingest 修复", err=True)
        raise typer.Exit(3)
    typer.echo(f"{Generations(folder).current().name} 完整")


@index_app.command()
def compare(
    other: Annotated[Path, typer.Argument(help="另一个索引的文件夹")], index: INDEX = None, as_json: JSON = False
) -> None:
    """逐行对照两个索引：缺了哪些行，哪些格子的数字不一样；有差别时退出码为 1。"""
    from ingest.compare import differences
    from ingest.index.store import Store

    with (
        closing(Store(Generations(index_folder(index)).whole())) as ours,
        closing(Store(Generations(other).whole())) as theirs,
    ):
        found = list(differences(ours.rows(), theirs.rows()))
        count = len(ours.rows())
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            place = f"{one.name} · {one.column}" if one.column else one.name
            typer.echo(f"{one.kind} {place}\n    这里：{one.ours}\n    那里：{one.theirs}")
        typer.echo(f"对照了 {count} 行，{len(found)} 处不同")
    if found:
        raise typer.Exit(1)

"""`huimin index`: the generations of an index."""

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ingest.index.generations import Generations, read_manifest
from ui.commands.options import INDEX, JSON, index_folder

index_app = typer.Typer(help="索引的版本：列出、回退、检查。", no_args_is_help=True)


@index_app.command("list")
def list_generations(index: INDEX = None, as_json: JSON = False) -> None:
    """列出已发布的版本,* 是正在使用的。"""
    generations = Generations(index_folder(index))
    live = generations.current().name
    rows = [(name, read_manifest(generations.path(name))) for name in generations.names()]
    if as_json:
        listed = [{"name": name, "live": name == live, "counts": m["counts"], "made": m["made"]} for name, m in rows]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for name, manifest in rows:
        counts = manifest["counts"]
        mark = "*" if name == live else " "
        typer.echo(f"{mark} {name}  {counts['documents']} 份文件  {counts['passages']} 个段落")


@index_app.command()
def rollback(
    to: Annotated[str | None, typer.Option(help="回到哪个版本；默认上一个")] = None, index: INDEX = None
) -> None:
    """回到以前的版本。"""
    name = Generations(index_folder(index)).rollback(to)
    typer.echo(f"现在使用 {name}")


@index_app.command()
def check(index: INDEX = None) -> None:
    """检查正在使用的版本是否完整。"""
    from ingest.index.build import check_published
    from ingest.settings import load_settings

    folder = Generations(index_folder(index)).current()
    check_published(folder, load_settings())
    typer.echo(f"{folder.name} 完整")


@index_app.command()
def compare(
    other: Annotated[Path, typer.Argument(help="另一个索引的文件夹")], index: INDEX = None, as_json: JSON = False
) -> None:
    """逐行对照两个索引：缺了哪些行，哪些格子的数字不一样；有差别时退出码为 1。"""
    from ingest.compare import differences
    from ingest.index.store import Store

    with (
        closing(Store(Generations(index_folder(index)).current())) as ours,
        closing(Store(Generations(other).current())) as theirs,
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

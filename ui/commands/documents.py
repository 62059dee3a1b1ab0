"""`huimin documents`: what the index holds."""

import json
from contextlib import closing
from datetime import date
from typing import Annotated

import typer

from ingest.errors import UsageError
from ingest.index.generations import Generations
from ingest.schema import is_expired
from ui.commands.options import INDEX, JSON, index_folder
from ui.labels import TEXT_KINDS

documents_app = typer.Typer(help="索引里的文件：列出、查看、撤下。", no_args_is_help=True)
FIELDS = (
    "id",
    "title",
    "issuer",
    "region",
    "region_inferred",
    "number",
    "index_number",
    "date",
    "period",
    "text_kind",
    "source",
)
KEY = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 huimin documents list")]


@documents_app.command("list")
def list_documents(index: INDEX = None, as_json: JSON = False) -> None:
    """列出全部文件。"""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from ingest.index.store import Store

    with closing(Store(Generations(index_folder(index)).whole())) as store:
        documents = store.documents()
    if as_json:
        typer.echo(json.dumps([{f: getattr(d, f) for f in FIELDS} for d in documents], ensure_ascii=False, indent=2))
        return
    table = Table("编号", "标题", "地区", "规划期", "文字")
    for document in documents:
        kind = TEXT_KINDS[document.text_kind]
        region = document.region_name or "未标明"
        region += "（推断）" if document.region_inferred else ""
        period = f"{document.period} 已到期" if is_expired(document.period, date.today()) else document.period
        table.add_row(document.id, escape(document.title), escape(region), escape(period), kind)
    Console().print(table)


@documents_app.command("show")
def show_document(key: KEY, index: INDEX = None, as_json: JSON = False) -> None:
    """查看一份文件的信息和章节。"""
    from ingest.index.store import Store

    with closing(Store(Generations(index_folder(index)).whole())) as store:
        try:
            parsed = store.parsed(key)
        except KeyError:
            raise UsageError(f"索引里没有编号为 {key!r} 的文件，可用 huimin documents list 查看") from None
    facts = {field: getattr(parsed.document, field) for field in FIELDS}
    outline = [{"level": s.level, "title": s.title, "start": s.start, "end": s.end} for s in parsed.sections[1:]]
    if as_json:
        typer.echo(json.dumps(facts | {"sections": outline}, ensure_ascii=False, indent=2))
        return
    for field, value in facts.items():
        typer.echo(f"{field}: {value}")
    for section in parsed.sections[1:]:
        typer.echo(f"{'  ' * section.level}{section.title}")


@documents_app.command()
def withdraw(key: KEY, index: INDEX = None, as_json: JSON = False) -> None:
    """撤下一份文件,发布不含它的新索引。"""
    from ui.commands.ingest import run_ingest

    raise typer.Exit(run_ingest(index_folder(index), [], withdraw=[key], as_json=as_json))

"""`huimin documents`: what the index holds."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ingest.clock import today
from ingest.errors import SourceError, UsageError
from ingest.formats.read import read_source
from ingest.identity.divisions import shown_name
from ingest.identity.standing import standing, with_replaced
from ingest.index.generations import Generations
from ingest.index.sources import Sources
from ingest.schema import Document
from ui.commands.options import INDEX, JSON, index_folder
from ui.labels import OMISSIONS, REPEATS, STANDINGS, TEXT_KINDS

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
    "starts",
    "ends",
    "repeals",
    "is_trial",
    "is_over",
    "replaced_by",
    "text_kind",
    "source",
)
LEFT_OUT = Annotated[bool, typer.Option("--left-out", help="列出没有收作正文的文字：看不见的、划掉的、网站自己的")]
KEY = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 huimin documents list")]


@documents_app.command("list")
def list_documents(index: INDEX = None, as_json: JSON = False) -> None:
    """列出全部文件。"""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from ingest.index.store import Store

    with closing(Store(Generations(index_folder(index)).whole())) as store:
        documents = with_replaced(store.documents())
    if as_json:
        typer.echo(json.dumps([{f: getattr(d, f) for f in FIELDS} for d in documents], ensure_ascii=False, indent=2))
        return
    table = Table("编号", "标题", "地区", "规划期", "效力", "文字")
    for document in documents:
        kind = TEXT_KINDS[document.text_kind]
        region = shown_name(document.region) or "未标明"
        region += "（推断）" if document.region_inferred else ""
        force = _force(document, today())
        table.add_row(document.id, escape(document.title), escape(region), escape(document.period), force, kind)
    Console().print(table)


@documents_app.command("show")
def show_document(key: KEY, index: INDEX = None, as_json: JSON = False, left_out: LEFT_OUT = False) -> None:
    """查看一份文件的信息和章节；--left-out 列出没有收作正文的文字。"""
    from ingest.index.store import Store

    with closing(Store(Generations(index_folder(index)).whole())) as store:
        try:
            parsed = store.parsed(key)
        except KeyError:
            raise UsageError(f"索引里没有编号为 {key!r} 的文件，可用 huimin documents list 查看") from None
        marked = store.repeats(key)
        document = next(one for one in with_replaced(store.documents()) if one.id == key)
    if left_out:
        _show_left_out(document, index_folder(index), [(passage.text, why) for passage, why in marked], as_json=as_json)
        return
    facts = {field: getattr(document, field) for field in FIELDS}
    outline = [{"level": s.level, "title": s.title, "start": s.start, "end": s.end} for s in parsed.sections[1:]]
    if as_json:
        typer.echo(json.dumps(facts | {"sections": outline}, ensure_ascii=False, indent=2))
        return
    for field, value in facts.items():
        typer.echo(f"{field}: {value}")
    for section in parsed.sections[1:]:
        typer.echo(f"{'  ' * section.level}{section.title}")


def _show_left_out(document: Document, folder: Path, marked: list[tuple[str, str]], *, as_json: bool) -> None:
    """What the file holds besides its text, read once more from the kept source, and what repeats in other files."""
    try:
        source = read_source(document.source, Sources(folder).read(document.source, document.content_hash))
    except SourceError as error:
        raise UsageError(f"原文件读不出：{error.reason}") from error
    found = [(OMISSIONS[one.why], one.text) for one in source.left_out]
    found += [(REPEATS[why], text) for text, why in marked]
    if as_json:
        typer.echo(json.dumps([{"why": why, "text": text} for why, text in found], ensure_ascii=False, indent=2))
        return
    for why, text in found:
        typer.echo(f"{why}：{text}")
    if not found:
        typer.echo("没有")


def _force(document: Document, day: date) -> str:
    """Whether it holds on a day, and up to when."""
    words = STANDINGS[standing(document, day)]
    trial = "，试行" if document.is_trial else ""
    return f"{words}（至 {document.ends}{trial}）" if document.ends else f"{words}{trial}"


@documents_app.command()
def withdraw(key: KEY, index: INDEX = None, as_json: JSON = False) -> None:
    """撤下一份文件,发布不含它的新索引。"""
    from ui.commands.ingest import run_ingest

    raise typer.Exit(run_ingest(index_folder(index), [], withdraw=[key], as_json=as_json))

"""`huimin draft`: a letter in, the draft of a reply out, with its sources and what staff must still look into."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import typer

from ingest.clock import today
from ingest.errors import SourceError, UsageError
from ingest.formats.encoding import decode
from ingest.index.opened import Index
from ingest.settings import load_settings as ingest_settings
from rag.chain import AnswerChain, answer_steps
from rag.letter.letter import read
from rag.letter.marking import Marker
from rag.letter.reply import Reply, draft
from rag.question.scope import Scope
from rag.settings import load_settings as answer_settings
from ui.labels import BY_MODEL
from ui.privacy import mask
from ui.render import source_lines

LONGEST = 20_000  # characters of a letter
NOTICE = "草稿：供工作人员核对修改，未经审定"
OPEN = "请工作人员核实："
NOTHING_OPEN = "每个问题都有依据，没有要另外核实的；发出前请再核对一遍原文。"
QUOTES = "来源原文："
NO_MATTER = "信里没有写要问的事"


def run_draft(folder: Path, letter: Path, region: str | None, out: Path | None) -> None:
    """Numbers that point to a person are masked before anything is looked up or sent to a model."""
    text = mask(_read(letter))
    settings = answer_settings()
    with closing(Index(folder, ingest_settings())) as index:
        chain = AnswerChain(answer_steps(index, settings))
        told = read(text, index.regions, mark=Marker(settings), meanings=index.meaning)
        if region:
            told = told.within(Scope(index.regions).find(region) or region)
        if not told.matters:
            raise SourceError(str(letter), NO_MATTER)
        reply = draft(told, chain.invoke, as_of=today())
        lines = "\n".join(draft_lines(reply)) + "\n"
    if out is None:
        typer.echo(lines, nl=False)
        return
    try:
        out.write_text(lines, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"不能写入 {str(out)!r}：{error.strerror}") from error
    typer.echo(f"草稿写入 {out}", err=True)


def draft_lines(reply: Reply) -> Iterator[str]:
    """The letter as it may be sent once checked; before and after it, in brackets, what is for staff alone."""
    yield f"〔{NOTICE}〕"
    if reply.by_model:
        yield f"〔{BY_MODEL}〕"
    yield from (f"〔{flag.remark}（信里写：“{flag.quote}”）〕" for flag in reply.flags)
    yield from ("", reply.text, "", f"〔{OPEN}")
    yield from list(_open_points(reply)) or [f"- {NOTHING_OPEN}"]
    yield "〕"
    if reply.citations:
        yield from ("", QUOTES, *source_lines(reply.citations))


def _open_points(reply: Reply) -> Iterator[str]:
    """What staff look into, matter by matter."""
    told: dict[str, list[str]] = {}
    for n, section in enumerate(reply.sections, start=1):
        for words in (*section.remarks, *section.gaps):
            told.setdefault(words, []).append(str(n))
    yield from (f"- 第 {'、'.join(numbers)} 个问题：{words}" for words, numbers in told.items())


def _read(letter: Path) -> str:
    try:
        data = letter.read_bytes()
    except OSError as error:
        raise SourceError(str(letter), f"打不开({error.strerror})") from error
    text = decode(data, str(letter))
    if len(text) > LONGEST:
        raise SourceError(str(letter), f"太长了({len(text)} 字)，最多 {LONGEST} 字")
    return text

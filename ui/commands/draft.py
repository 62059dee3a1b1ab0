"""`huimin draft`: a letter in, the draft of a reply out, with its sources and what staff must still look into."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import typer

from ingest.errors import SourceError, UsageError
from ingest.formats.encoding import decode
from ingest.index.opened import Index
from ingest.settings import load_settings as ingest_settings
from rag.chain import AnswerChain, answer_steps
from rag.letter import Reply, region_of, reply_to
from rag.question.scope import Scope
from rag.replies import ANYWHERE, ASK_AGAIN, REPLIES
from rag.schema import Answer, NoteKind, Status
from rag.settings import load_settings as answer_settings
from ui.contacts import Contact, duty, whom_to_ask
from ui.labels import BY_MODEL, NOTES, STATUSES
from ui.privacy import mask
from ui.render import source_lines

LONGEST = 20_000  # characters of a letter
INDENT = "　　"
DRAFT = "草稿：供工作人员核对修改，未经审定"
DISTRESS = "请先联系来信人：信里有令人担心的话"
GREETING = "尊敬的来信人："
OPENING = "您好！来信收到了。您问的事，按公共服务规划答复如下："
POINT = "{n}. 您问：“{question}”"
TURN_TO = "还想了解的，可以咨询：{whom}。"
CLOSING = "感谢您的来信。"
SIGNATURE = ("(单位名称)", "(日期)")
OPEN = "请工作人员核实："
NOTHING_OPEN = "每个问题都有依据，没有要另外核实的；发出前请再核对一遍原文。"
SOURCES = "依据："
NO_MATTER = "信里没有写要问的事"
CHECKED = (NoteKind.CONFLICT, NoteKind.BLANK, NoteKind.EXPIRED, NoteKind.VERSIONS, NoteKind.REGION_INFERRED)


def run_draft(folder: Path, letter: Path, region: str | None, out: Path | None) -> None:
    """Numbers that point to a person are masked before anything is looked up or sent to a model."""
    text = mask(_read(letter))
    settings = answer_settings()
    with closing(Index(folder, ingest_settings())) as index:
        chain = AnswerChain(answer_steps(index, settings, prompt="draft"))
        here = region or region_of(text, index.regions)
        reply = reply_to(text, chain, region=here, as_of=date.today())
        if not reply.points:
            raise SourceError(str(letter), NO_MATTER)
        draft = "\n".join(draft_lines(reply, tuple(_turn_to(reply, index, here)))) + "\n"
    if out is None:
        typer.echo(draft, nl=False)
        return
    try:
        out.write_text(draft, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"不能写入 {str(out)!r}：{error.strerror}") from error
    typer.echo(f"草稿写入 {out}", err=True)


def draft_lines(reply: Reply, turn_to: tuple[str, ...]) -> Iterator[str]:
    """The letter as it may be sent once checked; before and after it, in brackets, what is for staff alone."""
    yield f"〔{DRAFT}〕"
    if reply.by_model:
        yield f"〔{BY_MODEL}〕"
    if reply.distress:
        yield f"〔{DISTRESS}〕"
    yield from ("", GREETING, "", f"{INDENT}{OPENING}", "")
    if reply.distress and not any(point.answer.status is Status.CRISIS for point in reply.points):
        yield from (f"{INDENT}{REPLIES[Status.CRISIS]}", "")
    for n, point in enumerate(reply.points, start=1):
        yield POINT.format(n=n, question=point.question)
        yield INDENT + _said(point.answer).replace(ASK_AGAIN, "")
        yield from (f"{INDENT}〔{NOTES[note.kind]}〕{note.text}" for note in point.answer.notes)
        yield ""
    if turn_to:
        yield INDENT + TURN_TO.format(whom="；".join(turn_to))
    yield from (f"{INDENT}{CLOSING}", "", *(f"{INDENT}{line}" for line in SIGNATURE), "")
    yield f"〔{OPEN}"
    yield from list(_open_points(reply)) or [f"- {NOTHING_OPEN}"]
    yield "〕"
    if reply.citations:
        yield from ("", SOURCES, *source_lines(reply.citations))


def _said(answer: Answer) -> str:
    """What a letter says of a point; what is only near is for staff to look at, among the sources."""
    return REPLIES[Status.NOT_FOUND].format(region=ANYWHERE) if answer.status is Status.NEAR else answer.answer


def _open_points(reply: Reply) -> Iterator[str]:
    """What the plans do not settle, point by point."""
    for n, point in enumerate(reply.points, start=1):
        answer = point.answer
        said = [] if answer.status is Status.ANSWERED else [STATUSES[answer.status]]
        if answer.status is Status.NEAR:
            said.append("最相近的几处见来源" + "".join(f"[{citation.n}]" for citation in answer.citations))
        said += [NOTES[note.kind] for note in answer.notes if note.kind in CHECKED]
        if said:
            yield f"- 第 {n} 个问题：{'、'.join(dict.fromkeys(said))}"


def _turn_to(reply: Reply, index: Index, region: str | None) -> Iterator[str]:
    """The offices that the cited plans name, then those of the contacts, each once."""
    answers = [point.answer for point in reply.points]
    cited = [index.documents[citation.document].region for citation in reply.citations]
    named = Scope(index.regions).find(region) if region else None
    here = named or next(iter(cited), "")
    offices = filter(None, (duty(answer, index) for answer in answers))
    contacts = (_words(contact) for answer in answers for contact in whom_to_ask(answer, here))
    yield from dict.fromkeys((*offices, *contacts))


def _words(contact: Contact) -> str:
    return " ".join(filter(None, (contact.name, contact.phone, contact.address, contact.hours, contact.link)))


def _read(letter: Path) -> str:
    try:
        data = letter.read_bytes()
    except OSError as error:
        raise SourceError(str(letter), f"打不开({error.strerror})") from error
    text = decode(data, str(letter))
    if len(text) > LONGEST:
        raise SourceError(str(letter), f"太长了({len(text)} 字)，最多 {LONGEST} 字")
    return text

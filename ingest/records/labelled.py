"""Records in running text whose fields carry labels: 【服务对象】…【服务标准】… below a numbered service, 牵头单位:…;
完成时限:… below a task. The layout of the national standard (国家基本公共服务标准) and of yearly task lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.records.listed import MARK, TASK, Listed
from ingest.schema import Cell, RowKind, Section
from ingest.tables.headers import HEADERS, LEAD, PROJECT, SERVICE, Label
from ingest.text.nesting import innermost

LONGEST_NAME = 40  # characters
LONGEST_FIELD = 1500  # characters from one label to the next of the same record
ENOUGH = 2  # labels of a service standard that make one
LONGEST_BEFORE = 400  # characters that may hold a number and a name
LONGEST_ABOVE = 3  # lines above a record that its number and name may take
BLANK = re.compile(r"\s*+")
TRIMMED = " \n\t;；,，"
Spans = tuple[int, int]
LABELS = {
    writing: (header.name, header.label) for header in HEADERS if header.label for writing in header.label.written
}
ANY_LABEL = "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
LABELLED = re.compile(
    rf"[【〔\[［](?P<bracketed>{ANY_LABEL})[】〕\]］][:：]?|(?:(?<=[。；;\n ])|^)(?P<plain>{ANY_LABEL})[:：]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Field:
    """A label at `start`, its words behind `begin`."""

    column: str
    label: Label
    start: int
    begin: int


def find_labelled(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """Standards, projects and duties with labelled fields; their name is the field that tells it, else the words before
    the first label, on its line or above, else the heading. What has none is left out."""
    for record, following in pairwise([*_records(text, sections), None]):
        assert record is not None  # none but the last, which only follows
        section = innermost(sections, record[0].start)
        end = min(section.end, following[0].start) if following else section.end
        cells = [cell for cell in _cells(text, record, end) if cell.text]
        name = _called(record, cells) or _before(text, section, record[0].start)
        name = name or _above(text, section, record[0].start) or _heading(text, section)
        if name is None:
            continue
        cells = [cell for cell in cells if cell.column != SERVICE]
        span = (name.start, max((cell.end for cell in cells), default=0))
        yield from _listed(name, record, cells, span)


def _records(text: str, sections: tuple[Section, ...]) -> Iterator[list[_Field]]:
    """Fields that follow one another below one heading, no label twice."""
    record: list[_Field] = []
    for field in _fields(text):
        last = record[-1] if record else None
        if last and (
            field.column in [one.column for one in record]
            or field.label.field == "name"
            or field.start - last.begin > LONGEST_FIELD
            or innermost(sections, field.start) is not innermost(sections, last.start)
        ):
            yield record
            record = []
        record.append(field)
    if record:
        yield record


def _fields(text: str) -> Iterator[_Field]:
    reached = depth = 0  # how many brackets are open there, of its line
    for match in LABELLED.finditer(text):
        line = text.rfind("\n", reached, match.start()) + 1
        if line:
            reached, depth = line, 0
        depth += sum(text.count(mark, reached, match.start()) for mark in "(（")
        depth -= sum(text.count(mark, reached, match.start()) for mark in ")）")
        reached = match.start()
        if depth > 0:
            continue  # (牵头单位:…;配合单位:…) within brackets is told by `duties.find_duties`
        yield _Field(*LABELS[match["bracketed"] or match["plain"]], match.start(), match.end())


def _listed(name: Cell, record: Sequence[_Field], cells: Sequence[Cell], span: Spans) -> Iterator[Listed]:
    kinds = [field.label.field for field in record]
    duties = {field.column for field in record if field.label.field == "duty"}
    leading = tuple(cell for cell in cells if cell.column in duties)
    key = name.start

    def called(column: str) -> Cell:
        return Cell(column=column, text=name.text, start=name.start, end=name.end)

    if kinds.count("standard") >= ENOUGH:
        yield Listed(RowKind.STANDARD, name.text, (called(SERVICE), *cells), key, span)
        return
    if "content" in kinds:
        yield Listed(RowKind.PROJECT, name.text, (called(PROJECT), *cells), key, span)
    if any(cell.column == LEAD for cell in leading):
        begin = min(field.start for field in record if field.label.field == "duty")
        yield Listed(RowKind.DUTY, name.text, (called(TASK), *leading), begin, (begin, max(c.end for c in leading)))


def _cells(text: str, record: Sequence[_Field], last: int) -> Iterator[Cell]:
    """Each field up to the next, the last one up to `last` at most."""
    for at, field in enumerate(record):
        end = record[at + 1].start if at + 1 < len(record) else last
        if field.label.line or at + 1 == len(record):
            newline = text.find("\n", BLANK.match(text, field.begin, end).end(), end)  # type: ignore[union-attr]  # matches anywhere
            end = newline if newline >= 0 else end
        words = text[field.begin : end]
        start = field.begin + len(words) - len(words.lstrip(TRIMMED))
        yield Cell(column=field.column, text=words.strip(TRIMMED), start=start, end=start + len(words.strip(TRIMMED)))


def _called(record: Sequence[_Field], cells: Sequence[Cell]) -> Cell | None:
    """The name that the record itself labels (服务名称:…)."""
    return next((cell for cell in cells if record[0].label.field == "name" and cell.column == record[0].column), None)


def _above(text: str, section: Section, at: int) -> Cell | None:
    """The line right above the first label where it is a name, of one below a bare number up to two: 7 / 特殊儿童群体 /
    基本生活保障."""
    begin = section.start + (len(section.title) if section.level else 0)
    lines = _last_lines(text, begin, text.rfind("\n", begin, at) + 1)
    words = [text[start:end].strip() for start, end in lines]
    numbered = next((n for n, one in enumerate(words) if re.fullmatch(r"\d{1,3}", one)), None)
    if not words or numbered == len(words) - 1 or _ends(words[-1]):
        return None
    if numbered is None and len(words) > 1 and not _ends(words[-2]):
        return None
    first = lines[-1] if numbered is None else lines[numbered + 1]
    return _named(text, first[0], lines[-1][1])


def _last_lines(text: str, begin: int, end: int) -> list[Spans]:
    """The last lines with words between two offsets, as many as may stand above a record."""
    found: list[Spans] = []
    while end > begin and len(found) < LONGEST_ABOVE:
        start = max(begin, text.rfind("\n", begin, end - 1) + 1)
        if not text[start:end].isspace():
            found.append((start, end - (text[end - 1] == "\n")))
        end = start
    return found[::-1]


def _ends(words: str) -> bool:
    """Whether what stands above a name is over: a sentence, or a field."""
    return words[-1] in "。；;" or LABELLED.match(words) is not None


def _before(text: str, section: Section, at: int) -> Cell | None:
    """The words between the line's start and the first label, where they are a name."""
    start = max(text.rfind("\n", 0, at) + 1, section.start)
    return _named(text, start, at)


def _heading(text: str, section: Section) -> Cell | None:
    return _named(text, section.start, section.start + len(section.title)) if section.level else None


def _named(text: str, start: int, end: int) -> Cell | None:
    if end - start > LONGEST_BEFORE:
        return None
    words = text[start:end]
    start += len(words) - len(MARK.sub("", words).lstrip())
    name = text[start:end].rstrip(" \n\t。；;:：")
    if not 1 < len(name) <= LONGEST_NAME or re.search("[。；;:：]", name):
        return None
    return Cell(column="", text="".join(name.split("\n")), start=start, end=start + len(name))

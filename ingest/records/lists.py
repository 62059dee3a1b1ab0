"""Records that stand in running text: items of a list cell, glossary terms, projects of a box, duties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.schema import Cell, RowKind, Section
from ingest.tables.headers import CONTENT, LEAD, PROJECT, SUPPORTING
from ingest.text.outline import BOX, is_guessed

TASK = "事项"  # the column that names a duty
STATED = re.compile(r"[。;；]?\s*[(（]\s*共计?\s*(\d+)\s*项\s*[)）]\s*$")
GLOSSARY = re.compile(r"名词解释|名词注释|名词术语|注释")
TERM = re.compile(
    r"(?:[〔\[［【(（]\d{1,3}[〕\]］】)）]|(?:^|(?<=\n))[ \t]*\d{1,3}[.．、])"
    r"[ \t]*([^\s:：。]{2,40}?)\s*[:：]\s*(\S[^\n]*)"
)
ITEM_NAME = re.compile(r"(\d{1,2})[.．、](?!\d)\s*([^\s。；;,，:：|]{2,40})(?=[\s:：。；;,，])[\s:：。；;,，]*")
BRACKETED = r"(?:[^()（）。\n]|[(（][^()（）\n]{1,12}[)）])"  # words, brackets among them
DEPARTMENTS = rf"{BRACKETED}{{2,200}}?"
LINE_DUTY = re.compile(
    rf"(?m)^[ \t]*(?:\d{{1,2}}[.．、]?[ \t]*)?(?=\S)({BRACKETED}{{2,60}}?)[ \t]*[(（]({DEPARTMENTS})负责[)）][ \t]*$"
)
MARK = re.compile(
    r"^\s*(?:第\S+?[篇章节]|[(（][一二三四五六七八九十]+[)）]?|[一二三四五六七八九十]+[)）、]|\d+[.．、])\s*"
)
AGENCY = r"(?:(?!由)[\u4e00-\u9fff]){1,20}(?:[局委办厅部院会联所站]|中心|政府|公司|集团|支队|大队|街道)"
AGENCIES = rf"{AGENCY}(?:[、,，;；\s]{AGENCY})*等?(?:部门|单位)?"
SUPPORT = r"(?:配合|协同|参与|协助|责任)"
# who leads, in brackets: (牵头单位:…,配合单位:…), (…牵头,…配合); behind a sentence (…负责), or agencies alone
LEADS = (
    re.compile(
        rf"[(（]\s*(?:牵头|主要)?(?:责任)?(?:单位|部门)\s*[:：]\s*({DEPARTMENTS})"
        rf"(?:[,，;；。]\s*{SUPPORT}(?:单位|部门)\s*[:：]\s*({DEPARTMENTS}))?[。\s]*[)）]"
    ),
    re.compile(
        rf"[(（]\s*由?({AGENCIES})牵头(?:负责|落实)?"
        rf"(?:[,，;；、。]\s*({AGENCIES})(?:{SUPPORT}|按职责|分工)[^()（）\n]{{0,10}})?[。\s]*[)）]"
    ),
    re.compile(
        rf"(?<=[。；;])\s*[(（]\s*由?({AGENCIES})(?:按[^()（）\n]{{1,8}}|分别)?(?:负责)?(?:[,，;；][^()（）\n]{{0,30}})?[。\s]*[)）]"
    ),
)

LED = re.compile(
    r"\s*[(（]\s*(?:牵头|主要|责任|负责)(?:责任)?(?:单位|部门).*$"
)  # a bracket within a short line's title


@dataclass(frozen=True, slots=True)
class Listed:
    """A record found in running text; `key` is the offset of its name."""

    kind: RowKind
    name: str
    cells: tuple[Cell, ...]
    key: int
    span: tuple[int, int] | None = None
    """What is quoted for it, where its cells stand far apart."""


def list_items(cell: Cell) -> tuple[tuple[Cell, ...], int | None]:
    """Items of a list cell and how many it says it has.

    Items are parted by , or ; and may hold 、 themselves; where that does not give the stated number, 、 parts them.
    """
    match = STATED.search(cell.text)
    stated = int(match[1]) if match else None
    words = cell.text[: match.start()] if match else cell.text
    by_comma = _parted(words, r"[,，;；。]", cell)
    if stated is not None and len(by_comma) != stated:
        by_all = _parted(words, r"[,，;；。、]", cell)
        if len(by_all) == stated:
            return by_all, stated
    return by_comma, stated


def find_terms(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """〔1〕term:definition, in a glossary section; numbers may be missing, doubled or out of order."""
    for section in sections:
        if section.level and GLOSSARY.search(section.title):
            for match in TERM.finditer(text, section.start, section.end):
                name, definition = _cell("名词", match, 1), _cell("释义", match, 2)
                yield Listed(RowKind.TERM, name.text, (name, definition), name.start)


def find_projects(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """Numbered items of a 专栏 box: name, a blank, what is built."""
    for box in sections:
        if not box.level or not BOX.match(box.title):
            continue
        for item in sections:
            if item.start <= box.start or item.end > box.end or not (match := ITEM_NAME.match(text, item.start)):
                continue
            name = _cell(PROJECT, match, 2)
            body = text[match.end() : item.end].rstrip(" |\n")
            yield Listed(
                RowKind.PROJECT,
                name.text,
                (name, Cell(column=CONTENT, text=body, start=match.end(), end=match.end() + len(body))),
                name.start,
            )


def find_duties(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """Who leads what: item(department负责) on a line; departments in brackets after what they govern."""
    for match in LINE_DUTY.finditer(text):
        name = _cell(TASK, match, 1)
        whole = (name.start, match.start() + len(match.group().rstrip()))
        yield Listed(RowKind.DUTY, name.text, (name, _cell(LEAD, match, 2)), name.start, whole)
    for match in (match for lead in LEADS for match in lead.finditer(text)):
        governed = _governed(text, sections, match.start())
        if governed is None:
            continue
        title = LED.sub("", MARK.sub("", governed.title))
        start = governed.start + text[governed.start : governed.end].index(title)
        if is_guessed(text, start, start + len(title)):
            continue  # rather none than a wrong one
        cells = [Cell(column=TASK, text=title, start=start, end=start + len(title)), _cell(LEAD, match, 1)]
        if match.re.groups > 1 and match[2]:
            cells.append(_cell(SUPPORTING, match, 2))
        yield Listed(RowKind.DUTY, title, tuple(cells), match.start(), match.span())


def _governed(text: str, sections: tuple[Section, ...], at: int) -> Section | None:
    """What a bracket with departments speaks for: alone on its line the chapter above it, else its own section."""
    inside = [s for s in sections if s.level and s.start <= at < s.end]
    if len(inside) > 1 and inside[0].end == sections[0].end and inside[0] is sections[1]:
        inside = inside[1:]  # the document's own title, marked as a heading
    if not inside:
        return None
    line_start = text.rfind("\n", 0, at) + 1
    before = text[line_start:at]
    alone = not before.strip()
    if MARK.match(before) and not any(line_start <= s.start <= at for s in inside):
        return None  # a heading whose end could not be told: nobody knows what the bracket speaks for
    return min(inside, key=lambda s: s.level) if alone else max(inside, key=lambda s: s.start)


def _parted(words: str, marks: str, cell: Cell) -> tuple[Cell, ...]:
    """Pieces between marks, those inside quotes and brackets left alone."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate([*words, "\0"]):
        depth += character in "(（《“"
        depth -= character in ")）》”"
        if character == "\0" or (depth <= 0 and re.match(marks, character)):
            piece = words[start:at].strip()
            if piece:
                offset = cell.start + start + words[start:at].index(piece)
                pieces.append(Cell(column=cell.column, text=piece, start=offset, end=offset + len(piece)))
            start = at + 1
    return tuple(pieces)


def _cell(column: str, match: re.Match[str], group: int) -> Cell:
    words = match[group].strip()
    start = match.start(group) + match[group].index(words)
    return Cell(column=column, text=words, start=start, end=start + len(words))

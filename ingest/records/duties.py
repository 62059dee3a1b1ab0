"""Duties that running text tells: who leads what, on the line of the item or in a bracket behind what it governs."""

import re
from collections.abc import Iterator

from ingest.quantities.figures import is_unit
from ingest.records.listed import MARK, TASK, Listed, matched_cell
from ingest.schema import Cell, RowKind, Section
from ingest.tables.headers import LEAD, SUPPORTING
from ingest.text.glued import is_guessed
from ingest.text.nesting import holding

BRACKETED = r"(?:[^()（）。\n]|[(（][^()（）\n]{1,12}[)）])"  # words, brackets among them
DEPARTMENTS = rf"{BRACKETED}{{2,200}}?"
LINE_DUTY = re.compile(
    rf"(?m)^[ \t]*(?:\d{{1,2}}[.．、]?[ \t]*)?(?=\S)({BRACKETED}{{2,60}}?)[ \t]*[(（]({DEPARTMENTS})负责[)）][ \t]*$"
)
AGENCY = r"(?:(?!由)[\u4e00-\u9fff]){1,20}(?:[局委办厅部院会联所站]|中心|政府|公司|集团|支队|大队|街道)"
AGENCIES = rf"{AGENCY}(?:[、,，;；\s]{AGENCY})*等?(?:部门|单位)?"
SUPPORT = r"(?:配合|协同|参与|协助|责任)"
# who leads, in brackets: (牵头单位:…,配合单位:…), (…牵头,…配合); behind a sentence (…负责), or agencies alone
LEADS = (
    re.compile(
        rf"[(（]\s*(?:牵头|主要)?(?:责任)?(?:单位|部门)\s*[:：]\s*({DEPARTMENTS})"
        rf"(?:[,，;；。\s]\s*{SUPPORT}(?:单位|部门)\s*[:：]\s*({DEPARTMENTS}))?[。\s]*[)）]"
    ),
    re.compile(
        rf"[(（]\s*由?({AGENCIES})牵头(?:负责|落实)?"
        rf"(?:[,，;；、。]\s*({AGENCIES})(?:{SUPPORT}|按职责|分工)[^()（）\n]{{0,10}})?[。\s]*[)）]"
    ),
    re.compile(
        rf"(?<=[。；;])\s*[(（]\s*由?({AGENCIES})(?:按[^()（）\n]{{1,8}}|分别)?(?:负责)?(?:[,，;；][^()（）\n]{{0,30}})?[。\s]*[)）]"
    ),
)

BLANK = re.compile(r"\s*+")
LONGEST_MARK = 100  # characters in which a heading's mark ends
LED = re.compile(
    r"(?<!\s)\s*+[(（]\s*(?:牵头|主要|责任|负责)(?:责任)?(?:单位|部门).*$"
)  # a bracket within a short line's title


def find_duties(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """Who leads what: item(department负责) on a line; departments in brackets after what they govern."""
    for match in LINE_DUTY.finditer(text):
        name = matched_cell(TASK, match, 1)
        whole = (name.start, match.start() + len(match.group().rstrip()))
        yield Listed(RowKind.DUTY, name.text, (name, matched_cell(LEAD, match, 2)), name.start, whole)
    for match in (match for lead in LEADS for match in lead.finditer(text)):
        if is_unit(match[1].strip()):
            continue  # (单位：元/月) above a table
        governed = _governed(text, sections, match.start())
        if governed is None:
            continue
        title = LED.sub("", MARK.sub("", governed.title))
        start = text.index(title, governed.start, governed.end)
        if is_guessed(text, start, start + len(title)):
            continue  # rather none than a wrong one
        cells = [Cell(column=TASK, text=title, start=start, end=start + len(title)), matched_cell(LEAD, match, 1)]
        if match.re.groups > 1 and match[2]:
            cells.append(matched_cell(SUPPORTING, match, 2))
        yield Listed(RowKind.DUTY, title, tuple(cells), match.start(), match.span())


def _governed(text: str, sections: tuple[Section, ...], at: int) -> Section | None:
    """What a bracket with departments speaks for: alone on its line the chapter above it, else its own section."""
    inside = [section for section in holding(sections, at) if section.level]
    if len(inside) > 1 and inside[0].end == sections[0].end and inside[0] is sections[1]:
        inside = inside[1:]  # the document's own title, marked as a heading
    if not inside:
        return None
    line_start = text.rfind("\n", 0, at) + 1
    alone = BLANK.fullmatch(text, line_start, at) is not None
    if MARK.match(text[line_start : min(at, line_start + LONGEST_MARK)]) and not any(
        line_start <= s.start <= at for s in inside
    ):
        return None  # a heading whose end could not be told: nobody knows what the bracket speaks for
    return min(inside, key=lambda s: s.level) if alone else max(inside, key=lambda s: s.start)

"""The section tree of a plan: from a format's own headings, else from the numbering that Chinese plans use.

Only plain headings are known here: 第一篇/章/节, 一、, (一), 专栏, 附件, on a line of their own or, for 一、 and (一),
as the first sentence of a paragraph. Tables are left to `tables`.
"""

import re
from dataclasses import dataclass

from ingest.clean import Cleaned
from ingest.schema import Section

NUMERAL = "[〇零一二三四五六七八九十百]+"
# (level, marker): GB/T 9704-2012 gives the order 一、 (一) 1. (1) inside a section; 篇 章 节 stand above it
MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第{NUMERAL}[篇编部]分?(?=[\s、:：]|[\u4e00-\u9fff])")),
    (2, re.compile(rf"第{NUMERAL}章(?=[\s、:：]|[\u4e00-\u9fff])")),
    (3, re.compile(rf"第{NUMERAL}节(?=[\s、:：]|[\u4e00-\u9fff])")),
    (4, re.compile(rf"{NUMERAL}、")),
    (5, re.compile(rf"[(（]{NUMERAL}[)）]")),
    (4, re.compile(r"(?:专栏|附件|附表)\s*[〇零一二三四五六七八九十\d]*(?=[\s:：]|[\u4e00-\u9fff])")),
)
MAX_TITLE = 40  # characters; longer lines are paragraphs (the longest plain heading of the plans at hand has 31)
SENTENCE_END = "。；;！？"


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    end: int
    level: int
    title: str


def outline(cleaned: Cleaned, document: str, title: str) -> tuple[Section, ...]:
    """Sections in reading order, each reaching to the next of its own or a higher level; the first holds it all."""
    found = _marked(cleaned) if cleaned.headings else _numbered(cleaned.text)
    size = len(cleaned.text)
    sections = [Section(id=f"{document}.root", document=document, level=0, title=title, path=(), start=0, end=size)]
    open_titles: list[tuple[int, str]] = []
    for at, heading in enumerate(found):
        open_titles = [item for item in open_titles if item[0] < heading.level]
        open_titles.append((heading.level, heading.title))
        end = next((later.start for later in found[at + 1 :] if later.level <= heading.level), size)
        sections.append(
            Section(
                id=f"{document}.s{heading.start}",
                document=document,
                level=heading.level,
                title=heading.title,
                path=tuple(name for _, name in open_titles),
                start=heading.start,
                end=end,
            )
        )
    return tuple(sections)


def _marked(cleaned: Cleaned) -> list[_Heading]:
    found = []
    for start, level in cleaned.headings:
        end = cleaned.text.find("\n", start)
        end = len(cleaned.text) if end < 0 else end
        if title := cleaned.text[start:end].strip():
            found.append(_Heading(start, end, level, title))
    return found


def _numbered(text: str) -> list[_Heading]:
    found = []
    for line in re.finditer(r"[^\n]+", text):
        for level, marker in MARKERS:
            if marker.match(line.group()):
                if heading := _title(line.group(), level):
                    found.append(_Heading(line.start(), line.start() + len(heading), level, heading.strip()))
                break
    return found


def _title(line: str, level: int) -> str:
    """The heading that a line opens with; empty where the line is a mere paragraph."""
    if len(line) <= MAX_TITLE and line[-1] not in SENTENCE_END:
        return line
    if level < 4:
        return ""
    first = re.split(f"[{SENTENCE_END}]", line, maxsplit=1)[0]
    return first if len(first) <= MAX_TITLE and not re.search("[,，:：]", first) else ""

"""The section tree of a plan: from a format's own headings, else from the numbering that Chinese plans use.

Headings stand on a line of their own, open a paragraph ((一)加快…。进一步…), are glued to the text that follows
(第二章 面临形势从国内看…), or stand inside a document that is all one line; marks may be broken ((一扎实…, 三)就业…).
A question heads its answer (问：…, 答：…).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.schema import Section
from ingest.text.clean import Cleaned
from ingest.text.glued import glued_title
from ingest.text.lost import with_lost
from ingest.text.marks import (
    ARTICLE,
    ASKED,
    BOX,
    FIRST,
    FOURTH,
    MARKS,
    NUMERAL,
    QUESTION,
    SECOND,
    SECTION,
    THIRD,
    Heading,
)

ANY_MARK = rf"(?:[(（]{NUMERAL}[)）]|{NUMERAL}、|\d{{1,2}}[.．](?!\d))"
BELOW_MARKED = 10  # added to the level of a numbered heading in a document with marked ones
MAX_TITLE = 40  # characters; longer lines are paragraphs (the longest plain heading of the plans at hand has 31)
LONGEST_MARKED = 1000  # characters of a heading that the format marks; a longer one is a text that was marked wrongly
ROW_PIPES = 3  # between cells and around them; one or two end the title of a box
LONG_LINE = 150  # characters; in longer lines headings are looked for inside too
SENTENCE_END = "。；;！？!?"
UP_TO_MARK = re.compile(rf"(?:(?!\s{ANY_MARK})[^{SENTENCE_END}\n])+")
BELOW = re.compile(r"\n+([^\n]+)")
WINDOW = 200  # characters behind a mark in which its title ends
ASKS = re.compile(rf"[^{SENTENCE_END}\n]+[？?]\s*")
"""A title that is a question: 一、哪些人可以申请？"""
INLINE_ITEM = re.compile(r"[\s:：|]\d{1,2}[.．、](?!\d)")
LED = re.compile(r"[^\s。；;,，:：(（]{2,30}(?=[(（](?:牵头|主要|责任|负责)(?:责任)?(?:单位|部门)[:：])")
"""A title behind which a bracket tells who leads."""
PARTED = re.compile(r"[^\s。；;,，:：(（]{2,30}(?=\s|[(（](?:牵头|责任|负责))")
"""A title inside a line, up to a blank or such a bracket."""
ITEM = re.compile(r"\s*(?:\d{1,2}(?:[.．、)）]|\s)|[(（]\d{1,2}[)）]|[|①-⑳●■◆▲○·•]|[—–-]{1,2}\S)")


def outline(cleaned: Cleaned, document: str, title: str) -> tuple[Section, ...]:
    """Sections in reading order, each reaching to the next of its own or a higher level; the first holds it all."""
    found = (
        _with_numbered(_marked(cleaned), cleaned.text)
        if cleaned.headings
        else with_lost(cleaned.text, _numbered(cleaned.text))
    )
    size = len(cleaned.text)
    sections = [Section(id=f"{document}.root", document=document, level=0, title=title, path=(), start=0, end=size)]
    above: list[Heading] = []
    for heading, following in zip(found, _followed(found, size), strict=True):
        above = [h for h in above if h.level < heading.level and (h.stop is None or h.stop > heading.start)]
        above.append(heading)
        end = min([following, *(h.stop for h in above if h.stop is not None)])
        sections.append(
            Section(
                id=f"{document}.s{heading.start}",
                document=document,
                level=heading.level,
                title=heading.title,
                path=tuple(h.title for h in above),
                start=heading.start,
                end=end,
            )
        )
    return tuple(sections)


def _followed(found: Sequence[Heading], size: int) -> list[int]:
    """For each heading where the next one of its own or a higher level stands, else the text's size."""
    ends = [size] * len(found)
    waiting: list[int] = []
    for at, heading in enumerate(found):
        while waiting and found[waiting[-1]].level >= heading.level:
            ends[waiting.pop()] = heading.start
        waiting.append(at)
    return ends


def _marked(cleaned: Cleaned) -> list[Heading]:
    found: list[Heading] = []
    for start, level in cleaned.headings:
        end = cleaned.text.find("\n", start)
        end = len(cleaned.text) if end < 0 else end
        title = cleaned.text[start:end].strip()
        if title and len(title) <= LONGEST_MARKED and not (found and found[-1].start == start):
            found.append(Heading(start=start, end=end, level=level, title=title))
    return found


def _with_numbered(marked: list[Heading], text: str) -> list[Heading]:
    """Numbered headings between those that the format marks stand below all of these."""
    starts = [heading.start for heading in marked]
    below = []
    for heading in _numbered(text):
        before = bisect_right(starts, heading.start) - 1  # each ends with its line, before the next begins
        if before < 0 or heading.start >= max(marked[before].end, starts[before] + 1):
            below.append(replace(heading, level=heading.level + BELOW_MARKED))
    return sorted([*marked, *below], key=lambda heading: heading.start)


def _numbered(text: str) -> list[Heading]:
    found: list[Heading] = []
    inside = 0
    for line in re.finditer(r"[^\n]+", text):
        if line.start() < inside:
            continue
        if box := _box(text, line):
            found += [box, *_items(text, box)]
            inside = box.stop or 0
            continue
        if line.group().count("|") >= ROW_PIPES:
            continue  # numbered text in the cells of a row opens no section
        if asked := ASKED.match(text, line.start()):
            found.append(Heading(start=asked.start(), end=asked.end(), level=QUESTION, title=asked.group().strip()))
            continue
        found += _in_line(text, line)
    return found


def _in_line(text: str, line: re.Match[str]) -> Iterator[Heading]:
    """Headings at a line's start and, in a long line, wherever a mark follows the end of a sentence."""
    before = rf"[{SENTENCE_END})）”\s]" if len(line.group()) > LONG_LINE else rf"[{SENTENCE_END}]\s+"
    starts = [line.start(), *(line.start() + m.end() for m in re.finditer(before, line.group()))]
    reached = -1
    for start in starts:
        if start < reached:
            continue
        if article := ARTICLE.match(text, start, line.end()):
            yield Heading(start=start, end=article.end(), level=FIRST, title=article.group())
            reached = article.end()
            continue
        for level, mark in MARKS:
            match = mark.match(text, start, line.end())
            if not match:
                continue
            alone = start == line.start()
            title_end = _title_end(text, match.end(), line.end(), level, alone)
            if title_end and not _closes_list(text, start, title_end, line.end()):
                yield Heading(start=start, end=title_end, level=level, title=text[start:title_end].strip())
                reached = title_end
            break


def _closes_list(text: str, start: int, title_end: int, end: int) -> bool:
    """Whether what looks like a title is the last item of a list: a sentence that ends its line, behind an item that
    ends in a semicolon."""
    before = text[max(0, start - WINDOW) : start].rstrip()
    return text[title_end:end] == "。" and before.endswith(("；", ";"))


def _title_end(text: str, at: int, end: int, level: int, alone: bool) -> int:
    """Where the title that begins at `at` ends; 0 where the mark opens no heading."""
    rest = text[at : min(end, at + WINDOW)]
    if not rest.strip():
        return end if alone else 0
    whole = len(rest) <= MAX_TITLE and not re.search(f"[{SENTENCE_END}]", rest)
    asks = len(rest) <= MAX_TITLE and level < THIRD and ASKS.fullmatch(rest)
    if alone and (asks or (whole and (level < THIRD or not re.search(r"[:：)）,，\d]", rest)))):
        return end
    first = UP_TO_MARK.match(rest)
    words = first.group() if first else ""
    ended = len(words) < len(rest) and rest[len(words)] in "。 "
    if level >= FIRST and ended and len(words) <= MAX_TITLE and not re.search("[,，:：]", words):
        return at + len(words)
    led = LED.match(rest) if level >= FIRST else None
    if led or (level >= FIRST and not alone):
        parted = led or PARTED.match(rest)
        return at + parted.end() if parted else 0
    if level <= SECTION or (level <= SECOND and alone):
        size = glued_title(text, at, rest)
        return at + size if size else 0
    return 0


def _box(text: str, line: re.Match[str]) -> Heading | None:
    """A 专栏 box: its title line, and the items below it up to the first line that is none; of words that are no items
    the one line right below it."""
    words = line.group().strip(" |")
    match = BOX.match(words)
    first = INLINE_ITEM.search(words) if match else None
    title = words[: first.start()].strip(" |") if first else words  # its items may stand on the same line
    if not match or len(title) > MAX_TITLE or title[-1:] in SENTENCE_END:
        return None
    stop = line.end()
    for below in BELOW.finditer(text, line.end()):
        item = ITEM.match(below.group(1)) is not None
        if below.start() != stop or not (item or (stop == line.end() and _is_prose(below.group(1)))):
            break
        stop = below.end()
        if not item:
            break
    start = line.start() + line.group().index(title)
    return Heading(start=start, end=start + len(title), level=THIRD, title=title, stop=stop)


def _is_prose(words: str) -> bool:
    """Whether a line is no heading and no cell of a table: it ends as sentences do."""
    opens = any(mark.match(words.strip()) for _, mark in MARKS)
    return words.rstrip()[-1:] in SENTENCE_END and not opens and not BOX.match(words)


def _items(text: str, box: Heading) -> Iterator[Heading]:
    """The numbered items of a box that have a title of their own: 1.儿童健康管理工程 开展…"""
    for item in re.finditer(
        r"(?:(?<=[\s；;。])|(?<=^))\d{1,2}[.．、](?!\d)\s*[^\s。；;,，:：|]{2,40}(?<![)）])(?=[\s:：。；;,，])",
        text[box.end : box.stop],
    ):
        start = box.end + item.start()
        yield Heading(start=start, end=start + len(item.group()), level=FOURTH, title=item.group())

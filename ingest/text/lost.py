"""Headings that a conversion lost, named after the box that closes what stood below them.

Plans close a chapter (or a section) with a box that bears its name: 第三章 学有所教 … 专栏2 学有所教重点工程. Web pages
lose the heading and keep the box. Which level the boxes of a plan close is told by one whose heading is still there.
Where text goes on below such a box, up to a box of another name, that text stood below a heading of this name. It gets
one where the numbers of the headings around say that one is missing, or where they are silent and the plan names it
elsewhere; never where they leave no room.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.marks import BOX, NUMERAL, SECOND, THIRD, Heading, number_of

NAME = re.compile(r"(?!重[点大])([\u4e00-\u9fff]{2,12}?)\s*(?:重点|重大)?(?:建设)?(?:工程|项目|行动|任务)")
MIN_TEXT = 40  # characters between two boxes; fewer are a note to the first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What stands between the box that closes a chapter and the next box of another name."""

    chapter: Heading
    """The chapter closed, which may itself have been lost."""
    closed: str
    """The name of its box."""
    name: str
    """That of the next box."""
    start: int
    end: int
    headings: tuple[Heading, ...]


def with_lost(text: str, found: Sequence[Heading]) -> list[Heading]:
    """`found` and the lost headings between them, in reading order."""
    lost: list[Heading] = []
    above: list[Heading] = []
    chapter: Heading | None = None  # the last that a box closes
    closed, start = "", 0
    for heading in found:
        if heading.stop is None:
            above = [*(one for one in above if one.level < heading.level), heading]
            continue
        name = _name(heading)
        own = next((one for one in above if name and name in one.title and one.level <= SECOND), None)
        if chapter and name and own is None:
            between = tuple(one for one in found if start <= one.start < heading.start and one.level < THIRD)
            gap = _Gap(chapter=chapter, closed=closed, name=name, start=start, end=heading.start, headings=between)
            if _is_missing(text, gap, found, lost):
                own = _heading(text, gap)
                lost.append(own)
                above = [*(one for one in above if one.level < own.level), own]
        if own:
            chapter, closed, start = own, name, heading.stop
    return sorted([*lost, *found], key=lambda one: one.start)


def _name(box: Heading) -> str:
    """What a box is about: its title without 专栏, number and 重点工程; empty where it is called otherwise."""
    opening = BOX.match(box.title)
    match = NAME.match(box.title, opening.end() if opening else 0)
    return match[1] if match else ""


def _is_missing(text: str, gap: _Gap, found: Sequence[Heading], lost: Sequence[Heading]) -> bool:
    """Whether the text of a gap stood below a heading of its name."""
    goes_on = any(one.level <= gap.chapter.level or gap.name in one.title for one in gap.headings)
    if goes_on or len(text[gap.start : gap.end].strip()) <= MIN_TEXT:
        return False
    told = (_told_around(gap, found, lost), _told_below(gap, found))
    return False not in told and (True in told or _is_named(text, gap))


def _told_around(gap: _Gap, found: Sequence[Heading], lost: Sequence[Heading]) -> bool | None:
    """Whether the numbers of the chapters before and after have room for one more; None where they do not tell."""
    level = gap.chapter.level
    before = [one for one in found if one.level == level and one.start < gap.start][-1]
    after = next((one for one in found if one.level <= level and one.start > gap.start), None)
    last, number = number_of(before), number_of(after) if after and after.level == level else None
    if last is None or number is None:
        return None
    return number <= last or number - last > 1 + sum(one.start > before.start for one in lost)


def _told_below(gap: _Gap, found: Sequence[Heading]) -> bool | None:
    """Whether the headings in a gap are numbered anew; None where none is, or the closed chapter has none of them."""
    first = next((one for one in gap.headings if number_of(one)), None)
    if first is None:
        return None
    earlier = any(one.level == first.level and gap.chapter.start < one.start < gap.start for one in found)
    return (True if earlier else None) if number_of(first) == 1 else False


def _is_named(text: str, gap: _Gap) -> bool:
    """Whether a plan names a chapter elsewhere: next to the one before it, or on a line or in a cell of its own."""
    listed = rf"{gap.closed}[、和与及]{gap.name}"
    alone = rf"(?:^|\|)\s*(?:第{NUMERAL}[篇章节部分]*|{NUMERAL}、)?\s*{gap.name}\s*(?:$|\||[.…·]{{2}}|\d+$)"
    return re.search(f"{listed}|{alone}", text, re.MULTILINE) is not None


def _heading(text: str, gap: _Gap) -> Heading:
    """At the first words of the gap; on the line break before these where another heading stands there."""
    words = gap.end - len(text[gap.start : gap.end].lstrip())
    start = gap.start if any(one.start == words for one in gap.headings) else words
    return Heading(start=start, end=start, level=gap.chapter.level, title=gap.name)

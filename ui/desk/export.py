"""An approved reply as it goes out: numbered sources below it, and that a language model wrote of it where one did."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ui.desk.values import Case, Source
from ui.labels import BY_MODEL, TEXT_KINDS
from ui.render import place_of

MARK = re.compile(r"\[(\d{1,4})\]")
LISTED = "依据："
DAY = "（日期）"  # of a draft: the day of its approval
LABEL = f"（本答复由人工智能辅助起草，经人工审核。{BY_MODEL}）"  # GB 45438-2025, 4.2: at the beginning or the end
DIGEST = "，引自{kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is exported: paragraphs of the reply, its sources with their new numbers, and the label, empty where no
    model wrote of it."""

    number: str
    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]
    label: str
    written_by: str

    @property
    def text(self) -> str:
        """As plain text."""
        parts = ["\n".join(self.paragraphs)]
        if self.sources:
            parts.append("\n".join((LISTED, *self.sources)))
        return "\n\n".join((*parts, self.label) if self.label else parts) + "\n"


def outgoing(case: Case, evidence: Sequence[Source]) -> Outgoing:
    """The reply with its marks numbered in the order in which they come; marks of no source are left out."""
    by_number = {one.n: one for one in evidence}
    used = list(dict.fromkeys(int(n) for n in MARK.findall(case.text) if int(n) in by_number))
    ordered = used or sorted(by_number)
    new = {n: at for at, n in enumerate(ordered, start=1)}
    text = case.text.replace(DAY, _written(case.approved))
    text = MARK.sub(lambda mark: f"[{new[int(mark[1])]}]" if int(mark[1]) in new else "", text)
    return Outgoing(
        number=case.number,
        paragraphs=tuple(line.rstrip() for line in text.strip("\n").split("\n")),
        sources=tuple(source_line(by_number[n], at) for n, at in new.items()),
        label=LABEL if case.written_by else "",
        written_by=case.written_by,
    )


def _written(day: str) -> str:
    year, month, of_month = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{of_month}日"


def source_line(source: Source, n: int) -> str:
    """[1] 《…》（2021-2025年） 第二章 > 一、…"""
    citation = source.citation
    period = f"（{citation.period}年）" if citation.period and citation.period not in citation.title else ""
    kind = DIGEST.format(kind=TEXT_KINDS[citation.text_kind]) if source.is_digest else ""
    place = " ".join(filter(None, (" > ".join(citation.section), place_of(citation))))
    return f"[{n}] 《{citation.title.strip('《》')}》{period} {place}{kind}".rstrip()

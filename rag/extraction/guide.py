"""Where to go, what to bring, how to apply, how long it takes: lines of a guide that say so by their label.

办事指南 and 明白卡 set such lines below the name of each matter (所需材料：…, 办理流程：…). Where a question names one
matter and such a line stands there, the line is read out whole; anything else is left to the steps that follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.answer_spans import LONGEST_QUOTE
from ingest.identity.lexicon import mentions
from ingest.index.opened import Index
from ingest.schema import Document, Section
from rag.cite import cite_span
from rag.replies import UNANSWERED
from rag.schema import Citation, Draft, Sentence, Status

ASKED: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (words, re.compile(asks), re.compile(rf"^[ \t　]*(?:{labels})[ \t　]*[:：][ \t]*(\S.*)$", re.MULTILINE))
    for words, asks, labels in (
        (
            "在哪里办",
            r"(?:去|到|在|上|找)(?:哪里?|哪儿|什么地方|啥地方|哪个窗口)(?:去)?(?:办|申请|领|交|登记|报名)|办理地点|哪个窗口",
            "办理地点|受理地点|申请地点|受理窗口|办理窗口|受理单位|经办机构",
        ),
        (
            "要什么材料",
            r"(?:什么|哪些|啥|哪几样)(?:材料|证件|资料|证明)|(?:要|需要|得|该)?带(?:些)?(?:什么|哪些|啥|哪几样)|(?:所需|申请|办理)材料",
            "所需材料|申请材料|申报材料|办理材料|提交材料|需提供材料|申领材料|需带材料",
        ),
        (
            "怎么办理",
            r"怎么(?:样)?(?:去)?(?:申请|申领|申报|办|报名|领)|如何(?:申请|申领|申报|办理|领取)|(?:办理|申请|申领)?(?:流程|程序|步骤)",
            "办理流程|申请流程|申领流程|申报流程|办理程序|申请程序|办理步骤|申请方式|办理方式",
        ),
        (
            "多久办好",
            r"(?:多久|多长时间|几天|多少天)(?:能|可以)?(?:办|批|审)|(?:办理|办结|承诺)(?:时限|时间|期限)",
            "办理时限|办结时限|承诺时限|办理时间|办理期限",
        ),
    )
)
"""(what was asked, how people ask it, the labelled line that tells it)."""
AMOUNT = re.compile(r"多少(?!天)|几[块元]|标准|谁(?:能|可以)")  # another thing is asked too, which a line does not tell
NUMBERED = re.compile(r"^\s*(?:第?[\d一二三四五六七八九十百]+[、.．章节条]|[(（][\d一二三四五六七八九十]+[)）])\s*")
SUFFIX = re.compile(r"(?:办理|申领|申请|认定|服务|发放)$")
SHORTEST = 2  # characters of a matter's name that a question must repeat


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled line of a matter: its words and where they stand."""

    document: Document
    section: Section
    start: int
    end: int


class Guide:
    """The step: settles the answer where exactly one matter of the region's guides is named and tells what is asked."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __call__(self, draft: Draft) -> Draft:
        asked = [(words, line) for words, pattern, line in ASKED if pattern.search(draft.text)]
        if not asked or len(draft.regions) != 1 or AMOUNT.search(draft.text):
            return draft
        lines = [line for _, line in asked]
        found = [one for one in self._matters(draft) if any(_line(one, line) for line in lines)]
        if len(found) != 1:
            return draft
        citations, said, missing = list[Citation](), list[Sentence](), list[str]()
        for words, line in asked:
            told = _line(found[0], line)
            if told is None:
                missing.append(words)
            elif told.end - told.start > LONGEST_QUOTE:
                return draft
            else:
                citations.append(cite_span(told.document, told.section.path, len(citations) + 1, told.start, told.end))
                text = told.document.text[told.start : told.end].strip().rstrip("。")
                said.append(Sentence(text=f"{_name(told.section)}的{text}", cites=(len(citations),)))
        if missing:
            said.append(Sentence(text=UNANSWERED.format(words="、".join(f"“{one}”" for one in missing))))
        return replace(
            draft,
            status=Status.PARTIAL if missing else Status.ANSWERED,
            sentences=tuple(said),
            citations=tuple(citations),
            detail=f"lines of {_name(found[0][1])}",
        )

    def _matters(self, draft: Draft) -> Iterator[tuple[Document, Section]]:
        """Sections that the question names: by their whole name, else by what the lexicon knows both to mean."""
        region, meant = draft.regions[0], {one.concept for one in draft.mentions}
        held = [
            (document, section)
            for document in self._index.documents.values()
            if document.region == region
            for section in self._index.store.sections(document.id)
            if section.level
        ]
        named = [one for one in held if len(_name(one[1])) >= SHORTEST and _name(one[1]) in draft.text]
        longest = max((len(_name(section)) for _, section in named), default=0)
        if named:
            yield from (one for one in named if len(_name(one[1])) == longest)
        elif meant:
            yield from (one for one in held if {two.concept for two in mentions(_name(one[1]))} & meant)


def _name(section: Section) -> str:
    return SUFFIX.sub("", NUMBERED.sub("", section.title).strip(" 　。:：")).strip()


def _line(matter: tuple[Document, Section], line: re.Pattern[str]) -> Told | None:
    document, section = matter
    match = line.search(document.text, section.start, section.end)
    if match is None:
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Told(document, section, start, match.end())

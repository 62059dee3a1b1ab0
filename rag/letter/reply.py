"""The draft of a reply: an official letter, matter by matter, with what the plans do not say marked as gaps.

Nothing in it is written here but fixed words: what answers a matter comes from the answer path. What only staff must
know (conflicts, plans that have run out, cases of one's own) stands beside it as remarks.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.formats.word_numbers import label
from rag.letter.flags import Flag
from rag.letter.letter import Letter, place_name
from rag.letter.matters import Matter
from rag.letter.sentences import is_of
from rag.replies import REPLIES
from rag.schema import GIVEN, Answer, Citation, NoteKind, Question, Status, Turn

Answers = Callable[[Question], Answer]

MARK = re.compile(r"\[(\d+)\]")
GAP = re.compile(r"【待补充：[^】]*】")
TO_FILL = "【待补充：{words}】"
INDENT = "　　"
GREETING = "尊敬的来信人："
RECEIVED = "您好！来信收悉。现将您{place}反映的{count}答复如下："
HEADING = "{n}、关于“{subject}”"
RAN_OUT = "以上引用的规划期为{period}年，已经到期，现行标准以主管部门公布的为准。"
COMPUTED = "（{words}）"
TURN_TO = "如需进一步了解，可咨询：{whom}。"
CLOSING = "感谢您的来信。"
SIGNATURE = ("（单位名称）", "（日期）")
SOURCES = "依据："
NUMERALS = "chineseCounting"  # 一, 十二

GAPS: dict[Status, str] = {
    Status.BLANK: "规划里列了这一项，数额空着，请{office}核实现行标准",
    Status.NEAR: "规划里没有找到“{subject}”的直接规定，请{office}核实后答复",
    Status.NOT_FOUND: "规划里没有写到“{subject}”，请{office}核实后答复",
    Status.OTHER_REGION: "“{subject}”问的不是本地，请核对是否转办",
    Status.WHICH_REGION: "请先确认“{subject}”问的是哪个地区",
    Status.NEEDS_PERSONAL_DATA: "“{subject}”要查本人的办理情况，请{office}查明后答复",
    Status.OUT_OF_SCOPE: "“{subject}”不在规划范围内，请{office}核实后答复",
}
KNOWN = (Status.BLANK, Status.NOT_FOUND)
"""Statuses whose reply may rest on a source."""
DEED = "“{subject}”要由{office}决定，规划不能代为答复，请核实后答复"
OTHER_GAP = "“{subject}”没能自动答复，请人工核实"
PART = "其中“{words}”规划里没有写到，请{office}核实后答复"
ANY_OFFICE = "主管部门"
REMARKS: dict[NoteKind, str] = {
    NoteKind.CONFLICT: "规划前后不一致，发出前请定下以哪个为准：{text}",
    NoteKind.BLANK: "规划里这一项空着：{text}",
    NoteKind.EXPIRED: "依据的规划期已过，请核对现行标准",
    NoteKind.VERSIONS: "另一版本写法不同：{text}",
    NoteKind.REGION_INFERRED: "地区是推断的，请核对来信人是哪里的",
    NoteKind.HIGHER_LEVEL: "{text}",
    NoteKind.CORRECTED: "来信里的说法与规划不同：{text}",
    NoteKind.SCANNED: "依据里有扫描件识别的数字，发出前请与原件核对",
    NoteKind.FALLBACK: "这一段没有用上大模型，是规划原句",
}
NEAREST = "没有直接的规定，最相近的几处见来源{marks}，可据此改写"
BESIDE_DEED = "来信请求办一件事，规划里相关的几处见来源{marks}，可据此改写"
PARTLY = "只答了一部分，缺的已标出"
NOTHING_WRITTEN = re.compile(r"问题里的(.+?)，在规划里没有找到。")
HOTLINE = re.compile(r"[^。]*12345[^。]*。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One matter, the answers to what it asks (numbered through the letter), and its part of the letter.

    `remarks` are for staff alone."""

    matter: Matter
    answers: tuple[Answer, ...]
    text: str
    remarks: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(GAP.findall(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What answers a letter. `citations`: all places that staff may look at; the letter lists those that it cites."""

    letter: Letter
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    text: str

    @property
    def by_model(self) -> bool:
        """Whether a language model wrote any of it."""
        return any(answer.by_model for section in self.sections for answer in section.answers)

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self.letter.flags


def draft(letter: Letter, answer: Answers, *, as_of: date) -> Reply:
    """Every matter answered in its order; citations are numbered through, each place once."""
    citations: dict[tuple[str, int, int], Citation] = {}
    sections = []
    for matter in letter.matters:
        answers = [_numbered(one, citations) for one in _answers(matter, answer, as_of)]
        sections.append(_section(matter, answers))
    text = "\n".join(_lines(letter, sections, tuple(citations.values())))
    return Reply(letter=letter, sections=tuple(sections), citations=tuple(citations.values()), text=text)


def _answers(matter: Matter, answer: Answers, as_of: date) -> Iterator[Answer]:
    """What each thing asked is answered with: with its lead if that finds something, else as it stands."""
    earlier = ""
    for text in matter.asked or (matter.text,):
        history = (Turn(role="user", content=earlier),) if earlier else ()
        asked = Question(text=text, region=matter.region, history=history, as_of=as_of, in_letter=True)
        found = None
        if matter.lead and not earlier:
            found = answer(replace(asked, text=f"{matter.lead}{text}"))
        if found is None or found.status in (Status.NEAR, Status.NOT_FOUND):
            found = answer(asked)
        yield replace(found, question=text)
        earlier = earlier or text


def _section(matter: Matter, answers: Sequence[Answer]) -> Section:
    said: list[str] = []
    remarks: list[str] = []
    for answer in answers:
        office = next((one.name for one in answer.contacts if one.office), ANY_OFFICE)
        subject = matter.subject if answer is answers[0] else answer.question.strip(" ？?。")
        said += (one for one in _said(answer, subject, office) if one not in said)
        remarks += (one for one in _remarks(answer) if one not in remarks)
    return Section(matter=matter, answers=tuple(answers), text="".join(said), remarks=tuple(remarks))


def _said(answer: Answer, subject: str, office: str) -> Iterator[str]:
    """What the letter says of one thing that was asked; a gap where nothing is known."""
    if answer.status is Status.CRISIS:
        yield answer.answer
        return
    if _is_of_a_deed(answer):
        yield TO_FILL.format(words=DEED.format(subject=subject, office=office))
        return
    if answer.status not in GIVEN:
        words = GAPS.get(answer.status, OTHER_GAP).format(subject=subject, office=office)
        known = answer.status in KNOWN and MARK.search(answer.answer)  # that it is blank, what the province says
        yield (HOTLINE.sub("", answer.answer) if known else "") + TO_FILL.format(words=words)
        return
    missing = NOTHING_WRITTEN.search(answer.answer)
    yield NOTHING_WRITTEN.sub("", answer.answer)
    for note in answer.notes:
        if note.kind is NoteKind.COMPUTED:
            yield COMPUTED.format(words=note.text.rstrip("。"))
    if missing:
        yield TO_FILL.format(words=PART.format(words=missing[1].strip("“”"), office=office))


def _is_of_a_deed(answer: Answer) -> bool:
    """Whether what looks like an answer is one to somebody who asks for a deed."""
    return answer.status in GIVEN and is_of("deeds", answer.question)


def _remarks(answer: Answer) -> Iterator[str]:
    if _is_of_a_deed(answer):
        yield BESIDE_DEED.format(marks="".join(f"[{citation.n}]" for citation in answer.citations))
    if answer.status is Status.NEAR:
        yield NEAREST.format(marks="".join(f"[{citation.n}]" for citation in answer.citations))
    if answer.status is Status.PARTIAL:
        yield PARTLY
    yield from (REMARKS[note.kind].format(text=note.text) for note in answer.notes if note.kind in REMARKS)


def _lines(letter: Letter, sections: Sequence[Section], citations: Sequence[Citation]) -> Iterator[str]:
    place, count = place_name(letter.region), len(sections)
    yield from (GREETING, "")
    if not sections:
        yield from (INDENT + TO_FILL.format(words="信里没有写明要问的事"), "")
    else:
        told = RECEIVED.format(place=f"就{place}" if place else "", count=f"{count}个问题" if count > 1 else "问题")
        yield from (INDENT + told, "")
    if letter.distress:
        yield from (INDENT + REPLIES[Status.CRISIS], "")
    for n, section in enumerate(sections, start=1):
        if count > 1:
            yield INDENT + HEADING.format(n=label(n, NUMERALS), subject=section.matter.subject)
        yield from (INDENT + section.text, "")
    answers = [answer for section in sections for answer in section.answers]
    if periods := sorted(set(_ran_out(answers))):
        yield from (INDENT + RAN_OUT.format(period="、".join(periods)), "")
    whom = dict.fromkeys(contact.line for answer in answers for contact in answer.contacts)
    if whom:
        yield INDENT + TURN_TO.format(whom="；".join(whom))
    yield from (INDENT + CLOSING, "", *(INDENT + line for line in SIGNATURE))
    cited = {int(n) for section in sections for n in MARK.findall(section.text)}
    if shown := [citation for citation in citations if citation.n in cited]:
        yield from ("", SOURCES, *map(source_line, shown))


def source_line(citation: Citation) -> str:
    """[1] 《…》（2021-2025） 第一章 > 一、…"""
    period = f"（{citation.period}年）" if citation.period and citation.period not in citation.title else ""
    return f"[{citation.n}] 《{citation.title.strip('《》')}》{period} {' > '.join(citation.section)}".rstrip()


def _ran_out(answers: Sequence[Answer]) -> Iterator[str]:
    for answer in answers:
        if any(note.kind is NoteKind.EXPIRED for note in answer.notes):
            yield from (citation.period for citation in answer.citations if citation.period)


def _numbered(answer: Answer, citations: dict[tuple[str, int, int], Citation]) -> Answer:
    """The answer with the numbers of the whole reply; places that are new to it are added to `citations`."""
    numbers: dict[str, str] = {}
    own = []
    for citation in answer.citations:
        place = citation.document, citation.start, citation.end
        known = citations.setdefault(place, replace(citation, n=len(citations) + 1))
        numbers[str(citation.n)] = str(known.n)
        own.append(known)
    figures = tuple(replace(figure, citation=int(numbers[str(figure.citation)])) for figure in answer.figures)
    text = MARK.sub(lambda mark: f"[{numbers.get(mark[1], mark[1])}]", answer.answer)
    return replace(answer, answer=text, citations=tuple(own), figures=figures)

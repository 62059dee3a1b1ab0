"""Parts of a plan that a question asks for by what they are called: 第七条说了什么, 专栏3有哪些项目, 表2里低保是多少.

The part is read out: what it holds where it has headings of its own, else its words; a table below its caption line by
line. Where something within a table, box or annex is asked for, only what was found in it can answer. Where plans of
several titles have such a part, those that the question names count, else all of a few; of several versions of one the
one in force, with what others say otherwise. An article or chapter that no plan has is not there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.answer_spans import LONGEST_QUOTE
from ingest.identity.standing import name_of, standing
from ingest.index.opened import Index
from ingest.schema import Document, Section
from ingest.text.fold import fold
from ingest.text.marks import CAPTION, COUNTED, label_of, labels
from ingest.text.nesting import innermost
from ingest.text.split import sentences
from rag.cite import cite_span
from rag.extraction.compose import FORCE
from rag.question.scope import region_name
from rag.replies import NOTES, REPLACED, REPLIES
from rag.schema import Citation, Draft, Hit, Note, NoteKind, Sentence, Status

HOLDERS = ("表", "附件", "专栏")
"""What parts are called in which something is looked up."""
WHOLE = re.compile(
    r"(?:专栏|附[件表图]|表|图)\s?[\d〇零一二三四五六七八九十百—–-]+(?:里面|里|中|上)?(?:都|是|有|说|讲|写|列|规定|包括|包含|了|的)*"
    r"(?:什么|啥|哪些|哪几|内容|怎么|$|[?？])"
)
"""A question for all that such a part says."""
NUMBERED_WHOLE = re.compile(
    rf"[^,，。;；?？]*第\s?{COUNTED}\s?[篇章节条](?:里面|里|中)?(?:都|是|说|讲|写|规定|包括|包含|了|的)*(?:什么|啥|哪些|哪几条|内容|怎么说|怎么写)*[?？。]*"
)
"""A question for such a part of a rule and nothing else."""
MOST_PARTS = 3  # parts of that name, of as many documents, that are read out
MOST_PIECES = 6  # quotes of one part's words
MOST_ITEMS = 30  # headings of one part
TITLE_PAIR = 4  # characters of a title that a question repeats where it names the document
ITEM_MARK = re.compile(r"^\s*(?:\d{1,2}[.．、]|[(（]\d{1,2}[)）])\s*")
Part = tuple[Document, Section, tuple[Section, ...]]


class Labelled:
    """The step: settles the answer where the question asks for such a part and a plan of its regions has it."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __call__(self, draft: Draft) -> Draft:
        asked = labels(draft.text)
        if not asked or len(draft.regions) != 1:
            return draft
        held = [part for part in self._parts(draft.regions[0]) if label_of(part[1].title) in asked]
        parts = self._named(draft, held or list(self._captioned(draft.regions[0], asked)))
        if not parts and NUMBERED_WHOLE.fullmatch(draft.text):
            reply = REPLIES[Status.NOT_FOUND].format(region=region_name(draft.regions[0]))
            missing = f"no part called {', '.join(asked)}"
            return replace(draft, status=Status.NOT_FOUND, sentences=(Sentence(text=reply),), detail=missing)
        if not parts or len(parts) > MOST_PARTS:
            return draft
        within = [hit for hit in draft.hits if any(_holds(part, hit) for part in parts)]
        if within and asked[0].startswith(HOLDERS) and not WHOLE.search(draft.text):
            return replace(draft, hits=tuple(within), detail=f"{len(within)} hits within {', '.join(asked)}")
        current, older = _by_force(parts, draft.question.as_of)
        citations: list[Citation] = []
        said: list[Sentence] = []
        titles = {document.title for document, _, _ in current}
        for part in current:
            for sentence in _read(part, citations):
                told = f"《{part[0].title}》" if len(titles) > 1 else ""
                said.append(replace(sentence, text=f"{told}{sentence.text}"))
        if not said:
            return draft
        versions = _versions(older, said, citations)
        words = (told.text.split("：", 1)[-1].rstrip("。") for told in versions)
        kept = {document.id for document, _, _ in current}
        return replace(
            draft,
            status=Status.ANSWERED,
            hits=tuple(hit for hit in draft.hits if hit.document.id in kept),
            sentences=(*said, *versions),
            citations=tuple(citations),
            notes=(
                *draft.notes,
                *(Note(kind=NoteKind.VERSIONS, text=NOTES[NoteKind.VERSIONS].format(words=one)) for one in words),
            ),
            detail=f"parts called {', '.join(asked)}",
        )

    def _parts(self, region: str) -> Iterator[Part]:
        """Every section with the headings of its document, in reading order."""
        for document in self._index.documents.values():
            if document.region == region:
                held = self._index.store.sections(document.id)
                yield from ((document, section, held) for section in held if section.level)

    def _captioned(self, region: str, asked: Sequence[str]) -> Iterator[Part]:
        """Tables and pictures below lines that call them so, each up to the next such line or heading."""
        for document in self._index.documents.values():
            if document.region != region:
                continue
            captions = list(CAPTION.finditer(document.text))
            found = [(match, label_of(match["caption"])) for match in captions]
            held = self._index.store.sections(document.id) if any(name in asked for _, name in found) else ()
            for at, (match, name) in enumerate(found):
                if name not in asked or (at and found[at - 1][1] == name):
                    continue
                begin = match.start("caption")
                bounds = [one.start for one in held if one.level and one.start > begin]
                bounds += [other.start() for other, another in found[at + 1 :] if another != name][:1]
                end = min(bounds, default=len(document.text))
                title = match["caption"].strip()
                path = (*innermost(held, begin).path, title)
                whole = match.end("caption") if name.startswith("图") else end
                yield (
                    document,
                    Section(id="", document=document.id, level=1, title=title, path=path, start=begin, end=whole),
                    (),
                )

    def _named(self, draft: Draft, parts: Sequence[Part]) -> list[Part]:
        """Of parts of several documents those whose title the question names best, if it names any."""
        asked = fold(draft.text)

        def known(document: Document) -> int:
            title = fold(document.title.replace(document.region_name, ""))
            return sum(title[at : at + TITLE_PAIR] in asked for at in range(len(title) - TITLE_PAIR + 1))

        best = max((known(document) for document, _, _ in parts), default=0)
        return [part for part in parts if known(part[0]) == best]


def _by_force(parts: Sequence[Part], day: date) -> tuple[list[Part], list[Part]]:
    """The parts to read out, of documents in force first, and those of documents that one of these replaced. A version
    to come is neither where one is in force."""
    now = [document for document, _, _ in parts if standing(document, day) == "in force"]
    titles, names = {one.title for one in now}, {name_of(one.title) for one in now}
    current: list[Part] = []
    older: list[Part] = []
    for part in sorted(parts, key=lambda one: FORCE.index(standing(one[0], day))):
        stands = standing(part[0], day)
        if stands == "over" and part[0].replaced_by in titles:
            older.append(part)
        elif stands != "to come" or name_of(part[0].title) not in names:
            current.append(part)
    return current, older


def _versions(older: Sequence[Part], said: Sequence[Sentence], citations: list[Citation]) -> list[Sentence]:
    """What the parts of older versions say otherwise, piece by piece; what they cite is added to the citations."""
    told: list[Sentence] = []
    for part in older:
        own: list[Citation] = []
        for sentence in _read(part, own):
            if any(sentence.text == one.text for one in said):
                continue
            cites = range(len(citations) + 1, len(citations) + len(sentence.cites) + 1)
            citations += [replace(own[n - 1], n=at) for n, at in zip(sentence.cites, cites, strict=True)]
            words = REPLACED.format(title=part[0].title, words=sentence.text)
            told.append(Sentence(text=words, cites=tuple(cites)))
    return told


def _holds(part: Part, hit: Hit) -> bool:
    return hit.document.id == part[0].id and part[1].start <= hit.passage.start < part[1].end


def _read(part: Part, citations: list[Citation]) -> Iterator[Sentence]:
    """A part as sentences; what they cite is added to the citations."""
    document, section, held = part
    depth = len(section.path) + 1
    items = [one for one in held if section.start < one.start < section.end and len(one.path) == depth][:MOST_ITEMS]
    name = section.title.strip()
    if _is_article(section):
        boxes = [one.start for one in items if label_of(one.title).startswith(HOLDERS)]
        section = replace(section, end=min(boxes, default=section.end))  # a box below it is none of its words
        items = []
    if items and not all(map(_is_article, items)):
        cites = tuple(_cited(document, one, one.start, one.start + len(one.title), citations) for one in items)
        names = "；".join(ITEM_MARK.sub("", one.title).strip(" 。；;：:") for one in items)
        yield Sentence(text=f"{name}：{names}", cites=cites)
        return
    if name.startswith("图") or not document.text[section.start + len(section.title) : section.end].strip(" |\n"):
        yield Sentence(
            text=name, cites=(_cited(document, section, section.start, section.start + len(name), citations),)
        )
        return
    for one in items[:MOST_PIECES] or [section]:
        begin = one.start + len(one.title)
        opening = f"{one.title.strip()}："
        for start, end in _pieces(document.text, begin, one.end):
            words = _plain(document.text[start:end])
            yield Sentence(text=f"{opening}{words}", cites=(_cited(document, one, start, end, citations),))
            opening = ""


def _plain(words: str) -> str:
    """Words on one line; the cells of a table's lines parted by commas."""
    lines = (
        "，".join(cell.strip() for cell in line.split("|") if cell.strip()) if "|" in line else line
        for line in words.split("\n")
    )
    return ("；" if "|" in words else "").join(filter(None, lines))


def _is_article(section: Section) -> bool:
    return label_of(section.title).startswith("条")


def _pieces(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Stretches of whole sentences that may be quoted, as many as are read out."""
    found: list[tuple[int, int]] = []
    for start, stop in sentences(text, begin, end):
        if stop - start > LONGEST_QUOTE or not text[start:stop].strip(":：|"):
            continue
        if found and stop - found[-1][0] <= LONGEST_QUOTE:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return found[:MOST_PIECES]


def _cited(document: Document, section: Section, start: int, end: int, citations: list[Citation]) -> int:
    citations.append(cite_span(document, section.path, len(citations) + 1, start, end))
    return len(citations)

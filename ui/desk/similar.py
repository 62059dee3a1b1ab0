"""Approved replies to matters like one: by meaning, of the same region, and only while their sources stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest.identity.lexicon import mentions
from ingest.schema import Document
from ingest.text.fold import fold
from ui.desk.cases import Cases
from ui.desk.engine import Engine
from ui.desk.sign_off import in_use, unsteady
from ui.desk.standing import Fallen
from ui.desk.values import Matter, Part, Reply, Source

ALIKE = 0.7  # cosine: the same asked otherwise has .66 to .98, something else about as much money .70 (ten pairs);
# staff see the question that was answered, and choose
LOOKED_AT = 20  # replies for a matter: each costs 2 ms
MOST_OFFERED = 2  # for a matter
FIGURE = re.compile(r"\d+(?:\.\d+)?")
MARK = re.compile(r"\[(\d{1,4})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An approved reply with what it rests on, and which of that does not stand any more."""

    reply: Reply
    sources: tuple[Source, ...]
    fallen: Mapping[int, Fallen]

    @property
    def is_steady(self) -> bool:
        return not self.fallen


def kept_replies(cases: Cases, documents: Mapping[str, Document], day: date) -> tuple[Kept, ...]:
    """All of them, the latest first."""
    evidence: dict[int, tuple[Source, ...]] = {}
    found = []
    for reply in cases.replies():
        if reply.case not in evidence:
            evidence[reply.case] = cases.evidence(reply.case)
        sources = in_use(evidence[reply.case], reply.text) if MARK.search(reply.text) else evidence[reply.case]
        found.append(Kept(reply=reply, sources=sources, fallen=unsteady(sources, documents, day)))
    return tuple(found)


def offered(asked: Matter, kept: Sequence[Kept], engine: Engine, *, but: int) -> tuple[Kept, ...]:
    """Those whose question is like the matter, the most alike first; none of the case `but`, none that wants review."""
    held = [one for one in kept if one.is_steady and one.reply.case != but and _fits(one.reply, asked)]
    held = sorted(held, key=lambda one: -_shared(one.reply.question, asked.text))[:LOOKED_AT]
    if not held or not asked.text:
        return ()
    scores = engine.alike(asked.text, [one.reply.question for one in held])
    ranked = sorted(zip(scores, held, strict=True), key=lambda one: -one[0])
    return tuple(one for score, one in ranked if score >= ALIKE)[:MOST_OFFERED]


def _fits(reply: Reply, asked: Matter) -> bool:
    """Of the same region, about the same services where both name any, with the same figures (80岁, 90岁)."""
    ours, its = _concepts(asked.text), _concepts(reply.question)
    is_near = not reply.region or not asked.region or reply.region == asked.region
    return is_near and not (ours and its and ours.isdisjoint(its)) and _figures(asked.text) == _figures(reply.question)


def _concepts(question: str) -> frozenset[str]:
    return frozenset(one.concept for one in mentions(fold(question)))


def _figures(question: str) -> frozenset[str]:
    return frozenset(FIGURE.findall(question))


def _shared(one: str, other: str) -> int:
    """Pairs of characters that both have: what is worth a closer look."""
    return len({*pairwise(one)} & {*pairwise(other)})


def taken_over(text: str, part: Part, kept: Kept, sources: Sequence[Source]) -> tuple[str, Part, tuple[Source, ...]]:
    """A draft with what was approved in the place of one of its parts; its sources are added under new numbers."""
    added, numbers = list(sources), dict[str, str]()
    for source in kept.sources:
        n = next((one.n for one in added if _place(one) == _place(source)), None)
        if n is None:
            n = max((one.n for one in added), default=0) + 1
            added.append(_numbered(source, n))
        numbers[str(source.n)] = str(n)
    said = MARK.sub(lambda mark: f"[{numbers.get(mark[1], mark[1])}]", kept.reply.text)
    remark = f"采用了 {kept.reply.number} 号来信 {kept.reply.approved} 批准的答复"
    changed = Part(question=part.question, text=said, remarks=(remark,), reused=kept.reply.number)
    return text.replace(part.text, said, 1) if part.text else text, changed, tuple(added)


def _place(source: Source) -> tuple[str, int, int]:
    return source.citation.document, source.citation.start, source.citation.end


def _numbered(source: Source, n: int) -> Source:
    return replace(source, citation=replace(source.citation, n=n), is_dropped=False)

"""A scoped question taken apart: its answer type, terms, concepts and figures, and what they mean."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.identity.lexicon import Mention, indicators, mentions, official_names
from ingest.index.opened import Index
from ingest.quantities.figures import Figure, figures
from rag.question.answer_type import BEFORE, AnswerType, answer_type_of, carrying, is_premise
from rag.question.homophones import Homophones
from rag.question.parsed_question import FIGURED, ParsedQuestion
from rag.question.scope import names
from rag.question.terms import Term, Terms
from rag.schema import Draft

ASKS_ITSELF = re.compile(r"(什么|啥|哪些|哪几)[\u4e00-\u9fff]|[有享领发给]没[有得]|能不能|可不可以|[找向问跟]谁")
GRADE = "级"  # names a group (二级残疾), and is nothing to confirm
BOTH = re.compile(
    r"[两二三四五六七八九](?:个|样|项|种|份|笔|者)(?:补[贴助])?[都全]"
)  # of things that were named: no figure
BARE_WHICH = re.compile(r"(又|也)?是?哪(个|家|一个)(呢|嘛)?[?？。]?$")  # of the same kind as asked before
EARLIER = 0.7  # left of the weight of words that only the question before holds


class QuestionParser:
    """Knows how rare the words of an index are, and which of them are near in meaning."""

    def __init__(self, index: Index) -> None:
        known = index.keywords.known
        self._vocabulary = index.vocabulary
        self._names = tuple(sorted((n for region in index.regions for n in names(region)), key=len, reverse=True))
        self._terms = Terms(index.keywords.rarity, known, Homophones(index.keywords.vocabulary, known).meant)

    @property
    def places(self) -> tuple[str, ...]:
        """What people call the index's regions and those above them, the longest first."""
        return self._names

    def __call__(self, draft: Draft) -> ParsedQuestion:
        """The draft's question, with the one that it follows up on. Its terms know the near words of `draft.hits`."""
        text = draft.text
        concepts = frozenset(mention.concept for mention in draft.mentions)
        terms = self._all_terms(draft)
        premise = _premise(text)
        if premise:
            terms = tuple(term for term in terms if not premise.start <= term.start < premise.end)
        whole = f"{text} {draft.earlier}".strip()
        plain = self._without_places(whole)
        both = (plain, _in_official_words(plain, draft.mentions))
        alike, words, meanings = self._vocabulary.near([term.words for term in terms], both)
        middle = meanings.sum(axis=0)
        said = next((turn.content for turn in reversed(draft.question.history) if turn.role == "assistant"), "")
        parsed = ParsedQuestion(
            answer_type=_confirming(premise) if premise else _answer_type(draft, concepts),
            text=whole,
            asked=text,
            terms=tuple(
                replace(term, near=tuple(pair for pair in near if pair[0] != term.words))
                for term, near in zip(terms, alike, strict=True)
            ),
            concepts=concepts,
            known=() if premise else figures(text),
            premise=premise,
            said=said if draft.earlier else "",
            words=words,
            meaning=middle / np.linalg.norm(middle),
        )
        return parsed.narrowed([hit.passage.text for hit in draft.hits])

    def _all_terms(self, draft: Draft) -> tuple[Term, ...]:
        """Of the question, then of the one before those that it does not hold itself."""
        terms = self._terms(draft.text, carrying(draft.text, self._names), draft.mentions)
        if draft.earlier:
            before = self._terms(draft.earlier, carrying(draft.earlier, self._names), mentions(draft.earlier))
            new = {term.words for term in terms}
            terms += tuple(replace(t, weight=EARLIER * t.weight, start=-1) for t in before if t.words not in new)
        return terms

    def _without_places(self, text: str) -> str:
        for name in self._names:  # the longest first
            text = text.replace(name, "")
        return text


def _answer_type(draft: Draft, concepts: frozenset[str]) -> AnswerType:
    """Its own; where it asks for nothing of its own, that of the question before."""
    answer_type = answer_type_of(draft.text)
    asks = ASKS_ITSELF.search(draft.text) is not None
    unsaid = (answer_type.kind == "any" and not asks) or (answer_type.kind == "amount" and not answer_type.measure)
    unsaid |= answer_type.kind == "which" and BARE_WHICH.search(draft.text) is not None
    before = answer_type_of(draft.earlier) if draft.earlier and unsaid else answer_type
    if answer_type.kind in FIGURED and before.kind not in FIGURED:  # 谁牵头?要多少: a figure, though of what is unsaid
        before = answer_type
    if before is not answer_type:
        answer_type = replace(before, near=range(0))
    if answer_type.kind == "any" and concepts & indicators().keys():  # 婴儿死亡率: its name alone asks for its value
        answer_type = replace(answer_type_of("多少"), near=range(0))
    return answer_type


def _premise(text: str) -> Figure | None:
    """The figure that a question asks to confirm (听说…, …对吗)."""
    if answer_type_of(text).kind not in ("any", "whether") or not is_premise(text):
        return None
    found = (one for one in reversed(figures(text)) if one.unit not in ("", GRADE) and not one.is_year)
    return next((one for one in found if not BOTH.match(text, one.start)), None)


def _confirming(premise: Figure) -> AnswerType:
    """What a question asks for that names the figure itself."""
    near = range(premise.start - BEFORE, premise.end)
    return replace(answer_type_of("多少"), measure=frozenset((premise.unit,)), unit=premise.unit, near=near)


def _in_official_words(text: str, named: Sequence[Mention]) -> str:
    """A question with the names that plans use: 五保户能拿多少 asks about 特困人员救助供养."""
    for mention in named:
        text = text.replace(mention.words, next(iter(official_names(mention.concept)), mention.words))
    return text

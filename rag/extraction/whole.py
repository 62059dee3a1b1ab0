"""A question that asks several things, of one region: each part is answered, or named as unanswered."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.identity.lexicon import mentions
from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.extraction.compose import TAIL, in_one_sentence, numbered_from
from rag.extraction.levels import asked_levels
from rag.extraction.settle import not_found
from rag.question.answer_type import carrying
from rag.question.parts import Part
from rag.replies import UNANSWERED
from rag.schema import GIVEN, Citation, Draft, Note, Sentence, Status, Turn

LONGEST_NAMED = 24  # characters of the question's words that a part is named by
OTHER_PART = "其余部分"
LEAST_ANSWERED = 0.5  # share of the things asked that must have an answer, else the nearest is shown
# sureness of the whole question from which on an answer to some of the things asked is given; below it 8 of 36 were
# right (own sets, originals, invented plans, documents of other kinds: docs/experiments.md)
SURE_OF_SOME = 0.6
LEAST_ALONE = 4  # characters beside what asks, from which on a part (幼儿园有没有补助) may stand by itself
NAMED = 0.6  # share of the pairs of characters of an enumerated thing that an answer to it holds
Answers = Callable[[str, str, str], Draft]
"""What comes of a part's text, after the text that it may lean on and the answer to that."""


def part_draft(draft: Draft, text: str, before: str) -> Draft:
    """One part as a question of its own, which may lean on the one before it."""
    return replace(draft, text=text, earlier=before, mentions=mentions(text), hits=())


def after_saying(draft: Draft, said: str) -> Draft:
    """The same after the answer to an earlier part, so that it is not given twice."""
    turns = (*draft.question.history, Turn(role="assistant", content=said))
    return replace(draft, question=replace(draft.question, history=turns))


def asked_in_parts(whole: Draft, parts: Sequence[Part], answers: Answers) -> Draft:
    """The whole question's own answer where that serves all parts, else those of the parts."""
    pieces: list[tuple[str, Draft]] = []
    for part in parts:
        before = f"{parts[0].text} {whole.earlier}".strip() if pieces else whole.earlier
        said = pieces[0][1].sentences[0].text if pieces and pieces[0][1].status in GIVEN else ""
        pieces += _pieces(part, before, said, answers, whole)
    answered = [one for _, one in pieces if one.status in GIVEN]
    if whole.status in GIVEN and (_tells_levels(whole) or all(_covers(whole, one) for _, one in pieces)):
        return whole
    # the first part of a follow-up is what goes on with the matter
    sure = max(whole.sureness, pieces[0][1].sureness if whole.earlier else 0.0)
    if len(answered) < len(pieces) and sure < SURE_OF_SOME:
        return not_found(whole) if whole.status in GIVEN else whole
    if len(answered) < LEAST_ANSWERED * len(pieces):
        enumerates = any(part.items for part in parts)
        return not_found(whole) if enumerates and whole.status in GIVEN else whole
    chosen: list[Draft] = []
    for one in answered:
        if not any(_covers(other, one) for other in chosen):
            chosen = [other for other in chosen if not _covers(one, other)]
            chosen.append(one)
    if whole.status in GIVEN and len(chosen) == 1 and len(answered) < len(pieces):
        chosen = [whole if _covers(whole, chosen[0]) else chosen[0]]
    missing = tuple(text for text, one in pieces if one.status not in GIVEN)
    return _joined(whole, chosen, missing)


def _pieces(part: Part, before: str, said: str, answers: Answers, whole: Draft) -> list[tuple[str, Draft]]:
    """(words, what came of them) of a part: one for all that it enumerates where one answer has a figure for each. What
    has no answer of its own may have one in that to the whole."""
    told = answers(part.text, before, said)
    if said and told.status not in GIVEN:  # where what was said answers this too, nothing is missing
        again = answers(part.text, before, "")
        told = again if again.status in GIVEN and again.sentences[0].text.rstrip(TAIL) in said else told
    if before and told.status not in GIVEN and _says(part.text) >= LEAST_ALONE:
        told = answers(part.text, "", "")
    if not part.items or (told.status in GIVEN and _figures(told) >= len(part.items)):
        return [(part.text, told)]
    found = [(item, answers(item, part.around, "")) for item in part.items]
    return [(item, _naming(item, one, whole)) for item, one in found]


def _says(text: str) -> int:
    return sum(character.isalnum() for character in carrying(text))


def _naming(item: str, one: Draft, whole: Draft) -> Draft:
    """The answer to an enumerated thing that names it."""
    named = next((draft for draft in (one, whole) if draft.status in GIVEN and _speaks_of(draft, item)), None)
    return named or (not_found(one) if one.status in GIVEN else one)


def _speaks_of(draft: Draft, item: str) -> bool:
    """Whether an answer names the enumerated thing that it is to answer, itself or by its row."""
    words = carrying(fold(item)).split()
    pairs = [word[at : at + 2] for word in words for at in range(len(word) - 1)] or words
    names = [cell.quote for citation in draft.citations for cell in citation.cells[:1]]
    told = fold(" ".join((draft.sentences[0].text, *names)))
    return sum(pair in told for pair in pairs) >= NAMED * len(pairs)


def _tells_levels(draft: Draft) -> bool:
    """Whether an answer has the share of each of the levels of government that are asked about."""
    asked = asked_levels(draft.text)
    return len(asked) > 1 and _figures(draft) == len(asked)


def _figures(draft: Draft) -> int:
    return len({(one.value, one.unit, one.start) for one in figures(draft.sentences[0].text) if not one.is_year})


def _covers(one: Draft, other: Draft) -> bool:
    """Whether a first sentence holds another's words, or its figures from the same place."""
    if other.status not in GIVEN:
        return False
    mine, theirs = one.sentences[0].text, other.sentences[0].text
    if theirs.rstrip(TAIL) in mine:
        return True
    own = [(f.value, f.unit) for f in figures(theirs) if not f.is_year]
    held = [(f.value, f.unit) for f in figures(mine) if not f.is_year]
    return bool(own) and set(own) <= set(held) and bool(_places(one) & _places(other))


def _places(draft: Draft) -> set[tuple[str, int]]:
    return {(one.document, one.start) for one in draft.citations}


def _joined(draft: Draft, chosen: Sequence[Draft], missing: Sequence[str]) -> Draft:
    """Several answers as one sentence, then what else they have to say, then what has no answer."""
    citations: list[Citation] = []
    firsts: list[str] = []
    cites: list[int] = []
    rest: list[Sentence] = []
    notes: list[Note] = []
    for part in chosen:
        moved = numbered_from(part, len(citations))
        citations += moved.citations
        first, *others = moved.sentences
        firsts.append(in_one_sentence(first.text))
        cites += first.cites
        rest += [_of(part, one) if len(chosen) > 1 else one for one in others]
        notes += part.notes
    told = Sentence(text="；".join(firsts), cites=tuple(cites))
    if missing:
        words = "、".join(dict.fromkeys(map(_named, missing)))
        rest.append(Sentence(text=UNANSWERED.format(words=words)))
    return replace(
        draft,
        status=Status.PARTIAL if missing else Status.ANSWERED,
        sureness=max(
            (part.sureness for part in chosen), default=draft.sureness
        ),  # one sure part tells whose plan is meant
        sentences=(told, *rest),
        citations=tuple(citations),
        notes=tuple(dict.fromkeys(notes)),
        detail="\n".join((draft.detail, *(part.detail for part in chosen))),
    )


def _of(part: Draft, more: Sentence) -> Sentence:
    """What else an answer has to say (for whom, that no cost is written), with the name of the row that it is of:
    beside other answers it would be taken for theirs."""
    name = next((cell.quote for citation in part.citations for cell in citation.cells[:1]), "")
    return replace(more, text=f"{name}，{more.text}") if name and name not in more.text else more


def _named(text: str) -> str:
    """The end of a part's words, where it asks; what holds figures is not repeated."""
    clause = text.rstrip("?？。！!，, ").replace("，", ",").rsplit(",", 1)[-1]
    return OTHER_PART if figures(clause) else f"“{clause[-LONGEST_NAMED:]}”"

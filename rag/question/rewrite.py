"""The question made whole: what it follows up on, and the concepts that it names, officially or in residents' words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.identity.divisions import named
from ingest.identity.lexicon import mentions
from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.question.guard import is_matter
from rag.question.matter import ANY_MATTER, ASKED, CASES, own_nouns, things
from rag.question.terms import words_with_tags
from rag.schema import Draft, Question, Turn

OPENS = re.compile(r"^(那么?|还有|另外|也|又|再|其中)")  # words that may open a new matter as well
# of what was asked before: 那初中呢, 三级的, 乡下呢,半径是多少; behind a question word 呢 is a mere sound
ELLIPSIS = re.compile(r"([呢咧哩嘞喃]|(?<!是)的)[?？。]?$")
BEGUN = re.compile(r"^[^,，。;；?？]+[呢咧哩嘞喃][,，。;；?？]")
REFERS = re.compile(r"这(个|笔|项|钱|些)|那(个|笔|项|钱|些)|它|他们|上面|刚才|刚刚|前面|里头|里面")
GOES_ON = re.compile(r"又|再|还|也|都")  # says that something was said before
# asks for money or a paper without saying which: of 户口不在这里能领不 what is got; 怎么办 asks for help
GETS = re.compile(r"[领拿发给补报](?!销)|享受|申请|(?<!怎么)(?<!咋个)(?<!咋)(?<!如何)办(?!法)")
ENOUGH = 2  # things of its own by which a question without a concept stands alone
SHORT = 11  # characters up to which a question without a concept of its own leans on the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a conversation is about: the last question that stood alone and what follow-ups on it said of their own, as
    they were asked; and the region that was chosen for it."""

    asked: tuple[str, ...] = ()
    region: str | None = None

    @property
    def read(self) -> str:
        """All of it, folded, the last first, without what later ones say anew."""
        read = ""
        for one in map(fold, self.asked):
            read = f"{one} {_unsaid(read, one)}".strip()
        return read

    def beside(self, text: str) -> "Before":
        """Without follow-ups that a question says anew: of 2020年是几个 before 目标呢 nothing is left."""
        first, *then = self.asked
        kept = (one for one in then if _adds(_unsaid(fold(one), text)))
        return replace(self, asked=(first, *kept))


def rewrite(draft: Draft) -> Draft:
    """Note what the lexicon knows in the question and, where it leans on the last one, that one; words stay."""
    found = mentions(draft.text)
    before = _before(draft.question, draft.text)
    earlier = ""
    if _leans(draft.text, before, draft.question.region):
        before = before.beside(draft.text)
        earlier = " ".join(_unsaid(before.read, draft.text).split())
    detail = "、".join(f"{m.words}={m.concept}" for m in found)
    return replace(
        draft,
        mentions=found,
        earlier=earlier,
        follows=" ".join(before.asked) if earlier else "",
        detail=f"{detail} after {earlier!r}" if earlier else detail,
    )


def _before(question: Question, text: str) -> Before:
    """The last question that stood alone, with what follow-ups on it that were answered said of their own. The very
    question asked again follows up on what it followed up on then."""
    before = Before()
    for turn, answered in _asked(question.history):
        said = fold(turn.content)
        if not is_matter(said) or _bare(said) == _bare(text):
            continue
        if not _leans(said, before, turn.region):
            before = Before(asked=(turn.content,), region=turn.region)
        elif answered and _adds(said):
            before = replace(before, asked=(*before.beside(said).asked, turn.content))
    return before


def _adds(text: str) -> bool:
    """Whether a follow-up says something of its own that later ones may lean on: 那小学呢, not 谁出钱."""
    return things(text) > 0


def _asked(history: tuple[Turn, ...]) -> Iterator[tuple[Turn, bool]]:
    """The questions of a conversation, each with whether what came next was an answer, as far as is known."""
    for turn, then in zip(history, (*history[1:], None), strict=False):
        if turn.role == "user":
            yield turn, not (then is not None and then.role == "assistant" and then.abstained)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _leans(text: str, before: Before, region: str | None) -> bool:
    """Whether a question lacks what the one before says: it refers to that, or names no matter of its own."""
    if not before.asked:
        return False
    asks = ASKED.search(text) is not None
    own = ENOUGH if mentions(text) else things(text, before.read)
    elliptic = ELLIPSIS.search(text) is not None and not asks
    if elliptic or _refers(text) or (own < ENOUGH and _begins_with_a_case(text)):
        return True
    if own and _moved(text, before, region):
        return False
    if OPENS.search(text):
        return not (own >= ENOUGH and asks)
    alone = own >= ENOUGH or (bool(own_nouns(text)) and not GETS.search(text) and not GOES_ON.search(text))
    return len(text.rstrip("?？。 ")) <= SHORT and not alone


def _begins_with_a_case(text: str) -> bool:
    """Whether a question names no more than a case of the matter first: 乡下呢,半径是多少."""
    begun = BEGUN.match(text)
    return begun is not None and not (mentions(begun.group()) or own_nouns(begun.group()))


def _refers(text: str) -> bool:
    """Whether a question points back at something that it does not name itself: 盲杖、听书机这些 it does."""
    return any(not _last_is_own(text[: match.start()]) for match in REFERS.finditer(text))


def _last_is_own(text: str) -> bool:
    word, tag = (words_with_tags(text) or [("", "")])[-1]
    return tag.startswith("n") and len(word) > 1 and not ANY_MATTER.search(word)


def _moved(text: str, before: Before, region: str | None) -> bool:
    """Whether a question is asked for another place than the one before; where a place is not known, it is the same."""
    here, there = _places(text, region), _places(before.read, before.region)
    return bool(here and there) and not any(_related(one, other) for one in here for other in there)


def _places(text: str, region: str | None) -> set[str]:
    """Paths of what a question names, else of what was chosen for it, a path or a name (大姚县)."""
    chosen = fold(region or "")
    return _named(text) or ({chosen} if "/" in chosen else _named(chosen))


def _named(text: str) -> set[str]:
    return {division.path for _, divided in named(text) for division in divided}


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _unsaid(last: str, text: str) -> str:
    """The last question without what this one says anew: of 城里低保多少 before 农村的呢 the 低保多少."""
    for case in CASES:
        if case.search(text):
            last = case.sub(" ", last)
    units = {figure.unit for figure in figures(text) if figure.unit}
    for figure in reversed(figures(last)):
        if figure.unit in units:
            last = f"{last[: figure.start]} {last[figure.end :]}"
    return last

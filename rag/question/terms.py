"""The words of a question that carry it: what each weighs, and what plans may call it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate

from ingest.identity.lexicon import Mention, mentions, official_names, reworded
from ingest.index.vocabulary import Near
from ingest.text.fold import fold, tokens

# Part-of-speech tags (of the dictionary that rjieba carries) and what a word of them says, beside a noun's 1.
SPEECH = {"v": 0.7, "a": 0.7, "d": 0.2, "t": 0.3, "s": 0.7, "f": 0.3, "b": 0.8, "z": 0.3, "m": 0.15, "q": 0.15}
NOUNS = ("n", "s", "l", "j", "b", "vn", "m")
SILENT = ("u", "p", "c", "y", "e", "o", "r", "x", "w", "h", "k")
SINGLE = 0.35  # of a word of one character
UNKNOWN = 0.5  # of a word that no passage holds: some say what is asked, some are only everyday speech
OTHERWISE = 0.85  # of a word that a text has other words for
LONG_NUMBER = 7  # digits of a number that counts nothing
LONG_NAME, MOST = 6, 0.6  # characters of a name that may be told apart, and share of its pairs that must be there
AROUND = 40  # characters before and behind a slip in which the name may stand that it is in
LONGEST_CUT = 2  # characters of a word that a slip may have cut out of another
KEPT, LONGEST_KEPT = 2_000, 100  # words and texts that are remembered, characters of the longest: visitors write them
PARTLY = 0.6  # of the pairs of characters that a text shares with a word it does not hold


BETWEEN = re.compile(r"[的“”\"'‘’「」\s]")
QUOTED = re.compile(r"[“\"「‘']([^”\"」’']{2,14})[”\"」’']")

RATIO = re.compile(r"(?:每一?|一)([百千万])[个名位]?(?=人|老|居民|百姓|孩|娃|学生|儿童)")  # 一千个老人: 每千


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question, other words for it, and its weight."""

    words: str
    others: tuple[str, ...]
    weight: float
    start: int
    near: Near = ()
    """Words of the index that are near in meaning, and how near (0 to 1)."""
    known: bool = True
    """Whether any passage holds a part of it."""
    rarity: float = 0.0
    """Of its rarest part."""

    def meant(self, text: str) -> float:
        """How far a text holds it or what is near to it in meaning."""
        return max((much for word, much in self.near if word in text), default=0.0)

    def degree(self, text: str) -> float:
        """How far a folded, bare text holds it: 1 whole, less in other words, else by its pairs of characters, or by
        those of a long other name (农村最低生活保障标准 in 农村居民最低生活保障的标准)."""
        if self.words in text:
            return 1.0
        for other in self.others:
            if other in text:
                return OTHERWISE
        partly = PARTLY * _shared(self.words, text)
        for other in self.others:
            if len(other) >= LONG_NAME and (share := _shared(other, text)) >= MOST:
                partly = max(partly, OTHERWISE * share)
        return partly


def _shared(words: str, text: str) -> float:
    """How many of a word's pairs of characters a text holds; none of a word that is one pair."""
    pairs = _pairs(words)
    return sum([pair in text for pair in pairs]) / len(pairs) if len(pairs) > 1 else 0.0


def _pairs(words: str) -> tuple[str, ...]:
    return _kept_pairs(words) if len(words) <= LONGEST_KEPT else _kept_pairs.__wrapped__(words)


@lru_cache(maxsize=KEPT)
def _kept_pairs(words: str) -> tuple[str, ...]:
    return tuple(words[at : at + 2] for at in range(len(words) - 1))


def bare(text: str) -> str:
    """A text without what stands between words that belong together: 婴儿的死亡率, “双师型”教师."""
    return BETWEEN.sub("", text)


class Terms:
    """Takes questions apart by the lexicon, the thesaurus and a dictionary, weighs words by how rare they are."""

    def __init__(
        self,
        rarity: Callable[[str], float],
        known: Callable[[str], bool],
        meant: Callable[[str], Sequence[tuple[str, tuple[str, ...]]]],
    ) -> None:
        """`rarity` and `known` of a token; `meant`: what unknown pairs of characters may be slips of."""
        self._rarity, self._known, self._meant = rarity, known, meant

    def __call__(self, whole: str, text: str, mentions: Iterable[Mention]) -> tuple[Term, ...]:
        """`whole`: a folded question; `text`: the same with what carries nothing blanked out; `mentions`: its
        concepts."""
        unknown = self._meant(text)
        slips = [(slip, _named_so(real)) for slip, meant in unknown if (real := [*filter(is_word, meant)])]
        found: list[Term] = []
        free, ends = text, _ends(whole)
        for start, words, others in slips_in_names(text, unknown):
            if free[start : start + len(words)] == words:
                found.append(Term(words, others, self._least(words, others), start))
                free = _blanked(free, start, len(words))
                slips = [(slip, meant) for slip, meant in slips if slip not in words]
        for start, words, others in (*_named(mentions), *reworded(text), *_ratios(text)):
            if not {start, start + len(words)} & ends:  # the 天天 of 今天天气
                continue
            if free[start : start + len(words)].strip():
                found.append(Term(words, others, self._least(words, others), start))
                free = _blanked(free, start, len(words))
        quoted = [(match.start(1), match[1], 1.0) for match in QUOTED.finditer(free)]
        for start, words, _ in quoted:
            free = _blanked(free, start, len(words))
        plain = [*quoted, *_words(whole, free)]
        for start, words, share in plain:
            others = tuple(words.replace(slip, other) for slip, meant in slips if slip in words for other in meant)
            found.append(Term(words, others, share * self._weight(words), start))
        for slip, meant in slips:  # 医|宝 for 医保: no dictionary knows the two together
            at = free.find(slip)
            cut = [one for one in found if at < one.start + len(one.words) and one.start < at + len(slip)]
            if len(cut) > 1 and all(len(one.words) <= LONGEST_CUT for one in cut):  # 抵|保户 for 低保 too
                found = [term for term in found if term not in cut]
                found.append(Term(slip, meant, self._weight(slip), at))
        bared = (
            self._known_of(replace(one, words=bare(one.words), others=tuple(map(bare, one.others)))) for one in found
        )
        return tuple(sorted((term for term in bared if term.weight > 0 and term.words), key=lambda term: term.start))

    def _least(self, words: str, others: Sequence[str]) -> float:
        """Of a word that other words may stand for, the weight of the commonest: a text that plans it says little."""
        known = [one for one in (words, *others) if any(map(self._known, tokens(one)))]
        return min(map(self._weight, known or [words]))

    def _known_of(self, term: Term) -> Term:
        own = _parts(term.words)
        rarity = max(map(self._rarity, own), default=0.0)
        return replace(term, known=any(map(self._known, own)), rarity=rarity)

    def _weight(self, words: str) -> float:
        """By its rarest pair of characters; less where no passage holds any of them."""
        own = _parts(words)
        if not own:
            return 0.0
        known = [token for token in own if self._known(token)]
        rarity = max(self._rarity(token) for token in known or own)
        return rarity * (SINGLE if len(words) == 1 else 1.0) * (1.0 if known else UNKNOWN)


def _parts(words: str) -> list[str]:
    """Pairs of characters, words and numbers; of a single character itself."""
    return [token for token in tokens(words) if len(token) > 1] or tokens(words)


def _named(mentions: Iterable[Mention]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for mention in mentions:
        yield mention.start, mention.words, tuple(map(fold, official_names(mention.concept)))


def slips_in_names(
    text: str, unknown: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(start, words, what was meant) of names of the lexicon with a slip inside: of 公祖房 公租房. Of a slip
    that stands several times the first."""
    for slip, meant in dict(unknown).items():
        at = text.find(slip)
        low = max(0, at - AROUND)
        high = at + len(slip) + AROUND
        for other in meant:
            if at < 0 or len(other) != len(slip):
                continue
            for one in mentions(f"{text[low:at]}{other}{text[at + len(slip) : high]}"):
                start, end = low + one.start, low + one.end
                around = start <= at and at + len(slip) <= end and len(one.words) > len(slip)
                if around and text[start:end].isalnum():
                    names = (one.words, *map(fold, official_names(one.concept)), *filter(is_word, (other,)))
                    yield start, text[start:end], tuple(dict.fromkeys(names))


def _ratios(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for match in RATIO.finditer(text):
        yield match.start(), match.group(), (f"每{match[1]}",)


def _named_so(words: Sequence[str]) -> tuple[str, ...]:
    """Words, and what plans call what they name: 低保, 最低生活保障."""
    names = (name for word in words for one in mentions(word) for name in map(fold, official_names(one.concept)))
    return tuple(dict.fromkeys((*words, *names)))


def _blanked(text: str, start: int, size: int) -> str:
    return f"{text[:start]}{' ' * size}{text[start + size :]}"


def _ends(whole: str) -> set[int]:
    """Where the dictionary's words begin and end."""
    return {0, *accumulate(len(word) for word, _ in _tags(whole))}


def _words(whole: str, free: str) -> Iterator[tuple[int, str, float]]:
    """(start, word, what its part of speech says) of the words that say something, as far as they stand in `free`."""
    at = 0
    for word, tag in _tags(whole):
        start, at = at, at + len(word)
        left = free[start:at]
        if tag[:1] in SILENT and not word.isascii():
            continue
        for piece in re.finditer(r"[^\W_]+", left):
            if piece.group().isdigit() and len(piece.group()) >= LONG_NUMBER:
                continue  # somebody's telephone or card
            share = 1.0 if piece.group()[0].isdigit() else SPEECH.get(tag if tag in ("vn", "an") else tag[:1], 1.0)
            yield start + piece.start(), piece.group(), share


def last_word(text: str) -> str:
    """The noun that a text ends with; empty where it ends with none."""
    word, tag = (_tags(text.rstrip()) or [("", "")])[-1]
    return word if tag.startswith(NOUNS) else ""


def first_word(text: str) -> str:
    """The word that a text begins with."""
    return (_tags(text.lstrip()) or [("", "")])[0][0]


def tagged(words: str) -> tuple[str, bool]:
    """The part of speech of the last word, and whether it is the only one."""
    found = _tags(words) or [("", "")]
    return found[-1][1], len(found) == 1


def is_word(word: str) -> bool:
    """Whether the dictionary has it."""
    return len(_tags(word)) == 1


def _tags(text: str) -> Sequence[tuple[str, str]]:
    """The words of a text, each with its part of speech."""
    return _kept_tags(text) if len(text) <= LONGEST_KEPT else _kept_tags.__wrapped__(text)


@lru_cache(maxsize=KEPT)
def _kept_tags(text: str) -> Sequence[tuple[str, str]]:
    return _tagger()(text, False)


@cache
def _tagger() -> Callable[[str, bool], list[tuple[str, str]]]:
    import rjieba

    return rjieba.tag


def words_with_tags(text: str) -> Sequence[tuple[str, str]]:
    """(word, part of speech) of a folded text, by the dictionary, in its order and nothing left out."""
    return _tags(text)

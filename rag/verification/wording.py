"""Whether each word that says something stands in the evidence: by itself, by the lexicon, as a near word.

What counts as near or plain stands in `data/statements.toml`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from ingest.identity.lexicon import mentions, official_names, reworded
from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.question.terms import words_with_tags
from rag.verification.claims import Claim, Fault
from rag.verification.figures_in_context import bases
from rag.verification.held import around_figures, held_text
from rag.verification.silence import affirmed
from rag.verification.statements import STATEMENTS

LEARNED = "plain_words.txt"  # made by `python -m bench.words`
PLAIN = frozenset(
    (
        *STATEMENTS["words"]["plain"].split(),
        *(files("rag.verification") / "data" / LEARNED).read_text(encoding="utf-8").split(),
    )
)
NEAR: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split()) for line in STATEMENTS["words"]["near"].splitlines() if line.strip()
)
SILENCE = re.compile(STATEMENTS["silence"]["words"])
RISKY = re.compile(STATEMENTS["near_in_meaning"]["never"])
NEAR_VERB, NEAR_NOUN = STATEMENTS["near_in_meaning"]["verb"], STATEMENTS["near_in_meaning"]["noun"]
HAN = re.compile(r"[\u4e00-\u9fff]")
SILENT = ("u", "p", "c", "y", "e", "o", "r", "x", "w", "h", "k", "m", "q")  # tags of words that say nothing alone
CARRYING = ("n", "v", "a", "b", "j", "l", "i")  # beginnings of the tags of words that carry what is said
GLUE = "和与及或由向在对到从的为是按把将"  # characters that the dictionary may take for the start of a word
NOUNS = tuple(STATEMENTS["words"]["bound_tags"])
EVERY_YEAR = frozenset({"year"})  # figures of plans are a year's where nothing else is said
MOST_ASKED = 2  # words of a sentence for which near ones are looked up: each costs some 10 ms
RUNS, LEAST_RUN = "namvjbg", 3  # tags and length of a run of single characters that may be a word of its own
COVERED = 0.65  # share of the characters of a word of three and more that must stand in the evidence side by side
BOUNDED = re.compile(r"[^，,。；;]{0,8}\d")
BOUNDS = ("不到", "不满", "没满")  # before a figure they bound it, which has a check of its own
SHARED = "初中高大小上下城乡新旧"  # characters that share the one behind them: 中高级 is 中级 and 高级
OF_ASKER, KIN = ("您", "你"), frozenset(STATEMENTS["words"]["kin"].split())
PERSONAL = re.compile("[您你]")


def wording(claim: Claim, check: str) -> Iterable[Fault]:
    """Every word that says something stands in the cited evidence, by itself, by the lexicon or as a near word.

    The question may lend words that are no nouns; nouns only where the sentence says what the plan does not, or speaks
    of the person who asks.
    """
    if not claim.cited:
        return
    text, held = fold(claim.text), around_figures(claim)
    lent = bool(SILENCE.search(text) or PERSONAL.search(text))
    at, asked_of, told = 0, 0, affirmed(text)
    for word, tag in words_with_tags(text):
        start, at = at, at + len(word)
        if (
            not told[start:at].strip()
            or len(HAN.findall(word)) != len(word)
            or len(word) < 2
            or tag[:1] in SILENT
            or word in PLAIN
            or (word[0] == "每" and bases(word) - EVERY_YEAR <= bases(held))
            or figures(word)
            or (word in BOUNDS and BOUNDED.match(text, at))
            or (text[max(0, start - 1) : start] in OF_ASKER and word in KIN)
        ):
            continue
        asked = word in claim.question and (lent or tag not in NOUNS)
        cut = text[max(0, start - 1) : at + 1]
        if not asked and not stands(word, held, cut) and not _cut_wrong(text, start, held):
            asked_of += 1
            if asked_of > MOST_ASKED or not is_near(word, tag, held, claim):
                yield Fault(check, word)


def unknown(claim: Claim, check: str) -> Iterable[Fault]:
    """A run of single characters that is no word of the dictionary (五险一金) stands in evidence or question."""
    text, held = fold(claim.text), f"{held_text(claim)}\n{claim.question}"
    spans = [(figure.start, figure.end) for figure in figures(text)]
    run, nouns, at = "", 0, 0
    for word, tag in (*words_with_tags(text), ("", "x")):
        start, at = at, at + len(word)
        single = len(word) == 1 and HAN.match(word) and tag[:1] in RUNS
        if single and not any(begin <= start < end for begin, end in spans):
            run, nouns = run + word, nouns + (tag[:1] != "v")
            continue
        stands = any(run[step : step + 2] in held for step in range(len(run) - 1))
        if claim.cited and len(run) >= LEAST_RUN and nouns > 1 and not stands:
            yield Fault(check, run)
        run, nouns = "", 0


def carrying(text: str, tags: tuple[str, ...] = CARRYING) -> Iterator[str]:
    """Words of a text of two characters and more that say something of their own, by the beginnings of their tags."""
    for word, tag in words_with_tags(text):
        if len(word) > 1 and tag.startswith(tags) and word not in PLAIN and not figures(word):
            yield word


def is_near(word: str, tag: str, held: str, claim: Claim) -> bool:
    """Whether a word of the evidence means nearly the same: of nouns very nearly, since 初中 is near 小学 too; never
    where the word is one of those that make a difference."""
    if claim.near is None or RISKY.search(word):
        return False
    least = NEAR_NOUN if tag in NOUNS or tag[:1] == "n" else NEAR_VERB
    return any(share >= least and other in held and not RISKY.search(other) for other, share in claim.near(word))


def stands(word: str, held: str, cut: str = "") -> bool:
    """Whether a text holds a word, or what stands for it; `cut` is the word with the characters beside it, of which the
    dictionary may have taken the one before for another word (学|前段)."""
    recut = len(word) == 2 and cut[1:3] == word and cut[:2] in held and word[1] in held
    if recut or word in held or (word[0] in GLUE and (word[1:] in held or word[1:] in PLAIN)):
        return True
    if stands_near(word, held):
        return True
    if any(other in held for other in otherwise(word)):
        return True
    if len(word) < 3:
        return word[0] in SHARED and re.search(f"{word[0]}[{SHARED}]{word[1]}", held) is not None
    halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    if any(all(half in PLAIN or stands(half, held) for half in both) for both in halves):
        return True
    covered = {at + step for at in range(len(word) - 1) if word[at : at + 2] in held for step in (0, 1)}
    return len(covered) >= COVERED * len(word)


def stands_near(word: str, held: str) -> bool:
    """Whether a text holds a word of the same group of near ones."""
    return any(word in group and any(other in held for other in group) for group in NEAR)


def _cut_wrong(text: str, start: int, held: str) -> bool:
    """Whether a word of two characters is the ends of two others, where the dictionary cut wrongly: 按住 of 按住校,
    名列 of 点名列出."""
    one, other = text[max(0, start - 1) : start + 1], text[start + 1 : start + 3]
    first = one in PLAIN or one[1:] in GLUE or stands(one, held)
    return first and len(one) == len(other) == 2 and (other in PLAIN or stands(other, held))


@cache
def otherwise(word: str) -> tuple[str, ...]:
    """What the lexicon has for a word: what plans call it, and names of the concept that it names."""
    plan = [fold(other) for _, everyday, others in reworded(word) if everyday == word for other in others]
    called = [fold(name) for one in mentions(word) if one.words == word for name in official_names(one.concept)]
    return (*plan, *called)

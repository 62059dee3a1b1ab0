"""Whether a sentence joins what its evidence keeps apart: 低保家庭…领护理补贴, where that is said of others.

Two stretches of one text that are built alike (by their pairs of characters) tell different things by what only one of
them holds. A clause of a sentence that takes words or figures of both mixes them up, unless it lists them side by side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.question.terms import words_with_tags
from rag.verification.claims import Claim, Fault
from rag.verification.figures_in_context import pairs
from rag.verification.silence import affirmed
from rag.verification.statements import STATEMENTS
from rag.verification.wording import NOUNS, PLAIN, otherwise

STRETCH = re.compile(r"[；;。\n]")
CLAUSE = re.compile(r"[，,。；;：:、\n]")
WHOLE = ("全", "本", "该", "各")  # 全省, 本县: of all stretches alike
JOINED = re.compile(STATEMENTS["crossed"]["joined"])
ENTRY = re.compile(r"\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、)](?!\d)|[-•·*] ")  # 17.农村安居工程改造(住建局负责)
REFERS = re.compile(STATEMENTS["crossed"]["refers"])
ALIKE = 0.25  # share of the shorter stretch's pairs that the other holds as well: told of one and the other
SHORTEST, LONGEST = 6, 160  # characters of a stretch
OWN = re.compile(r"[\u4e00-\u9fff]{2,}")


def crossed(claim: Claim, check: str) -> Iterable[Fault]:
    """Of each clause the first word or figure that belongs to another stretch than one before it."""
    stretches = list(_stretches(claim))
    for clause in _whole_clauses(affirmed(fold(claim.text))):
        said = [] if JOINED.search(clause) else list(_tokens(clause))
        if len(said) < 2 or any(all(_in(token, stretch) for token in said) for own in stretches for stretch in own):
            continue
        for own in stretches:
            for one, other in _alike(own):
                ours = [token for token in said if _in(token, one) and not _in(token, other)]
                theirs = [token for token in said if _in(token, other) and not _in(token, one)]
                mixed = [pair for pair in product(ours, theirs) if not _listed(clause, *pair)]
                if mixed:
                    yield Fault(check, "…".join(mixed[0]))
                    return


def _whole_clauses(text: str) -> Iterator[str]:
    """Clauses, one that speaks of what was named before (它, 各级) with the one before it."""
    before = ""
    for clause in CLAUSE.split(text):
        yield f"{before} {clause}" if before and REFERS.search(clause) else clause
        before = clause


def _stretches(claim: Claim) -> Iterator[list[str]]:
    """Of each cell, and of each piece of running text, what stands between semicolons and full stops."""
    for evidence in claim.cited:
        texts = [cell.quote for cell in evidence.citation.cells] or [evidence.citation.quote]
        for text in map(fold, texts):
            yield [part.strip() for part in STRETCH.split(text) if SHORTEST < len(part.strip()) <= LONGEST]


def _alike(stretches: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of stretches that are built alike."""
    for one, other in combinations(stretches, 2):
        shared, least = pairs(one) & pairs(other), min(len(pairs(one)), len(pairs(other)))
        if (least and len(shared) >= ALIKE * least) or (ENTRY.match(one) and ENTRY.match(other)):
            yield one, other


def _tokens(clause: str) -> Iterator[str]:
    """Nouns and figures of a clause."""
    for word, tag in words_with_tags(clause):
        if OWN.fullmatch(word) and (tag in NOUNS or tag[:1] == "n") and word not in PLAIN and word[0] not in WHOLE:
            yield word
    yield from (figure.text for figure in figures(clause) if figure.unit and not figure.is_year)


def _in(token: str, stretch: str) -> bool:
    """Whether a stretch holds a word, a name of it, or a figure."""
    said = figures(token)
    if said and said[0].text == token:
        if any(said[0].same(figure) for figure in figures(stretch)):
            return True
        bare = re.escape(token.removesuffix(said[0].unit))  # 三级 of 三、四级
        return (
            re.search(rf"{bare}(?:[、和至到及—~-][一二三四五六七八九十\d]+)+{re.escape(said[0].unit)}", stretch)
            is not None
        )
    return token in stretch or any(other in stretch for other in otherwise(token))


def _listed(clause: str, one: str, other: str) -> bool:
    """Whether a clause names two side by side: 生活补贴和护理补贴."""
    between = "[\u4e00-\u9fff]{0,4}[、和与及或][\u4e00-\u9fff]{0,4}"
    orders = ((one, other), (other, one))
    return any(re.search(f"{re.escape(first)}{between}{re.escape(last)}", clause) for first, last in orders)

"""How the parts of a sentence stand to each other, told as the evidence has it: a part of a whole, one of two or both,
an item of a list.

Each function is one line in `CHECKS` of `sentence_checks.py`.
"""

import re
from collections.abc import Iterable, Iterator

from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold
from ingest.text.split import sentences
from rag.verification.claims import Claim, Fault
from rag.verification.held import held_text
from rag.verification.statements import STATEMENTS
from rag.verification.wording import NOUNS, carrying, is_near, stands_near

WORDS = STATEMENTS["related"]
PART, HELD_PART, BESIDE = re.compile(WORDS["part"]), re.compile(WORDS["held_part"]), re.compile(WORDS["beside"])
EITHER = re.compile(rf"([\u4e00-\u9fff]{{2}})(?:{WORDS['either']})([\u4e00-\u9fff]{{2}})")
BOTH = re.compile(rf"([\u4e00-\u9fff]{{2}})(?:{WORDS['both']})([\u4e00-\u9fff]{{2}})")
STRETCH = re.compile(r"[。；;|\n]")
ITEMS = re.compile(r"、|以及|和|与|及")
LISTED = re.compile(r"[^，,。；;：:、\d]{1,14}(?:、[^，,。；;：:、\d]{1,14})+")
LEVEL = re.compile("[国省市州县区乡镇街村校]")
LEVELS = re.compile(f"{LEVEL.pattern}(?:[、和]?{LEVEL.pattern})+(?=[两三四五]级)")
NAMES = ("n", "vn", "j", "s")  # beginnings of the tags of words that name things
LEAST_ALIKE = 2  # items of a list that stand in one list of the evidence, so that the others must too


def parts(claim: Claim, check: str) -> Iterable[Fault]:
    """其中 tells what the evidence tells as a part, and what is a part there is not told beside the whole."""
    text = fold(claim.text)
    amounts = [figure for figure in figures(text) if not figure.is_year]
    for match in PART.finditer(text) if claim.cited else ():
        whole = [figure for figure in amounts if figure.end <= match.start()]
        part = [figure for figure in amounts if match.end() <= figure.start]
        if whole and part and _apart(claim, whole[-1], part[0]):
            yield Fault(check, match.group())
    for match in BESIDE.finditer(text):
        whole = [figure for figure in amounts if match.start("whole") <= figure.start < match.end("whole")]
        other = [figure for figure in amounts if match.end() <= figure.start]
        between = list(_between(claim, whole[-1], other[0])) if whole and other else []
        if between and all(HELD_PART.search(words) for words in between):
            yield Fault(check, match.group())


def _apart(claim: Claim, whole: Figure, part: Figure) -> bool:
    """Whether running text has both figures and nowhere tells the one as a part of the other."""
    if any(_has(cell.quote, part) for evidence in claim.cited for cell in evidence.citation.cells):
        return False
    texts = [fold(evidence.citation.quote) for evidence in claim.cited]
    if not any(_has(text, whole) and _has(text, part) for text in texts):
        return False
    around = [text[start:end] for text in texts for start, end in sentences(text) if _has(text[start:end], part)]
    return not any(HELD_PART.search(words) for words in (*around, *_between(claim, whole, part)))


def _between(claim: Claim, whole: Figure, part: Figure) -> Iterator[str]:
    """What stands between two figures of the evidence, the whole first."""
    for evidence in claim.cited:
        for text in map(fold, (evidence.citation.quote, *(cell.quote for cell in evidence.citation.cells))):
            found = figures(text)
            for start in (one.end for one in found if one.same(whole)):
                yield from (text[start : one.start] for one in found if one.same(part) and start <= one.start)


def _has(text: str, figure: Figure) -> bool:
    return any(figure.same(one) for one in figures(text))


def joined(claim: Claim, check: str) -> Iterable[Fault]:
    """One of two is not told as both, nor both as one of two."""
    text, held = fold(claim.text), held_text(claim)
    for said, theirs, ours in ((EITHER, WORDS["both"], WORDS["either"]), (BOTH, WORDS["either"], WORDS["both"])):
        for match in said.finditer(text):
            one, other = match.groups()
            other_way = any(re.search(f"{a}(?:{theirs}){b}", held) for a, b in ((one, other), (other, one)))
            same_way = any(
                re.search(f"{a}[^。；;]{{0,8}}?(?:{ours}|、)[^。；;]{{0,8}}?{b}", held)
                for a, b in ((one, other), (other, one))
            )
            if other_way and not same_way:
                yield Fault(check, match.group())


def listed(claim: Claim, check: str) -> Iterable[Fault]:
    """Of a list whose other items stand in one list of the evidence none is from elsewhere: 文化馆、图书馆和体育馆."""
    held = held_text(claim)
    stretches = [part for one in claim.cited for part in STRETCH.split(fold(one.citation.quote)) if "、" in part]
    for match in LISTED.finditer(fold(claim.text)):
        items = [item for item in ITEMS.split(match.group()) if any(carrying(item, NAMES))]
        for stretch in stretches if len(items) > LEAST_ALIKE else ():
            outside = [item for item in items if not all(word in stretch for word in carrying(item, NAMES))]
            if len(outside) == 1 and all(_strange(word, held, claim) for word in carrying(outside[0])):
                yield Fault(check, outside[0])
                return


def _strange(word: str, held: str, claim: Claim) -> bool:
    """Whether neither a noun nor a near word of it stands in a text; a concept of its name (体育馆, 体育场馆) is not
    enough for an item of a list."""
    return word not in held and not stands_near(word, held) and not is_near(word, NOUNS[0], held, claim)


def levels(claim: Claim, check: str) -> Iterable[Fault]:
    """省、市、县三级 is not 市、县、校三级."""
    known = [set(LEVEL.findall(match.group())) for match in LEVELS.finditer(held_text(claim))]
    for match in LEVELS.finditer(fold(claim.text)):
        said = set(LEVEL.findall(match.group()))
        if any(len(said & own) >= LEAST_ALIKE for own in known) and not any(said <= own for own in known):
            yield Fault(check, match.group())

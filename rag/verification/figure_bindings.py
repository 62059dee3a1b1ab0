"""Whether a figure of a sentence has the place that it has in the evidence: of each or of all together, per how many of
whom, of which rate, and not of what a sentence built alike tells of others.

Each function is one line in `FITS` of `figure_checks.py`.
"""

import re
from collections.abc import Iterable

from ingest.text.fold import fold_same_length
from ingest.text.split import sentences
from rag.verification.claims import Claim
from rag.verification.figures_in_context import CLAUSE, FigureInContext, figures_of, pairs, words_of
from rag.verification.statements import STATEMENTS
from rag.verification.wording import carrying, stands

WORDS = STATEMENTS["bound_to"]
TOGETHER, EACH = re.compile(WORDS["together"]), re.compile(WORDS["each"])
EACH_THING, EACH_AT_ALL = re.compile(WORDS["each_thing"]), re.compile(WORDS["each_at_all"])
PER = re.compile(
    r"每一?(?P<power>十万|[百千万])(?P<measure>[名位人张个户家所间辆])?(?P<what>[\u4e00-\u9fff]{0,8}?)(?=[^\u4e00-\u9fff]|配|有|要|拥|至|不|达|$)"
)
PEOPLE = frozenset("名位人")
RATE = re.compile(r"([\u4e00-\u9fff]{2})率")
SHARE_OF = re.compile(r"占(?![比地])(?:到|了|全部|全)?([^，,。；;:：、\d]{2,16})")
OF_ALL = re.compile(WORDS["of_all"])
GROWTH, GROWS = re.compile(WORDS["growth_column"]), re.compile(WORDS["grows"])
SPLIT = re.compile("[，,。；;：:]")
ALIKE = 0.4  # share of the pairs of two labels that both have: they tell the same of one and the other
TOLD = 0.5  # share of what sets a label apart that must be said to mean it


def together(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """What is of each (每所12个班, 分别达到70%) is not told of all together, nor what is of all told of each."""
    said, held = _clause(one), _clause(other)
    if TOGETHER.search(said) and not EACH.search(said) and EACH.search(held) and not TOGETHER.search(held):
        return False
    around = other.segment if not other.in_cell else _words(other)
    return not (EACH_THING.search(said) and not EACH_AT_ALL.search(around))


def per(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """每百张床位 is neither 每千张 nor 每百名老人."""
    said = list(PER.finditer(fold_same_length(one.before)))
    if not said:
        return True
    held = list(PER.finditer(fold_same_length(other.before))) or list(PER.finditer(fold_same_length(other.segment)))
    held = held[-1:] or list(PER.finditer(_words(other)))
    return not held or any(_same_per(said[-1], match) for match in held)


def _same_per(one: re.Match[str], other: re.Match[str]) -> bool:
    if one["power"] != other["power"]:
        return False
    measures = {"人" if measure in PEOPLE else measure for measure in (one["measure"], other["measure"]) if measure}
    return len(measures) < 2 or not (one["measure"] and other["measure"])


def rate(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """覆盖率 is not 建成率: where both name a rate, its name stands with the figure."""
    said = RATE.findall(fold_same_length(one.before))
    around = _words(other) if other.in_cell else fold_same_length(f"{other.before}{other.segment}")
    return not said or said[-1] in around or not RATE.search(around)


def share(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """What a share is of: 占护理员总数 is not 占全部工作人员."""
    said, held = SHARE_OF.search(_clause(one)), SHARE_OF.search(_clause(other))
    if not said or not held:
        return True
    ours, theirs = (OF_ALL.sub(" ", match[1]) for match in (said, held))
    own, its = pairs(ours), pairs(theirs)
    return not own or not its or bool(own & its)


def column(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """What stands in a column of growth (五年累计增长) is no amount."""
    if not other.in_cell or other.evidence is None:
        return True
    header = other.evidence.citation.cells[other.piece[1]].column
    return not GROWTH.search(header) or bool(GROWS.search(fold_same_length(claim.text)))


def alike(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not the figure of a sentence that is built alike and that the words name rather: 职工医保…81.76% for 居民医保."""
    said = pairs(fold_same_length(one.before))
    for near in _built_alike(other, claim):
        own, its = other.label - near.label, near.label - other.label
        ours, theirs = _share(own, said), _share(its, said)
        if own and its and theirs >= TOLD and ours < TOLD * theirs:
            return False
    return True


def clause(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not of what another sentence of the same text says, where the figure's own words are not said: of two clauses the
    predicate of one and the figure of the other."""
    if other.in_cell or other.piece[1] < 0 or other.evidence is None:
        return True
    quote = fold_same_length(other.evidence.citation.quote)
    pieces = [quote[start:end] for start, end in sentences(quote)]
    own, text = pieces[other.piece[1]], fold_same_length(claim.text)
    above = fold_same_length("".join(other.evidence.citation.section))
    named = [word for word in carrying(other.before) if word in own]
    told = sum(stands(word, text) for word in named)
    start, end = one.figure.start - len(_clause(one)), one.figure.end
    around = text[max(0, start) : end] + SPLIT.split(text[end:])[0]
    foreign = [word for word in carrying(around) if not stands(word, own)]
    elsewhere = any(all(word in piece for word in foreign) for piece in pieces if piece != own)
    strange = len(foreign) > 1 and not all(word in above for word in foreign)
    return not (named and told < TOLD * len(named) and strange and elsewhere)


def _built_alike(other: FigureInContext, claim: Claim) -> Iterable[FigureInContext]:
    """Figures of one unit in other sentences of running text that was offered, with much the same words before them."""
    if other.in_cell or other.piece[1] < 0:
        return
    for evidence in claim.offered:
        quote = fold_same_length(evidence.citation.quote)
        if evidence.citation.cells or sum(pair in quote for pair in other.label) < ALIKE * len(other.label):
            continue  # cheaper than to read its figures
        for near in figures_of(evidence):
            if near.figure.unit != other.figure.unit or near.piece == other.piece or near.piece[1] < 0:
                continue
            both = other.label & near.label
            if near.figure.value != other.figure.value and len(both) >= ALIKE * len(other.label | near.label):
                yield near


def _share(label: frozenset[str], said: frozenset[str]) -> float:
    return len(label & said) / len(label) if label else 0.0


def _clause(one: FigureInContext) -> str:
    return CLAUSE.split(fold_same_length(one.before))[-1]


def _words(one: FigureInContext) -> str:
    return words_of(one.evidence) if one.evidence else one.segment

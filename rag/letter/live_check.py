"""A letter that staff have edited, held against its sources: figures, dates, document numbers, offices, denials.

By the checks that sentences of a language model go through. A sentence with marks ([2]) is held against what it cites,
one without against the source that fits it best. What a resident said (in “…”), greeting, date and list of sources are
no claims.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.quantities.figures import figures, missing
from ingest.schema import Document
from ingest.text.fold import fold_same_length
from rag.cite import texts_of
from rag.letter.edit_checks import OFFICE, edit_faults, is_said_of_duty, is_span, same_kind
from rag.letter.reply import GAP, GREETING, MARK, SOURCES
from rag.schema import Citation, Evidence
from rag.verification.checker import ClaimChecker
from rag.verification.claims import Claim, Fault
from rag.verification.figure_checks import FITS
from rag.verification.figures_in_context import FigureInContext, figures_of, pairs, words_of
from rag.verification.patterns import EXACT

SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;]*(?:\[\d+\])*")
SAID = re.compile(r"“[^”\n]*”")
COURTESY = re.compile(r"来信|来电|收悉|答复如下|感谢|如需进一步|可咨询|规划期为\d{4}")
SIGNED = re.compile(r"^[\s　]*(?:（[^）]*）|[^，。；]{2,20}[局委办府心院所]|\d{4}年\d{1,2}月\d{1,2}日)[\s　]*$")
# of a fluent letter only what can be wrong in it is told, not each word that a source does not have
OFF = frozenset({"cited", "stance", "wording", "unknown", "talk", "refusal", "alternatives", "phone", "grades"})
TURNED = frozenset({"negation", "opposed", "stance", "tense", "roles", "crossed", "compared", "both"})
ANY_OFFICE = re.compile(
    "(?:本|我|省|市|州|县|区|镇|乡|当地|各级)?(?:人民)?政府|(?:主管|有关|相关|职能|经办)部门|[本我贵]?(?:局|委|办|厅|部门|单位|院|所|中心|站)"
)
# what a source says of its own publishing is done, though it need not say 已
PUBLISHED = re.compile(r"已[^，。；]{0,24}(?:发布|公布|公开|印发|刊登)")
IS_PUBLISHED = re.compile("(?:发布|公布|公开|印发|刊登|成文|落款)(?:日期|时间|于|，)")
LEADING_ZERO = re.compile(r"(?<=[年月])0(?=\d)")
MOST_TRIED = 6  # sources that a sentence without marks is held against
LONGEST = 120  # characters of what a source is quoted to say


class FindingKind(StrEnum):
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the sources say of the stretch `start`..`end` of a letter; `source` is the number of the one that does."""

    start: int
    end: int
    kind: FindingKind
    source: int | None
    says: str


def check(text: str, citations: Sequence[Citation], *, told: Mapping[int, str] | None = None) -> tuple[Finding, ...]:
    """Findings in the order of the text. `told`: what else is known of a source by its number (issuer, document number,
    day)."""
    evidence = {one.n: Evidence(citation=one, region=one.region, name=_name(one)) for one in citations}
    found: list[Finding] = []
    for start, sentence in _claims(text):
        found += _of_sentence(start, sentence, evidence, told or {})
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def told_of(document: Document) -> str:
    """What is known of a source beside its text."""
    return " ".join((document.title, document.issuer, document.number, document.index_number, document.date))


def _claims(text: str) -> Iterator[tuple[int, str]]:
    """Sentences that claim something and where they start; what a resident said is blanked out."""
    body = text.partition(f"\n{SOURCES}\n")[0]
    for pattern in (GAP, SAID):
        body = pattern.sub(lambda match: " " * len(match.group()), body)
    for match in SENTENCE.finditer(body):
        sentence = match.group()
        if sentence.strip() and not (
            sentence.strip() == GREETING or COURTESY.search(sentence) or SIGNED.match(sentence)
        ):
            yield match.start(), sentence


def _of_sentence(start: int, sentence: str, evidence: Mapping[int, Evidence], told: Mapping[int, str]) -> list[Finding]:
    plain = MARK.sub(lambda match: " " * len(match.group()), sentence)
    cited = [evidence[n] for n in map(int, MARK.findall(sentence)) if n in evidence]
    groups = [tuple(cited)] if cited else [(one,) for one in _nearest(plain, evidence.values())]
    offered = tuple(evidence.values())
    judged = [(group, _faults(plain, group, offered, told)) for group in groups]
    if not judged:
        return [_unfounded(start, one.start, one.end) for one in figures(plain)]
    group, faults = min(judged, key=lambda one: (len(one[1]), -_likeness(plain, one[0])))
    findings = [_finding(start, plain, fault, group) for fault in faults]
    wrong = [(one.start - start, one.end - start) for one in findings]
    for figure in figures(plain):
        if any(low < figure.end and figure.start < high for low, high in wrong):
            continue
        if holder := next((one for one in group if not missing(figure.text, texts_of(one.citation))), None):
            n = holder.citation.n
            at = start + figure.start, start + figure.end
            findings.append(Finding(start=at[0], end=at[1], kind=FindingKind.SUPPORTED, source=n, says=""))
    return findings


def _nearest(sentence: str, evidence: Iterable[Evidence]) -> list[Evidence]:
    """The sources that a sentence without marks may be of: to hold it against each of many would take seconds."""
    return sorted(evidence, key=lambda one: -_likeness(sentence, (one,)))[:MOST_TRIED]


def _faults(
    text: str, group: tuple[Evidence, ...], offered: tuple[Evidence, ...], told: Mapping[int, str]
) -> list[Fault]:
    plain = _plain(text)
    known = "".join(_plain(told.get(one.citation.n, "")) for one in group)
    claim = Claim(text=text.strip(), cited=group, offered=offered, question="")
    faults = ClaimChecker(off=OFF).faults(claim)
    held = _plain("\n".join(map(words_of, group)))
    on_duty = is_said_of_duty(claim, held)
    kept = [
        one
        for one in faults
        if not (one.words and _plain(one.words) in known and not (one.check == "actors" and on_duty))
    ]
    kept = [one for one in kept if one.check not in EXACT or _plain(one.words) not in held]  # 6月1日 of 06月01日
    kept = [one for one in kept if not (one.check == "actors" and ANY_OFFICE.fullmatch(_plain(one.words)))]
    kept = [one for one in kept if not _is_free(one, plain, held)]
    kept = [one for one in kept if not (one.check == "tense" and PUBLISHED.search(plain) and IS_PUBLISHED.search(held))]
    said = {one.words for one in kept}
    added = edit_faults(replace(claim, text=plain), held, known)
    return [*kept, *(one for one in added if not any(one.words in words for words in said))]


def _is_free(fault: Fault, text: str, held: str) -> bool:
    """A count that no source need have: the years of a plan, 两项 where the source counts no 项."""
    if fault.check != "value":
        return False
    found = [one for one in figures(text) if one.text == _plain(fault.words)]
    counted = {one.unit for one in figures(held)}
    return any(is_span(one, text) or (one.text == "两项" and "项" not in counted) for one in found)


def _plain(words: str) -> str:
    """Folded, without blanks, days as 6月1日."""
    return LEADING_ZERO.sub("", "".join(fold_same_length(words).split()))


def _finding(start: int, sentence: str, fault: Fault, group: tuple[Evidence, ...]) -> Finding:
    at = _span(sentence, fault.words)
    low, high = start + at[0], start + at[1]
    says, source = "", None
    if fault.check in FITS or fault.check == "sum":
        wrong = next((one for one in figures(sentence) if one.start < at[1] and at[0] < one.end), None)
        if rival := _rival(sentence, wrong.unit if wrong else "", group):
            says, source = _words(rival), rival.evidence.citation.n if rival.evidence else None
    elif fault.check in (*EXACT, "edition", "code"):
        says, source = _same_kind(fault.check, group)
    elif fault.check in TURNED or fault.check == "actors":
        holder = max(group, key=lambda one: _likeness(sentence, (one,)))
        if fault.check in TURNED or OFFICE.search(holder.citation.quote):
            says, source = _short(holder.citation.quote), holder.citation.n
    kind = FindingKind.CONTRADICTED if says else FindingKind.UNSUPPORTED
    return Finding(start=low, end=high, kind=kind, source=source, says=says)


def _unfounded(start: int, low: int, high: int) -> Finding:
    return Finding(start=start + low, end=start + high, kind=FindingKind.UNSUPPORTED, source=None, says="")


def _span(sentence: str, words: str) -> tuple[int, int]:
    """Where a sentence says the words of a fault; all of it where they were written otherwise."""
    at = fold_same_length(sentence).find(fold_same_length(words)) if words else -1
    if at >= 0:
        return at, at + len(words)
    bare = sentence.strip(" 　")
    return sentence.find(bare), sentence.find(bare) + len(bare)


def _rival(sentence: str, unit: str, group: tuple[Evidence, ...]) -> FigureInContext | None:
    """The figure of the evidence in the same unit whose words are most like those of the sentence."""
    said = pairs(fold_same_length(sentence))
    alike = [
        other
        for one in group
        for other in figures_of(one)
        if other.piece[1] >= 0 and not other.is_base and (other.figure.unit == unit or (unit and not other.figure.unit))
    ]
    return max(alike, key=lambda one: len(said & (one.label | pairs(one.before))), default=None)


def _words(one: FigureInContext) -> str:
    """The cell or sentence that a figure stands in."""
    if one.evidence is None:
        return one.figure.text
    citation, at = one.evidence.citation, one.piece[1]
    if citation.cells:
        cell = citation.cells[at]
        return _short(f"{cell.column}：{cell.quote}" if cell.column else cell.quote)
    return _short(one.segment or citation.quote)


def _same_kind(check: str, group: tuple[Evidence, ...]) -> tuple[str, int | None]:
    """Another date or document number that a source has."""
    for one in group:
        match = EXACT[check].search(words_of(one)) if check in EXACT else None
        if said := match.group() if match else same_kind(check, words_of(one)):
            return said, one.citation.n
    return "", None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…"


def _likeness(sentence: str, group: tuple[Evidence, ...]) -> int:
    said = pairs(fold_same_length(sentence))
    held = sum(
        1
        for figure in figures(sentence)
        if not missing(figure.text, [t for one in group for t in texts_of(one.citation)])
    )
    return 10 * held + len(said & pairs("".join(map(words_of, group))))


def _name(citation: Citation) -> str:
    return citation.cells[0].quote if citation.cells else ""

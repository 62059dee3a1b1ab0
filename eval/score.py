"""Pure scoring: a case and an answer in, what was right out. Never asks anything."""

import re
import unicodedata
from dataclasses import dataclass

from eval.cases import Case
from ingest.quantities import missing
from rag.cite import evidence
from rag.schema import Answer, Citation

LONGEST_FIRST = 220  # characters of a first sentence; longer ones make the reader search


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one answer got. `cited` is None where nothing was to be cited."""

    id: str
    category: str
    phrasing: str
    right: bool
    cited: bool | None
    abstain: bool
    abstained: bool
    breaches: int
    reason: str
    latency_ms: float


def score(case: Case, answer: Answer) -> Score:
    """Right: abstained where due, else the decisive words and no forbidden ones in a first sentence of fair length."""
    reason = _wrong(case, answer)
    return Score(
        id=case.id,
        category=case.category,
        phrasing=case.phrasing,
        right=not reason,
        cited=None if case.abstain else any(_holds(case, citation) for citation in answer.citations),
        abstain=case.abstain,
        abstained=answer.abstained,
        breaches=breaches(answer),
        reason=reason,
        latency_ms=answer.latency_ms,
    )


def breaches(answer: Answer) -> int:
    """Figures of an answer that no citation holds (rule 1 of the design)."""
    if answer.abstained:
        return 0  # the fixed sentences hold no figures but phone numbers
    held = [text for citation in answer.citations for text in evidence(citation)]
    return len(missing(unmarked(answer), held))


def unmarked(answer: Answer) -> str:
    """The answer without the marks of its own citations; [870] of a table stays."""
    text = answer.answer
    for citation in answer.citations:
        text = text.replace(f"[{citation.n}]", "")
    return text


def first_sentence(text: str) -> str:
    """Up to the first full stop, or the first line."""
    return re.split(r"(?<=[。！？!?\n])", text.strip(), maxsplit=1)[0]


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text: width and blanks folded, figures on digit boundaries (5 is not in 95 or 5.2)."""
    wanted, where = _folded(words), _folded(text)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, where) is not None


def _wrong(case: Case, answer: Answer) -> str:
    """Why an answer is not right; empty where it is."""
    if case.abstain:
        return "" if answer.abstained else "应当说明没有写明，却作了回答"
    if answer.abstained:
        return f"应当回答，却是 {answer.status}"
    first = first_sentence(unmarked(answer))
    for group in case.must:
        if not any(stands(words, first) for words in group):
            return f"第一句缺少 {' / '.join(group)}"
    for words in case.must_not:
        if stands(words, first):
            return f"第一句不应有 {words}"
    return f"第一句超过 {LONGEST_FIRST} 字" if len(first) > LONGEST_FIRST else ""


def _holds(case: Case, citation: Citation) -> bool:
    """The quote has the decisive words; or, in other words of a digest, it is the named row or section and has what an
    answer must have."""
    if case.evidence is None or _folded(citation.title) != _folded(case.evidence.document):
        return False
    if stands(case.evidence.words, citation.quote):
        return True
    names = (*citation.section, *(cell.quote for cell in citation.cells))
    named = any(_folded(case.evidence.place) in _folded(name) for name in names)
    return named and all(any(stands(words, citation.quote) for words in group) for group in case.must)


def _folded(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)

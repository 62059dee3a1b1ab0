"""A writer that lies, to see that the figure check stops it: a right answer with one figure altered.

It cites the passage that was found first. The rest of the answer path is the product's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from eval.ask import question
from eval.cases import Case
from ingest.answer_spans import LONGEST_QUOTE
from ingest.quantities.figures import figures, missing
from rag.chain import AnswerChain, Work
from rag.cite import cite_row, cite_span, texts_of
from rag.schema import Citation, Draft, Hit, Sentence, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """What the liar wrote for a case, and whether the answer showed it."""

    case: str
    text: str
    shown: bool


class _Liar:
    """The step in place of writing and reading."""

    def __init__(self, answer: str) -> None:
        self._answer = answer
        self.told = ""

    def __call__(self, draft: Draft) -> Draft:
        if not draft.hits:
            return replace(draft, status=Status.NOT_FOUND)
        citation = _cited(draft.hits[0])
        self.told = altered(self._answer, citation)
        if not self.told:
            return replace(draft, status=Status.NOT_FOUND)
        sentences = (Sentence(text=self.told, cites=(citation.n,)),)
        return replace(draft, status=Status.ANSWERED, sentences=sentences, citations=(citation,))


def tell(cases: Sequence[Case], steps: Sequence[tuple[str, Work]], as_of: date) -> list[Lie]:
    """One lie for each case whose answer holds a figure and gets as far as writing."""
    lies = []
    for case in cases:
        liar = _Liar(case.answer)
        lying = [(name, liar if name == "extract" else work) for name, work in steps if name != "generate"]
        answer = AnswerChain(lying).invoke(question(case, as_of))
        if liar.told:
            lies.append(Lie(case=case.id, text=liar.told, shown=not answer.abstained))
    return lies


def altered(answer: str, citation: Citation) -> str:
    """The answer with one digit of a figure changed to what the citation does not hold; empty where none can be."""
    for figure in figures(answer):
        if figure.is_year or not figure.text[0].isdigit():
            continue
        for step in range(1, 10):
            first = str((int(figure.text[0]) + step) % 10)
            lie = f"{answer[: figure.start]}{first}{answer[figure.start + 1 :]}"
            if missing(f"{first}{figure.text[1:]}", texts_of(citation)):
                return lie
    return ""


def _cited(hit: Hit) -> Citation:
    passage = hit.passage
    if hit.row:
        return cite_row(hit.document, hit.section, hit.row, 1)
    return cite_span(hit.document, hit.section, 1, passage.start, min(passage.end, passage.start + LONGEST_QUOTE))

"""`python -m bench.mutation`: does the gate see what goes wrong?

Figures of the sample corpus are altered one at a time, then parts of the answer path are switched off in turn. Each
time the gate must go red and say where. Figures are picked by a pattern, not by the grammar that the readers use.
"""

import argparse
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench import AS_OF
from eval.ask import Asker
from eval.cases import Case, load_cases
from eval.facts import Altered, altered, facts_of
from eval.gate import load_gate, missed
from eval.run import ask_all, score_all
from eval.score import score
from eval.shipped import load_baseline, load_facts, shipped_folder
from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.keywords import KeywordIndex
from ingest.index.opened import Index
from ingest.inputs import SAMPLE, Input, sample_corpus
from ingest.parse import parse
from ingest.pipeline import ingest
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings
from rag.chain import ALWAYS, Work, answer_steps
from rag.cite import cite_row, cite_span
from rag.schema import Draft, Sentence, Status
from rag.settings import AnswerSettings

SEED, COUNT = 2026, 60
NUMBER = re.compile(r"\d+(?:\.\d+)?")
LIST_MARK = re.compile(r"^[#\s]*[(（]?\d+[)）.、]", re.MULTILINE)
SILENT = AnswerSettings(llm_base_url="", llm_model="")

Steps = list[tuple[str, Work]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One figure of one document, and what stands in its place. `text` is the whole altered file."""

    file: str
    before: str
    after: str
    around: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What of the gate saw a mutation: places of the corpus, questions that were right before."""

    mutation: Mutation
    places: tuple[Altered, ...]
    questions: tuple[str, ...] = ()


def mutations(texts: dict[str, str], count: int, seed: int = SEED) -> list[Mutation]:
    """So many figures of the files (name to text), each with one digit changed."""
    chance = random.Random(seed)
    places = [(name, match) for name, text in sorted(texts.items()) for match in NUMBER.finditer(_unlisted(text))]
    return [_mutated(texts[name], name, match, chance) for name, match in chance.sample(places, count)]


def places_of(mutation: Mutation, parsed: dict[str, ParsedDocument]) -> tuple[Altered, ...]:
    """What the facts of the gate say to a corpus with the mutation. `parsed`: the unaltered documents by file name."""
    changed = parse(Input(source=f"{SAMPLE}{mutation.file}", data=mutation.text.encode()), IngestSettings())
    return tuple(altered(load_facts(shipped_folder()), facts_of((parsed | {mutation.file: changed}).values())))


def questions_of(mutation: Mutation, sources: Path, index: Path, right: Sequence[Case]) -> tuple[str, ...]:
    """Questions that were right and are not over a corpus with the mutation; only the altered document is read anew."""
    file = sources / mutation.file
    unaltered = file.read_text(encoding="utf-8")
    file.write_text(mutation.text, encoding="utf-8")
    try:
        ingest(index, IngestSettings(), sources=[sources])
        with closing(Index(index, IngestSettings())) as opened:
            return tuple(sorted({case.id for case in right} - set(right_ids(opened, right))))
    finally:
        file.write_text(unaltered, encoding="utf-8")


def right_ids(index: Index, cases: Sequence[Case]) -> list[str]:
    asker = Asker(index, answer_steps(index, SILENT))
    return [case.id for case in cases if score(case, asker.ask(case, AS_OF)).right]


def without_words(index: Index) -> Steps:
    """Retrieval by vector alone."""
    index.keywords = _Deaf(index.keywords)
    return answer_steps(index, SILENT)


def without_verify(index: Index) -> Steps:
    return [step for step in answer_steps(index, SILENT) if step[0] != "verify"]


def without_abstention(index: Index) -> Steps:
    """What would be declined is answered with the passage found first."""
    steps = answer_steps(index, SILENT)
    at = [name for name, _ in steps].index("verify")
    settled = next(iter(ALWAYS))  # a name of those steps that see a settled draft
    return [*steps[:at], (settled, _insist), *steps[at:]]


def without_scope(index: Index) -> Steps:
    """All regions answer for each other."""
    everywhere: Work = lambda draft: replace(draft, regions=index.regions)  # noqa: E731  one step among others
    return [(name, everywhere if name == "scope" else work) for name, work in answer_steps(index, SILENT)]


SWITCHES: dict[str, Callable[[Index], Steps]] = {
    "keyword leg": without_words,
    "figure check": without_verify,
    "abstention": without_abstention,
    "region scope": without_scope,
}


def reasons(folder: Path, cases: Sequence[Case], steps: Callable[[Index], Steps], kept: Path) -> list[str]:
    """What the gate says to an answer path over the index in `folder`, held against the baseline in `kept`."""
    with tempfile.TemporaryDirectory(prefix="huimin-switch-") as out, closing(Index(folder, IngestSettings())) as index:
        ask_all(cases, index, Path(out), settings=SILENT, as_of=AS_OF, steps=steps(index))
        whole = len(cases) == len(load_baseline(kept))
        return missed(score_all(Path(out)), load_gate(None), baseline=load_baseline(kept), whole=whole)


class _Deaf(KeywordIndex):
    """Knows how rare words are and finds none."""

    def __init__(self, hearing: KeywordIndex) -> None:
        super().__init__(hearing._index)

    def scores(self, question: str) -> np.ndarray:
        return np.zeros_like(super().scores(question))


def _insist(draft: Draft) -> Draft:
    if draft.status not in (Status.NOT_FOUND, Status.BLANK) or not draft.hits:
        return draft
    hit = draft.hits[0]
    end = min(hit.passage.end, hit.passage.start + LONGEST_QUOTE)
    cited = (
        cite_row(hit.document, hit.section, hit.row, 1)
        if hit.row
        else cite_span(hit.document, hit.section, 1, hit.passage.start, end)
    )
    sentences = (Sentence(text=cited.quote, cites=(1,)),)
    return replace(draft, status=Status.ANSWERED, sentences=sentences, citations=(cited,))


def _unlisted(text: str) -> str:
    """The text with the marks of headings and lists blanked out, every other character in its place."""
    return LIST_MARK.sub(lambda mark: " " * len(mark.group()), text)


def _mutated(text: str, name: str, match: re.Match[str], chance: random.Random) -> Mutation:
    before = match.group()
    at = chance.choice([at for at, character in enumerate(before) if character.isdigit()])
    digits = [digit for digit in "123456789" if digit != before[at]]
    after = before[:at] + chance.choice(digits) + before[at + 1 :]
    return Mutation(
        file=name,
        before=before,
        after=after,
        around=" ".join(text[max(0, match.start() - 12) : match.end() + 8].split()),
        text=text[: match.start()] + after + text[match.end() :],
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Print a line for each mutation that was missed, and the shares."""
    options = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__)
    options.add_argument("--count", type=int, default=COUNT, help="figures to alter (default: %(default)s)")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--all", action="store_true", help="print the mutations that were seen, too")
    chosen = options.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="huimin-mutation-") as folder:
        sources, index = Path(folder) / "corpus", Path(folder) / "index"
        sources.mkdir()
        originals = {item.source.removeprefix(SAMPLE): item for item in sample_corpus()}
        for name, item in originals.items():
            (sources / name).write_bytes(item.data)
        ingest(index, IngestSettings(), sources=[sources])
        unaltered = Path(shutil.copytree(index, Path(folder) / "unaltered"))
        show_mutations(originals, sources, index, chosen)
        for name, steps in SWITCHES.items():
            found = reasons(unaltered, load_cases([]), steps, shipped_folder())
            print(f"without {name}: {'red' if found else 'NOT SEEN'}, {'; '.join(found[:3])}")


def show_mutations(originals: dict[str, Input], sources: Path, index: Path, chosen: argparse.Namespace) -> None:
    """The first part of the report."""
    parsed = {name: parse(item, IngestSettings()) for name, item in originals.items()}
    texts = {name: item.data.decode() for name, item in originals.items()}
    with closing(Index(index, IngestSettings())) as opened:
        known = set(right_ids(opened, load_cases([])))
    right = [case for case in load_cases([]) if case.id in known]
    seen = by_questions = 0
    for mutation in mutations(texts, chosen.count, chosen.seed):
        places = places_of(mutation, parsed)
        title = parsed[mutation.file].document.title
        own = [case for case in right if case.evidence and case.evidence.document == title]
        questions = questions_of(mutation, sources, index, own)
        seen += bool(places or questions)
        by_questions += bool(questions)
        if chosen.all or not places:
            print(f"{mutation.file} {mutation.before} → {mutation.after} in {mutation.around!r}")
            print(f"    {'; '.join(map(str, places)) or 'NOT SEEN'}; questions: {' '.join(questions) or '-'}")
    print(f"{seen} of {chosen.count} altered figures turn the gate red; {by_questions} of them cost a question")


if __name__ == "__main__":
    main()

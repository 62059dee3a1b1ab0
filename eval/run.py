"""A run: every case asked once, everything written to a folder of its own, which can be scored again without asking."""

import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from eval.ask import Asker
from eval.calls import Calls
from eval.calls import count as count_calls
from eval.cases import Case, load_cases
from eval.facts import Facts, facts_of
from eval.jsonl import load, save
from eval.liar import Lie, tell
from eval.naive import Naive
from eval.records import Record
from eval.report import Summary, summarise
from eval.score import Score, score
from ingest.errors import SourceError
from ingest.index.opened import Index
from rag.chain import Work, answer_steps
from rag.schema import NoteKind
from rag.settings import AnswerSettings

# what asking writes, then what scoring writes
CASES, ANSWERS, NAIVE, LIES, FACTS = "cases.jsonl", "answers.jsonl", "naive.jsonl", "lies.jsonl", "facts.jsonl"
MODEL = "model.jsonl"
SETTINGS = "settings.json"
SCORES, SUMMARY = "scores.jsonl", "summary.json"
PACKAGES = ("huimin", "langchain-core", "langchain-chroma", "chromadb", "sentence-transformers", "bm25s", "tiktoken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The cases as a configured endpoint answers them.

    `written`: how many answers are a model's words; `fell_back`: how many would be, had it answered; `calls`: what they
    cost.
    """

    records: dict[str, Record]
    scores: Sequence[Score]
    summary: Summary
    written: int
    fell_back: int
    calls: Calls


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run folder holds. `naive`, `model`: others on the same cases; `facts`: the figures of the index."""

    cases: dict[str, Case]
    records: dict[str, Record]
    scores: Sequence[Score]
    summary: Summary
    naive: Summary
    lies: Sequence[Lie]
    facts: Sequence[Facts]
    model: Written | None
    """None where no endpoint was asked."""


def ask_all(
    cases: Sequence[Case],
    index: Index,
    out: Path,
    *,
    settings: AnswerSettings,
    as_of: date,
    steps: Sequence[tuple[str, Work]] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
    with_model: bool = False,
) -> None:
    """Ask every case and write all that scoring needs to `out`. `steps` stand in for those of the product.

    Answers are read; `with_model`, each case is put to the configured endpoint besides.
    """
    out.mkdir(parents=True, exist_ok=True)
    used = settings if with_model else settings.without_model()
    walked = answer_steps(index, settings.without_model()) if steps is None else steps
    asker, naive = Asker(index, walked), Naive(index)
    writer = Asker(index, answer_steps(index, settings)) if with_model else None
    records, floor, written = [], [], []
    for at, case in enumerate(cases):
        progress(at, len(cases))
        records.append(asker.ask(case, as_of))
        floor.append(naive.ask(case))
        if writer:
            written.append(writer.ask(case, as_of))
    progress(len(cases), len(cases))
    save(out / CASES, cases)
    save(out / ANSWERS, records)
    save(out / NAIVE, floor)
    if writer:
        save(out / MODEL, written)
    save(out / LIES, tell(cases, walked, as_of))
    save(out / FACTS, facts_of(index.store.parsed(key) for key in index.documents))
    _write(out / SETTINGS, _settings(index, used, as_of, len(cases)))


def score_all(out: Path, cases: Sequence[Case] | None = None) -> Run:
    """Score a run folder and write `scores.jsonl` and `summary.json` to it.

    The questions are those that it kept, or `cases` where they were mended since. Raises `SourceError`.
    """
    kept = list(cases) if cases is not None else load_cases([out / CASES])
    records = {record.case: record for record in load(out / ANSWERS, Record)}
    floor = {record.case: record for record in load(out / NAIVE, Record)}
    asked = {case.id: case for case in kept if case.id in records}
    if not asked:
        raise SourceError(str(out), "里面没有这些题的回答")
    scores = [score(case, records[key]) for key, case in asked.items()]
    summary = summarise(scores)
    save(out / SCORES, scores)
    _write(out / SUMMARY, asdict(summary))
    naive = summarise([score(case, floor[key]) for key, case in asked.items() if key in floor])
    return Run(
        cases=asked,
        records=records,
        scores=scores,
        summary=summary,
        naive=naive,
        lies=load(out / LIES, Lie),
        facts=load(out / FACTS, Facts),
        model=_written(load(out / MODEL, Record), asked) if (out / MODEL).is_file() else None,
    )


def _written(records: Sequence[Record], asked: dict[str, Case]) -> Written:
    kept = {record.case: record for record in records if record.case in asked}
    scores = [score(asked[key], record) for key, record in kept.items()]
    answers = [record.answer for record in kept.values()]
    return Written(
        records=kept,
        scores=scores,
        summary=summarise(scores),
        written=sum(answer.by_model for answer in answers),
        fell_back=sum(any(note.kind is NoteKind.FALLBACK for note in answer.notes) for answer in answers),
        calls=count_calls(answers, scores),
    )


def run_folder(base: Path) -> Path:
    """A fresh folder for a run, named by the time."""
    name = datetime.now().strftime("%Y%m%d-%H%M%S")
    names = (name if at == 0 else f"{name}-{at}" for at in count())
    return next(base / one for one in names if not (base / one).exists())


def _settings(index: Index, settings: AnswerSettings, as_of: date, cases: int) -> dict[str, Any]:
    manifest = index.manifest
    return {
        "as_of": as_of.isoformat(),
        "cases": cases,
        "index": index.name,
        "knowledge": manifest["knowledge"],
        "documents": manifest["documents"],
        "embedding": manifest["embedding"],
        "passage_tokens": manifest["passage_tokens"],
        "answer": settings.model_dump(mode="json", exclude={"llm_api_key"}),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

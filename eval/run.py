"""A run: every case asked once, everything written to a folder of its own."""

import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.report import Summary, summarise
from eval.score import Score, score
from rag.schema import Question, Turn
from rag.service import Service


def run(
    cases: Sequence[Case], service: Service, out: Path, as_of: date, progress: Callable[[int, int], None]
) -> tuple[list[Score], Summary]:
    """Ask, score and write `settings.json`, `answers.jsonl`, `scores.jsonl`, `summary.json` to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    scores = []
    with (out / "answers.jsonl").open("w", encoding="utf-8") as file:
        for at, case in enumerate(cases):
            progress(at, len(cases))
            history = tuple(Turn(role=message.role, content=message.content) for message in case.history)
            asked = Question(text=case.question, region=case.region, history=history, as_of=as_of)
            answer = service.ask(asked)
            file.write(json.dumps(answer.as_json() | {"case": case.id}, ensure_ascii=False) + "\n")
            scores.append(score(case, answer))
    progress(len(cases), len(cases))
    summary = summarise(scores)
    with (out / "scores.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in scores)
    _write(out / "summary.json", asdict(summary))
    _write(out / "settings.json", _settings(service, as_of, len(cases)))
    return scores, summary


def run_folder(base: Path) -> Path:
    """A fresh folder for a run, named by the time."""
    name = datetime.now().strftime("%Y%m%d-%H%M%S")
    names = (name if at == 0 else f"{name}-{at}" for at in count())
    return next(base / one for one in names if not (base / one).exists())


def _settings(service: Service, as_of: date, cases: int) -> dict[str, Any]:
    names = ("huimin", "langchain-core", "langchain-chroma", "chromadb", "sentence-transformers", "bm25s", "tiktoken")
    manifest = service.index.manifest
    return {
        "as_of": as_of.isoformat(),
        "cases": cases,
        "index": service.index.name,
        "documents": manifest["documents"],
        "embedding": manifest["embedding"],
        "passage_tokens": manifest["passage_tokens"],
        "python": platform.python_version(),
        "versions": {name: version(name) for name in names},
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

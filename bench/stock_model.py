"""The stock LangChain recipe with the configured endpoint, on the same questions and with the same scores as ours.

python -m bench.stock_model --index DIR [SET.jsonl ...]              scores on question sets (default: shipped ones)
python -m bench.stock_model --index DIR --batch IN.jsonl --out OUT    answers as `huimin ask --batch` writes them

Splitter, store and the four nearest chunks (`--chunks` for more) are those of `stock.py`, over the documents of the
index; the prompt is the usual one of tutorials in Chinese. It knows no region, no status and no check: an answer that
says so is a decline.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from langchain_core.vectorstores import VectorStore

from bench import AS_OF
from bench.stock import TOP, stock_retrieve, stock_store
from eval.cases import Case, load_cases
from eval.records import Record
from eval.report import lines, speed, summarise
from eval.score import score
from ingest.answer_spans import LONGEST_QUOTE
from ingest.errors import ModelError, UsageError
from ingest.index.opened import Index
from ingest.schema import Document
from ingest.settings import load_settings as ingest_settings
from rag.cite import cite_span
from rag.generation.client import Allowance, ChatModel, Model
from rag.generation.prompts import Prompt
from rag.schema import Answer, Citation, Status
from rag.settings import load_settings as answer_settings
from ui.cli import read_batch

PROMPT = (
    "请根据以下检索到的内容回答问题。如果内容里没有答案，就说不知道。回答尽量简洁，最多三句话。"
    "\n\n问题：{question}\n\n内容：\n{context}\n\n回答："
)
DECLINES = re.compile(
    "^.{0,40}(?:不知道|没有(?:提到|提及|找到|写明|说明|给出|相关)|未(?:提及|提到|找到|写明|说明)|无法(?:回答|确定|得知))"
)


class Recipe:
    """Chunks, the nearest, one prompt, one call."""

    def __init__(self, index: Index, model: Model, *, deadline_s: float, tokens: int, chunks: int = TOP) -> None:
        self._documents = tuple(index.documents.values())
        self._store: VectorStore = stock_store([one.text for one in self._documents], index.embedder)
        self._model, self._deadline_s, self._tokens, self._chunks = model, deadline_s, tokens, chunks

    def ask(self, key: str, question: str, said: Sequence[str] = ()) -> Answer:
        """`said`: what the user asked before, which the recipe puts before the question."""
        started = time.perf_counter()
        asked = "\n".join((*said, question))
        chunks = stock_retrieve(self._store, asked, self._chunks)
        user = PROMPT.format(question=asked, context="\n\n".join(chunks))
        allowance = Allowance(deadline=time.monotonic() + self._deadline_s, tokens=self._tokens)
        try:
            text = "".join(self._model.stream(Prompt("stock", "", "你是问答助手。", (user,)), allowance)).strip()
        except ModelError as error:
            text = f"不知道（{error}）"
        declined = not text or DECLINES.search(text) is not None
        return Answer(
            id=key,
            question=question,
            status=Status.NOT_FOUND if declined else Status.ANSWERED,
            abstained=declined,
            answer=text,
            citations=() if declined else tuple(self._cited(chunks)),
            figures=(),
            notes=(),
            mode=f"write:{self._model.name}",
            steps=(),
            latency_ms=round((time.perf_counter() - started) * 1000, 2),
        )

    def _cited(self, chunks: Sequence[str]) -> Iterator[Citation]:
        for n, chunk in enumerate(chunks, start=1):
            found: Document | None = next((one for one in self._documents if chunk in one.text), None)
            if found:
                at = found.text.find(chunk)
                yield cite_span(found, (), n, at, at + min(len(chunk), LONGEST_QUOTE))


def scored(recipe: Recipe, cases: Sequence[Case]) -> None:
    """Ask, score and print as `huimin eval run` does."""
    records = []
    for case in cases:
        said = [message.content for message in case.history if message.role == "user"]
        asked = f"{case.region or ''}{case.question}"
        records.append(Record(case=case.id, answer=recipe.ask(case.id, asked, said)))
    summary = summarise([score(case, record) for case, record in zip(cases, records, strict=True)])
    print("\n".join(lines(summary)))
    print(speed(summary))


def batch(recipe: Recipe, questions: Path, out: Path) -> None:
    """Answers in the JSON contract, one a line."""
    with out.open("w", encoding="utf-8") as file:
        for key, question in read_batch(questions, AS_OF):
            said = [turn.content for turn in question.history if turn.role == "user"]
            answer = recipe.ask(key, f"{question.region or ''}{question.text}", said)
            file.write(json.dumps(answer.as_json() | {"id": key}, ensure_ascii=False) + "\n")


def main(words: Sequence[str] | None = None, model: Model | None = None) -> None:
    """`model` stands for the configured endpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--batch", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--chunks", type=int, default=TOP)
    told = parser.parse_args(words)
    settings = answer_settings()
    if not (settings.has_model or model):
        raise UsageError("没有设置大模型：先设 HUIMIN_LLM_BASE_URL 和 HUIMIN_LLM_MODEL(见 docs/models.md)")
    with closing(Index(told.index, ingest_settings())) as index:
        recipe = Recipe(
            index,
            model or ChatModel(settings),
            deadline_s=settings.llm_deadline_s,
            tokens=settings.llm_question_tokens,
            chunks=told.chunks,
        )
        if told.batch and told.out:
            batch(recipe, told.batch, told.out)
        else:
            scored(recipe, load_cases(told.sets))


if __name__ == "__main__":
    main()

"""`huimin ask --dump-prompt` and `--replay`: what a model would be sent, and what becomes of words written for it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typer

from ingest.errors import SourceError
from ingest.settings import load_settings as ingest_settings
from rag.generation.client import Model
from rag.generation.replay import Recorder, Replay, Said
from rag.schema import Answer, Question
from rag.service import Service
from rag.settings import load_settings as answer_settings

NO_PROMPT = "这个问题由程序直接回答，不会发给大模型。"


def dump_prompts(index: Path, questions: list[tuple[str, Question]]) -> None:
    """The prompt of each question as JSON lines: id, question, version, system, user; null where code decides."""
    recorder = Recorder()
    service = _service(index, recorder)
    for key, question in questions:
        recorder.prompts.clear()
        service.ask(question)
        prompt = next((one for one in recorder.prompts if one.name == "answer"), None)
        told = {"version": prompt.version, "system": prompt.system, "user": prompt.user} if prompt else None
        typer.echo(json.dumps({"id": key, "question": question.text, "prompt": told}, ensure_ascii=False))


def show_prompt(index: Path, question: Question) -> None:
    """The prompt of one question, to read."""
    recorder = Recorder()
    _service(index, recorder).ask(question)
    prompt = next((one for one in recorder.prompts if one.name == "answer"), None)
    typer.echo(f"{prompt.system}\n---\n{prompt.user}" if prompt else NO_PROMPT)


def replay(index: Path, file: Path, day: date) -> bool:
    """Put the answers of a file through the gate; whether all that were asked for came through as they are."""
    model = Replay()
    service = _service(index, model)
    asked = untouched = 0
    for said in read_replay(file):
        model.says = said.says
        answer = service.ask(Question(text=said.question, region=said.region, as_of=said.as_of or day))
        if not model.asked:
            typer.echo(f"- {said.question}: {NO_PROMPT}")
            continue
        asked += 1
        if as_said(answer, said):
            untouched += 1
        else:
            detail = next(step.detail for step in answer.steps if step.name == "generate")
            typer.echo(f"✗ {said.question}\n    {answer.answer}\n    " + detail.replace("\n", "\n    "))
    typer.echo(f"{asked} 个回答中 {untouched} 个原样通过")
    return untouched == asked


def as_said(answer: Answer, said: Said) -> bool:
    """Whether an answer holds all sentences of a model, in their order and nothing left out."""
    at = 0
    for words in said.texts:
        at = answer.answer.find(words.rstrip("。"), at)
        if at < 0:
            return False
    return answer.mode.startswith("write:")


def read_replay(file: Path) -> Iterator[Said]:
    """Lines {question, region?, as_of?, says: [{text, sources, sum?}]}; a line with a `note` alone is skipped."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(file), f"打不开({error})") from error
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line or '{"note": ""}')
            if "note" not in found:
                yield Said.from_json(found)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(str(file), f"第 {number} 行不是 {{question, says}} 格式({error!r})") from error


def _service(index: Path, model: Model) -> Service:
    return Service(index, ingest_settings(), answer_settings(), model=model)

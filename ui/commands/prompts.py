"""`huimin ask --dump-prompt`: what a model would be sent."""

import json
from pathlib import Path

import typer

from ingest.settings import load_settings as ingest_settings
from rag.generation.recorder import Recorder
from rag.schema import Question
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


def _service(index: Path, recorder: Recorder) -> Service:
    return Service(index, ingest_settings(), answer_settings(), model=recorder)

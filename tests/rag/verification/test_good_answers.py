"""Answers as a good model would write them come through the gate as they are (`good_answers.jsonl` says who wrote them)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.settings import IngestSettings
from rag.generation.replay import Replay, Said, numbered
from rag.schema import Answer, NoteKind, Question
from rag.service import Service
from rag.settings import AnswerSettings
from ui.commands.replay import as_said, read_replay

FILE = Path(__file__).parent / "good_answers.jsonl"
UNTOUCHED = 0.98  # share of the answers whose sources were offered
ASKED = 90  # answers at least that code leaves to the model


@pytest.fixture(scope="module")
def answers(sample_index: Path, settings: IngestSettings) -> Iterator[list[tuple[Said, Answer, Replay]]]:
    found = []
    model = Replay()
    service = Service(sample_index, settings, AnswerSettings(llm_base_url="", llm_model=""), model=model)
    for said in read_replay(FILE):
        model.says = said.says
        question = Question(text=said.question, region=said.region, as_of=said.as_of or date.today())
        answer = service.ask(question)
        lines = numbered(said.says, model.asked.user) if model.asked else []
        if lines and all(0 not in line.get("sources", ()) for line in lines):
            found.append((said, answer, model))
    yield found
    service.close()


def contradicted(answer: Answer) -> bool:
    return any(note.kind is NoteKind.CONFLICT for note in answer.notes)


def test_good_answers_come_through_as_they_are(answers: list[tuple[Said, Answer, Replay]]) -> None:
    whole = [(said, answer) for said, answer, _ in answers if not contradicted(answer)]  # else the other value is added
    touched = [(said.question, answer.answer) for said, answer in whole if not as_said(answer, said)]
    assert len(answers) >= ASKED
    assert len(touched) <= (1 - UNTOUCHED) * len(answers), touched

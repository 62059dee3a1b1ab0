"""A language model marks what a letter asks. Code holds each mark against the letter: only its own words are taken."""

import logging
import re
import time
from collections.abc import Iterator
from functools import cached_property

from ingest.errors import ModelError
from ingest.identity.lexicon import mentions
from ingest.text.fold import fold, fold_same_length
from rag.generation.client import Allowance, ChatModel, Model
from rag.generation.json_stream import End, Line, lines
from rag.generation.prompts import fenced, fill
from rag.letter.matters import LEAD, Matter
from rag.letter.sentences import is_complaint, is_of, sentences
from rag.settings import AnswerSettings

log = logging.getLogger("huimin")

DEADLINE_S = 30.0  # whoever registers a letter waits for it
SHORTEST = 4  # characters of a mark: less asks nothing
MOST = 60  # marks of a letter
BLANK = re.compile(r"\s+")


class Marker:
    """Where a model is configured or given."""

    def __init__(self, settings: AnswerSettings, model: Model | None = None) -> None:
        self._settings, self._given = settings, model

    @cached_property
    def _model(self) -> Model:
        return self._given or ChatModel(self._settings)

    @property
    def name(self) -> str:
        """The model's; empty where there is none."""
        return self._given.name if self._given else self._settings.llm_model if self._settings.has_model else ""

    def __call__(self, letter: str) -> tuple[Matter, ...] | None:
        """The matters in the letter's order, none where the model finds none. None where there is no model, it does not
        answer, or nothing that it marked stands in the letter: then the rules of `matters.py` know better."""
        if not self.name:
            return None
        allowance = Allowance(deadline=time.monotonic() + DEADLINE_S, tokens=self._settings.llm_question_tokens)
        try:
            said = list(lines(self._model.stream(fill("matters", letter=fenced(letter)), allowance)))
        except ModelError as error:
            log.warning("the matters of a letter are read by rule: %s", error)
            return None
        marks = [line.text for line in said if isinstance(line, Line)][:MOST]
        found = tuple(_matters(letter, marks))
        is_whole = any(isinstance(line, End) for line in said)
        return found if is_whole and (found or not marks) else None


def _matters(letter: str, marks: list[str]) -> Iterator[Matter]:
    """A matter of each mark that stands in the letter and is no order to whoever reads it; of two that overlap one."""
    before = 0
    for start, end in sorted({span for mark in marks if (span := _span(letter, mark))}):
        text = letter[start:end].strip()
        if start < before or is_of("orders", text):
            continue
        yield Matter(text=text, lead="" if mentions(fold(text)) else _lead(letter[before:start]))
        before = end


def _span(letter: str, mark: str) -> tuple[int, int] | None:
    """Where the letter says the words of a mark, whatever blanks and widths of signs lie between."""
    words = BLANK.sub("", fold_same_length(mark))
    places = [at for at, character in enumerate(letter) if not character.isspace()]
    at = BLANK.sub("", fold_same_length(letter)).find(words) if len(words) >= SHORTEST else -1
    return (places[at], places[at + len(words) - 1] + 1) if at >= 0 else None


def _lead(told: str) -> str:
    """The last of what is told before a mark, without courtesy and anger."""
    kept = (one for one in sentences(told) if not is_of("courtesy", one) and not is_complaint(one))
    return "".join(kept)[-LEAD:]

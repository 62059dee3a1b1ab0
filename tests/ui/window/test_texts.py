"""Both languages say everything, and fill the same names."""

import re

import pytest

from ingest.identity.lexicon import indicators, services
from ingest.schema import TextKind
from rag.schema import NoteKind, Status
from ui.feedback import Reason
from ui.window.texts import LANGUAGES, Words, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_status_note_and_kind_of_text_is_said(language) -> None:
    said = words(language)
    assert all(value for value in said.model_dump().values())
    assert (set(said.statuses), set(said.notes), set(said.text_kinds)) == (set(Status), set(NoteKind), set(TextKind))


@pytest.mark.parametrize("name", [name for name, field in Words.model_fields.items() if field.annotation is str])
def test_both_languages_fill_the_same_names(name: str) -> None:
    filled = [sorted(re.findall(r"{(\w+)}", getattr(words(language), name))) for language in LANGUAGES]
    assert filled[0] == filled[1]


def test_every_reason_of_feedback_has_its_words() -> None:
    assert all(getattr(words(language), reason) for language in LANGUAGES for reason in Reason)


def test_life_events_are_those_of_the_lexicon() -> None:
    known = {event for service in services().values() for event in service.events}
    known |= {event for indicator in indicators().values() for event in indicator.events}
    assert set(words("zh").events) <= known
    assert list(words("en").events) == list(words("zh").events)

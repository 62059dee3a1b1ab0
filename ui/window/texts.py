"""The words of the residents' window in the languages it speaks, read from `data/words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from ingest.schema import TextKind
from rag import replies
from rag.schema import NoteKind, Status
from ui.labels import CELLS, NOTES, PAGE, SHEET, STATUSES, TEXT_KINDS

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# words that are not the window's own
LABELS: dict[Language, dict[str, Any]] = {
    "zh": {
        "text_kinds": TEXT_KINDS,
        "statuses": STATUSES,
        "notes": NOTES,
        "page": PAGE,
        "sheet": SHEET,
        "cells": CELLS,
    },
    "en": {"statuses": {status: said.english for status, said in replies.STATUSES.items()}},
}


class Words(BaseModel):
    """One language. `events` are the life events in their order, by the lexicon's name; `seals` their one character."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: str
    title: str
    tagline: str
    other_language: str
    skip: str
    tools: str
    large: str
    dark: str
    whole: str
    again: str
    greeting: str
    can: str
    cannot: str
    plans: str
    no_region: str
    period: str
    no_period: str
    expired: str
    all_regions: str
    region: str
    examples: str
    examples_of: str
    no_examples: str
    question: str
    placeholder: str
    send: str
    footnote: str
    kept: str
    asked: str
    answered: str
    searching: str
    understanding: str
    checking: str
    waiting: str
    full: str
    masked: str
    who: str
    clarify: str
    choose_region: str
    follow: str
    by_model: str
    sources: str
    cite: str
    full_text: str
    new_window: str
    turn_to: str
    call: str
    speak: str
    stop: str
    copy_: str
    copied: str
    print: str
    helpful: str
    unhelpful: str
    rate: str
    why: str
    off_topic: str
    wrong_figure: str
    unclear: str
    other: str
    more: str
    submit: str
    thanks: str
    failed: str
    queued: str
    unsent: str
    offline: str
    retry: str
    outline: str
    page: str
    sheet: str
    cells: str
    cited_here: str
    to_cited: str
    issuer: str
    number: str
    index_number: str
    date: str
    source: str
    not_here: str
    events: dict[str, str]
    seals: dict[str, str]
    text_kinds: dict[TextKind, str]
    statuses: dict[Status, str]
    notes: dict[NoteKind, str]


@cache
def words(language: Language) -> Words:
    """What the window says in a language."""
    text = (files("ui.window") / "data" / "words.toml").read_text(encoding="utf-8")
    said: dict[str, Any] = tomllib.loads(text)[language]
    return Words.model_validate(LABELS[language] | said)

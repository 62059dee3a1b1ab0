"""The words of the residents' window in the languages it speaks, read from `data/words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from ingest.schema import TextKind
from rag import replies
from rag.replies import OUR_NAME
from rag.schema import NoteKind, Status
from ui.labels import CELLS, NOTES, PAGE, SHEET, STATUSES, TEXT_KINDS, TOO_MANY
from ui.site import OURS, Site

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
        "empty": replies.EMPTY_QUESTION,
        "too_long": replies.LONG_QUESTION,
        "too_many": TOO_MANY,
    },
    "en": {"statuses": {status: said.english for status, said in replies.STATUSES.items()}},
}


class Words(BaseModel):
    """One language, on a site. `events` are the life events in their order, by the lexicon's name; `seals` their one
    character."""

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
    find_region: str
    no_such_region: str
    examples: str
    examples_of: str
    question: str
    placeholder: str
    send: str
    footnote: str
    footnote_more: str
    kept: str
    asked: str
    answered: str
    searching: str
    understanding: str
    checking: str
    waiting: str
    full: str
    empty: str
    too_long: str
    too_many: str
    masked: str
    who: str
    also: str
    rests_on: str
    more_sources: str
    clarify: str
    choose_region: str
    without_region: str
    follow: str
    try_these: str
    follows: str
    alone: str
    by_model: str
    sources: str
    near: str
    cite: str
    full_text: str
    new_window: str
    turn_to: str
    call: str
    bring: str
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
    back: str
    find: str
    find_next: str
    find_before: str
    find_none: str
    find_place: str
    table: str
    opening: str
    no_script: str
    listen: str
    listening: str
    heard: str
    not_heard: str
    no_microphone: str
    voice_privacy: str
    no_voice: str
    near_said: str
    older: str
    started_over: str
    undo: str
    restored: str
    cancel: str
    pick_reason: str
    issuer: str
    number: str
    index_number: str
    date: str
    not_here: str
    events: dict[str, str]
    seals: dict[str, str]
    text_kinds: dict[TextKind, str]
    statuses: dict[Status, str]
    notes: dict[NoteKind, str]
    site: Site = OURS


@cache
def words(language: Language) -> Words:
    """What the window says in a language."""
    text = (files("ui.window") / "data" / "words.toml").read_text(encoding="utf-8")
    said: dict[str, Any] = tomllib.loads(text)[language]
    return Words.model_validate(LABELS[language] | said)


def words_on(site: Site, language: Language) -> Words:
    """The same, with what an operator makes its own."""
    said = words(language)
    named = {"title": site.name} if site.name != OUR_NAME else {}
    return said.model_copy(update={"site": site, **named})

"""The lexicon: what services and indicators are called, officially and by residents. Read from `corpus/lexicon`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import UsageError

PARTLY = 0.6  # of a row's name that an official name must make up, where they are not equal
DECORATION = re.compile(r"[\s“”\"'‘’《》()（）、,，.。·\-—]")


class Service(BaseModel):
    """An entry of services.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    others: tuple[str, ...]
    everyday: tuple[str, ...]
    serves: tuple[str, ...]
    events: tuple[str, ...]
    broader: str


class Indicator(BaseModel):
    """An entry of indicators.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    others: tuple[str, ...]
    everyday: tuple[str, ...]
    base: str
    unit: str
    scope: str
    events: tuple[str, ...]
    differs_from: tuple[str, ...]


class Word(BaseModel):
    """An entry of words.toml: residents' words for what plans call by other words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    everyday: tuple[str, ...]
    plan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name a concept; `kind` says whether they are official or a resident's."""

    words: str
    start: int
    end: int
    concept: str
    kind: Literal["official", "everyday"]


@cache
def services() -> dict[str, Service]:
    return {entry.id: entry for entry in (Service.model_validate(one) for one in _load("services.toml", "service"))}


@cache
def indicators() -> dict[str, Indicator]:
    found = (Indicator.model_validate(one) for one in _load("indicators.toml", "indicator"))
    return {entry.id: entry for entry in found}


def reworded(text: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """(start, everyday words, the words that plans use for them) in a folded text; of overlapping words the longest."""
    return [(match.start(), match.group(), _everyday()[match.group()]) for match in _everyday_pattern().finditer(text)]


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    found = (Word.model_validate(one) for one in _load("words.toml", "word"))
    return {_folded(word): tuple(map(_folded, entry.plan)) for entry in found for word in entry.everyday}


@cache
def _everyday_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_everyday(), key=len, reverse=True)))


def official_names(concept: str) -> tuple[str, ...]:
    """What plans call a concept, the usual name first."""
    entry = services().get(concept) or indicators()[concept]
    return (entry.name, *entry.others)


@lru_cache(maxsize=10_000)
def concept_of(name: str) -> str | None:
    """The concept that a row's name means: an official name, or one that makes up most of it."""
    plain = DECORATION.sub("", unicodedata.normalize("NFKC", name))
    exact = _official().get(plain) or _words().get(plain.lower(), ("", ""))[0]
    if exact:
        return exact
    for size in range(min(len(plain), _longest_official()), 0, -1):
        if size < PARTLY * len(plain):
            return None
        inside = {plain[at : at + size] for at in range(len(plain) - size + 1)} & _official().keys()
        if inside:
            return _official()[min(inside, key=list(_official()).index)]
    return None


def mentions(text: str) -> tuple[Mention, ...]:
    """Concepts that a folded text names, longest words first come, no overlaps, in the text's order.

    A 的 inside a name is no part of it: 新增劳动力的平均受教育年限.
    """
    kept = [at for at, character in enumerate(text) if character != "的"]
    found = _named("".join(text[at] for at in kept))
    spans = ((words, kept[start], kept[start + len(words) - 1] + 1) for start, words in found)
    return tuple(Mention(text[start:end], start, end, *_words()[words]) for words, start, end in spans)


def _load(file: str, kind: str) -> list[dict[str, object]]:
    try:
        text = (files("corpus") / "lexicon" / file).read_text(encoding="utf-8")
        loaded: list[dict[str, object]] = tomllib.loads(text)[kind]
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise UsageError(f"词库 {file!r} 读不了：{error}") from error
    return loaded


def _entries() -> tuple[Service | Indicator, ...]:
    """All entries, indicators last: of a service and an indicator that share a word, the indicator is meant."""
    return (*services().values(), *indicators().values())


@cache
def _official() -> dict[str, str]:
    """Plain official name to concept."""
    return {
        DECORATION.sub("", unicodedata.normalize("NFKC", name)): entry.id
        for entry in _entries()
        for name in (entry.name, *entry.others)
    }


@cache
def _words() -> dict[str, tuple[str, Literal["official", "everyday"]]]:
    words: dict[str, tuple[str, Literal["official", "everyday"]]] = {}
    for entry in _entries():
        words |= {_key(word): (entry.id, "everyday") for word in entry.everyday}
    for entry in _entries():
        words |= {_key(name): (entry.id, "official") for name in (entry.name, *entry.others)}
    return words


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()


def _key(word: str) -> str:
    return _folded(word).replace("的", "")


def _named(plain: str) -> Iterator[tuple[int, str]]:
    """Words of the lexicon in a text without 的, the longest where several begin; each behind the last."""
    reached = 0
    for match in _beginnings().finditer(plain):
        at = match.start()
        if at < reached:
            continue
        for size in _sizes()[plain[at]]:
            if (words := plain[at : at + size]) in _words():
                reached = at + size
                yield at, words
                break


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How long words with a first character are, the longest first."""
    sizes: dict[str, set[int]] = {}
    for word in _words():
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_sizes()))}]")


@cache
def _longest_official() -> int:
    return max(map(len, _official()))

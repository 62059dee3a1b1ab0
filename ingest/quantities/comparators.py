"""The words that bound a figure (不低于, 以上, 约): one table of them, and patterns by who reads them."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Comparator(StrEnum):
    """How a figure is bounded, by its sign."""

    EXACT = ""
    AT_LEAST = "≥"
    ABOVE = ">"
    AT_MOST = "≤"
    BELOW = "<"
    ABOUT = "≈"


Reader = Literal["facts", "checks", "shown", "people", "subject", "cell"]
Place = Literal["before", "after"]


class Word(BaseModel):
    """A line of `data/comparators.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    word: str
    sign: Comparator
    place: Place
    read_by: tuple[Reader, ...]
    not_after: str = ""

    @property
    def pattern(self) -> str:
        guard = f"(?<![{self.not_after}])" if self.not_after else ""
        return guard + re.escape(self.word)


@cache
def words() -> tuple[Word, ...]:
    """The whole table."""
    text = (files("ingest.quantities") / "data" / "comparators.toml").read_text(encoding="utf-8")
    return tuple(map(Word.model_validate, tomllib.loads(text)["words"]))


def any_word(reader: Reader, place: Place, *signs: Comparator) -> str:
    """A pattern of every word that a reader knows in a place, of the given signs where some are given.

    Raises `ValueError` where it knows none: an empty pattern would match anywhere.
    """
    known = [
        one.pattern
        for one in words()
        if reader in one.read_by and one.place == place and (not signs or one.sign in signs)
    ]
    if not known:
        raise ValueError(f"no word stands {place} a figure for {reader!r}")
    return f"(?:{'|'.join(known)})"

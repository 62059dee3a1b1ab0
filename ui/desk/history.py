"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ui.desk.values import Event

# a figure with its unit, a Latin word, one Han character, or whatever else stands there
WORD = re.compile(r"\[\d+\]|\d+(?:[.,]\d+)*[%‰％]?|[A-Za-z]+|\s+|.", re.DOTALL)
LONGEST = 6_000  # words of a side that are compared one by one; of more, lines
Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, and whether both have it, only the earlier, or only the later."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An event with what it changed in the reply; no pieces where it changed nothing."""

    event: Event
    pieces: tuple[Piece, ...]


def with_changes(events: Sequence[Event]) -> tuple[Past, ...]:
    """Each event with what it changed, the latest first."""
    found, text = list[Past](), ""
    for event in events:
        pieces = compared(text, event.text) if event.text is not None else ()
        text = event.text if event.text is not None else text
        found.append(Past(event=event, pieces=pieces))
    return tuple(reversed(found))


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in their order: read without the gone ones they are the later, without the new ones
    the earlier."""
    return tuple(_merged(_pieces(before, after)))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _words(before, after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(kind="same", text="".join(old[a:b]))
            continue
        if a < b:
            yield Piece(kind="gone", text="".join(old[a:b]))
        if c < d:
            yield Piece(kind="new", text="".join(new[c:d]))


def _words(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    return before.splitlines(keepends=True), after.splitlines(keepends=True)


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.kind == piece.kind:
            held = Piece(kind=held.kind, text=held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held

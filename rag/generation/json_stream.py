"""What a model says, as values: one JSON object a sentence, read off the stream as soon as each is whole.

Fences, lists, an object around all, text between and a broken end do no harm: whole objects count, nothing else.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

DECODER = json.JSONDecoder(strict=False)  # models break lines inside of strings


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence as the model put it, the numbers of its sources, and the sum where it computed."""

    text: str
    sources: tuple[int, ...] = ()
    sum: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Whether everything that was asked is answered; `missing` are the question's words for what is not."""

    complete: bool
    missing: tuple[str, ...] = ()


def lines(pieces: Iterable[str]) -> Iterator[Line | End]:
    """Sentences and the end mark in their order."""
    for found in objects(pieces):
        if text := _text(found.get("text")):
            yield Line(text=text, sources=_numbers(found.get("sources")), sum=_text(found.get("sum")))
        if isinstance(found.get("complete"), bool):
            missing = found.get("missing")
            words = (missing,) if isinstance(missing, str) else missing if isinstance(missing, list) else ()
            yield End(complete=found["complete"], missing=tuple(filter(None, map(_text, words))))


def objects(pieces: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every JSON object as it closes, inner ones before those around them.

    A brace in a string opens or closes nothing whole, so every pair of braces is tried, the innermost first.
    """
    text = ""
    opened: list[int] = []
    for piece in pieces:
        reached, text = len(text), text + piece
        for at in range(reached, len(text)):
            if text[at] == "{":
                opened.append(at)
            elif text[at] == "}":
                for place in reversed(range(len(opened))):
                    found = _whole(text, opened[place], at + 1)
                    if found is not None:
                        del opened[place:]
                        yield found
                        break


def _whole(text: str, start: int, end: int) -> dict[str, Any] | None:
    """The object that a stretch of a text is; None where it is none."""
    try:
        found, reached = DECODER.raw_decode(text, start)
    except ValueError:
        return None
    return found if reached == end else None


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _numbers(value: Any) -> tuple[int, ...]:
    """Numbers of sources, written as 1, "1" or "[1]"."""
    listed = value if isinstance(value, list) else [value]
    plain = [str(one).strip("[] ") for one in listed if isinstance(one, int | str) and not isinstance(one, bool)]
    return tuple(dict.fromkeys(int(one) for one in plain if one.isdecimal()))

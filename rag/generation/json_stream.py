"""What a model says, as values: one JSON object a sentence, read off the stream as soon as each is whole.

Fences, lists, an object around all, text between and a broken end do no harm: whole objects count, nothing else. What
is deeper or longer than any sentence of ours is passed over, so that reading takes no longer than the reply.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

DECODER = json.JSONDecoder(strict=False)  # models break lines inside of strings
MOST_CHARACTERS = 20_000  # of one reply; what comes after them is not read
LONGEST_OBJECT = 4_000  # characters: a sentence with its sources
DEEPEST = 8  # braces that are open at once; ours have one or two
LONGEST_TEXT = 600  # characters of one sentence; a longer one is none
THOUGHT = ("<think>", "</think>")
LONGEST_NUMBER = 4  # digits of a source's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence as the model put it, the numbers of its sources, and the sum where it computed."""

    text: str
    sources: tuple[int, ...] = ()
    sum: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Whether everything that was asked is answered; `missing` are the question's words for what is not, `search` other
    words to look for it with."""

    complete: bool
    missing: tuple[str, ...] = ()
    search: tuple[str, ...] = ()


def lines(pieces: Iterable[str]) -> Iterator[Line | End]:
    """Sentences and the end mark in their order; what a model thinks aloud before it answers is none."""
    for found in objects(_aloud(pieces)):
        if text := _text(found.get("text")):
            yield Line(text=text, sources=_numbers(found.get("sources")), sum=_text(found.get("sum")))
        if isinstance(found.get("complete"), bool):
            missing, search = _texts(found.get("missing")), _texts(found.get("search"))
            yield End(complete=found["complete"], missing=missing, search=search)


def _aloud(pieces: Iterable[str]) -> Iterator[str]:
    """What stands outside of <think>…</think>, wherever the pieces are cut."""
    held, thinking = "", False
    for piece in pieces:
        held += piece
        while True:
            mark = THOUGHT[thinking]
            at = held.find(mark)
            if at < 0:
                break
            if not thinking:
                yield held[:at]
            held, thinking = held[at + len(mark) :], not thinking
        kept = next((size for size in range(len(mark) - 1, 0, -1) if held.endswith(mark[:size])), 0)
        if not thinking and held[: len(held) - kept]:
            yield held[: len(held) - kept]
        held = held[len(held) - kept :]
    if held and not thinking:
        yield held


def objects(pieces: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every JSON object as it closes, inner ones before those around them.

    A brace in a string opens or closes nothing whole, so every pair of braces is tried, the innermost first.
    """
    text = ""
    opened: list[int] = []
    for piece in pieces:
        reached, text = len(text), (text + piece)[:MOST_CHARACTERS]
        for at in range(reached, len(text)):
            if text[at] == "{":
                opened = [place for place in opened[1 - DEEPEST :] if at - place < LONGEST_OBJECT] + [at]
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
    except (ValueError, RecursionError):
        return None
    return found if reached == end else None


def _text(value: Any) -> str:
    """A text on one line, without halves of surrogate pairs; empty for what is none or too long."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return ""
    return " ".join(value.encode(errors="ignore").decode().split())


def _texts(value: Any) -> tuple[str, ...]:
    """The texts of a list, or one alone."""
    listed = value if isinstance(value, list) else [value]
    return tuple(filter(None, map(_text, listed)))


def _numbers(value: Any) -> tuple[int, ...]:
    """Numbers of sources, written as 1, "1" or "[1]"."""
    listed = value if isinstance(value, list) else [value]
    plain = [_plain(one).strip("[] ") for one in listed]
    return tuple(dict.fromkeys(int(one) for one in plain if one.isdecimal() and len(one) <= LONGEST_NUMBER))


def _plain(value: Any) -> str:
    """A number or text as written. A number of thousands of digits, which Python does not write, is no source's."""
    if isinstance(value, str):
        return value
    is_small = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**LONGEST_NUMBER
    return str(value) if is_small else ""

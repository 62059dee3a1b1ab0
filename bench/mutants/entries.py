"""Mutants of TOML data files: without one entry, or with one alternative of a pattern or one number written otherwise.

An entry is an item of a list, a table of an array of tables, or a key of a table. Fields of records (tables in a list)
stay: a record without one is no other knowledge but a broken file.
"""

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import takewhile, zip_longest
from typing import Any

import tomlkit
from tomlkit.items import AoT, Float, Integer, String

from bench.mutants.mutant import Edit, Kind
from bench.mutants.patterns import alternatives

Path = tuple[str | int, ...]


def edits(text: str) -> Iterator[Edit]:
    """Every mutation of a data file; each leaves valid TOML that says something else."""
    whole = tomllib.loads(text)
    for place, (path, kind, operator, change) in enumerate(_changes(tomlkit.parse(text), ())):
        document: Any = tomlkit.parse(text)
        holder = document
        for step in path[:-1]:
            holder = holder[step]
        change(holder, path[-1])
        new = tomlkit.dumps(document)
        if tomllib.loads(new) != whole:
            first, last, words = _difference(text, new)
            yield Edit(start=first, end=last, new=words, place=place, operator=operator, kind=kind)


def _changes(value: Any, path: Path, *, record: bool = False) -> Iterator[tuple[Path, Kind, str, Callable[..., None]]]:
    """Where to change what, the way of each from the root."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path and not record:
                yield (*path, key), Kind.PATTERN, "DropKey", _dropped
            yield from _changes(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield (*path, at), Kind.PATTERN, "DropTable" if isinstance(value, AoT) else "DropEntry", _dropped
            yield from _changes(inner, (*path, at), record=True)
    elif isinstance(value, String):
        for start, end in alternatives(str(value)) if "|" in value else ():
            yield path, Kind.PATTERN, "DropAlternative", _shorter(start, end)
    elif isinstance(value, (Integer, Float)) and not isinstance(value, bool):
        for sign in (1, -1):
            yield path, Kind.NUMBER, "NumberReplacer", _moved(sign)


def _dropped(holder: Any, key: Any) -> None:
    del holder[key]


def _shorter(start: int, end: int) -> Callable[..., None]:
    def change(holder: Any, key: Any) -> None:
        old = holder[key]
        literal = old.as_string().startswith("'")
        holder[key] = tomlkit.string(str(old)[:start] + str(old)[end:], literal=literal)

    return change


def _moved(sign: int) -> Callable[..., None]:
    """A number by one unit of its last digit but one: 0.20 becomes 0.30."""

    def change(holder: Any, key: Any) -> None:
        old = holder[key]
        step = 1 if isinstance(old, Integer) else 0.1
        moved = old.unwrap() + sign * step
        holder[key] = moved if isinstance(old, Integer) else float(round(Decimal(str(moved)), 6))

    return change


def _difference(text: str, new: str) -> tuple[int, int, str]:
    """The lines that two texts differ in: their start and end in the one, their words in the other."""
    lines, others = text.splitlines(keepends=True), new.splitlines(keepends=True)
    head = next(at for at, pair in enumerate(zip_longest(lines, others)) if pair[0] != pair[1])
    most = min(len(lines), len(others)) - head
    pairs = zip(reversed(lines), reversed(others), strict=False)
    tail = min(most, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)))
    start, end = len("".join(lines[:head])), len(text) - len("".join(lines[len(lines) - tail :]))
    return start, end, "".join(others[head : len(others) - tail])

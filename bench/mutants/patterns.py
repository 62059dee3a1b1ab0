"""Patterns (regular expressions) with one alternative dropped, at any level, still valid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

OPENING = re.compile(r"\((?:\?(?:P<\w+>|<[=!]|[:=!>]|[aiLmsux-]+:|\(\w+\)))?")
PLACEHOLDER = "\ufffc"  # stands for an expression within an f-string


@dataclass(slots=True)
class _Group:
    start: int
    bars: list[int] = field(default_factory=list)


def alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """Spans of a pattern that hold one alternative and one of its bars. Nothing else of the pattern is empty then."""
    for start, bars, end in _groups(pattern):
        edges = [start - 1, *bars, end]
        for left, right in pairwise(edges):
            if not pattern[left + 1 : right].strip():
                continue  # an empty alternative, or the bars of a piped table
            span = (left, right) if left >= start else (left + 1, right + 1)
            if _valid(pattern[: span[0]] + pattern[span[1] :]):
                yield span


def _groups(pattern: str) -> Iterator[tuple[int, Sequence[int], int]]:
    """Start, bars and end of each group that has alternatives, the whole pattern among them."""
    open_groups = [_Group(0)]
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 2
        elif character == "[":
            at = _class_end(pattern, at)
        elif character == "(":
            opening = OPENING.match(pattern, at)
            at = opening.end() if opening else at + 1
            open_groups.append(_Group(at))
        else:
            if character == "|":
                open_groups[-1].bars.append(at)
            elif character == ")" and len(open_groups) > 1:
                group = open_groups.pop()
                if group.bars:
                    yield group.start, group.bars, at
            at += 1
    if open_groups[0].bars:
        yield 0, open_groups[0].bars, len(pattern)


def _class_end(pattern: str, at: int) -> int:
    """Behind the closing bracket of a character class."""
    at += 2 if pattern.startswith("[^", at) else 1
    if pattern.startswith("]", at):
        at += 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1


def _valid(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True

"""JSON from strangers: one plain value of few levels, written anew so that what follows reads what was checked."""

import json
import math
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

MOST_VALUES = 500  # a conversation of twenty turns has a hundred
DEEPEST = 8  # levels; what our pages send has three
ANY: TypeAdapter[Any] = TypeAdapter(Any)
LARGEST_INT = 2**53 - 1  # whole numbers that JSON keeps exactly (RFC 8259, section 6)


def strict_json(body: bytes) -> Any:
    """The value of a body.

    Raises `ValueError` for what is no JSON in UTF-8, for half a surrogate pair, numbers that are none or are out of
    range, more than `DEEPEST` levels and more than `MOST_VALUES` values. Of a repeated key the last counts; `canonical`
    drops the others.
    """
    value = ANY.validate_json(body)
    _check(value, DEEPEST, iter(range(MOST_VALUES)))
    return value


def canonical(value: Any) -> bytes:
    """The one way to write a value."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _check(value: Any, levels: int, left: Iterator[int]) -> None:
    if next(left, None) is None:
        raise ValueError("too many values")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("number out of range")
    if isinstance(value, int) and abs(value) > LARGEST_INT:
        raise ValueError("number out of range")
    if isinstance(value, (dict, list)):
        if not levels:
            raise ValueError("too many levels")
        for part in value.values() if isinstance(value, dict) else value:
            _check(part, levels - 1, left)

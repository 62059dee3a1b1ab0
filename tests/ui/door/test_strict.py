"""JSON from strangers."""

import json

import pytest

from ui.door.strict import DEEPEST, canonical, strict_json


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"NaN",
        b"[Infinity]",
        b"[1e999]",
        b"[-1e999]",
        b"9007199254740993",
        b"1" * 5_000,
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b"\xff",
        "{}".encode("utf-16"),
        b"[1,]",
        b"{'a': 1}",
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b'{"a":' * 100_000,
        b"[" * 200_000,
        b"[" + b"[]," * 80_000 + b"1]",
        b"{" + b",".join(b'"%d":1' % number for number in range(20_000)) + b"}",
    ],
)
def test_what_no_page_of_ours_sends_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        strict_json(body)


def test_what_is_plain_comes_through_and_is_written_in_one_way() -> None:
    value = {"问": "低保\u0000标准😀", "数": [1, -2.5, None, True], "深": {"层": []}}
    assert strict_json(json.dumps(value).encode()) == value
    assert strict_json(canonical(value)) == value
    assert canonical(strict_json(b'{"a": 1, "a" : 2}')) == b'{"a":2}'
    assert strict_json(b"[" * DEEPEST + b"]" * DEEPEST)

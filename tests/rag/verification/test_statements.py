"""How many sentences of `statements.toml` the gate shows and holds: no bad one is shown, few good ones are held."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rag.schema import Evidence
from rag.verification.checker import ClaimChecker
from tests.builders.claims import claim, prose, tabled

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "statements.toml").read_text(encoding="utf-8"))
HELD = 0.15  # share of the good ones that may be held at the first try; the model is told why and asked again


def source(words: str, n: int) -> Evidence:
    """Running text, or a row as `列名:值` lines."""
    lines = words.splitlines()
    if len(lines) == 1:
        return prose(words, n=n)
    return tabled(*((line.partition(":")[0], line.partition(":")[2]) for line in lines), n=n)


def is_held(one: dict[str, Any]) -> bool:
    cited = [source(DATA["sources"][name], n) for n, name in enumerate(one["sources"], 1)]
    said = claim(one["text"], *cited, question=one["question"], sum=one.get("sum", ""))
    return bool(ClaimChecker().faults(said))


@pytest.mark.parametrize("one", [one for one in DATA["statement"] if not one["good"]], ids=lambda one: str(one["kind"]))
def test_a_bad_statement_is_held(one: dict[str, Any]) -> None:
    assert is_held(one)


def test_good_statements_pass() -> None:
    good = [one for one in DATA["statement"] if one["good"]]
    held = [one["text"] for one in good if is_held(one)]
    assert len(held) <= HELD * len(good), held

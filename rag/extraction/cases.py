"""Cases that a plan tells apart (寄宿 and 走读, 城镇 and 农村, 一等功 and 二等功): which a text names."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files


def of_another_case(asked: str, told: str) -> bool:
    """Whether a text tells, of some group, only cases that a question which names one does not ask about."""
    pairs = zip(named_cases(asked), named_cases(told), strict=True)
    return any(wanted and named and not wanted & named for wanted, named in pairs)


def open_cases(asked: str, told: str) -> bool:
    """Whether a text tells one case of a group that the question leaves open."""
    pairs = zip(named_cases(asked), named_cases(told), strict=True)
    return any(not wanted and len(named) == 1 for wanted, named in pairs)


@lru_cache(maxsize=50_000)
def named_cases(text: str) -> tuple[frozenset[str], ...]:
    """By group the cases that a text names."""
    groups, families = _data()
    named = [frozenset(case for case, pattern in group.items() if pattern.search(text)) for group in groups]
    return (
        *named,
        *(frozenset("".join(filter(None, match.groups())) for match in family.finditer(text)) for family in families),
    )


@cache
def _data() -> tuple[tuple[dict[str, re.Pattern[str]], ...], tuple[re.Pattern[str], ...]]:
    data = tomllib.loads((files("rag.extraction") / "data" / "cases.toml").read_text(encoding="utf-8"))
    groups = tuple({case: re.compile(pattern) for case, pattern in group.items()} for group in data["group"])
    return groups, tuple(map(re.compile, data["families"]))

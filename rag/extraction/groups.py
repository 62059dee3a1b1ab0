"""For whom something is: what is for another group than the question's (孕前 and 孕期), or for a special one that it
does not name (残疾, 失独), is no answer to it."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

CLAUSE = re.compile(r"[^，,；;。：:\n]+")
LISTS = "、"  # in a clause that names several groups, none of them narrows it


def for_another_group(asked: str, told: str) -> bool:
    """Whether a text is for groups only that shut out the one that a question names."""
    pairs = zip(_stages(asked), _stages(told), strict=True)
    return any(wanted and named and not wanted & named for wanted, named in pairs)


def for_a_special_group(asked: str, told: str) -> bool:
    """Whether a text is for a special group that a question gives no sign of."""
    return any(_narrows(pattern, told) and not sign.search(asked) for pattern, sign in _data()[1])


def gives_a_sign(asked: str, told: str) -> bool:
    """Whether a question gives a sign of a special group that a text names."""
    return any(pattern.search(told) and sign.search(asked) for pattern, sign in _data()[1])


def _narrows(pattern: re.Pattern[str], told: str) -> bool:
    return any(pattern.search(clause) and LISTS not in clause for clause in CLAUSE.findall(told))


@lru_cache(maxsize=50_000)
def _stages(text: str) -> tuple[frozenset[str], ...]:
    """Of each set of groups that shut one another out those that a text names."""
    return tuple(frozenset(name for name, pattern in groups.items() if pattern.search(text)) for groups in _data()[0])


@cache
def _data() -> tuple[tuple[dict[str, re.Pattern[str]], ...], tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]]:
    data = tomllib.loads((files("rag.extraction") / "data" / "groups.toml").read_text(encoding="utf-8"))
    apart = tuple({name: re.compile(pattern) for name, pattern in groups.items()} for groups in data["apart"])
    return apart, tuple((re.compile(one["told"]), re.compile(one["asked"])) for one in data["special"])

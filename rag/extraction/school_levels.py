"""Stages of schooling: who asks about a kindergarten is not told the figure of a senior school."""

import re
from functools import lru_cache

# 义务教育 is both of its schools, 高中阶段 both of its kinds
SCHOOL_LEVELS = (
    re.compile("幼儿园|学前"),
    re.compile("小学|义务教育"),
    re.compile("初中|义务教育"),
    re.compile("高中|普高"),
    re.compile("中职|职高|中专|技校|中等职业|职业高中|职业学校|高中阶段"),
    re.compile("大学(?!生村官)|本科|大专|专科生|高校|高等教育"),
)


@lru_cache(maxsize=10_000)
def school_levels(text: str) -> frozenset[int]:
    """Which levels a text names."""
    return frozenset(at for at, named in enumerate(SCHOOL_LEVELS) if named.search(text))


def of_another_level(asked: str, name: str, around: str) -> bool:
    """Whether something by its `name` is of other levels than those `asked` about, which nothing `around` it names."""
    wanted, own = school_levels(asked), school_levels(name)
    return bool(wanted and own) and not wanted & (own | school_levels(around))

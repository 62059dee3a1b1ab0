"""Which things a question asks to be added up: 生活补贴加护理补贴一共多少. A sum of other things is no answer."""

import re

ADDED = re.compile(
    r"([\u4e00-\u9fff]{2,10})(?<![增再添])加上?(?![起到一在总])([\u4e00-\u9fff]{2,10}?)(?=[一每](?:共|年|个?月|天)|总共|拢共|合计|[，,。?？]|$)"
)
SIZE = 2  # characters that are compared at a time


def named_addends(question: str) -> tuple[frozenset[str], ...]:
    """Of each of two things that are added up, the pairs of characters that the other has not; empty where none are
    named, or nothing tells them apart."""
    match = ADDED.search(question)
    if match is None:
        return ()
    one, other = (frozenset(words[at : at + SIZE] for at in range(len(words) - 1)) for words in match.groups())
    return (one - other, other - one) if one - other and other - one else ()


def of_all_addends(question: str, told: str) -> bool:
    """Whether a text speaks of each thing that a question asks to be added up; so where it names none."""
    return all(any(pair in told for pair in pairs) for pairs in named_addends(question))

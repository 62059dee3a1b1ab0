"""What residents asked in vain as a list to act on: questions of one region that mean the same are one entry."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.index.meaning import Meanings, Vectors
from ui.inbox import InVain, Why

ALIKE = 0.7  # cosine; as for replies that are offered (ui/desk/similar.py)
MOST_LOOKED_AT = 400  # different questions that are grouped, the most asked first: each costs 2 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`questions`: different wordings, the most asked first; `why` counts the times; days are YYYY-MM-DD."""

    region: str
    questions: tuple[str, ...]
    why: Mapping[Why, int]
    first: str
    last: str

    @property
    def count(self) -> int:
        return sum(self.why.values())

    @property
    def mostly(self) -> Why:
        """Why it was in vain most often."""
        return max(self.why, key=lambda why: self.why[why])


def entries(kept: Sequence[InVain], meanings: Meanings) -> tuple[Entry, ...]:
    """The most asked first."""
    asked = Counter[tuple[str, str]]()
    for one in kept:
        asked[one.region, one.question] += one.count
    most = [key for key, _ in asked.most_common(MOST_LOOKED_AT)]
    groups = _grouped(most, meanings(tuple(question for _, question in most)) if most else None)
    of_group = {key: at for at, group in enumerate(groups) for key in group}
    members: list[list[InVain]] = [[] for _ in groups]
    for one in kept:
        if (at := of_group.get((one.region, one.question))) is not None:
            members[at].append(one)
    found = [_entry(group, held) for group, held in zip(groups, members, strict=True)]
    return tuple(sorted(found, key=lambda one: -one.count))


def _grouped(keys: Sequence[tuple[str, str]], vectors: Vectors | None) -> list[list[tuple[str, str]]]:
    """Each question with the first before it, of its region, that it is like; alone where meaning is not to be had."""
    groups: list[list[tuple[str, str]]] = []
    leaders: list[int] = []
    for at, key in enumerate(keys):
        near = [] if vectors is None else [float(one) for one in vectors[np.array(leaders, dtype=int)] @ vectors[at]]
        alike = [n for n, score in enumerate(near) if score >= ALIKE and keys[leaders[n]][0] == key[0]]
        if alike:
            groups[max(alike, key=lambda n: near[n])].append(key)
        else:
            groups.append([key])
            leaders.append(at)
    return groups


def _entry(group: Sequence[tuple[str, str]], held: Sequence[InVain]) -> Entry:
    why = Counter[Why]()
    for one in held:
        why[one.why] += one.count
    days = [one.day for one in held]
    return Entry(
        region=group[0][0],
        questions=tuple(question for _, question in group),
        why=why,
        first=min(days),
        last=max(days),
    )

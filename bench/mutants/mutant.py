"""A mutant: one place of one file, written otherwise. Named by its words, so that the name outlives a moved line."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

AROUND = 32  # characters of the line that a mutation's name gives on either side
LONGEST = 100  # characters of what is mutated that it gives


class Kind(StrEnum):
    """What is mutated; a sample takes each kind in equal shares."""

    NUMBER = "number"
    CONDITION = "condition"
    PATTERN = "pattern"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`text[start:end]` of a file becomes `new`. Edits of one `place` are ways to mutate one thing."""

    start: int
    end: int
    new: str
    place: int
    operator: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """`mutation` names it within its file: words of the line, with `[before=>after]` in their midst.

    `place` is that of its edit (several mutants may share it), `line` and `last` count
    from 1.
    """

    file: str
    line: int
    last: int
    place: int
    kind: Kind
    operator: str
    mutation: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.file}: {self.mutation}"

    def rank(self, seed: int) -> str:
        """A number by chance that depends on nothing but the seed and the mutant's name."""
        return hashlib.sha256(f"{seed} {self.key}".encode()).hexdigest()


def mutants_of(file: str, text: str, edits: Iterable[Edit]) -> list[Mutant]:
    """The mutants that edits of a file make. Namesakes are numbered in their order (`#2`)."""
    found: list[Mutant] = []
    met: Counter[str] = Counter()
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.operator, edit.new)):
        start, end, new = _narrowed(text, edit)
        if text[start:end] == new:
            continue
        mutant = Mutant(
            file=file,
            line=text.count("\n", 0, start) + 1,
            last=text.count("\n", 0, max(start, end)) + 1,
            place=edit.place,
            kind=edit.kind,
            operator=edit.operator,
            mutation=_named(text, start, end, new),
            text=text[:start] + new + text[end:],
        )
        met[mutant.mutation] += 1
        number = met[mutant.mutation]
        found.append(mutant if number == 1 else replace(mutant, mutation=f"{mutant.mutation} #{number}"))
    return found


def _narrowed(text: str, edit: Edit) -> tuple[int, int, str]:
    """The edit without the words that stay at its two ends."""
    old, new = text[edit.start : edit.end], edit.new
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return edit.start + head, edit.end - tail, new[head : len(new) - tail]


def _named(text: str, start: int, end: int, new: str) -> str:
    before = text[text.rfind("\n", 0, start) + 1 : start].lstrip()[-AROUND:]
    newline = text.find("\n", end)
    after = text[end : newline if newline >= 0 else len(text)].rstrip()[:AROUND]
    return f"{before}[{_short(text[start:end])}=>{_short(new)}]{after}"


def _short(words: str) -> str:
    """Words on one line, the midst of long ones left out."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]}…{line[-LONGEST // 2 :]}"

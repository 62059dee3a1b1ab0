"""Whether a sentence keeps the conditions of what it says: nothing that the evidence leaves out is taken in, and no
condition is dropped where a sentence says that the rest is enough or that it holds for all.

Each function is one line in `CHECKS` of `sentence_checks.py`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.text.fold import fold
from rag.verification.claims import Claim, Fault
from rag.verification.silence import affirmed
from rag.verification.statements import STATEMENTS
from rag.verification.wording import CARRYING, carrying, stands

WORDS = STATEMENTS["conditions"]
ENOUGH, SETTLED = re.compile(WORDS["enough"]), re.compile(WORDS["settled"])
ADDED, EVERYONE = re.compile(WORDS["added"]), re.compile(WORDS["everyone"])
STRETCH, PIECE = re.compile(r"[。；;|\n]"), re.compile(r"[，,。；;：:、|\n]")
MOST = 0.6  # share of the words of a condition that must stand in one clause for that to be the condition
PLACED = ("m", "r", "t")  # 一方, 另一方: of conditions
LEFT = 0.5  # share of the words of an added condition that must be said for it to be told


def enough(claim: Claim, check: str) -> Iterable[Fault]:
    """只要一方外出务工 drops what the evidence adds: 一方外出务工而另一方没有监护能力."""
    text = affirmed(fold(claim.text))
    for said in (match[1] for pattern in (ENOUGH, SETTLED) for match in pattern.finditer(text)):
        words = list(carrying(said, (*CARRYING, *PLACED)))
        clauses = [(sum(word in clause for word in words), clause) for clause in _clauses(claim)]
        most = max((count for count, _ in clauses), default=0)
        if len(words) > 1 and most >= MOST * len(words):
            nearest = [_added(clause, words) for count, clause in clauses if count == most]
            if all(rest and _unsaid(rest, text) for rest in nearest):
                yield Fault(check, said)


def _added(clause: str, words: Iterable[str]) -> list[str]:
    """Words of what a clause adds to a condition that it has."""
    found = ADDED.search(clause, max(clause.find(word) + len(word) for word in words))
    return list(carrying(clause[found.end() :])) if found else []


def everyone(claim: Claim, check: str) -> Iterable[Fault]:
    """所有退役军人 drops what the evidence says of them there: 有创业意愿的退役军人."""
    text = affirmed(fold(claim.text))
    for match in EVERYONE.finditer(text):
        whom = next((word for word in carrying(match[1])), "")
        words = list(carrying(text[match.start(1) + len(whom) :]))
        for stretch in STRETCH.split("\n".join(fold(one.citation.quote) for one in claim.cited)) if whom else ():
            inside = [word for word in words if word in stretch]
            told = re.search(f"([^，,。；;：:、]{{3,}})的{whom}", stretch)
            if not told or len(inside) < MOST * len(words) or stretch.count(whom) > 1:
                continue
            told_of = list(carrying(told[1]))
            if told_of and _unsaid(told_of, text):
                yield Fault(check, match.group())
                return


def _unsaid(words: Sequence[str], text: str) -> bool:
    return sum(not stands(word, text) for word in words) >= LEFT * len(words)


def _clauses(claim: Claim) -> Iterator[str]:
    for evidence in claim.cited:
        yield from PIECE.split(fold(evidence.citation.quote))

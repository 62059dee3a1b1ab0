"""What a sentence says that its plan does not say: 没有写明是不是免费, 并没有说已经建好.

Such words affirm nothing, so that the checks of what is affirmed read past them; but what the evidence does say may not
be said to be missing.
"""

import re
from collections.abc import Iterable

from ingest.text.fold import fold
from rag.verification.claims import Claim
from rag.verification.statements import STATEMENTS

SILENT = re.compile(STATEMENTS["silence"]["said"])
CLAUSE = re.compile("([，,。；;])")


def affirmed(text: str) -> str:
    """A folded text without what its clauses say is not said."""
    return "".join(part[: match.start()] if (match := SILENT.search(part)) else part for part in CLAUSE.split(text))


def unsaid(claim: Claim) -> Iterable[str]:
    """What each clause says that the plan does not say."""
    for part in CLAUSE.split(fold(claim.text)):
        if match := SILENT.search(part):
            yield part[match.end() :]

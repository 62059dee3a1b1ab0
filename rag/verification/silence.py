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
ASKED = re.compile(STATEMENTS["silence"]["asked"])


def affirmed(text: str) -> str:
    """A folded text without what its clauses say is not said, with blanks in their place.

    A clause that only asks (至于收不收费) is part of what the one behind it says is not said."""
    parts = CLAUSE.split(text)
    kept = list(parts)
    for at in range(0, len(parts), 2):
        if match := SILENT.search(parts[at]):
            kept[at] = parts[at][: match.start()].ljust(len(parts[at]))
            if at >= 2 and not parts[at][match.end() :].strip() and ASKED.search(parts[at - 2]):
                kept[at - 2] = " " * len(parts[at - 2])
    return "".join(kept)


def unsaid(claim: Claim) -> Iterable[str]:
    """What each clause says that the plan does not say."""
    for part in CLAUSE.split(fold(claim.text)):
        if match := SILENT.search(part):
            yield part[match.end() :]

"""The question made whole: what it follows up on, and the concepts that it names, officially or in residents' words."""

import re
from dataclasses import replace

from ingest.fold import fold
from ingest.lexicon import mentions
from rag.schema import Draft

# a question that leans on the one before: it opens with 那 or 还, asks of 这个 or 它, or is only 初中呢
LEANS = re.compile(
    r"^(那么?|还有|另外|也|又|再|其中|里头|里面)|(呢|咧|哩)[?？。]?$|这(个|笔|项|钱|些)|那(个|笔|项|钱|些)|它|他们|上面|刚才|刚刚|前面"
)
SHORT = 10  # characters up to which a question without a concept of its own leans on the one before


def rewrite(draft: Draft) -> Draft:
    """Note what the lexicon knows in the question and, where it leans on the last one, that one; words stay."""
    found = mentions(draft.text)
    last = next((turn.content for turn in reversed(draft.question.history) if turn.role == "user"), "")
    leans = bool(last) and (LEANS.search(draft.text) is not None or (len(draft.text) <= SHORT and not found))
    earlier = " ".join(fold(last).split()) if leans else ""
    detail = "、".join(f"{m.words}={m.concept}" for m in found)
    return replace(draft, mentions=found, earlier=earlier, detail=f"{detail} after {earlier!r}" if earlier else detail)

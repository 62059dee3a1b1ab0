"""The question in the plans' own words: concepts that it names, in residents' words or officially."""

from dataclasses import replace

from ingest.lexicon import mentions
from rag.schema import Draft


def rewrite(draft: Draft) -> Draft:
    """Note what the lexicon knows in the question; the words stay as they are."""
    found = mentions(draft.text)
    return replace(draft, mentions=found, detail="、".join(f"{m.words}={m.concept}" for m in found))

"""Which paragraphs of a reply are about a matter: those that came from what the draft said of it."""

from difflib import SequenceMatcher

KEPT = 0.3  # of a draft's part, at least, that a paragraph must have kept to be about it
ENDS = "依据："  # the line that the list of sources begins with
SHORTEST_RUN = 6  # characters that say nothing by themselves


def paragraphs_about(part: str, text: str) -> str:
    """The stretch of whole paragraphs of `text` that came from `part`; empty where too little of it is left."""
    lines = text.partition(f"\n{ENDS}")[0].split("\n")
    kept = [_kept(part, line) for line in lines]
    held = [at for at, size in enumerate(kept) if size]
    if not part or sum(kept) < KEPT * len(part) or not held:
        return ""
    best = max(held, key=lambda at: kept[at])
    first = last = best
    while first - 1 in held:
        first -= 1
    while last + 1 in held:
        last += 1
    return "\n".join(line.strip() for line in lines[first : last + 1])


def _kept(part: str, line: str) -> int:
    """Characters of long runs that both have."""
    matcher = SequenceMatcher(None, part, line.strip(), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks() if block.size >= SHORTEST_RUN)

"""Messages that speak of the answers and ask nothing: thanks with a tail, a complaint, the wish for a person."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from rag.question.matter import ASKED, names_one

PERSON, THANKS = "person", "thanks"  # kinds


def remark(text: str) -> str | None:
    """The kind of remark that a folded message is; None where what is left without the remarks names something that can
    be looked up: 谢谢,再问下低保多少. Whoever wants a person (我要投诉养老院) must ask something as well; after thanks
    a question word is enough."""
    found = next((kind for kind, pattern in remarks().items() if pattern.search(text)), None)
    if found is None:
        return None
    rest = text
    for pattern in remarks().values():
        rest = pattern.sub(" ", rest)
    names, asks = names_one(rest), ASKED.search(rest) is not None or rest.rstrip(" ?？。").endswith("呢")
    is_question = {PERSON: names and asks, THANKS: names or asks}.get(found, names)
    return None if is_question else found


@cache
def remarks() -> dict[str, re.Pattern[str]]:
    """What is looked for in a message, by kind; the first kind counts."""
    data = tomllib.loads((files("rag.question") / "data" / "remarks.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(f"(?:{one})" for one in patterns)) for kind, patterns in data.items()}

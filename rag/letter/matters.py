"""What a letter asks: matters in its own words, each once; greeting, story, complaint and abuse are none.

By rules, without a model. A matter may ask several things about one subject; staff may edit it, so what it asks is read
from its text each time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.identity.lexicon import mentions
from ingest.text.fold import fold
from rag.letter.sentences import asks, clauses, is_complaint, is_of, pattern, sentences

LEAD = 80  # most characters of the sentences before a question that names no service of its own
FEWEST = 2  # characters beside general words by which a clause speaks of a thing of its own
LONGEST_SUBJECT = 40  # characters by which a reply names a matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is asked about one subject, in the letter's words, and the sentences right before it where it names none."""

    text: str
    lead: str = ""
    region: str | None = None
    """Path, where the letter tells it."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The things asked one after another: 多少钱, 由谁出钱."""
        return tuple(part for sentence in sentences(self.text) for part in _parts(sentence))

    @property
    def subject(self) -> str:
        """What a reply calls it: its first words, without what opens a question."""
        first = next(iter(self.asked), self.text)
        short = pattern("opens").sub("", fold(first)).strip(" ,，。?？!！;；")
        return short if len(short) <= LONGEST_SUBJECT else f"{short[:LONGEST_SUBJECT]}…"


def matters(letter: str) -> tuple[Matter, ...]:
    """What a letter asks or wishes for; where it does neither, all that it tells; nothing where it says nothing."""
    told = [one for one in sentences(letter) if not is_of("courtesy", one) and not is_complaint(one)]
    if found := _joined(list(_asked(told))):
        return found
    text = "".join(told)
    return (Matter(text=text),) if text else ()


def _asked(told: list[str]) -> Iterator[Matter]:
    """Sentences that ask or wish, parted where they change their subject."""
    lead = ""
    for sentence in told:
        if not _asks(sentence):
            lead += sentence
            continue
        for text in _subjects(sentence):
            yield Matter(text=text, lead="" if mentions(fold(text)) else lead[-LEAD:])
        lead = ""


def _asks(sentence: str) -> bool:
    if any(map(asks, clauses(sentence))):
        return True
    if is_of("tells", sentence):
        return False
    return is_of("announces", sentence) or any(map(_wishes, clauses(sentence)))


def _wishes(clause: str) -> bool:
    """Whether a clause wishes for a thing, and not only to be heard."""
    return is_of("wishes", clause) and not is_of("courtesy", clause) and not is_of("complains", clause)


def _subjects(sentence: str) -> list[str]:
    """A sentence parted before each clause that asks of a thing of its own."""
    found = [""]
    for part in _parts(sentence):
        if found[-1] and _of_its_own(part, found[-1]):
            found.append("")
        found[-1] += ("，" if found[-1] else "") + part
    return found


def _parts(sentence: str) -> list[str]:
    """A sentence parted behind each clause that asks but the last: 每天几块钱,由谁出钱? Angry clauses are left out."""
    parts = [""]
    for clause in clauses(sentence):
        if is_of("complains", clause) and not asks(clause):
            continue
        if asks(parts[-1]) and asks(clause):
            parts.append("")
        parts[-1] += clause
    return [part.rstrip(",，") for part in parts if part]


def _of_its_own(text: str, before: str) -> bool:
    """Whether a text asks of another subject than what stands before it."""
    own, earlier = ({mention.concept for mention in mentions(fold(one))} for one in (text, before))
    if own:
        return not own <= earlier
    rest = pattern("generic").sub("", re.sub(pattern("asks"), "", fold(text)))
    return sum(character.isalnum() for character in rest) >= FEWEST


def _joined(found: list[Matter]) -> tuple[Matter, ...]:
    """Each subject once: what is asked of one that was asked about before goes to it."""
    kept: list[Matter] = []
    for matter in found:
        if any(matter.text == other.text for other in kept):
            continue
        about = {mention.concept for mention in mentions(fold(matter.text))}
        same = next((at for at, one in enumerate(kept) if about and about == _concepts(one)), None)
        if same is None and kept and not about and not _of_its_own(matter.text, kept[-1].text):
            same = len(kept) - 1
        if same is None:
            kept.append(matter)
        else:
            one = kept[same]
            kept[same] = replace(one, text=f"{one.text.rstrip()}\n{matter.text}")
    return tuple(kept)


def _concepts(matter: Matter) -> set[str]:
    return {mention.concept for mention in mentions(fold(matter.text))}

"""What a letter asks: matters in its own words, each once; greeting, story, complaint and abuse are none.

By rules, without a model. A matter may ask several things about one subject; staff may edit it, so what it asks is read
from its text each time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.identity.lexicon import mentions
from ingest.index.meaning import Meanings
from ingest.text.fold import fold, fold_same_length
from rag.letter.rhetoric import is_wanted
from rag.letter.sentences import asks, clauses, is_complaint, is_of, pattern, sentences

LEAD = 80  # most characters of the sentences before a question that names no service of its own
FEWEST = 2  # characters beside general words by which a clause speaks of a thing of its own
NEAR = 1  # clauses before one that asks without naming a service, which belong to what is asked
NO_MATTERS = ("courtesy", "orders")
LOUD = ("?", "？", "!", "！")
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
        opens = pattern("opens").match(fold_same_length(first))
        short = (first[opens.end() :] if opens else first).strip(" 　,，。?？!！;；")
        return short if len(short) <= LONGEST_SUBJECT else f"{short[:LONGEST_SUBJECT]}…"


def matters(letter: str, meanings: Meanings = lambda _: None) -> tuple[Matter, ...]:
    """What a letter asks or wishes for; where it does neither, all that it tells; nothing where that is nothing or
    thanks.

    `meanings`: by which questions that want no answer are left out, beside those that rules know.
    """
    told = [one for one in sentences(letter) if not any(is_of(kind, one) for kind in NO_MATTERS)]
    told = [one for one in told if not is_complaint(one)]
    if asked := list(_asked(told)):
        return _joined(_wanted(asked, meanings))
    if any(is_of("praises", one) for one in told):
        return ()
    text = "".join(told)
    angry = len(told) < sum(not is_of("courtesy", one) for one in sentences(letter))
    return (Matter(text=text),) if text and not (angry and not mentions(fold(text))) else ()


def _wanted(asked: list[Matter], meanings: Meanings) -> list[Matter]:
    """Those that want an answer. What ends with no sign of a question or an outcry is none in anger."""
    loud = [one for one in asked if one.text.rstrip("”’\"' ").endswith(LOUD)]
    unwanted = [
        one for one, wants in zip(loud, is_wanted([one.text for one in loud], meanings), strict=True) if not wants
    ]
    return [one for one in asked if one not in unwanted]


def _asked(told: list[str]) -> Iterator[Matter]:
    """Clauses that ask or wish, with what stands right before them as their lead where they name no service."""
    lead = ""
    for sentence in told:
        for before, text in _subjects(sentence):
            lead += before
            if text:
                yield Matter(text=text, lead="" if mentions(fold(text)) else lead[-LEAD:])
                lead = ""


def _subjects(sentence: str) -> Iterator[tuple[str, str]]:
    """(what is told before, what is asked) of a sentence, parted before each clause that asks of a thing of its own.
    Either may be empty."""
    told, asked, announced = "", "", False
    for clause in clauses(sentence):
        if is_of("complains", clause) and not asks(clause):
            continue
        if is_of("announces", clause) and not asks(clause) and _short(pattern("opens").sub("", fold(clause))):
            told, announced = told + clause, True
            continue
        if not _asks(clause) and not announced:
            told += clause
            continue
        announced = False
        near = clauses(told)[-NEAR:] if len(clauses(told)) and not mentions(fold(clause)) else []
        words = "".join(near) + clause
        if asked and not told and not _of_its_own(clause, asked):
            asked += clause
            continue
        if asked:
            yield "", asked.rstrip(",，")
        yield told.removesuffix("".join(near)), ""
        told, asked = "", words
    yield "", asked.rstrip(",，")
    yield told, ""


def _asks(clause: str) -> bool:
    if asks(clause):
        return True
    if any(is_of(kind, clause) for kind in ("tells", "courtesy", "complains")):
        return False
    return (
        is_of("announces", clause)
        or is_of("wishes", clause)
        or (clause.endswith(("?", "？")) and bool(mentions(fold(clause))))
    )


def _parts(sentence: str) -> list[str]:
    """A sentence parted behind each clause that asks but the last: 每天几块钱,由谁出钱?"""
    parts = [""]
    for clause in clauses(sentence):
        if asks(parts[-1]) and asks(clause):
            parts.append("")
        parts[-1] += clause
    return [part.rstrip(",，") for part in parts if part]


def _of_its_own(text: str, before: str) -> bool:
    """Whether a text asks of another subject than what stands before it."""
    own, earlier = ({mention.concept for mention in mentions(fold(one))} for one in (text, before))
    if own:
        return not own <= earlier
    return not _short(pattern("generic").sub("", re.sub(pattern("asks"), "", fold(text))))


def _short(words: str) -> bool:
    return sum(character.isalnum() for character in words) < FEWEST


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

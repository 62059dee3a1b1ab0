"""A resident's letter as it is read: where it is from, what it asks, and what staff must look into."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.identity.divisions import Division, named, shown_name
from ingest.index.meaning import Meanings
from ingest.text.fold import fold
from rag.letter.flags import Flag, FlagKind, flags
from rag.letter.matters import Matter, matters
from rag.question.scope import Scope
from rag.schema import Draft, NoteKind, Question, Status

Marks = Callable[[str], tuple[Matter, ...] | None]
"""See `Marker`."""
NOT_OURS = "信里说的是{place}，这里没有那里的规划：请看是否要转办"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`region` is the path of the one region that it names; None where it names none or several."""

    text: str
    region: str | None
    matters: tuple[Matter, ...]
    flags: tuple[Flag, ...]
    is_marked: bool = False
    """Whether a language model found the matters."""

    def within(self, region: str) -> "Letter":
        """The letter as one of a region that was chosen."""
        found = tuple(replace(matter, region=region) for matter in self.matters)
        return replace(self, region=region, matters=found)

    @property
    def distress(self) -> bool:
        """Whether its words are those of a person in distress."""
        return any(flag.kind is FlagKind.DISTRESS for flag in self.flags)


def read(
    text: str, regions: Sequence[str], *, mark: Marks | None = None, meanings: Meanings = lambda _: None
) -> Letter:
    """`regions`: paths of the index's. Personal data is masked by who calls, before anything is read. `mark`: who finds
    the matters, where it does not return None; else the rules do, with `meanings`."""
    region, elsewhere = _place(text, regions)
    marked = mark(text) if mark else None
    found = tuple(replace(matter, region=region) for matter in (matters(text, meanings) if marked is None else marked))
    away = (Flag(kind=FlagKind.ELSEWHERE, quote=elsewhere, remark=NOT_OURS.format(place=elsewhere)),)
    told = flags(text) + (away if elsewhere else ())
    return Letter(text=text, region=region, matters=found, flags=told, is_marked=marked is not None)


def _place(letter: str, regions: Sequence[str]) -> tuple[str | None, str]:
    """The one region of an index that a letter is from, and the name of one that the index has no plan of."""
    text = fold(letter)
    scoped = Scope(regions)(Draft(question=Question(text=letter), text=text))
    if scoped.status is Status.OTHER_REGION:
        inside = {one for _, places in named(text) for one in regions if one and _lies_in(places, one)}
        return (inside.pop(), "") if len(inside) == 1 else (None, scoped.detail)
    told = scoped.region_named and not any(note.kind is NoteKind.REGION_INFERRED for note in scoped.notes)
    return (scoped.regions[0] if told and len(scoped.regions) == 1 else None), ""


def _lies_in(places: Sequence[Division], region: str) -> bool:
    """Whether one of the places that a name means lies in a region: a district in its city, whose plan holds there."""
    return any(place.path.startswith(f"{region}/") for place in places)


def place_name(region: str | None) -> str:
    """What a reply calls the region of a letter; empty where it is not known."""
    return shown_name(region) if region else ""

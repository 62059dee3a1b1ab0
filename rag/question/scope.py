"""Which region's plans may answer. A sibling's never do."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

from ingest.identity.divisions import NATION, divisions, is_left_open, named, shown_name
from ingest.identity.towns import towns_named
from ingest.schema import Document
from ingest.text.fold import fold
from rag.replies import NOTES, REPLIES, UNKNOWN_REGION
from rag.schema import Draft, Note, NoteKind, Sentence, Status

TITLED = 10  # characters of a title that name its document
UNWRITTEN = re.compile(r"[xX×]{1,4}(省|市|州|县|区)")  # a name that a plan leaves out
# where somebody from here goes, and what for: 转到武汉的医院住院, 去西藏当兵
GOES = "在去到往赴转进"
ELSEWHERE = re.compile(
    r"[^,，。;；?？]{0,6}?(?:当兵|参军|服役|入伍|打工|务工|上班|上学|读书|上大学|念书|看病|住院|就医|治病|出差|旅游)"
)
# that the region which is named is held against the one that was spoken of: 玉环谁定得高, 跟玉环比呢
BESIDE = re.compile(
    "(?<!由)谁[^,，。;；?？]{0,4}[高低多少好大小快]|哪(?:一?个|边|里|家|地)[^,，。;；?？]{0,4}[高低多少好大小快]"
)
AGAINST = "[跟和与同]{name}[^,，。;；?？]{{0,6}}比|比{name}[^,，。;；?？]{{0,6}}[高低多少]"
SHORT = 10  # characters of a question that says nothing of what is asked but what was spoken of


class Scope:
    """The region that a question names comes first, then the one that was chosen, then the only one there is."""

    def __init__(
        self,
        regions: Sequence[str],
        titles: Iterable[tuple[str, str]] = (),
        documents: Iterable[Document] = (),
    ) -> None:
        """`regions` are the paths of the index's documents; empty for those that name none. `titles`: (title, region)
        of the documents that a question may name, `documents` those whose texts may name places."""
        self._documents = tuple(documents)
        self._regions = tuple(regions)
        inferred = (one.region for one in self._documents if one.region_inferred)
        self._unwritten = tuple(dict.fromkeys(inferred))  # their documents write XX省 for the name
        self._titles = tuple((fold(title), region) for title, region in titles)
        self._offered = offered_regions(self._regions)
        self._known = "、".join(map(region_name, self._offered))

    def __call__(self, draft: Draft) -> Draft:
        chosen = (draft.question.region or "").strip()
        alike = () if chosen in self._regions else self._alike(chosen)
        here = self.find(chosen) if chosen and not alike else None
        if here is None and not chosen:
            here = self._last_named(draft)
        if here is None and (alike := alike or self._alike(draft.text)):
            here = self._narrowed(alike, draft)
        if here is None and alike:
            known = "、".join(map(region_name, alike))
            reply = REPLIES[Status.WHICH_REGION].format(known=known)
            return replace(draft, status=Status.WHICH_REGION, sentences=(Sentence(text=reply),), detail=known)
        if compared := self._compared(draft.text, here):
            return replace(draft, regions=compared, detail="、".join(map(region_name, compared)))
        wanted = self._named_in(draft.text, here)
        if wanted is None and chosen and here is None:
            wanted = chosen
        if wanted is not None:
            here = self.find(wanted) or self._speaking_of(wanted)
            if here is None:
                return self._settle(draft, Status.OTHER_REGION, region=region_name(wanted))
        if here is not None:
            above = sorted((one for one in self._regions if one and one != here and _above(one, here)), key=_depth)
            return replace(draft, regions=(here,), above=tuple(reversed(above)), detail=region_name(here))
        if (only := self._titled(draft.text)) is not None:
            note = Note(
                kind=NoteKind.REGION_INFERRED,
                text=NOTES[NoteKind.REGION_INFERRED].format(region=region_name(only)),
            )
            return replace(draft, regions=(only,), notes=(*draft.notes, note), detail=f"must be {region_name(only)}")
        return replace(draft, regions=self._offered, region_named=False, detail="none named")

    def _titled(self, text: str) -> str | None:
        """The region whose plan a question names by most of its title, or the only one there is."""
        shared: dict[str, int] = {}
        for title, region in self._titles:
            match = SequenceMatcher(None, text, title, autojunk=False).find_longest_match()
            shared[region] = max(match.size, shared.get(region, 0))
        most = max(shared.values(), default=0)
        named = [region for region, size in shared.items() if size == most]
        if most >= TITLED and len(named) == 1:
            return named[0]
        return self._offered[0] if len(self._offered) == 1 else None

    def _last_named(self, draft: Draft) -> str | None:
        """The region that the conversation was about."""
        said = [turn.content for turn in reversed(draft.question.history) if turn.role == "user"]
        found = (self._inside(self._places(fold(words))) for words in said)
        return next((max(inside, key=_depth) for inside in found if inside), None)

    def _alike(self, text: str) -> tuple[str, ...]:
        """Regions of the index that one name of a question means alike, where nothing else tells which."""
        found = [[region for region in self._regions if region in paths] for _, paths in self._places(text)]
        return next((tuple(regions) for regions in found if len(regions) > 1), ())

    def _narrowed(self, alike: Sequence[str], draft: Draft) -> str | None:
        """The one of such regions that lies in a place which the question names, or else the conversation."""
        said = [draft.text, *(fold(turn.content) for turn in reversed(draft.question.history) if turn.role == "user")]
        within = (
            [region for region in alike if any(_above(path, region) for path in paths)]
            for words in said
            for _, paths in self._places(words)
        )
        return next((kept[0] for kept in within if len(kept) == 1), None)

    def _speaking_of(self, name: str) -> str | None:
        """The lowest region of the index whose texts name a place that lies in it: a city's text a district."""
        paths = {division.path for _, divided in named(name) for division in divided}
        found = [
            document.region
            for document in self._documents
            if document.region
            and any(path.startswith(f"{document.region}/") for path in paths)
            and name.rsplit("/", 1)[-1] in document.text
        ]
        return max(found, key=_depth, default=None)

    def _compared(self, text: str, here: str | None) -> tuple[str, ...]:
        """Two or more regions of the index that a question names side by side, in its order; of one held against
        what was spoken of, that one first."""
        places = self._places(text)
        inside = tuple(dict.fromkeys(self._inside(places)))
        if here and len(inside) == 1 and not _related(here, inside[0]) and _held_against(inside[0], text):
            return here, inside[0]
        if sum(bool(self._inside([place])) for place in places) < 2:
            return ()
        apart = [one for one in inside if not any(one != other and _above(one, other) for other in inside)]
        first = {one: min((text.find(name) for name in names(one) if name in text), default=0) for one in apart}
        return tuple(sorted(apart, key=first.__getitem__)) if len(apart) > 1 else ()

    def find(self, name: str) -> str | None:
        """The index's region that a path, a name (大姚县) or a short name (大姚) means; None where it has none."""
        wanted = name.strip("/ ")
        if wanted in self._regions:
            return wanted
        if wanted == UNKNOWN_REGION and "" in self._regions:
            return ""
        inside = self._inside(self._places(wanted))
        return max(inside, key=_depth, default=None)

    def _named_in(self, text: str, here: str | None) -> str | None:
        """The region that a question names, as a path; None where it names none but `here` or what lies above it."""
        places = self._places(text)
        if inside := self._inside(places):
            if here in inside:
                return None
            deepest = max(inside, key=_depth)
            return None if here and _above(deepest, here) else deepest
        known = [here] if here else self._regions
        for words, paths in places:
            away = here is not None and _goes_to(words, text)
            if not away and not any(_above(path, region) for path in paths for region in known):
                return words
        return None

    def _places(self, text: str) -> list[tuple[str, frozenset[str]]]:
        """(words, paths they may mean) of every place that a text names: by the division table, and by what people call
        the index's own regions: short names, names that the table does not have."""
        found = [(words, frozenset(division.path for division in divided)) for words, divided in named(text)]
        own = [region for region in self._regions if region and not _tabled(region)]
        found = [(words, paths | {one for one in own if _last(one) == words}) for words, paths in found]
        for region in filter(None, self._regions):
            name = _short(region) or ("" if _tabled(region) else _last(region))
            if name and name in text and not any(name in words for words, _ in found):
                found.append((name, frozenset({region})))
        for match in UNWRITTEN.finditer(text):
            meant = frozenset(one for one in self._unwritten if region_name(one).endswith(match[1]))
            if meant and not any(match.group() in words for words, _ in found):
                found.append((match.group(), meant))
        return [*found, *self._towns(text, found)]

    def _towns(self, text: str, places: Sequence[tuple[str, frozenset[str]]]) -> Iterable[tuple[str, frozenset[str]]]:
        """Towns that a text names, each with the lowest regions of the index that they lie in; of several those that
        the text names itself. A town of nowhere near says nothing."""
        said = set(self._inside(places))
        for words, counties in towns_named(text):
            meant = {region for county in counties if (region := self._lowest(county))}
            if meant and not any(words in other for other, _ in places):
                yield words, frozenset(meant & said or meant)

    def _lowest(self, path: str) -> str | None:
        """The lowest region of the index that a place lies in, or is, below a province."""
        holding = (one for one in self._regions if "/" in one and _above(one, path))
        return max(holding, key=_depth, default=None)

    def _inside(self, places: Sequence[tuple[str, frozenset[str]]]) -> list[str]:
        return [region for _, paths in places for region in self._regions if region in paths]

    def _settle(self, draft: Draft, status: Status, **values: str) -> Draft:
        reply = REPLIES[status].format(known=self._known, **values)
        return replace(draft, status=status, sentences=(Sentence(text=reply),), detail=values.get("region", ""))


def _held_against(region: str, text: str) -> bool:
    """Whether a question holds a region that it names against another that it does not name."""
    if any(re.search(AGAINST.format(name=name), text) for name in own_names(region)):
        return True
    return len(text) <= SHORT and BESIDE.search(text) is not None


def _related(one: str, other: str) -> bool:
    return one == other or _above(one, other) or _above(other, one)


def _goes_to(place: str, text: str) -> bool:
    """Whether a place is only where somebody goes to: of 昆明市住院报销多少 it is what is asked about."""
    at = text.find(place)
    return text[at - 1 : at] in [*GOES] and ELSEWHERE.match(text, at + len(place)) is not None


def offered_regions(regions: Sequence[str]) -> tuple[str, ...]:
    """Those that somebody can be from. A sample whose region is left open (x市) is nobody's: it answers where a
    question names it, and where there is nothing else."""
    return tuple(one for one in regions if not (one and is_left_open(one))) or tuple(regions)


def region_name(region: str) -> str:
    """What to call a region, and documents that name none."""
    return shown_name(region) or UNKNOWN_REGION


def _last(region: str) -> str:
    return region.rsplit("/", 1)[-1]


def names(region: str) -> tuple[str, ...]:
    """Every name that people use for a region and those above it: 云南省, 云南, 大姚县, 大姚."""
    parts = region.split("/")
    paths = ["/".join(parts[: at + 1]) for at in range(len(parts))]
    return tuple(name for path in paths for name in (_last(path), _short(path)) if path and name)


def own_names(region: str) -> tuple[str, ...]:
    """The names of a region itself, without those above it."""
    above = set(names(region.rpartition("/")[0]))
    return tuple(name for name in names(region) if name not in above)


def _depth(region: str) -> int:
    return -1 if region == NATION else region.count("/")


@cache
def _short(region: str) -> str:
    return next((division.short for division in divisions() if division.path == region), "")


@cache
def _tabled(region: str) -> bool:
    return any(division.path == region for division in divisions())


def _above(path: str, region: str) -> bool:
    """Whether a region is another or lies in it, as all lie in the nation."""
    return region == path or region.startswith(f"{path}/") or (path == NATION and bool(region))

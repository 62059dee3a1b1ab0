"""Second step: which region's plans may answer. A sibling's never do."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.divisions import divisions, named
from rag.replies import NOTES, REPLIES, UNKNOWN_REGION
from rag.schema import Draft, Note, NoteKind, Sentence, Status


class Scope:
    """The region that a question names comes first, then the one that was chosen, then the only one there is."""

    def __init__(self, regions: Sequence[str]) -> None:
        """`regions` are the paths of the index's documents; empty for those that name none."""
        self._regions = tuple(regions)
        self._known = "、".join(region_name(region) for region in regions)

    def __call__(self, draft: Draft) -> Draft:
        chosen = (draft.question.region or "").strip()
        here = self.find(chosen) if chosen else None
        wanted = self._named_in(draft.text, here)
        if wanted is None and chosen and here is None:
            wanted = chosen
        if wanted is not None:
            here = self.find(wanted)
            if here is None:
                return self._settle(draft, Status.OTHER_REGION, region=region_name(wanted))
        if here is not None:
            return replace(draft, regions=(here,), detail=region_name(here))
        if len(self._regions) == 1:
            only = self._regions[0]
            note = Note(
                kind=NoteKind.REGION_INFERRED,
                text=NOTES[NoteKind.REGION_INFERRED].format(region=region_name(only)),
            )
            return replace(draft, regions=(only,), notes=(*draft.notes, note), detail=f"only {region_name(only)}")
        return self._settle(draft, Status.WHICH_REGION)

    def find(self, name: str) -> str | None:
        """The index's region that a path, a name (大姚县) or a short name (大姚) means; None where it has none."""
        folded = name.strip("/ ")
        for region in self._regions:
            if folded and folded in (
                region,
                region_name(region),
                _short(region),
                UNKNOWN_REGION[: 0 if region else None],
            ):
                return region
        paths = {division.path for _, found in named(folded) for division in found}
        return next((region for region in self._regions if region in paths), None)

    def _named_in(self, text: str, here: str | None) -> str | None:
        """The region that a question names, as a path; None where it names none but `here` or what lies above it."""
        for region in self._regions:
            short = _short(region)
            if short and short in text and (here is None or not _above(region, here)):
                return region
        for words, found in named(text):
            paths = [division.path for division in found]
            inside = [path for path in paths if path in self._regions]
            if inside:
                return inside[0]
            known = [here] if here else self._regions
            if not any(_above(path, region) for path in paths for region in known):
                return words
        return None

    def _settle(self, draft: Draft, status: Status, **values: str) -> Draft:
        reply = REPLIES[status].format(known=self._known, **values)
        return replace(draft, status=status, sentences=(Sentence(text=reply),), detail=values.get("region", ""))


def region_name(region: str) -> str:
    """The last name of a path; what to call documents that name no region."""
    return region.rsplit("/", 1)[-1] or UNKNOWN_REGION


def names(region: str) -> tuple[str, ...]:
    """Every name that people use for a region and those above it: 云南省, 云南, 大姚县, 大姚."""
    parts = region.split("/")
    paths = ["/".join(parts[: at + 1]) for at in range(len(parts))]
    return tuple(name for path in paths for name in (region_name(path), _short(path)) if path and name)


def _short(region: str) -> str:
    return next((division.short for division in divisions() if division.path == region), "")


def _above(path: str, region: str) -> bool:
    return region == path or region.startswith(f"{path}/")

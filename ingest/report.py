"""What an ingest did, document by document, and what whoever ran it should know."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ingest.identity.divisions import is_division, is_shared
from ingest.identity.standing import with_replaced
from ingest.inputs import Skipped
from ingest.newer import Newer
from ingest.schema import Document

Change = Literal["added", "updated", "unchanged", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """One document of the index after an ingest; `kept` ones were not among the sources."""

    id: str
    source: str
    title: str
    region: str
    sections: int
    rows: int
    passages: int
    change: Change
    notices: tuple[str, ...] = ()
    """What somebody should look at in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an ingest did. `published` is False where nothing had changed."""

    generation: str
    published: bool
    documents: tuple[Ingested, ...]
    skipped: tuple[Skipped, ...]
    seconds: float
    newer: tuple[Newer, ...] = ()
    """What newer versions say otherwise than those before them."""
    notes: tuple[str, ...] = ()
    """What whoever ingests should know: regions that no table has, documents that others replace."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document that the new generation will hold. What was understood in it lies in a store."""

    document: Document
    """Without its text."""
    key: str
    change: Change
    sizes: Mapping[str, int]
    """Numbers of its sections, rows and passages."""
    notices: tuple[str, ...]
    was: str = ""
    """Id of the older version whose place it takes."""
    is_written: bool
    """Whether the new generation's store has it already; else the last one's has."""


def report(
    name: str,
    held: list[Held],
    skipped: list[Skipped],
    started: float,
    *,
    notes: Sequence[str],
    newer: tuple[Newer, ...] = (),
    published: bool,
) -> Report:
    """Of an ingest that began at `started` (`time.monotonic`, seconds) and held or published the generation `name`."""
    documents = tuple(
        Ingested(
            id=one.document.id,
            source=one.document.source,
            title=one.document.title,
            region=one.document.region,
            sections=one.sizes["sections"] - 1,
            rows=one.sizes["rows"],
            passages=one.sizes["passages"],
            change=one.change,
            notices=one.notices,
        )
        for one in held
    )
    seconds = round(time.monotonic() - started, 2)
    return Report(
        generation=name,
        published=published,
        documents=documents,
        skipped=tuple(skipped),
        seconds=seconds,
        newer=newer,
        notes=(*notes, *_notes([one.document for one in held])),
    )


def _notes(documents: Sequence[Document]) -> Iterator[str]:
    """Of regions that the division table does not have, and of documents that another of the index ends."""
    for region in sorted({one.region for one in documents if one.region and not is_division(one.region)}):
        if is_shared(region):
            yield f"叫“{region}”的地方不止一个，文件没有写明上级，单独收录；请在文件开头用 region: 上级/{region} 写明"
        else:
            yield f"地区“{region}”不在行政区划表里，按文件所写单独收录，提问时写这个名称即可"
    for one in with_replaced(documents):
        if one.replaced_by:
            same = one.title == one.replaced_by
            which = f"（{one.number or one.date}）" if same and (one.number or one.date) else ""
            by = "同名的新文件" if same else f"《{one.replaced_by}》"
            yield f"《{one.title}》{which}到 {one.ends} 为止，此后由{by}替代；两份都保留"

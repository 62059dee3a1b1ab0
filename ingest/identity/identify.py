"""Who published a document, when, for which region and years: from its front matter, else from its own first lines."""

import hashlib
import re
from pathlib import PurePath

from ingest.formats.labels import fields_of
from ingest.identity.divisions import NATION, shared_name
from ingest.identity.issuer import issuer_of
from ingest.identity.number import number_of
from ingest.identity.region import given_region, is_national, open_region, region_of, short_in_title
from ingest.identity.signature import DATE, date_in, signature
from ingest.identity.title import title_of
from ingest.identity.told import Told
from ingest.identity.validity import validity
from ingest.schema import Document, Source, TextKind
from ingest.text.clean import DELETED, Cleaned
from ingest.text.fold import fold_same_length

HEAD = 3000  # characters in which a document says what it is
LABELLED = 40  # lines at the top within which labels say what it is
# what stands around a date of which a text speaks; it is none of its own
SPOKEN_OF = re.compile(r"(?:自|从|于|至|到|在|截至|截止|以|《[^《》]*|[（(][^（）()]*号[^（）()]*)\s*$")
GOES_ON = re.compile(r"\s*(?:起|前|后|以来|以[前后]|之[前后]|至|到|[-—–~～]|施行|执行|实施)")
ISSUED = re.compile(r"[（(]?.{0,40}?(?:通过|公布|发布|印发|修订|修正)[）)]?$")
PERIOD = re.compile(r"(20\d\d)\s*年?\s*[-—–~～至]+\s*(20\d\d)\s*年?")
YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
FIVE_YEARS = {"十二五": "2011-2015", "十三五": "2016-2020", "十四五": "2021-2025", "十五五": "2026-2030"}
HEADED = 4  # lines
SPOKEN = 40  # characters before a date that tell whose it is
NEAR_TITLE = 6  # lines within which a document says in brackets when it was issued
SAID = "said_"  # how the keys of labels begin among what a file says of itself
YES = ("true", "yes", "是")


def identify(path: str, data: bytes, source: Source, cleaned: Cleaned) -> Document:
    """Front matter wins field by field. Raises `ValueError` on a `text_kind` that does not exist."""
    meta, text = {key: DELETED.sub("", value) for key, value in source.meta.items()}, cleaned.text
    head = text[:HEAD]
    lines = tuple(line.strip(" |") for line in text.splitlines() if line.strip(" |"))
    labels = fields_of(lines[:LABELLED]) | {
        key.removeprefix(SAID): value for key, value in meta.items() if key.startswith(SAID)
    }
    title = title_of(meta, labels, head) or PurePath(path).stem
    digest = hashlib.sha256(data).hexdigest()
    kind = meta.get("text_kind") or TextKind.ORIGINAL
    if kind not in set(TextKind):
        raise ValueError(f"text_kind 只能是 {'、'.join(TextKind)}，不能是 {kind!r}")
    told = Told(meta=meta, labels=labels, signed=signature(lines), title=title, lines=lines, text=text)
    number = meta.get("number") or number_of(told)
    region, inferred = _region(told, number)
    issued = meta.get("date") or _date(told)
    holds = validity(title, text, date_in(issued), labels)
    return Document(
        id=document_id(digest),
        title=title,
        issuer=meta.get("issuer") or issuer_of(told, region),
        region=region,
        region_inferred=inferred or meta.get("region_inferred", "").lower() in YES,
        number=number,
        index_number=meta.get("index_number") or labels.get("index_number", ""),
        date=issued,
        period=meta.get("period") or _period(fold_same_length(title), head),
        source=path,
        text_kind=TextKind(kind),
        content_hash=digest,
        text=text,
        origin=cleaned.origin,
        pages=cleaned.pages,
        sheet_lines=cleaned.sheet_lines,
        scans=cleaned.scans,
        starts=holds.starts,
        ends=holds.ends,
        repeals=holds.repeals,
        is_trial=holds.is_trial,
        is_over=holds.is_over,
    )


def _region(told: Told, number: str) -> tuple[str, bool]:
    """The region, and whether it was concluded from what only hints at it."""
    meta, title = told.meta, told.title
    if meta.get("region"):
        return given_region(meta["region"]), False
    issuers = [name for name in (told.labels.get("issuer", ""), *told.signed.issuers) if name]
    named = region_of(title)
    if not named and is_national(title, next(iter(issuers), ""), number):
        return NATION, False
    within = next((found for name in issuers if (found := region_of(name))), "")
    if named and within.startswith(f"{named}/") and not title.startswith(named.rsplit("/", 1)[-1]):
        named = within
    headed = "\n".join(told.lines[:HEADED])
    found = named or within or short_in_title(title, told.text) or region_of(headed)
    if not found:
        site = " ".join((told.labels.get("origin", ""), meta.get("origin", ""), meta.get("page_title", "")))
        found = region_of(site) or region_of(meta.get("site", ""))
    found = found or next((name for words in (title, *issuers) if (name := shared_name(words))), "")
    return (found, False) if found else open_region(told.text)


def document_id(content_hash: str) -> str:
    """A document is named by its bytes."""
    return f"d{content_hash[:12]}"


def _date(told: Told) -> str:
    """The day it was made: as labelled, signed, or told in brackets below the title; else the day it was published."""
    if found := date_in(told.labels.get("date", "")) or told.signed.date:
        return found
    for line in told.lines[:NEAR_TITLE]:
        if line[:1] in "（(" and ISSUED.fullmatch(line) and (found := date_in(line)):
            return found
    if found := date_in(told.labels.get("published", "")) or date_in(told.meta.get("published", "")):
        return found
    head = told.text[:HEAD]
    for match in DATE.finditer(head):
        spoken_of = SPOKEN_OF.search(head, max(0, match.start() - SPOKEN), match.start())
        if not spoken_of and not GOES_ON.match(head, match.end()):
            return date_in(match.group())
    return ""


def _period(title: str, head: str) -> str:
    """Years of the title, however it gives them, else a span of years in the head."""
    if match := PERIOD.search(title):
        return f"{match[1]}-{match[2]}"
    for name, years in FIVE_YEARS.items():
        if name in title:
            return years
    if match := YEAR.search(title):
        return match[1]
    match = PERIOD.search(head)
    return f"{match[1]}-{match[2]}" if match else ""

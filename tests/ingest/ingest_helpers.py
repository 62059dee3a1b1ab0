"""What the ingest tests share: short ways to read an invented text, and how property tests run."""

import hashlib
from functools import cache
from pathlib import Path

from hypothesis import settings as hypothesis_settings

from ingest.formats.read import read_source
from ingest.inputs import Input
from ingest.pipeline import parse
from ingest.schema import Document, ParsedDocument, Section, Source, TextKind
from ingest.settings import IngestSettings
from ingest.text.clean import Cleaned, clean
from ingest.text.outline import outline

# the same examples on every machine, and no clock: the machines that run this are shared
PROPERTY = hypothesis_settings(deadline=None, derandomize=True, max_examples=50)


def cleaned(text: str, suffix: str = ".txt") -> Cleaned:
    """A text as the reader of its suffix and `clean` leave it."""
    return clean(read_source(f"plan{suffix}", text.encode()))


def plain(text: str) -> Cleaned:
    """A text whose format marks nothing."""
    return clean(Source(text=text, meta={}))


def parsed(text: str, name: str = "plan.md", *, passage_tokens: int = 220) -> ParsedDocument:
    """A text taken through the whole ingest path up to passages."""
    return parse(Input(source=name, data=text.encode()), _settings(passage_tokens))


@cache
def _settings(passage_tokens: int) -> IngestSettings:
    return IngestSettings(home=Path("unused"), passage_tokens=passage_tokens)


def document(text: str) -> Document:
    """A document that is nothing but its text."""
    return Document(
        id="d",
        title="青石县规划",
        issuer="",
        region="",
        number="",
        index_number="",
        date="",
        period="",
        source="plan.txt",
        text_kind=TextKind.ORIGINAL,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        origin=((0, 0, len(text)),),
    )


def sections_of(text: str, suffix: str = ".txt") -> tuple[Section, ...]:
    return outline(cleaned(text, suffix), "d", "青石县规划")

"""Short ways to have an invented text read as ingest reads a file."""

from functools import cache
from pathlib import Path

from ingest.formats.read import read_source
from ingest.inputs import Input
from ingest.parse import parse
from ingest.schema import ParsedDocument, Section, Source
from ingest.settings import IngestSettings
from ingest.text.clean import Cleaned, clean
from ingest.text.outline import outline


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


def sections_of(text: str, suffix: str = ".txt") -> tuple[Section, ...]:
    return outline(cleaned(text, suffix), "d", "青石县规划")

"""A file to a `Source`: by one list of formats. A new format is one file with one reader and one line here.

Text is read by its suffix. What is no text is told by its content, whatever it is called.
"""

from collections.abc import Callable
from pathlib import PurePath

from ingest.errors import SourceError
from ingest.formats.csv import read_csv
from ingest.formats.encoding import decode
from ingest.formats.html import read_html
from ingest.formats.kinds import is_pdf, is_zip, refusal
from ingest.formats.markdown import read_markdown
from ingest.formats.office import OFFICE, read_office
from ingest.formats.pdf import read_pdf
from ingest.formats.plain import read_text
from ingest.schema import Source

Reader = Callable[[str], Source]
FORMATS: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (read_text, (".txt",)),
    (read_markdown, (".md", ".markdown")),
    (read_html, (".html", ".htm")),
    (read_csv, (".csv",)),
)
READERS: dict[str, Reader] = {suffix: reader for reader, suffixes in FORMATS for suffix in suffixes}
OFFICE_SUFFIXES = frozenset(suffix for _, _, suffix in OFFICE) | {".pdf"}
# documents that offices keep plans in and that have no reader yet: reported, never passed over in silence
UNREADABLE = frozenset({".doc", ".wps", ".ofd", ".rtf", ".xls", ".et", ".ppt", ".pptx", ".jpg", ".jpeg", ".png"})


def read_source(path: str, data: bytes) -> Source:
    """Read one file. Raises `SourceError` with a reason in plain words."""
    suffix = PurePath(path).suffix.lower()
    if not data.strip():
        raise SourceError(path, "文件是空的")
    try:
        source = _source(path, data, suffix)
    except ValueError as error:
        raise SourceError(path, str(error)) from error
    if not source.text.strip():
        raise SourceError(path, _without_words(source))
    return source


def _source(path: str, data: bytes, suffix: str) -> Source:
    if is_zip(data):
        return read_office(data)
    if is_pdf(data):
        return read_pdf(data)
    if why := refusal(data):
        raise ValueError(why)
    if suffix in OFFICE_SUFFIXES:
        raise ValueError(f"名为 {suffix}，内容却不是，文件可能已损坏或改过名")
    reader = READERS.get(suffix)
    if reader is None:
        known = "、".join(sorted(READERS.keys() | OFFICE_SUFFIXES))
        raise ValueError(f"还不能读取 {suffix or '没有扩展名的'} 文件，请另存为 {known} 之一")
    return reader(decode(data, path))


def _without_words(source: Source) -> str:
    return f"文件里没有文字({'；'.join(source.notes)})" if source.notes else "文件里没有文字"

"""A file to a `Source`: by one list of formats. A new format is one file with one reader and one line here."""

from collections.abc import Callable
from pathlib import PurePath

from ingest.errors import SourceError
from ingest.formats.encoding import decode
from ingest.formats.html import read_html
from ingest.formats.markdown import read_markdown
from ingest.formats.plain import read_text
from ingest.schema import Source

Reader = Callable[[str], Source]
FORMATS: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (read_text, (".txt",)),
    (read_markdown, (".md", ".markdown")),
    (read_html, (".html", ".htm")),
)
READERS: dict[str, Reader] = {suffix: reader for reader, suffixes in FORMATS for suffix in suffixes}
# documents that offices keep plans in and that have no reader yet: reported, never passed over in silence
UNREADABLE = frozenset(
    {".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".jpg", ".jpeg", ".png"}
)


def read_source(path: str, data: bytes) -> Source:
    """Read one file. Raises `SourceError` with a reason in plain words."""
    suffix = PurePath(path).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = "、".join(sorted(READERS))
        raise SourceError(path, f"还不能读取 {suffix or '没有扩展名的'} 文件，请另存为 {known} 之一")
    if not data.strip():
        raise SourceError(path, "文件是空的")
    try:
        source = reader(decode(data, path))
    except ValueError as error:
        raise SourceError(path, str(error)) from error
    if not source.text.strip():
        raise SourceError(path, "文件里没有文字")
    return source

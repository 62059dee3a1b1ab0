"""A file to a `Source`: by one list of formats. A new format is one file with one reader and one line here.

Text is read by its suffix. What is no text is told by its content, whatever it is called.
"""

from collections.abc import Callable
from pathlib import PurePath

from ingest.errors import SourceError
from ingest.formats.csv import read_csv
from ingest.formats.encoding import decode
from ingest.formats.html import read_html
from ingest.formats.kinds import convertible, is_mail_page, is_page, is_pdf, is_picture, is_zip, refusal
from ingest.formats.libreoffice import read_converted
from ingest.formats.markdown import read_markdown
from ingest.formats.mhtml import read_mhtml
from ingest.formats.office import OFFICE, read_office
from ingest.formats.pdf import read_pdf
from ingest.formats.plain import read_text
from ingest.formats.recognise import read_picture
from ingest.schema import Source

Reader = Callable[[str], Source]
PAGES = (".html", ".htm")
FORMATS: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (read_text, (".txt",)),
    (read_markdown, (".md", ".markdown")),
    (read_html, PAGES),
    (read_csv, (".csv",)),
)
BY_CONTENT: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Source]], ...] = (
    (is_zip, read_office),
    (is_pdf, read_pdf),
    (is_picture, read_picture),
)
READERS: dict[str, Reader] = {suffix: reader for reader, suffixes in FORMATS for suffix in suffixes}
OFFICE_SUFFIXES = frozenset(suffix for _, _, suffix in OFFICE) | {".pdf"}
CONVERTED_SUFFIXES = frozenset({".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods", ".xlsb"})
"""By LibreOffice, where it is installed."""
MAIL_PAGES = frozenset({".mht", ".mhtml"})
READABLE = READERS.keys() | OFFICE_SUFFIXES | CONVERTED_SUFFIXES | MAIL_PAGES
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff"})
"""By what recognises words, where it is installed."""
# documents that offices keep plans in and that are not read, or not everywhere: reported, never passed over in silence
UNREADABLE = frozenset({".ppt", ".pptx"}) | PICTURES


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
    for is_it, read in BY_CONTENT:
        if is_it(data):
            return read(data)
    if why := refusal(data):
        raise ValueError(why)
    if (kind := convertible(data, suffix)) is not None:
        return read_converted(data, kind)
    if is_page(data) and suffix not in READERS:
        return read_html(decode(data, path))
    if is_mail_page(data) and (suffix not in READERS or suffix in PAGES):
        return read_mhtml(data)
    return _text(path, data, suffix)


def _text(path: str, data: bytes, suffix: str) -> Source:
    if suffix in OFFICE_SUFFIXES | CONVERTED_SUFFIXES | MAIL_PAGES:
        raise ValueError(f"名为 {suffix}，内容却不是，文件可能已损坏或改过名")
    reader = READERS.get(suffix)
    if reader is None:
        known = "、".join(sorted(READABLE))
        raise ValueError(f"还不能读取 {suffix or '没有扩展名的'} 文件，请另存为 {known} 之一")
    return reader(decode(data, path))


def _without_words(source: Source) -> str:
    return f"文件里没有文字({'；'.join(source.notes)})" if source.notes else "文件里没有文字"

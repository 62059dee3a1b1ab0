"""Bytes of a file to a `Source`: the encoding, and the reader for its suffix."""

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath

from ingest.errors import SourceError
from ingest.formats.html import read_html
from ingest.formats.markdown import RULER, read_markdown
from ingest.schema import Source

READER_VERSION = "32"
MARKUP = re.compile(r"</(?:p|td|th|tr|div|li|h[1-6]|table)>", re.IGNORECASE)
MUCH_MARKUP = 5  # closing tags from which on plain text is HTML


def read_text(text: str) -> Source:
    """Plain text: nothing is marked but the line under a table's header, everything else is found later. Text that
    somebody saved with its markup, or with that of its tables, is read as HTML whose lines end where they end."""
    if len(MARKUP.findall(text)) >= MUCH_MARKUP:
        outside = re.split(r"(<table\b.*?</table>)", text, flags=re.DOTALL | re.IGNORECASE)
        parts = (part if at % 2 else part.replace("\n", "<br>") for at, part in enumerate(outside))
        return read_html(text if re.search("<body", text, re.IGNORECASE) else "".join(parts))
    return Source(text=text, meta={}, marks=tuple(match.span() for match in RULER.finditer(text)))


READERS: dict[str, Callable[[str], Source]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
# documents that offices keep plans in and that have no reader yet: reported, never passed over in silence
UNREADABLE = frozenset(
    {".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".jpg", ".jpeg", ".png"}
)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# what text of a plan is made of; bytes that merely happen to decode as GB18030 are mostly something else
PLAUSIBLE = re.compile(
    r"[\s\x20-\x7e\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u00b7\u2160-\u217f\u2460-\u249b]"
)
MIN_PLAUSIBLE = 0.9  # share of characters; the plans at hand have over 0.999, Big5 read as GB18030 about 0.6


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


def decode(data: bytes, path: str) -> str:
    """UTF-8, UTF-16 with a mark, or GB18030 (which holds GBK and GB2312). Raises `SourceError`."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError(path, f"标明是 {encoding} 编码，但内容不符") from error
    if b"\x00" in data:
        raise SourceError(path, "不是文本文件")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or len(PLAUSIBLE.findall(text)) >= MIN_PLAUSIBLE * len(text):
            return text
    raise SourceError(path, "认不出文字编码，请另存为 UTF-8 或 GB18030(GBK)编码")

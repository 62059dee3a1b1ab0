"""Web pages with all their parts in one file, written down like a mail (.mht, .mhtml): the page itself is read."""

import re
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from ingest.errors import SourceError
from ingest.formats.encoding import decode
from ingest.formats.html import read_html
from ingest.schema import Source

MOST_BOUNDARIES = 20  # parts of parts that the file names; a page has one or two
LONGEST_BOUNDARY = 200  # characters; the standard allows 70
MOST_PARTS = 5_000
LONGEST_HEADER = 50_000  # bytes before the first empty line
BOUNDARY = re.compile(rb"boundary\s*=\s*(\"[^\"\r\n]*\"|[^\s;]+)", re.IGNORECASE)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}  # sets of which the last holds the others
ODD = "不像一个保存下来的网页"


def read_mhtml(data: bytes) -> Source:
    """Raises `ValueError` on what no browser saves."""
    named = BOUNDARY.findall(data)
    if len(named) > MOST_BOUNDARIES or any(len(one) > LONGEST_BOUNDARY for one in named):
        raise ValueError(f"内容是 MHTML，但分段的写法{ODD}")
    if len(re.split(rb"\r?\n\r?\n", data[: LONGEST_HEADER + 2], maxsplit=1)[0]) > LONGEST_HEADER:
        raise ValueError(f"内容是 MHTML，但开头的说明过长，{ODD}")
    if named and data.count(b"\n--" + named[0].strip(b'"')) > MOST_PARTS:
        raise ValueError(f"内容是 MHTML，但有超过 {MOST_PARTS} 段，{ODD}")
    try:
        pages = [part for part in BytesParser(policy=compat32).parsebytes(data).walk() if _is_page(part)]
    except (RecursionError, UnicodeError, LookupError) as error:
        raise ValueError(f"内容是 MHTML，但{ODD}") from error
    if not pages:
        raise ValueError("内容是 MHTML，但里面没有网页")
    source = read_html(_text(pages[0]))
    if len(pages) > 1:
        return replace(source, notes=(*source.notes, f"文件里还有 {len(pages) - 1} 个嵌入的网页，没有读"))
    return source


def _is_page(part: Message) -> bool:
    return part.get_content_type() == "text/html"


def _text(part: Message) -> str:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        raise ValueError("内容是 MHTML，但里面的网页已损坏")  # noqa: TRY004 - of the file
    named = str(part.get_param("charset", "") or "").lower()
    try:
        return body.decode(CHINESE.get(named, named)) if named else decode(body, "")
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return decode(body, "")
    except SourceError as error:
        raise ValueError(error.reason) from error

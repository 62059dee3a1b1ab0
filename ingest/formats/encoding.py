"""Bytes to text: which encoding a file is in."""

import codecs
import re

from ingest.errors import SourceError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# what text of a plan is made of; bytes that merely happen to decode as GB18030 are mostly something else
PLAUSIBLE = re.compile(
    r"[\s\x20-\x7e\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u00b7\u2160-\u217f\u2460-\u249b]"
)
MIN_PLAUSIBLE = 0.9  # share of characters; the plans at hand have over 0.999, Big5 read as GB18030 about 0.6


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
        if encoding == "utf-8" or len(text) - len(PLAUSIBLE.sub("", text)) >= MIN_PLAUSIBLE * len(text):
            return text
    raise SourceError(path, "认不出文字编码，请另存为 UTF-8 或 GB18030(GBK)编码")

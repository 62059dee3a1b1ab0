"""What opens a line of its own on a page: numbers of headings and items, notes, captions. How headings nest is told by
the text alone later (`ingest/text/marks.py`); here it only keeps lines apart."""

import re

NUMERAL = "[〇零一二三四五六七八九十百]{1,4}"
HEADINGS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"第{NUMERAL}[篇编](?!制)|第{NUMERAL}部分"),
    re.compile(rf"第{NUMERAL}章"),
    re.compile(rf"第{NUMERAL}节"),
    re.compile(rf"{NUMERAL}、"),
    re.compile(rf"[(（]{NUMERAL}[)）]"),
)
"""The marks of headings, from the highest level down."""
OPENS = re.compile(
    rf"{'|'.join(one.pattern for one in HEADINGS)}|第\s?[〇零一二三四五六七八九十百\d]{{1,4}}\s?条"
    r"|[甲乙丙丁戊己庚辛]、|\d{1,3}[.．、](?!\d)|[(（]\d{1,2}[)）]"
    r"|[①-⑳●■◆▲○·•☆★※]|[〔\[【]|[\u4e00-\u9fff]{0,4}专栏|附[件录表注]|表\s*\d|图\s*\d|注[:：\d]|[\u4e00-\u9fff]{2,8}[:：]"
)
NOTE = re.compile(r"(?:[①-⑳]|\[\d{1,2}\]|[*＊※†]|注\s*\d{0,2}\s*[:：]|\d{1,2}(?![\d.．、年月日%个]))\s*\S")
"""How a note at the foot of a page begins."""
ENTRY = re.compile(r".{1,80}?(?:[.．…·‥]\s?){4,}\s*[\divxIVX]{1,5}")
"""A line of a table of contents."""
CLOSED = re.compile(r"[。；;！!？?:：][”’」』》)）\]]*$")
"""The end of a sentence, or of what leads to a list."""


def heading_rank(words: str) -> int | None:
    """The rank of the mark that a line begins with, 0 the highest; None without one."""
    return next((rank for rank, mark in enumerate(HEADINGS) if mark.match(words)), None)

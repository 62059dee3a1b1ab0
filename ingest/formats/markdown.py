"""Markdown: front matter becomes metadata, `#` lines become headings, marks are named for `clean` to delete.

Tables that are drawn otherwise, or written in HTML, become rows between pipes.
"""

import re

import yaml

from ingest.formats.html import read_html
from ingest.formats.text_tables import html_tables, piped
from ingest.schema import Source

FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.S)
LONGEST_MATTER = 10_000  # characters
HEADING = re.compile(r"(?m)^(#{1,6})[ \t]+\S")
# the line under a table's header: | --- | :-: |
RULER = re.compile(r"(?m)^[ \t]*+\|?+[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)+\|?[ \t]*+(?=\r?$)")
MARKS = re.compile(rf"{RULER.pattern}|^#{{1,6}}[ \t]+|\*\*|^>[ \t]?|^[ \t]*-{{3,}}[ \t]*(?=\r?$)")


def read_markdown(text: str) -> Source:
    """Raises `ValueError` when the front matter is not a flat list of `key: value`."""
    meta: dict[str, str] = {}
    body_start = 0
    if match := FRONT_MATTER.match(text):
        if match.end() > LONGEST_MATTER:
            raise ValueError(f"文件开头的元数据(---之间)超过 {LONGEST_MATTER} 字")
        try:
            loaded = yaml.load(match.group(1), Loader=yaml.BaseLoader)  # strings only, no objects
        except (yaml.YAMLError, RecursionError) as error:
            raise ValueError(
                f"文件开头的元数据(---之间)写法有误：{(str(error).splitlines() or ['无法解析'])[0]}"
            ) from error
        if not isinstance(loaded, dict) or not all(isinstance(value, str) for value in loaded.values()):
            raise ValueError("文件开头的元数据(---之间)只能是一行一个“名称: 值”")
        if any("\ud800" <= character <= "\udfff" for value in loaded.values() for character in value):
            raise ValueError("文件开头的元数据(---之间)里有不能单独成字的编码(\\ud800-\\udfff)")
        meta = {str(key): value.strip() for key, value in loaded.items()}
        body_start = match.end()
    body = piped("".join(html_tables(text[body_start:], lambda table: read_html(table).text)))
    headings = tuple((match.start(), len(match.group(1))) for match in HEADING.finditer(body))
    marks = tuple(match.span() for match in MARKS.finditer(body))
    return Source(text=body, meta=meta, headings=headings, marks=marks)

"""Markdown: front matter becomes metadata, `#` lines become headings, marks are named for `clean` to delete.

Tables that are drawn otherwise become rows between pipes. HTML inside is read by `inline_html.py`. A text that was made
from a page of a site is left without the site's words.
"""

import re
from collections.abc import Iterator, Sequence

import yaml

from ingest.formats.chrome import omitted
from ingest.formats.inline_html import shown
from ingest.formats.page_lines import LINE, Block, PageLine
from ingest.formats.raised import NOTE_MARK
from ingest.formats.site_words import site_kind
from ingest.formats.text_tables import piped
from ingest.schema import LeftOut, Source

FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.S)
LONGEST_MATTER = 10_000  # characters
HEADING = re.compile(r"(?m)^(#{1,6})[ \t]+\S")
# the line under a table's header: | --- | :-: |
RULER = re.compile(r"(?m)^[ \t]*+\|?+[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)+\|?[ \t]*+(?=\r?$)")
FIRST_LEVEL = re.compile(r"(?m)^#[ \t]+([^\n]{5,80}?)[ \t#]*\r?$")  # the only one is what a text is called
NO_WORDS = re.compile(r"\*\*|\\(?=\W)|\[\^[^\]]*\]")
NUMBERED = re.compile(r"第[〇零一二三四五六七八九十百\d]+[章节条编篇]|[一二三四五六七八九十]+、|\d+[.、]|[（(]")
# a line of = or - below a title; below a row of a table it is none
UNDERLINED = re.compile(r"(?m)^([^\s|#>*+\-=][^\n|]{0,59})\r?\n(={3,}|-{3,})[ \t]*(?=\r?$)")
LINK = re.compile(r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+[\"'][^\"'\n]*[\"'])?\)")
SITE = frozenset({"trail", "footer", "neighbours", "tools", "related"})
SHORT = 20  # characters of what a table may be called
FEWEST_SIGNS = 2  # kinds of a site's words from which on a text was made from a page of it
# emphasis, quotes, rules, code, the backslash before a sign (not before a pipe: that one is a character of a cell)
# *words* and _words_, which no letter or digit stands beside
EMPHASIS = re.compile(r"(?<![A-Za-z0-9*_\\])([*_]|__)(?=[^\s*_])[^*\n]{0,200}?(?<=[^\s*_\\])(\1)(?![A-Za-z0-9*_])")
RULE = r"^[ \t]*(?:-{3,}|={3,}|(?:[*_-][ \t]*){3,})[ \t]*(?=\r?$)"
MARKS = re.compile(rf"(?m){RULER.pattern}|^#{{1,6}}[ \t]+|[ \t]+#+[ \t]*(?=\r?$)|\*\*|^>[ \t]?|{RULE}|`+")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{}~])(?!\|)")


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
    body, left_out = shown(text[body_start:])
    first = [match[1].strip() for match in FIRST_LEVEL.finditer(body)]
    if len(first) == 1 and not NUMBERED.match(first[0]):
        meta.setdefault("heading", NO_WORDS.sub("", first[0]))
    body, chrome = _without_site(_apart(piped(body)), meta)
    headings = sorted([*_hashed(body), *_underlined(body)])
    marks = tuple(match.span() for pattern in (MARKS, ESCAPE, NOTE_MARK) for match in pattern.finditer(body))
    marks += tuple(match.span(group) for match in EMPHASIS.finditer(body) for group in (1, 2))
    return Source(text=body, meta=meta, headings=tuple(headings), marks=marks, left_out=(*left_out, *chrome))


def _apart(body: str) -> str:
    """Two empty lines more above the header of a table that stands right below another one, with at most a short line
    between them: the ruler under it tells that it is another table."""
    lines = body.split("\n")
    out: list[str] = []
    for at, line in enumerate(lines):
        if at + 1 < len(lines) and "|" in line and RULER.fullmatch(lines[at + 1]) and _is_below_table(lines, at):
            out += ["", ""]
        out.append(line)
    return "\n".join(out)


def _is_below_table(lines: Sequence[str], here: int) -> bool:
    """Whether before a line end those of a table, empty ones, and at most one short line among these."""
    tail = next((at for at in range(here - 1, -1, -1) if "|" in lines[at]), None)
    if tail is None:
        return False
    between = [line.strip() for line in lines[tail + 1 : here]]
    words = [line for line in between if line]
    return "" in between and (not words or (len(words) == 1 and len(words[0]) <= SHORT))


def _hashed(body: str) -> Iterator[tuple[int, int]]:
    for match in HEADING.finditer(body):
        yield match.start(), len(match.group(1))


def _underlined(body: str) -> Iterator[tuple[int, int]]:
    """Headings that a line of = or - underlines."""
    for match in UNDERLINED.finditer(body):
        yield match.start(1), 1 if match[2][0] == "=" else 2


def _without_site(body: str, meta: dict[str, str]) -> tuple[str, tuple[LeftOut, ...]]:
    """A text without pictures and targets of links; of one that was made from a page, without what was the site's."""
    written = [LINK.sub(lambda match: "" if match[1] else match[2], line) for line in LINE.findall(body)]
    lines = [_as_line(line, words) for line, words in zip(LINE.findall(body), written, strict=True)]
    kinds = {kind for line in lines if (kind := site_kind(line.words))}
    if len(kinds & SITE) < FEWEST_SIGNS:
        return "".join(written), ()
    said = dict(meta)
    why = omitted(lines, [Block(parent=-1, tag="body", words="")], said)
    meta.update({name: value for name, value in said.items() if name not in meta})
    kept = "".join(words for words, reason in zip(written, why, strict=True) if not reason)
    chrome = (LeftOut(text=line.words, why=reason) for line, reason in zip(lines, why, strict=True) if reason)
    return kept, tuple(one for one in chrome if one.text)


def _as_line(line: str, written: str) -> PageLine:
    """A line as it looks, and how much of it is links."""
    hashes = HEADING.match(written)
    words = written[hashes.end(1) :] if hashes else re.sub(r"^\s*[*+-]\s|\*\*", "", written)
    linked = sum(len(match[2]) for match in LINK.finditer(line) if not match[1])
    return PageLine(text=words.lstrip(" "), linked=linked, block=0, level=len(hashes[1]) if hashes else 0)

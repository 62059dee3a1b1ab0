"""Lines and tables of labels in which a page or a file says what it is: 索引号, 文号, 发布日期."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

KINDS = ("loose", "tabled")  # lists of the file that are of labels in others
LONGEST_VALUE = 80  # characters of a label's value; a title may have so many
LONGEST_LINE = 400  # characters of a line of labels
STAMP = re.compile(r"[\s\[(（]*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[\sT]*\d{1,2}:\d\d(?::\d\d)?)?[\s\])）]*")
# a line that says when a page was made, and by whom: 发布于 2025年4月21日 由…, 2025-06-30 · 福利司 · 阅读 781
STAMPED = re.compile(
    r"(?:发布于|发表于|更新于|刊发于|(?=.*\d{1,2}:\d\d)|(?=.*(?:·|阅读|评论|点击|浏览|原创)))[^\d]{0,24}((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
)
LONGEST_STAMPED = 60  # characters of such a line


def labelled(line: str, *, beside: bool = False) -> dict[str, str]:
    """The labels of a line (or of a row between pipes) with their values by our names; empty where it is no such
    line. `beside`: it stands beside one, where also a label that others use says it of the document."""
    if len(line) > LONGEST_LINE or "。" in line:
        return {}
    words = _with_colons(line) if "|" in line else line
    matches = [*_labels().finditer(words)]
    before = words[: matches[0].start()].strip(" |【[(（") if matches else ""
    names = ["".join(match[1].split()) for match in matches]
    loose = len(names) < 2 and not beside and all(name in _names("loose") for name in names)
    if not matches or loose or (before and not STAMP.fullmatch(before)):
        stamp = _stamp(line)
        return {"published": stamp} if stamp else {}
    ends = [*(match.start() for match in matches[1:]), len(words)]
    values = [" ".join(words[m.end() : end].strip(" |【】[]").split()) for m, end in zip(matches, ends, strict=True)]
    if max(map(len, values)) > LONGEST_VALUE:
        return {}
    found: dict[str, str] = {"published": before} if before else {}
    for name, value in zip(names, values, strict=True):
        field = _field(name) if value.strip("-—/无 ") else "other"
        found.setdefault(field, value if field != "other" else "")
    return found


def _stamp(line: str) -> str:
    """The day of a line that says when a page was made."""
    if STAMP.fullmatch(line):
        return line.strip()
    match = STAMPED.search(line) if len(line) <= LONGEST_STAMPED else None
    return match[1] if match else ""


def date_line(line: str) -> bool:
    """Whether a line is a date and nothing else, as below a signature."""
    return STAMP.fullmatch(line) is not None


def fields_of(lines: Iterable[str]) -> dict[str, str]:
    """The labels of all lines that are such, the first of each."""
    found: dict[str, str] = {}
    for line in lines:
        for name, value in labelled(line).items():
            found.setdefault(name, value)
    found.pop("other", None)
    return found


def _with_colons(row: str) -> str:
    """A row whose label cells end in a colon, as some are written without."""
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    return " | ".join(f"{cell}：" if _field("".join(cell.split())) else cell for cell in cells)


@cache
def table_labels() -> frozenset[str]:
    """Labels of which a table is made that says what the document is."""
    every = frozenset(name for field in _data() if field not in KINDS for name in _names(field))
    return every - _names("loose") | _names("tabled")


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((files("ingest.formats") / "data" / "fields.toml").read_text(encoding="utf-8"))


@cache
def _names(field: str) -> frozenset[str]:
    return frozenset(_data()[field])


@cache
def _field(name: str) -> str:
    """Our name of a label; empty where it is none."""
    return next((field for field in _data() if field not in KINDS and name in _names(field)), "")


@cache
def _labels() -> re.Pattern[str]:
    names = sorted({name for field in _data() for name in _names(field)}, key=len, reverse=True)
    spaced = (r"\s*".join(name) for name in names)
    return re.compile(rf"({'|'.join(spaced)})\s*[:：]")

"""What columns of tables and fields of records are called: the one table of header names, by role.

`data/headers.toml` says what the roles are; whoever needs to know a header asks here.
"""

import re
import tomllib
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

NUMBER, GROUP, INDICATOR, UNIT, ATTRIBUTE = "序号", "分类", "指标", "单位", "属性"
SERVICE, PROJECT, CONTENT, LEAD, SUPPORTING = "服务项目", "项目", "内容", "牵头单位", "配合单位"
"""Usual names of columns that have a meaning to code."""

Role = Literal["opens", "indicator", "counts", "projects", "standard", "label"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StandardColumn(_Entry):
    """What cells of a column of a service standards table are like."""

    written: tuple[str, ...]
    like: tuple[re.Pattern[str], ...]
    unlike: tuple[re.Pattern[str], ...]
    longest: int
    ends: re.Pattern[str] | None = None


class Label(_Entry):
    """A label of a field in running text, and what the field makes of its record."""

    written: tuple[str, ...]
    field: Literal["name", "standard", "content", "duty", "other"]
    line: bool = False


class Header(_Entry):
    """A column or field by its usual name, with its writings by role."""

    name: str
    opens: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    read_out: bool = False
    counts: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    standard: StandardColumn | None = None
    label: Label | None = None

    def writings(self, role: Role) -> tuple[str, ...]:
        """How it is written in a role; nothing where it does not have it."""
        found = getattr(self, role)
        return found.written if isinstance(found, StandardColumn | Label) else found or ()


class TableKind(_Entry):
    """A kind of record (a `RowKind`), the headers that make it, and the one that names it (none: empty)."""

    kind: Literal["standard", "indicator", "service_list", "duty"]
    columns: frozenset[str]
    named: str = ""


class _Parts(_Entry):
    value: tuple[str, ...]
    baseline: tuple[str, ...]
    target: tuple[str, ...]
    dated: tuple[str, ...]
    built: tuple[str, ...]
    says: tuple[str, ...]


class HeaderTable(_Entry):
    """The whole of `data/headers.toml`."""

    header: tuple[Header, ...]
    table: tuple[TableKind, ...]
    parts: _Parts


def _read() -> HeaderTable:
    text = (files("ingest.tables") / "data" / "headers.toml").read_text(encoding="utf-8")
    return HeaderTable.model_validate(tomllib.loads(text))


def usual_names(role: Role) -> dict[str, str]:
    """Every writing that has a role to the usual name of its header."""
    return {writing: header.name for header in HEADERS for writing in header.writings(role)}


_TABLE = _read()
HEADERS = _TABLE.header
TABLE_KINDS = _TABLE.table
OPENING = frozenset(usual_names("opens"))
INDICATOR_COLUMNS = usual_names("indicator")
NOT_READ_OUT = frozenset(w for header in HEADERS if not header.read_out for w in header.writings("indicator"))
"""Columns of an indicator table that name, group or count: no value of theirs answers a question."""
COUNTING = frozenset(usual_names("counts"))
HEADS = frozenset(
    writing
    for header in HEADERS
    for role in ("opens", "indicator", "counts", "projects", "standard")
    for writing in header.writings(role)
)
"""Every writing of a column's header."""
PROJECT_COLUMNS = frozenset(usual_names("projects"))
STANDARD_COLUMNS = usual_names("standard")
LABELS = frozenset(usual_names("label"))
NAMING_LABELS = frozenset(
    w for header in HEADERS if header.label and header.label.field == "name" for w in header.label.written
)
WHO_OR_WHEN = frozenset(
    w for header in HEADERS if header.label and header.label.field in ("duty", "other") for w in header.label.written
)
"""Labels of fields; those that name the record; those that say who does it, when, or how one gets it."""
VALUE, BASELINE, TARGET, DATED, BUILT, SAYS = (
    re.compile("|".join(getattr(_TABLE.parts, part)))
    for part in ("value", "baseline", "target", "dated", "built", "says")
)


def plain(header: str) -> str:
    """A header without the blanks and line breaks that set it."""
    return "".join(header.split())


def standard_name(header: str) -> str:
    """The usual name of a column of a standards table: 受益人群 is 服务对象; the header itself where none is known."""
    return STANDARD_COLUMNS.get(header, header)


def is_standard_header(words: str) -> bool:
    """Whether words are nothing but the header of a standards table's column."""
    return plain(words) in STANDARD_COLUMNS

"""Tables and lists to typed rows: what kind of record a table holds, and which column names it, its header says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.identity.lexicon import concept_of
from ingest.quantities.figures import figures, is_unit
from ingest.records.items import list_items
from ingest.schema import Cell, Row, RowKind, Section
from ingest.tables.cells import VALUE
from ingest.tables.grid import GridCell, Table
from ingest.tables.headers import (
    BUILT,
    COUNTING,
    NUMBER,
    PROJECT_COLUMNS,
    SERVICE,
    TABLE_KINDS,
    UNIT,
    WHO_OR_WHEN,
    plain,
    standard_name,
)
from ingest.tables.shifted import shifted_back
from ingest.tables.units import parted
from ingest.text.nesting import innermost

# brackets at the end of an indicator's name that belong to it: 执业(助理)医师 is one inside; these stand last
QUALIFIER = re.compile(r"含|不含|助理|班|园|校|区|镇|乡|村|岁|级|类|院|站|中心|以上|以下|试行|小")
NAMING = 2  # columns from the first on that may name the records
LONGEST_NAME = 30  # characters that names have on average; what is longer says something
REPEATED = 0.25  # share of its cells that say what others say, in a column that names
RANKS = ("档", "级", "种", "年", "月", "岁")  # units of figures that may name a record
LEVEL = re.compile(r"等级|级别|档|年龄|学段|学级|自理|类型|情形|程度|对象|条件|地区|层次")
"""Columns whose words tell a case of the one before (80周岁及以上 of 养老服务补贴), no record by themselves."""
BARE = re.compile(r"\d[\d.,]*")
LONGEST_TWO = 40  # characters of a name from two columns
UNIT_IN_NAME = re.compile(r"(.*?\S)\s*+[(（]([^()（）]{1,8})[)）]$")


def typed_rows(tables: tuple[Table, ...], sections: tuple[Section, ...]) -> tuple[Row, ...]:
    """One row a record; rows without a name (group headings, notes) are left out."""
    rows: list[Row] = []
    for table in tables:
        headers = [plain(cell.text) for cell in table.header]
        headers, kind, name_at = _understood(headers, table)
        beside = _names_too(headers, table, name_at) if kind is RowKind.OTHER else None
        reached = since = table.start
        for cells in shifted_back(table.rows) if name_at else table.rows:
            at = _named_at(cells, name_at, kind)
            name = "".join(line.strip() for line in cells[at].text.split("\n"))
            if not name or sum(bool(cell.text) for cell in cells) < 2:
                continue
            if kind is RowKind.OTHER and BARE.fullmatch(name):
                name = f"{parted(headers[at])[0]}{name}"  # 缴费档次100
            if beside is not None and (other := plain(cells[beside].text)) and other != plain(name):
                name = f"{other}{name}" if beside < name_at else f"{name}{other}"
            columns = tuple(
                Cell(column=header, text=cell.text, start=cell.start, end=cell.end)
                for header, cell in zip(headers, cells, strict=True)
            )
            row = make_row(kind, name, columns, cells[at].start, sections)
            # a group's name is given once, above: a row is quoted from its own first cell on
            since = reached if cells[at].start >= reached else since  # two indicators of one record interleave
            rows.append(replace(row, start=min(c.start for c in columns if c.text and c.start >= since)))
            reached = max(reached, row.end)
    return tuple(rows)


def _named_at(cells: Sequence[GridCell], name_at: int, kind: RowKind) -> int:
    """The cell that names a record: that of the column of names, else of an own kind of record none; elsewhere the last
    with words before it, as 合计 stands below the groups."""
    if cells[name_at].text or kind is not RowKind.OTHER:
        return name_at
    return next((at for at in range(name_at - 1, -1, -1) if re.search("[\u4e00-\u9fff]", cells[at].text)), name_at)


def make_row(kind: RowKind, name: str, cells: tuple[Cell, ...], key: int, sections: tuple[Section, ...]) -> Row:
    """A row whose name stands at offset `key`; units and items are read off its cells."""
    filled = [cell for cell in cells if cell.text]
    start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
    row = Row(
        id=f"{sections[0].document}.{kind}{key}",
        document=sections[0].document,
        section=innermost(sections, key).id,
        kind=kind,
        name=name,
        cells=cells,
        start=start,
        end=end,
        concept=concept_of(name),
    )
    if kind is RowKind.INDICATOR:
        unit = row.cell(UNIT)
        named = UNIT_IN_NAME.fullmatch(name)
        if unit and unit.text:
            return replace(row, unit=unit.text)
        if named and (is_unit(named[2]) or not QUALIFIER.search(named[2])):
            return replace(row, name=named[1], unit=named[2], concept=concept_of(named[1]))
        return row
    if kind is RowKind.OTHER and (named := UNIT_IN_NAME.fullmatch(name)) and is_unit(named[2]):
        return replace(row, name=named[1], unit=named[2], concept=concept_of(named[1]))
    if kind is RowKind.SERVICE_LIST and (listed := row.cell(SERVICE)):
        items, stated = list_items(listed)
        return replace(row, items=items, stated=stated)
    return row


def _understood(headers: list[str], table: Table) -> tuple[list[str], RowKind, int]:
    """Headers, kind and naming column of a table; a standard only by the usual names of its columns gets these."""
    names = [parted(header)[0] for header in headers]
    kind, name_at = _kind(names, table)
    usual = [standard_name(name) for name in names]
    if kind is RowKind.OTHER and (known := _kind(usual, table))[0] is RowKind.STANDARD:
        units = [parted(header)[1] for header in headers]
        return [f"{name}（{unit}）" if unit else name for name, unit in zip(usual, units, strict=True)], *known
    return headers, kind, name_at


def _kind(headers: list[str], table: Table) -> tuple[RowKind, int]:
    """The kind of a table's rows and the column that names them: of no named one the first with words in it."""
    named = next((at for at, header in enumerate(headers) if header in PROJECT_COLUMNS), None)
    built = named is not None and any(BUILT.search(header) for header in headers)
    for one in TABLE_KINDS:
        kind = RowKind(one.kind)
        if one.columns <= set(headers) and not (built and kind is RowKind.DUTY):
            return kind, headers.index(one.named) if one.named else _worded(headers, table)
    if named is not None and built:
        return RowKind.PROJECT, named
    return RowKind.OTHER, _worded(headers, table)


def _worded(headers: list[str], table: Table) -> int:
    """The first column of words before the figures that neither counts nor groups the records, nor says who or when; of
    several the first that seldom repeats itself. Where there is none, a column of groups names them."""
    words = [at for at in range(len(headers)) if _has_words(table, at) and not _has_figures(table, at)]
    naming = [at for at in words if headers[at] not in COUNTING]
    groups = [at for at in words if headers[at] in COUNTING]
    figured = next((at for at in range(1, len(headers)) if _has_figures(table, at)), len(headers))
    leading = [at for at in naming[:NAMING] if at < figured and headers[at] not in WHO_OR_WHEN]
    for at in (*leading, *groups, *naming[:NAMING]):
        told = [row[at].text for row in table.rows if row[at].text]
        if 2 * len(told) > len(table.rows) and _tells_apart(told):
            return at
    return next((at for at in (*naming, *groups) if headers[at] not in WHO_OR_WHEN), 0)


def _tells_apart(words: Sequence[str]) -> bool:
    """Whether the cells of a column seldom repeat each other and are no longer than names."""
    repeated = len(words) - len(set(words))
    return len(words) > 0 and repeated <= REPEATED * len(words) and sum(map(len, words)) <= LONGEST_NAME * len(words)


def _has_words(table: Table, at: int) -> bool:
    """Whether a column's cells are not mostly bare numbers."""
    numbers = sum(row[at].text.strip("().（）、").isdigit() for row in table.rows)
    return 2 * numbers < max(1, len(table.rows))


def _has_figures(table: Table, at: int) -> bool:
    """Whether a column's cells are mostly figures that name nothing: 120元, 30%, not 一档 or 2025年. A first column's
    name too."""
    words = [row[at].text.strip() for row in table.rows if row[at].text.strip()]
    told = sum(any(one.text == cell and one.unit not in RANKS for one in figures(cell)) for cell in words)
    return at > 0 and 2 * told >= max(1, len(words))


def _names_too(headers: list[str], table: Table, name_at: int) -> int | None:
    """The column that tells records apart together with the naming one: the one before a column of cases, the groups
    before names that stand more than once, or the column behind these; none where names are enough or the two are no
    names."""
    names = [plain(row[name_at].text) for row in table.rows if row[name_at].text]
    again = len(set(names)) < len(names)
    grouped = name_at > 0 and again and headers[name_at - 1] in COUNTING
    case = name_at - 1 if name_at and LEVEL.search(headers[name_at]) else None
    behind = name_at + 1 if again and name_at + 1 < len(headers) else None
    for at in (case, name_at - 1 if grouped else None, behind):
        if at is None or headers[at] == NUMBER:
            continue
        words = [plain(row[at].text) for row in table.rows]
        if all(words) and not any(VALUE.fullmatch(one) for one in words):
            pairs = [f"{one}{other}" for one, other in zip(words, names, strict=False)]
            if len(set(pairs)) == len(table.rows) and max(map(len, pairs)) <= LONGEST_TWO:
                return at
    return None

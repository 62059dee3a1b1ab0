"""Tables and lists to typed rows: what kind of record a table holds, and which column names it, its header says."""

import re
from dataclasses import replace

from ingest.identity.lexicon import concept_of
from ingest.quantities.figures import is_unit
from ingest.records.labelled import find_labelled
from ingest.records.lists import find_duties, find_projects, find_terms, list_items
from ingest.schema import Cell, Row, RowKind, Section
from ingest.tables.flat_standards import column_name
from ingest.tables.grid import Table
from ingest.tables.shifted import shifted_back
from ingest.text.outline import innermost

# the kind of row, the header words of the genre that make it, and the column that names it (the first where empty)
KINDS: tuple[tuple[RowKind, frozenset[str], str], ...] = (
    (RowKind.STANDARD, frozenset({"服务项目", "服务标准"}), "服务项目"),
    (RowKind.STANDARD, frozenset({"服务项目", "服务对象"}), "服务项目"),
    (RowKind.INDICATOR, frozenset({"指标"}), "指标"),
    (RowKind.INDICATOR, frozenset({"指标名称"}), "指标名称"),
    (RowKind.INDICATOR, frozenset({"主要指标"}), "主要指标"),
    (RowKind.SERVICE_LIST, frozenset({"服务领域", "服务项目"}), "服务领域"),
    (RowKind.DUTY, frozenset({"牵头单位"}), ""),
    (RowKind.DUTY, frozenset({"责任单位"}), ""),
    (RowKind.PROJECT, frozenset({"项目名称", "建设内容"}), "项目名称"),
)
PROJECTS = frozenset({"项目名称", "项目", "工程名称", "实事项目", "工程项目", "重点项目"})  # columns that name projects
BUILT = re.compile(r"建设|投资|规模|目标|任务|主要内容|工作内容|实施内容")  # headers of what is built or done
COUNTING = frozenset({"序号", "编号", "类别", "分类", "领域", "类型"})  # columns that name no record
# brackets at the end of an indicator's name that belong to it: 执业(助理)医师 is one inside; these stand last
QUALIFIER = re.compile(r"含|不含|助理|班|园|校|区|镇|乡|村|岁|级|类|院|站|中心|以上|以下|试行|小")
UNIT_IN_NAME = re.compile(r"(.+?)\s*[(（]([^()（）]{1,8})[)）]$")


def typed_rows(tables: tuple[Table, ...], sections: tuple[Section, ...]) -> tuple[Row, ...]:
    """One row a record; rows without a name (group headings, notes) are left out."""
    rows: list[Row] = []
    for table in tables:
        headers = ["".join(cell.text.split()) for cell in table.header]
        headers, kind, name_at = _understood(headers, table)
        reached = since = table.start
        for cells in shifted_back(table.rows) if name_at else table.rows:
            name = cells[name_at].text
            if not name or sum(bool(cell.text) for cell in cells) < 2:
                continue
            columns = tuple(
                Cell(column=header, text=cell.text, start=cell.start, end=cell.end)
                for header, cell in zip(headers, cells, strict=True)
            )
            row = make_row(kind, name, columns, cells[name_at].start, sections)
            # a group's name is given once, above: a row is quoted from its own first cell on
            since = reached if cells[name_at].start >= reached else since  # two indicators of one record interleave
            rows.append(replace(row, start=min(c.start for c in columns if c.text and c.start >= since)))
            reached = max(reached, row.end)
    return tuple(rows)


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
        unit = row.cell("单位")
        named = UNIT_IN_NAME.fullmatch(name)
        if unit and unit.text:
            return replace(row, unit=unit.text)
        if named and (is_unit(named[2]) or not QUALIFIER.search(named[2])):
            return replace(row, name=named[1], unit=named[2], concept=concept_of(named[1]))
        return row
    if kind is RowKind.SERVICE_LIST and (listed := row.cell("服务项目")):
        items, stated = list_items(listed)
        return replace(row, items=items, stated=stated)
    return row


def _understood(headers: list[str], table: Table) -> tuple[list[str], RowKind, int]:
    """Headers, kind and naming column of a table; a standard only by the usual names of its columns gets these."""
    kind, name_at = _kind(headers, table)
    usual = [column_name(header) for header in headers]
    if kind is RowKind.OTHER and (known := _kind(usual, table))[0] is RowKind.STANDARD:
        return usual, *known
    return headers, kind, name_at


def _kind(headers: list[str], table: Table) -> tuple[RowKind, int]:
    """The kind of a table's rows and the column that names them: of no named one the first with words in it."""
    named = next((at for at, header in enumerate(headers) if header in PROJECTS), None)
    built = named is not None and any(BUILT.search(header) for header in headers)
    for kind, required, name in KINDS:
        if required <= set(headers) and not (built and kind is RowKind.DUTY):
            return kind, headers.index(name) if name else _worded(headers, table)
    if named is not None and built:
        return RowKind.PROJECT, named
    return RowKind.OTHER, _worded(headers, table)


def _worded(headers: list[str], table: Table) -> int:
    """The first column that neither counts nor groups the records."""
    for at, header in enumerate(headers):
        numbers = sum(row[at].text.strip("().（）、").isdigit() for row in table.rows)
        if header not in COUNTING and 2 * numbers < max(1, len(table.rows)):
            return at
    return 0


def listed_rows(text: str, sections: tuple[Section, ...]) -> tuple[Row, ...]:
    """Terms, projects, duties and records with labelled fields that stand in running text."""
    finders = (find_terms, find_projects, find_duties, find_labelled)
    found = [one for find in finders for one in find(text, sections)]
    distinct = {(one.kind, one.key): one for one in reversed(found)}  # an item of a box may have labelled fields too
    rows = {one: make_row(one.kind, one.name, one.cells, one.key, sections) for one in reversed(distinct.values())}
    return tuple(replace(row, start=one.span[0], end=one.span[1]) if one.span else row for one, row in rows.items())

"""Tables to typed rows: what kind of record a table holds, and which column names it, follow from its header."""

from ingest.schema import Cell, Row, RowKind, Section
from ingest.tables import Table

# header words of the genre -> the kind of row, and the columns that may hold its name, the best first
KINDS: tuple[tuple[RowKind, frozenset[str], tuple[str, ...]], ...] = (
    (RowKind.STANDARD, frozenset({"服务项目", "服务标准"}), ("服务项目",)),
    (RowKind.INDICATOR, frozenset({"指标"}), ("指标", "指标名称", "主要指标", "具体指标")),
    (RowKind.INDICATOR, frozenset({"指标名称"}), ("指标名称", "指标")),
)


def typed_rows(tables: tuple[Table, ...], sections: tuple[Section, ...], document: str) -> tuple[Row, ...]:
    """One row a record; rows without a name (group headings, notes) are left out."""
    rows = []
    for table in tables:
        headers = ["".join(cell.text.split()) for cell in table.header]
        kind, name_at = _kind(headers)
        for cells in table.rows:
            name = cells[name_at].text
            if not name or sum(bool(cell.text) for cell in cells) < 2:
                continue
            start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
            rows.append(
                Row(
                    id=f"{document}.r{start}",
                    document=document,
                    section=innermost(sections, start).id,
                    kind=kind,
                    name=name,
                    cells=tuple(
                        Cell(column=header, text=cell.text, start=cell.start, end=cell.end)
                        for header, cell in zip(headers, cells, strict=True)
                    ),
                    start=start,
                    end=end,
                )
            )
    return tuple(rows)


def innermost(sections: tuple[Section, ...], offset: int) -> Section:
    """The deepest section that holds an offset; the first section holds the whole document."""
    return max((s for s in sections if s.start <= offset < s.end), key=lambda s: s.start, default=sections[0])


def _kind(headers: list[str]) -> tuple[RowKind, int]:
    for kind, required, names in KINDS:
        if required <= set(headers):
            return kind, next(headers.index(name) for name in names if name in headers)
    return RowKind.OTHER, 0

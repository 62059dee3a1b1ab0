"""A page to lines and tables in reading order: tables by their lines, columns, tables without lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.layout.aligned import aligned_tables
from ingest.formats.layout.lines import Line, as_line, pieces, visual_lines
from ingest.formats.layout.page import Page, Run, Stroke
from ingest.formats.layout.regions import Item, Part, parts_of
from ingest.formats.layout.ruled import grids_of, level_rules
from ingest.formats.layout.table import Table, ruled_table

SHORT_RULE = 0.45  # of the width of the page's words; a line that parts the notes from the text is no longer
SAME_LINE = 0.35  # of an em by which pieces of one visual line stand apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A column of a page, or all of it: its lines and tables from top to bottom."""

    page: int
    items: tuple[Item, ...]
    left: float
    right: float
    column: bool = False
    """Whether it is one of several side by side."""
    limit: float = 0.0
    """Where its lines end if the page's margins are alike; 0 of a column, which shows none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a page, in reading order."""

    number: int
    width: float
    height: float
    regions: tuple[Region, ...]
    note_rules: tuple[float, ...] = ()
    """Heights of short level lines under which notes may stand."""

    @property
    def lines(self) -> list[Line]:
        return [item for region in self.regions for item in region.items if isinstance(item, Line)]


def sheet_of(page: Page) -> Sheet:
    """Read one page."""
    runs: list[Run] = list(page.runs)
    tables: list[Table] = []
    for grid in grids_of(page.strokes):
        table, runs = ruled_table(grid, runs)
        if table is not None:
            tables.append(replace(table, pages=(page.number,) * len(table.rows)))
    parts = [as_line(piece) for line in visual_lines(runs) for piece in pieces(line)]
    lines = [line for line in parts if line.text]
    rules = level_rules(page.strokes)
    found = [_region(page, part, rules) for part in parts_of([*lines, *tables])]
    left, right = min((r.left for r in found), default=0.0), max((r.right for r in found), default=0.0)
    return Sheet(
        number=page.number,
        width=page.width,
        height=page.height,
        regions=tuple(found),
        note_rules=tuple(rule.at for rule in rules if rule.end - rule.start <= SHORT_RULE * (right - left)),
    )


def _region(page: Page, part: Part, rules: Sequence[Stroke]) -> Region:
    """Pieces put together to lines again, those of tables to tables."""
    found: list[Item] = []
    waiting: list[Line] = []
    for item in [*part.items, None]:
        if isinstance(item, Line):
            waiting.append(item)
            continue
        found += aligned_tables(_side_by_side(waiting), rules)
        waiting = []
        if item is not None:
            found.append(item)
    placed = [replace(one, pages=(page.number,) * len(one.rows)) if isinstance(one, Table) else one for one in found]
    left = min(one.left for one in placed)
    return Region(
        page=page.number,
        items=tuple(placed),
        left=left,
        right=max(one.right for one in placed),
        column=part.column,
        limit=0.0 if part.column else page.width - left,
    )


def _side_by_side(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces of one height together, each such line from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.base, one.left)):
        if found and abs(line.base - found[-1][0].base) <= SAME_LINE * min(line.size, found[-1][0].size):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(group, key=lambda one: one.left) for group in found]

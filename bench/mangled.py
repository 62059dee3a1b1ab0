"""`python -m bench.mangled`: rows that the readers recover from invented plans, mangled as real ones are.

The plans and the ways of mangling are those of tests/mangle.py. A row counts as recovered when its name and every cell
are the truth's after `folded`, and as invented when the plan has no row of its kind and name (or not so many).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bench.fold import folded
from ingest.errors import SourceError
from ingest.inputs import Input
from ingest.parse import parse
from ingest.records.indicators import baseline, target
from ingest.schema import Row, RowKind
from ingest.settings import IngestSettings
from tests.mangle import Plan, Way, make_plan, render_in, way_of

SEEDS = 500
KINDS = (RowKind.STANDARD, RowKind.INDICATOR, RowKind.TERM, RowKind.PROJECT, RowKind.DUTY)
GROUP, GROWTH = ("分类", "类别"), "五年累计增长"

Result = Literal["recovered", "wrong", "missed", "invented"]
"""`wrong`: the row is there under its name, but a cell differs; it counts as missed too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one row. `detail` shows the cell that differs, or all cells of an invented row."""

    seed: int
    way: Way
    period: str
    kind: RowKind
    name: str
    result: Result
    detail: str = ""

    @property
    def tags(self) -> frozenset[str]:
        """What the table is broken down by."""
        return self.way.marks | {self.way.table, self.period}

    def __str__(self) -> str:
        return f"seed {self.seed} [{self.way}] {self.result} {self.kind} {self.name!r} {self.detail}"


@dataclass(frozen=True, slots=True)
class Recovery:
    """The outcomes of a range of seeds, or of a part of it."""

    outcomes: tuple[Outcome, ...]

    def of(self, *, kind: RowKind | None = None, tag: str | None = None) -> "Recovery":
        """The rows of one kind, of plans with one tag."""
        return Recovery(
            tuple(one for one in self.outcomes if kind in {None, one.kind} and (tag is None or tag in one.tags))
        )

    def count(self, *results: Result) -> int:
        return sum(one.result in results for one in self.outcomes)

    @property
    def recovered(self) -> int:
        return self.count("recovered")

    @property
    def missed(self) -> int:
        return self.count("missed", "wrong")

    @property
    def invented(self) -> int:
        return self.count("invented")

    @property
    def share(self) -> float:
        """Of the truth's rows, those recovered; NaN where the truth has none."""
        due = self.recovered + self.missed
        return self.recovered / due if due else float("nan")

    @property
    def faults(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.result != "recovered")


def measure(seeds: range) -> Recovery:
    """Every row of the plans of these seeds, each plan in the way that its seed chooses."""
    return Recovery(tuple(one for seed in seeds for one in outcomes(make_plan(seed), way_of(seed), seed)))


def outcomes(plan: Plan, way: Way, seed: int) -> Iterable[Outcome]:
    """The truth's rows, found or not, then the rows that only the reader has."""
    data = render_in(plan, way, seed).encode()
    try:
        rows = parse(Input(source=f"plan{way.suffix}", data=data), IngestSettings()).rows
    except SourceError:
        rows = ()
    found: defaultdict[tuple[RowKind, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row.kind in KINDS:
            found[row.kind, folded(row.name)].append(_read(row))
    where: dict[str, Any] = {"seed": seed, "way": way, "period": f"{plan.period[1]}-{plan.period[2]}"}
    for kind, name, cells in _due(plan):
        result: Result
        candidates = found[kind, folded(name)]
        same = next((read for read in candidates if not _difference(cells, read)), None)
        if same is not None:
            candidates.remove(same)
            result, detail = "recovered", ""
        elif candidates:
            result, detail = "wrong", _difference(cells, candidates.pop(0))
        else:
            result, detail = "missed", ""
        yield Outcome(**where, kind=kind, name=name, result=result, detail=detail)
    for (kind, name), left in found.items():
        for read in left:
            yield Outcome(**where, kind=kind, name=name, result="invented", detail=repr(read))


def _due(plan: Plan) -> Iterable[tuple[RowKind, str, dict[str, str]]]:
    """Kind, name and cells of every row that the plan has."""
    for row in plan.standards:
        columns = ("服务对象", "服务内容", "服务标准", "支出责任")
        yield RowKind.STANDARD, row.name, dict(zip(columns, row.cells[1:], strict=True))
    for aim in plan.indicators:
        values = {"unit": aim.unit, "baseline": aim.baseline, "target": aim.target, "attribute": aim.attribute}
        yield RowKind.INDICATOR, aim.name, {"group": aim.group, **values, "growth": aim.growth}
    for term in plan.terms:
        yield RowKind.TERM, term.name, {"释义": term.meaning}
    for project in plan.projects:
        yield RowKind.PROJECT, project.name, {"内容": project.content}
    for duty in plan.duties:
        yield RowKind.DUTY, duty.item, {"牵头单位": duty.lead, "配合单位": duty.support}


def _read(row: Row) -> dict[str, str]:
    """Cells of a row that was read, under the names that `_due` gives them."""
    cells = {cell.column: cell.text for cell in row.cells}
    if row.kind is not RowKind.INDICATOR:
        return cells
    named = {
        "group": next((cells[column] for column in GROUP if column in cells), ""),
        "unit": row.unit,
        "baseline": cell.text if (cell := baseline(row)) else "",
        "target": cell.text if (cell := target(row)) else "",
        "attribute": cells.get("属性", ""),
    }
    return named | ({"growth": cells[GROWTH]} if GROWTH in cells else {})


def _difference(due: dict[str, str], read: dict[str, str]) -> str:
    """The first cell that differs; empty where none does. Not every indicator table has a column of growth."""
    for column, words in due.items():
        if column == "growth" and column not in read:
            continue
        if folded(words) != folded(read.get(column, "")):
            return f"{column}: {words!r} read as {read.get(column, '')!r}"
    return ""


def table(recovery: Recovery) -> str:
    """Shares recovered in percent by kind and by way; behind the slash, rows that were invented."""
    first = sorted({tag for one in recovery.outcomes for tag in (one.way.table, one.period)})
    tags = [*first, *sorted({mark for one in recovery.outcomes for mark in one.way.marks})]
    lines = [f"{'':<24}" + "".join(f"{kind:>16}" for kind in [*KINDS, "all"])]
    for name, part in [("all", recovery), *((tag, recovery.of(tag=tag)) for tag in tags)]:
        parts = [*(part.of(kind=kind) for kind in KINDS), part]
        lines.append(f"{name:<24}" + "".join(f"{100 * one.share:>10.1f} /{one.invented:>4}" for one in parts))
    wrong = f"{recovery.count('wrong')} of them there with a wrong cell"
    lines.append(f"{recovery.recovered} recovered, {recovery.missed} missed ({wrong}), {recovery.invented} invented")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, and on demand what went wrong."""
    options = argparse.ArgumentParser(prog="python -m bench.mangled", description=__doc__)
    options.add_argument("--seeds", type=int, default=SEEDS, help="how many plans (default: %(default)s)")
    options.add_argument("--faults", type=int, default=0, metavar="N", help="print the first N faults")
    chosen = options.parse_args(argv)
    recovery = measure(range(chosen.seeds))
    print(table(recovery))
    for fault in recovery.faults[: chosen.faults]:
        print(fault)


if __name__ == "__main__":
    main()

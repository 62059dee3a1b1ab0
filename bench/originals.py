"""Readers held against labels of original plans, made by hand before the readers were tuned.

`labels/` holds places, hashes and short names, none of the originals' sentences; the originals themselves are named by
`ORIGINALS` (a folder), without which this says so and measures nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.fold import folded, text_hash
from ingest.inputs import Input
from ingest.parse import parse
from ingest.quantities.figures import unit_name
from ingest.records.indicators import baseline, target
from ingest.schema import ParsedDocument, Row, RowKind
from ingest.settings import IngestSettings
from ingest.text.clean import source_offset

LABELS = Path(__file__).parent / "labels"
NEAR = 3  # characters by which a heading's place may differ: spaces, a mark's first bracket


def measure(folders: Sequence[Path]) -> None:
    """Print every measure for which the folders hold the original."""
    parsed = {path.name: _parse(path) for folder in folders for path in sorted(folder.glob("*.txt"))}
    print("\noriginals, held against labels:")
    dayao, mianyang, yuhuan = (_named(parsed, prefix) for prefix in ("002_", "003_", "004_"))
    if dayao:
        _report("service rows of 大姚, all cells right", standards(dayao))
        _report("indicators of 大姚", indicators(dayao, "dayao-indicator.jsonl"))
    if mianyang:
        _report("indicators of 绵阳", indicators(mianyang, "mianyang-indicator.jsonl"))
        _report("service lists of 绵阳", service_lists(mianyang))
        _report("glossary of 绵阳", terms(mianyang))
        _report("projects of 绵阳", projects(mianyang))
    if dayao and yuhuan:
        _report("duties of 大姚 and 玉环", duties({"002": dayao, "004": yuhuan}))
    for name, right, labelled, found in outlines(parsed):
        print(f"  outline of {name:<37}{right:>5} of {labelled} headings, {found - right} of {found} found are none")
    quantities(parsed)


def _named(parsed: dict[str, ParsedDocument], prefix: str) -> ParsedDocument | None:
    return next((document for name, document in parsed.items() if name.startswith(prefix)), None)


def _parse(path: Path) -> ParsedDocument:
    return parse(Input(source=str(path), data=path.read_bytes()), IngestSettings())


def standards(parsed: ParsedDocument) -> tuple[int, int, int]:
    """Rows whose five cells all equal the label's; labelled; found."""
    rows = [row for row in parsed.rows if row.kind is RowKind.STANDARD]
    return _matched(
        _labels("dayao-standard.jsonl"),
        rows,
        lambda label, row: [text_hash(cell.text) for cell in row.cells[1:]] == list(label["cells"].values()),
    )


def indicators(parsed: ParsedDocument, file: str) -> tuple[int, int, int]:
    """Indicators with the right name, baseline and target."""
    rows = [row for row in parsed.rows if row.kind is RowKind.INDICATOR]
    return _matched(
        _labels(file),
        rows,
        lambda label, row: (
            _plain(label["baseline"]) == _plain(cell.text if (cell := baseline(row)) else "")
            and _plain(label["target"]) == _plain(cell.text if (cell := target(row)) else "")
        ),
    )


def service_lists(parsed: ParsedDocument) -> tuple[int, int, int]:
    """Lists with exactly the labelled items."""
    rows = [row for row in parsed.rows if row.kind is RowKind.SERVICE_LIST]
    return _matched(
        _labels("mianyang-service-list.jsonl"),
        rows,
        lambda label, row: [folded(item) for item in label["items"]] == [folded(c.text) for c in row.items],
    )


def terms(parsed: ParsedDocument) -> tuple[int, int, int]:
    """Terms with the right definition."""
    rows = [row for row in parsed.rows if row.kind is RowKind.TERM]
    return _matched(
        _labels("mianyang-term.jsonl"), rows, lambda label, row: text_hash(row.cells[1].text) == label["definition"]
    )


def projects(parsed: ParsedDocument) -> tuple[int, int, int]:
    """Items of boxes by name."""
    rows = [row for row in parsed.rows if row.kind is RowKind.PROJECT]
    return _matched(_labels("mianyang-project.jsonl"), rows, lambda label, row: True)


def duties(parsed: dict[str, ParsedDocument]) -> tuple[int, int, int]:
    """Duties with the right leading departments."""
    total = [0, 0, 0]
    for key in ("002", "004"):
        labels = [label for label in _labels("duty.jsonl") if label["document"] == key]
        rows = [row for row in parsed[key].rows if row.kind is RowKind.DUTY]
        found = _matched(
            labels,
            rows,
            lambda label, row: folded("".join(label["lead"])) == folded(row.cells[1].text),
        )
        total = [a + b for a, b in zip(total, found, strict=True)]
    return total[0], total[1], total[2]


def outlines(parsed: dict[str, ParsedDocument]) -> Iterable[tuple[str, int, int, int]]:
    """Per document: headings found at their place, labelled, found."""
    labels = _labels("outline.jsonl")
    for name, document in parsed.items():
        wanted = [label["offset"] for label in labels if label["document"] == name]
        if not wanted:
            continue
        starts = [s.start for s in document.sections[1:] if s.title in document.document.text[s.start : s.start + 60]]
        found = [source_offset(document.document.origin, start) for start in starts]
        right = sum(any(abs(offset - at) <= NEAR for at in found) for offset in wanted)
        yield document.document.title[:16], right, len(wanted), len(found)


def quantities(parsed: dict[str, ParsedDocument]) -> None:
    """Figures of 150 sentences: value, and of those found unit, base, comparator, year and role."""
    right: Counter[str] = Counter()
    due = 0
    for sentence in _labels("figures.jsonl"):
        document = parsed.get(sentence["document"])
        if document is None:
            continue
        within = [q for q in document.quantities if _inside(document, q.start, sentence)]
        for label in sentence["figures"]:
            due += 1
            low, high = Decimal(label["low"]), Decimal(label["high"])
            match = next((q for q in within if (q.low, q.high) == (low, high)), None)
            if match is None:
                continue
            within.remove(match)
            same = {
                "unit": unit_name(match.unit) == unit_name(label["unit"]),
                "base": match.base == label["base"],
                "comparator": match.comparator == label["comparator"],
                "year": match.year == label["year"],
                "role": match.role == label["role"],
            }
            right.update(name for name, holds in same.items() if holds)
            right["value"] += 1
            right["all of them"] += all(same.values())
    for name in ("value", "unit", "base", "comparator", "year", "role", "all of them") if due else ():
        print(f"  figures, {name:<39}{right[name]:>5} of {due} ({100 * right[name] / due:.1f} %)")


def _inside(document: ParsedDocument, offset: int, sentence: dict[str, Any]) -> bool:
    return bool(sentence["start"] <= source_offset(document.document.origin, offset) < sentence["end"])


def _matched(
    labels: list[dict[str, Any]], rows: list[Row], same: Callable[[dict[str, Any], Row], bool]
) -> tuple[int, int, int]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(folded(row.name), []).append(row)
    named = [(label, by_name.get(folded(label.get("name") or label["item"]), [])) for label in labels]
    right = sum(any(same(label, row) for row in candidates) for label, candidates in named)
    return right, len(labels), len(rows)


def _labels(file: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / file).read_text(encoding="utf-8").splitlines()]


def _plain(text: str) -> str:
    return "".join(text.split())


def _report(name: str, figures: tuple[int, int, int]) -> None:
    right, labelled, found = figures
    print(f"  {name:<48}{right:>5} of {labelled} ({100 * right / labelled:.1f} %), found {found}")

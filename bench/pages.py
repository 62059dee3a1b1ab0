"""`python -m bench.pages DIR`: pages that somebody labelled, held against what is read of them.

DIR holds pages (html, md, txt) and beside each a JSON of its name: title, issuer, number, date, region, in_force_from,
expires, repeals; rows (header, parts joined by /, to words); paragraphs, captions; chrome, invisible, deleted. Prints
what differs with `--differences`. A line of a page is lost where no passage and no heading holds it, and a line of a
passage is chrome where a label says that it is the site's or cannot be seen.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.fold import folded
from ingest.errors import SourceError
from ingest.inputs import Input
from ingest.parse import parse
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings
from ingest.tables.headers import plain, standard_name
from ingest.tables.units import parted

IDENTITY = {"title": "title", "issuer": "issuer", "number": "number", "date": "date", "region": "region"}
VALIDITY = {"in_force_from": "starts", "expires": "ends"}
HEADLESS = re.compile(r"列\d+")  # what labels call the columns of a table without headers
SHORT = 4  # characters of a site's words that may stand in any sentence


@dataclass(slots=True)
class Tally:
    """Right and wanted counts by measure, and what differs, page by page."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def count(self, measure: str, *, right: bool, told: str, weight: int = 1) -> None:
        self.wanted[measure] += weight
        self.right[measure] += weight if right else 0
        if not right:
            self.differences.append(f"{measure}: {told}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true", help="print each")
    options = parser.parse_args(arguments)
    tally = Tally()
    pages = 0
    for label in sorted(options.folder.glob("*.json")):
        page = next((path for path in sorted(options.folder.glob(f"{label.stem}.*")) if path.suffix != ".json"), None)
        if page is None:
            continue
        pages += 1
        wanted = json.loads(label.read_text(encoding="utf-8"))
        try:
            read = parse(Input(source=page.name, data=page.read_bytes()), IngestSettings())
        except SourceError as error:
            tally.count("read", right=False, told=f"{page.name}: {error}")
            continue
        hold(page.name, read, wanted, tally)
    print(f"{pages} pages")
    for measure in tally.wanted:
        right, of = tally.right[measure], tally.wanted[measure]
        print(f"  {measure:<34}{right:>7} of {of:<7}{100 * right / of:6.1f} %")
    if options.differences:
        print(*tally.differences, sep="\n")


def hold(name: str, read: ParsedDocument, wanted: dict[str, Any], tally: Tally) -> None:
    """One page against its labels."""
    document = read.document
    for measure, fields in (("identity", IDENTITY), ("validity", VALIDITY)):
        for label, attribute in fields.items():
            found, truth = getattr(document, attribute), wanted.get(label) or ""
            tally.count(measure, right=_plain(found) == _plain(truth), told=f"{name} {label} {found!r} for {truth!r}")
    truth_repeals, repeals = {*map(_plain, wanted.get("repeals") or [])}, {*map(_plain, document.repeals)}
    tally.count("validity", right=repeals == truth_repeals, told=f"{name} repeals {document.repeals}")
    kept = "".join(f"{passage.text}\n" for passage in read.passages) + document.title
    for words in (*wanted.get("paragraphs", ()), *wanted.get("captions", ())):
        right = _plain(words) in _plain(kept)
        tally.count("content (characters)", right=right, told=f"{name} {words[:60]!r}", weight=len(_plain(words)))
    for row in wanted.get("rows", ()):
        tally.count("rows, words", right=_has_row(read, row, columns=False), told=f"{name} {row}")
        tally.count("rows, words under their headers", right=_has_row(read, row, columns=True), told=f"{name} {row}")
    content = _plain("\n".join((*wanted.get("paragraphs", ()), *wanted.get("captions", ()), wanted.get("title", ""))))
    cells = {_plain(words) for row in wanted.get("rows", ()) for words in row.values()}
    unwanted = {
        plain
        for key in ("chrome", "invisible", "deleted")
        for words in wanted.get(key, ())
        if len(plain := _plain(words)) >= SHORT and plain not in content and plain not in cells
    }
    for line in _lines(read):
        plain = _plain(line)
        is_chrome = (
            any(words in plain or (plain in words and len(plain) > SHORT) for words in unwanted)
            and plain not in content
        )
        tally.count(
            "passages without chrome (characters)", right=not is_chrome, told=f"{name} {line[:60]!r}", weight=len(plain)
        )


def _lines(read: ParsedDocument) -> Iterator[str]:
    """Lines of passages as they stand in the document, headings above them left out."""
    for passage in read.passages:
        yield from filter(str.strip, read.document.text[passage.start : passage.end].splitlines())


def _has_row(read: ParsedDocument, wanted: dict[str, str], *, columns: bool) -> bool:
    """Whether one row has all the words; where `columns`, each in a cell whose header has the parts of the label's. A
    table without headers has names beside its values: they may be read as such."""
    headless = all(HEADLESS.fullmatch(header) for header in wanted)
    for row in read.rows:
        cells = [(_plain(cell.column), _plain(cell.text)) for cell in row.cells]
        if headless and any(_beside(cells, *pair) for pair in pairwise(map(_plain, wanted.values()))):
            return True
        if (headless or not columns) and all(
            any(text == _plain(words) for _, text in cells) for words in wanted.values()
        ):
            return True
        if columns and all(
            any(_fits(column, header) and text == _plain(words) for column, text in cells)
            for header, words in wanted.items()
        ):
            return True
    return False


def _beside(cells: Sequence[tuple[str, str]], label: str, words: str) -> bool:
    return any((column, text) == (label, words) for column, text in cells)


def _fits(column: str, header: str) -> bool:
    """Whether a column's name has every level of a label's and their units: 面积（合计）（亩） fits 面积（亩）/合计. A
    standards table has the usual names of its columns: 服务对象 fits 受益人群."""
    name, unit = parted(header)
    if _plain(standard_name(plain(name)) + unit) == column:
        return True
    levels = re.split(r"/(?![^（(]*[）)])", header)
    parts = [part for level in levels for part in re.split("[（）()]", level) if part]
    return all(_plain(part) in column for part in parts) or _plain(header) == column


def _plain(words: str) -> str:
    return re.sub(r"\s", "", folded(words))


if __name__ == "__main__":
    main()

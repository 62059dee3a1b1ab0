"""`python -m bench.files DIR`: files as offices have them, each read and held against what people saw in it.

Beside each file lies NAME.json: `headings`, `rows` (lists of cells), `figures`, and `absent`, words that must not be
read (watermarks, hidden text, running headers). Files without labels are named. `--only even` or `odd` takes those
whose names have such a number; `--misses` prints what is not there. Files of both halves are told apart in the sum.
"""

import argparse
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.fold import folded
from ingest.errors import SourceError
from ingest.formats.read import read_source
from ingest.inputs import Input
from ingest.reading import Read, reading
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings

MEASURES = ("headings", "rows", "figures", "absent")
PIPED = re.compile(r"^\|(.*)\|[ \t]*$", re.MULTILINE)
NUMBER = re.compile(r"(?:^|[-_ ])0*(\d+)(?=[-_. ])")

Cells = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Of one file: how many labels hold, how many there are, which do not; by measure. `why`: it could not be read."""

    name: str
    right: Counter[str]
    labelled: Counter[str]
    misses: tuple[tuple[str, str], ...] = ()
    why: str = ""

    @property
    def half(self) -> str:
        number = NUMBER.search(self.name)
        return ("even", "odd")[int(number[1]) % 2] if number else "unnumbered"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=("even", "odd"))
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    settings = IngestSettings.model_validate({"home": Path(tempfile.gettempdir())})
    results = []
    with reading(settings) as read:
        for path in labelled_files(asked.folder):
            result = held(path, read)
            if asked.only in (None, result.half):
                results.append(result)
                _print(result, misses=asked.misses)
    for half in ("even", "odd"):
        if any(one.half == half for one in results):
            print(_line(f"{half} numbers", [one for one in results if one.half == half]))
    print(_line("in all", results))


def labelled_files(folder: Path) -> Iterable[Path]:
    """Files with labels, in the order of their names; those without are named."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix != ".json":
            if labels_of(path) is not None:
                yield path
            else:
                print(f"  {path.name}: no labels")


def labels_of(path: Path) -> Path | None:
    """A.json or A.docx.json beside A.docx."""
    names = (path.with_suffix(".json"), path.with_name(f"{path.name}.json"))
    return next((one for one in names if one.is_file()), None)


def held(path: Path, read: Read) -> Result:
    """A file against its labels; of one that cannot be read, nothing is there."""
    labels_path = labels_of(path)
    if labels_path is None:
        raise FileNotFoundError(f"{path} has no labels")
    labels = json.loads(labels_path.read_text(encoding="utf-8"))
    labelled = Counter({name: len(labels.get(name, ())) for name in MEASURES})
    data = path.read_bytes()
    try:
        parsed = read(Input(source=path.name, data=data))
        text = read_source(path.name, data).text
    except SourceError as error:
        return Result(name=path.name, right=Counter(absent=labelled["absent"]), labelled=labelled, why=error.reason)
    misses = (
        *(("headings", one) for one in missed_headings(labels.get("headings", ()), parsed)),
        *(("rows", " | ".join(one)) for one in missed_rows(labels.get("rows", ()), rows_of(parsed, text))),
        *(("figures", one) for one in missed_figures(labels.get("figures", ()), parsed.document.text)),
        *(("absent", one) for one in labels.get("absent", ()) if _unspaced(one) in _unspaced(parsed.document.text)),
    )
    return Result(
        name=path.name,
        right=labelled - Counter(measure for measure, _ in misses),
        labelled=labelled,
        misses=misses,
    )


def rows_of(parsed: ParsedDocument, text: str) -> list[Cells]:
    """Every row that was read: those between pipes, and the records that were understood."""
    piped = [[folded(cell) for cell in match[1].split("|")] for match in PIPED.finditer(text)]
    return [*piped, *([folded(cell.text) for cell in row.cells] for row in parsed.rows)]


def missed_rows(labelled: Iterable[Cells], found: Sequence[Cells]) -> list[Cells]:
    """Labelled rows whose cells do not stand in this order in one row with no other words but those of its neighbours:
    a merged cell may be labelled once or in each row; one over all columns is there where it stands once."""
    return [row for row in labelled if not _is_found(found, _once(row))]


def _is_found(found: Sequence[Cells], row: Cells) -> bool:
    return any(_holds(found, at, row) for at in range(len(found)))


def _once(row: Cells) -> Cells:
    return row[:1] if len(set(row)) == 1 else row


def _holds(found: Sequence[Cells], at: int, row: Cells) -> bool:
    wanted = [plain for cell in row if (plain := folded(cell))]
    cells = iter(found[at])
    if not all(cell in cells for cell in wanted):
        return False
    near = {cell for other in (at - 1, at + 1) if 0 <= other < len(found) for cell in found[other]}
    return all(not cell or cell in wanted or cell in near for cell in found[at])


def missed_headings(labelled: Iterable[str], parsed: ParsedDocument) -> list[str]:
    """Labelled headings that are neither a section's nor the document's title."""
    titles = {folded(section.title) for section in parsed.sections} | {folded(parsed.document.title)}
    return [one for one in labelled if folded(one) not in titles]


def missed_figures(labelled: Iterable[str], text: str) -> list[str]:
    """Labelled figures that the text does not have as often, each with no digit beside it."""
    plain = _unspaced(text)
    missed = []
    for figure, times in Counter(map(_unspaced, labelled)).items():
        found = re.findall(rf"(?<!\d)(?<!\d\.){re.escape(figure)}(?!\.?\d)", plain)
        missed += [figure] * max(0, times - len(found))
    return missed


def _unspaced(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _print(result: Result, *, misses: bool) -> None:
    print(_line(result.name, [result]) + (f"  refused: {result.why}" if result.why else ""))
    for measure, words in result.misses if misses else ():
        print(f"      {measure}: {words}")


def _line(name: str, results: Sequence[Result]) -> str:
    parts = []
    for measure in MEASURES:
        right = sum(one.right[measure] for one in results)
        labelled = sum(one.labelled[measure] for one in results)
        share = f"{100 * right / labelled:.1f} %" if labelled else "-"
        parts.append(f"{measure} {right}/{labelled} ({share})")
    return f"  {name:<32}" + "  ".join(parts)


if __name__ == "__main__":
    main()

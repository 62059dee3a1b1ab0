"""`python -m bench.same_plan`: one authored plan saved in every format, each held against what was written.

A line a format: cells and figures that are there, figures that should not be, whether the outline is the plan's. The
formats of LibreOffice are left out, and said so, where it is not installed.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ingest.formats.libreoffice import program
from ingest.inputs import Input
from ingest.reading import reading
from ingest.schema import ParsedDocument, RowKind
from ingest.settings import IngestSettings
from tests.builders.libreoffice import CONVERTED
from tests.builders.ofd import PLAN_OFD
from tests.builders.office import FORMATS, INDICATORS, PROSE, STANDARDS, TITLE, Saved
from tests.builders.pdf import PLAN_PDF

FEWEST_CELLS = 0.98
FIGURE = re.compile(r"\d+(?:\.\d+)?")
OUTLINE = [words for level, words in PROSE if level] + ["第三章 服务标准", "第四章 主要指标"]
WORDS = [TITLE, *(words for _, words in PROSE), *(cell for row in (*STANDARDS, *INDICATORS) for cell in row)]


def main() -> None:
    saved: list[Saved] = [*FORMATS, PLAN_PDF, PLAN_OFD, *(CONVERTED if program() else ())]
    if not program():
        print("LibreOffice is not installed: its formats are left out")
    held = True
    with reading(IngestSettings.model_validate({"home": Path(tempfile.gettempdir())})) as read:
        for one in saved:
            plan = read(Input(source=one.file, data=one.data()))
            held = _print(one.file, plan) and held
    print(f"  {FEWEST_CELLS:.0%} of cells, all figures and the outline in each: {'held' if held else 'not held'}")


def _print(name: str, plan: ParsedDocument) -> bool:
    cells, right = 0, 0
    for kind, rows in ((RowKind.STANDARD, STANDARDS[1:]), (RowKind.INDICATOR, INDICATORS[1:])):
        found = [[cell.text for cell in row.cells] for row in plan.rows if row.kind is kind]
        cells += sum(map(len, rows))
        right += sum(at < len(found) and cell in found[at] for at, row in enumerate(rows) for cell in row)
    wanted, figures = _figures(WORDS), _figures([plan.document.text])
    outline = [section.title for section in plan.sections[1:] if section.title != "正文"] == OUTLINE
    there, more = (wanted & figures).total(), (figures - wanted).total()
    print(
        f"  {name:<16}cells {right}/{cells}  figures {there}/{wanted.total()}, {more} others  "
        f"outline {'the same' if outline else 'another'}",
        flush=True,
    )
    return right >= FEWEST_CELLS * cells and there == wanted.total() and not more and outline


def _figures(words: Iterable[str]) -> Counter[str]:
    return Counter(FIGURE.findall(" ".join(words)))


if __name__ == "__main__":
    main()

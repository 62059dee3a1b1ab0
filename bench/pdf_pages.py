"""`python -m bench.pdf_pages`: a PDF of 60 pages with tables, read by a child of its own, with what it took.

`--pages N` sets their number. Each page has a paragraph, a ruled table with wrapped and merged cells, and one without
lines, between a running header and a page number.
"""

import argparse
import time
from collections.abc import Callable

from bench.hostile import read
from tests.builders.office import INDICATORS, STANDARDS
from tests.builders.pdf import Paper, pdf

LONGEST_S = 20.0  # for 60 pages on two cores
PROSE = "到2025年，全县公共服务支出占一般公共预算支出的比重达到12.5%，新增学位1200个，每个乡镇至少建成1所普惠托育机构。"
ROWS = 8  # times that the rows of each table stand on a page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    asked = parser.parse_args()
    data = pdf(*(page(at + 1) for at in range(asked.pages)))
    started = time.monotonic()
    seconds, mb, said = read("pages.pdf", data)
    print(f"{asked.pages} pages, {len(data) / 1000:.0f} kB: {said}")
    print(f"  {time.monotonic() - started:.1f} s with the child's start, {seconds:.1f} s of work, {mb:.0f} MB")
    print(
        f"  at most {LONGEST_S:g} s for 60 pages: {'held' if seconds <= LONGEST_S * asked.pages / 60 else 'not held'}"
    )


def page(number: int) -> Callable[[Paper], None]:
    """What is written on a page."""

    def write(paper: Paper) -> None:
        paper.words("青石县公共服务规划", x=250, y=50, size=9)
        paper.words(f"第{number}节 服务标准", size=14)
        paper.paragraph(PROSE * 3)
        standards = [STANDARDS[0], *STANDARDS[1:] * (ROWS // 3)]
        paper.table(standards, (90, 100, 140, 85), spans=[(1, 3, 2, 1)], size=9)
        paper.words("主要指标", size=12)
        paper.table([INDICATORS[0], *INDICATORS[1:] * (ROWS // 4)], (60, 160, 35, 50, 50, 60), ruled=False, size=9)
        paper.words(f"— {number} —", x=280, y=805, size=9)

    return write


if __name__ == "__main__":
    main()

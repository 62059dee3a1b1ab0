"""Words in pictures: scanned pages and photographs, by RapidOCR where it is installed (`pip install huimin[ocr]`).

It runs in a process of its own (`recognise_child.py`) with bounds on time, memory and pixels, like LibreOffice does.
What it finds is laid out like any page (`layout/`), so that columns, tables and headings are what they are elsewhere.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from ingest.formats.apart import run_apart
from ingest.formats.blocks import Blocks
from ingest.formats.layout.document import write
from ingest.formats.layout.page import Page, Run, Stroke
from ingest.formats.layout.sheets import sheet_of
from ingest.schema import Source, TextKind

MOST_SCANS = 60  # pages of a file that are recognised
START_S, PAGE_S = 30, 15  # seconds of work for the model, and for each page; one takes five
CLOCK = 6  # seconds on the clock for each second of work: a busy machine makes no file hostile
WIDTH = 595.0  # points that a picture without a size of its own is taken to be wide, as A4 is
EM = 0.75  # of the height of a recognised line that its letters take
SAME_SIZE = 0.15  # share by which letters of one size are measured larger or smaller
UNSURE = 0.6  # below which what was recognised is told, not read
PACKAGES = ("rapidocr", "onnxruntime")
ABSENT = '图片，要装有识别文字的附加包才能读取(免费：make ocr，或 pip install "huimin[ocr]"，装好后再导入一次)'
BLURRED = "看不清的文字"
FAILED = "图片，但没有识别出文字，可能太模糊、太大或已损坏"
COMMAND = (sys.executable, "-P", "-m", "ingest.formats.recognise_child")
FILE, ASKED, FOUND = "file", "asked.json", "found.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Words in a row: where they stand (pixels), how sure they are (0 to 1)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A page of `width` by `height` pixels, turned upright. `strokes` are (level, at, start, end)."""

    width: int
    height: int
    words: tuple[Word, ...]
    strokes: tuple[tuple[bool, float, float, float], ...]


@cache
def recogniser() -> str:
    """What recognises, with its version; empty where it is not installed."""
    try:
        return " ".join(f"{name} {version(name)}" for name in PACKAGES)
    except PackageNotFoundError:
        return ""


def clock_seconds() -> float:
    """What a file may take on the clock for its scanned pages; 0 where nothing recognises."""
    return float((START_S + PAGE_S * MOST_SCANS) * CLOCK) if recogniser() else 0.0


def read_picture(data: bytes) -> Source:
    """A photograph or a scan. Raises `ValueError` where nothing is installed or nothing can be read in it."""
    if not recogniser():
        raise ValueError(f"内容是{ABSENT}")
    pages = recognised([data])
    if not any(page.words for page in pages.values()):
        raise ValueError(f"内容是{FAILED}")
    out = Blocks()
    sheets = []
    for number, page in enumerate(pages.values(), start=1):
        out.scan(number)
        sheets.append(sheet_of(page_of(page, number, out)))
    meta = write(sheets, out)
    return out.source({"text_kind": TextKind.OCR} | meta)


def recognised(files: Sequence[bytes], pages: Sequence[int] = ()) -> dict[int, Recognised]:
    """The pages of pictures, counted through, or these pages (from 1) of the one PDF; what fails is not there."""
    count = max(len(files), len(pages))
    seconds = START_S + PAGE_S * count
    with tempfile.TemporaryDirectory(prefix="huimin-scan-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        for at, data in enumerate(files):
            (folder / f"{FILE}{at}").write_bytes(data)
        asked = {"files": len(files), "pages": list(pages), "most": MOST_SCANS, "seconds": seconds}
        (folder / ASKED).write_text(json.dumps(asked), encoding="utf-8")
        _run(folder, seconds * CLOCK)
        found = folder / FOUND
        lines = found.read_text(encoding="utf-8").splitlines() if found.is_file() else []
    return dict(_page(line) for line in lines)


def page_of(page: Recognised, number: int, out: Blocks, width: float = WIDTH) -> Page:
    """What was recognised as a page of so many points; what is unsure is told."""
    scale = width / max(page.width, 1)
    sure = [word for word in page.words if word.sure >= UNSURE]
    for word in page.words:
        if word.sure < UNSURE:
            out.leave_out(BLURRED, word.text)
    usual = median([word.bottom - word.top for word in sure]) if sure else 0.0
    return Page(
        number=number,
        width=width,
        height=page.height * scale,
        runs=tuple(_run_of(word, scale, usual) for word in sure),
        strokes=tuple(
            Stroke(level=level, at=at * scale, start=start * scale, end=end * scale)
            for level, at, start, end in page.strokes
        ),
    )


def _run_of(word: Word, scale: float, usual: float) -> Run:
    height = word.bottom - word.top
    size = EM * scale * (usual if abs(height - usual) <= SAME_SIZE * usual else height)
    parts = [2 if ord(one) > 0x2E7F else 1 for one in word.text]
    each = (word.right - word.left) * scale / max(sum(parts), 1)
    edges, left = [], word.left * scale
    for part in parts:
        edges.append((left, left + part * each))
        left += part * each
    middle = (word.top + word.bottom) / 2 * scale
    return Run(text=word.text, edges=tuple(edges), base=middle + 0.35 * size, size=round(size, 1))


def _page(line: str) -> tuple[int, Recognised]:
    told = json.loads(line)
    names = ("text", "left", "top", "right", "bottom", "sure")
    page = Recognised(
        width=told["width"],
        height=told["height"],
        words=tuple(Word(**dict(zip(names, word, strict=True))) for word in told["words"]),
        strokes=tuple((bool(one[0]), *one[1:]) for one in told["strokes"]),
    )
    return told["page"], page


def _run(folder: Path, seconds: float) -> None:
    """Until it ends or its time is up; what it has found by then stays."""
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    run_apart([*COMMAND, str(folder)], folder, seconds, PYTHONPATH=paths, OMP_NUM_THREADS="1")

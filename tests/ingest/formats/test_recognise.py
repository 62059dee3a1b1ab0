"""Scans: what is recognised in a picture is laid out like any page; what is not, or cannot be, is told."""

from io import BytesIO

import pytest

from ingest.formats import pdf as pdf_reader
from ingest.formats import recognise
from ingest.formats.blocks import Blocks
from ingest.formats.layout.document import write
from ingest.formats.layout.sheets import sheet_of
from ingest.formats.pdf import read_pdf
from ingest.formats.read import read_source
from ingest.formats.recognise import BLURRED, MOST_SCANS, Recognised, Word, page_of, recogniser
from ingest.schema import TextKind
from tests.builders.pdf import Paper, pdf

PNG = b"\x89PNG\r\n\x1a\n"
INSTALLED = pytest.mark.skipif(not recogniser(), reason="nothing that recognises is installed: make ocr")


def word(text: str, left: float, top: float, *, height: float = 40, sure: float = 0.99) -> Word:
    width = 0.75 * height * sum(2 if ord(one) > 255 else 1 for one in text) / 2
    return Word(text=text, left=left, top=top, right=left + width, bottom=top + height, sure=sure)


def recognised(*words: Word, strokes: tuple[tuple[bool, float, float, float], ...] = ()) -> Recognised:
    return Recognised(width=1190, height=1684, words=words, strokes=strokes)


GRID = (
    *((True, at, 100.0, 900.0) for at in (300.0, 360.0, 420.0)),
    *((False, at, 300.0, 420.0) for at in (100.0, 500.0, 900.0)),
)
CELLS = (word("项目", 150, 310), word("标准", 550, 310), word("高龄津贴", 150, 370), word("每月50元", 550, 370))


def laid_out(page: Recognised) -> tuple[list[str], tuple[str, ...]]:
    out = Blocks()
    write([sheet_of(page_of(page, 1, out))], out)
    source = out.source({})
    return [line for line in source.text.splitlines() if line], source.notes


def test_a_recognised_page_has_lines_and_tables() -> None:
    lines, notes = laid_out(recognised(word("补贴标准如下：", 160, 200), *CELLS, strokes=GRID))
    assert lines == ["补贴标准如下：", "| 项目 | 标准 |", "| 高龄津贴 | 每月50元 |"]
    assert notes == ()


def test_what_is_hardly_legible_is_told_and_not_read() -> None:
    lines, notes = laid_out(recognised(word("补贴标准如下：", 160, 200), word("每月9O元", 160, 300, sure=0.4)))
    assert lines == ["补贴标准如下："]
    assert notes == (f"{BLURRED} 1 处没有读，如“每月9O元”",)


def blank(_: Paper) -> None:
    """A page whose words are a picture."""


def written(paper: Paper) -> None:
    paper.paragraph("高龄津贴每人每月50元。")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Which pages were asked for; all but the third can be read."""
    asked: list[list[int]] = []

    def answer(files: list[bytes], pages: list[int]) -> dict[int, Recognised]:
        asked.append(list(pages))
        return {number: recognised(word(f"附表{number}的说明。", 160, 200)) for number in pages if number != 3}

    for module in (pdf_reader, recognise):
        monkeypatch.setattr(module, "recogniser", lambda: "some 1.0")
    monkeypatch.setattr(pdf_reader, "recognised", answer)
    return asked


def test_pages_of_a_pdf_that_are_pictures_are_recognised_and_the_others_read(seen: list[list[int]]) -> None:
    source = read_pdf(pdf(written, blank, blank, written))
    assert seen == [[2, 3]]
    assert source.scans == (2,) and "附表2的说明。" in source.text and "高龄津贴" in source.text
    assert source.notes[0].startswith("第 2 页是扫描件") and source.notes[1].startswith("第 3 页没有文字")
    assert "text_kind" not in source.meta


def test_a_pdf_of_nothing_but_scans_is_of_that_kind(seen: list[list[int]]) -> None:
    assert read_pdf(pdf(blank, blank)).meta["text_kind"] is TextKind.OCR


def test_more_scanned_pages_than_are_recognised_are_told(seen: list[list[int]]) -> None:
    source = read_pdf(pdf(written, *[blank] * (MOST_SCANS + 1), written))
    assert not seen and f"超过 {MOST_SCANS} 页" in source.notes[0] and source.scans == ()


def test_without_a_recogniser_a_picture_and_a_scanned_page_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf_reader, recognise):
        monkeypatch.setattr(module, "recogniser", lambda: "")
    with pytest.raises(ValueError, match=r"huimin\[ocr\]"):
        recognise.read_picture(PNG)
    assert any("huimin[ocr]" in note for note in read_pdf(pdf(written, blank, written)).notes)


def scan() -> bytes:
    """A page with a ruled table as a picture."""
    from PIL import Image

    from ingest.formats.pdfium import picture_of

    def write(paper: Paper) -> None:
        paper.words("高龄津贴发放标准", size=22)
        paper.paragraph("全县高龄津贴按月发放，2025年计划发放1,280万元。")
        paper.table(
            [("年龄", "标准"), ("80至89周岁", "每人每月50元"), ("90至99周岁", "每人每月100元")], (150, 200), size=14
        )

    into = BytesIO()
    Image.fromarray(picture_of(pdf(write), 1, longest=1600)).save(into, "PNG")
    return into.getvalue()


@INSTALLED
@pytest.mark.slow
def test_a_scan_is_read_with_its_table_and_marked_as_one() -> None:
    source = read_source("scan.png", scan())
    assert source.meta["text_kind"] is TextKind.OCR and source.scans == (1,)
    assert "| 80至89周岁 | 每人每月50元 |" in source.text and "1,280万元" in source.text


@INSTALLED
@pytest.mark.slow
@pytest.mark.parametrize("data", [PNG, b"\xff\xd8\xff\xe0" + b"\x00" * 100], ids=["png", "jpg"])
def test_a_picture_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="没有识别出文字"):
        recognise.read_picture(data)

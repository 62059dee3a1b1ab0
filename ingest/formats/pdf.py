"""PDF: pages are read by PDFium (`pdfium.py`), what stands where becomes lines and tables in `layout/`."""

from collections.abc import Sequence

from ingest.formats.blocks import Blocks
from ingest.formats.layout.document import write
from ingest.formats.layout.sheets import Sheet, sheet_of
from ingest.formats.pdf_streams import check_streams
from ingest.formats.pdfium import opened
from ingest.schema import Source

MOST_NAMED = 20  # pages that are named one by one
PICTURE = 0.25  # of a page that a picture takes from which on words may stand in it


def read_pdf(data: bytes) -> Source:
    """Raises `ValueError` on what is damaged, has a password, or holds more than any plan."""
    check_streams(data)
    out = Blocks()
    sheets: list[Sheet] = []
    scanned, turned, pictured, noted = [], [], [], []
    with opened(data) as pdf:
        for leaf in pdf.leaves(out.leave_out):
            page = leaf.page
            sheets.append(sheet_of(page))
            if not page.runs:
                scanned.append(page.number)
            elif any(one.size >= PICTURE * page.width * page.height for one in page.pictures):
                pictured.append(page.number)
            if leaf.turned:
                turned.append(page.number)
            if leaf.noted:
                noted.append(page.number)
        if pdf.attachments:
            out.tell("文件里嵌有别的文件，没有读")
        if pdf.scripts:
            out.tell("文件带有脚本，没有运行")
    for pages, words in (
        (scanned, "没有文字，多为扫描件或图片，没有读"),
        (pictured, "有大幅图片，图里的文字没有读"),
        (turned, "的文字是横过来的，已转正后读取"),
        (noted, "有表单或批注，里面的文字没有读"),
    ):
        if pages:
            out.tell(f"第 {_named(pages)} 页{words}")
    return out.source(write(sheets, out))


def _named(pages: Sequence[int]) -> str:
    """Numbers of pages, those that follow each other as one: 3、5-7."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    named = [str(first) if first == last else f"{first}-{last}" for first, last in spans[:MOST_NAMED]]
    return "、".join(named) + (" 等" if len(spans) > MOST_NAMED else "")

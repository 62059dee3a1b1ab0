"""PDF: pages are read by PDFium (`pdfium.py`), what stands where becomes lines and tables in `layout/`."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.blocks import Blocks
from ingest.formats.layout.document import write
from ingest.formats.layout.sheets import Sheet, sheet_of
from ingest.formats.markdown import HEADING, read_markdown
from ingest.formats.pdf_streams import check_streams
from ingest.formats.pdfium import opened
from ingest.formats.recognise import MOST_SCANS, page_of, recognised, recogniser
from ingest.schema import Source, TextKind

MOST_NAMED = 20  # pages that are named one by one
INSTALL = '(装上识别文字的附加包即可读取：make ocr，或 pip install "huimin[ocr]")'
PICTURE = 0.25  # of a page that a picture takes from which on words may stand in it


def read_pdf(data: bytes) -> Source:
    """Raises `ValueError` on what is damaged, has a password, or holds more than any plan."""
    check_streams(data)
    out = Blocks()
    sheets: list[Sheet] = []
    scanned, turned, pictured, filled, noted, crowded = [], [], [], [], [], []
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
            if leaf.filled:
                filled.append(page.number)
            if leaf.noted:
                noted.append(page.number)
            if leaf.crowded:
                crowded.append(page.number)
        if pdf.attachments:
            out.tell("文件里嵌有别的文件，没有读")
        if pdf.scripts:
            out.tell("文件带有脚本，没有运行")
    scanned = _with_scans(data, sheets, scanned, out)
    for pages, words in (
        (scanned, f"没有文字，多为扫描件或图片，没有读{'' if recogniser() else INSTALL}"),
        (pictured, "有大幅图片，图里的文字没有读"),
        (turned, "的文字是横过来的，已转正后读取"),
        (crowded, "线条太多，没有按线条读表格"),
        (filled, "有表单，填在栏里的内容已读"),
        (noted, "有没有显示出来的表单内容或批注文字，没有读"),
    ):
        if pages:
            out.tell(f"第 {_named(pages)} 页{words}")
    kind = {"text_kind": TextKind.OCR} if sheets and len(out.scans) == len(sheets) else {}
    return _with_marks(out.source(kind | write(sheets, out)))


def _with_scans(data: bytes, sheets: list[Sheet], scanned: Sequence[int], out: Blocks) -> list[int]:
    """Puts the recognised words of scanned pages in their place; the pages that are not read."""
    if not recogniser() or not scanned:
        return [*scanned]
    if len(scanned) > MOST_SCANS:
        out.tell(f"扫描的页有 {len(scanned)} 页，超过 {MOST_SCANS} 页，没有识别，请拆成几个文件")
        return [*scanned]
    places = {sheet.number: at for at, sheet in enumerate(sheets)}
    for number, page in recognised([data], scanned).items():
        sheet = sheets[places[number]]
        if page.words:
            sheets[places[number]] = sheet_of(page_of(page, number, out, sheet.width))
            out.scan(number)
    if out.scans:
        out.tell(f"第 {_named(out.scans)} 页是扫描件，由程序识别文字，请与原件核对数字")
    return [number for number in scanned if number not in out.scans]


def _with_marks(source: Source) -> Source:
    """A text that was printed with the marks of Markdown (## 一、目标) is read as what these mean."""
    if not HEADING.search(source.text):
        return source
    marked = read_markdown(source.text)
    if marked.text != source.text:  # front matter went: places are no longer the same
        return source
    return replace(marked, meta=source.meta | marked.meta, notes=source.notes, pages=source.pages)


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

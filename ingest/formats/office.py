"""Files that are archives of parts: which of them is read by what, told by the part that holds its content."""

from collections.abc import Callable

from ingest.formats.archive import open_archive
from ingest.formats.docx import DOCUMENT, read_docx
from ingest.formats.xlsx import WORKBOOK, read_xlsx
from ingest.schema import Source

OFFICE: tuple[tuple[str, Callable[[bytes], Source], str], ...] = (
    (DOCUMENT, read_docx, ".docx"),
    (WORKBOOK, read_xlsx, ".xlsx"),
)
OTHER = {
    "OFD.xml": "OFD 文件还不能读取，请另存为 .docx 或 .txt",
    "ppt/presentation.xml": "演示文稿还不能读取，请另存为 .docx 或 .txt",
    "content.xml": "OpenDocument 文件还不能读取，请另存为 .docx 或 .xlsx",
    "xl/workbook.bin": "二进制的 Excel 文件(.xlsb)还不能读取，请另存为 .xlsx",
}


def read_office(data: bytes) -> Source:
    """Raises `ValueError` on archives that are no office file that can be read."""
    archive = open_archive(data)
    for part, reader, _ in OFFICE:
        if part in archive.parts:
            return reader(data)
    why = next((words for part, words in OTHER.items() if part in archive.parts), "")
    raise ValueError(why or "是压缩包而不是文档，还不能读取，请解压后分别交来")

"""Files that are archives of parts: which of them is read by what, told by the part that holds its content."""

from collections.abc import Callable
from dataclasses import replace

from ingest.formats import libreoffice
from ingest.formats.archive import LARGEST_PART, SMALL_PART, Archive, open_archive
from ingest.formats.docx import DOCUMENT, read_docx
from ingest.formats.libreoffice import Kind, read_converted
from ingest.formats.linked_sections import CONTENT, told, without_linked
from ingest.formats.ofd import read_ofd
from ingest.formats.ofd_package import ROOT
from ingest.formats.office_xml import tree
from ingest.formats.xlsx import WORKBOOK, read_xlsx
from ingest.schema import Source

OFFICE: tuple[tuple[str, Callable[[bytes], Source], str], ...] = (
    (DOCUMENT, read_docx, ".docx"),
    (WORKBOOK, read_xlsx, ".xlsx"),
    (ROOT, read_ofd, ".ofd"),
)
MANIFEST = "META-INF/manifest.xml"  # of OpenDocument
BINARY_WORKBOOK = "xl/workbook.bin"
OTHER = {"ppt/presentation.xml": "演示文稿还不能读取，请另存为 .docx 或 .txt"}
ARCHIVE = "是压缩包里的压缩包，不读取，请解压后分别交来"


def read_office(data: bytes) -> Source:
    """Raises `ValueError` on archives that are no office file that can be read."""
    archive = open_archive(data)
    for part, reader, _ in OFFICE:
        if part in archive.parts:
            return reader(data)
    if BINARY_WORKBOOK in archive.parts:
        return read_converted(data, libreoffice.BINARY_EXCEL)
    if CONTENT in archive.parts:
        return _read_open_document(data, archive)
    raise ValueError(next((words for part, words in OTHER.items() if part in archive.parts), ARCHIVE))


def is_office(names: set[str]) -> bool:
    """Whether an archive with these parts is one file of an office program, and no archive of files."""
    return bool(names & {*(part for part, _, _ in OFFICE), BINARY_WORKBOOK, CONTENT, *OTHER})


def _read_open_document(data: bytes, archive: Archive) -> Source:
    kind = _open_document(archive)
    if kind is not libreoffice.TEXT:
        return read_converted(data, kind)
    own, elsewhere = without_linked(data, archive)
    source = read_converted(own, kind)
    return replace(source, notes=(*source.notes, *told(elsewhere)), left_out=(*source.left_out, *elsewhere))


def _open_document(archive: Archive) -> Kind:
    """Text or sheet; other programs read less carefully than ours, so that it is looked through before."""
    manifest = archive.read(MANIFEST, most=SMALL_PART) if MANIFEST in archive.parts else b""
    if b"encryption-data" in manifest:
        raise ValueError("文件加了密码，请取消密码后再交来")
    kind = archive.read("mimetype", most=LARGEST_PART)[:100] if "mimetype" in archive.parts else b""
    content = tree(archive.read(CONTENT, most=LARGEST_PART), CONTENT, local=True)
    if b"spreadsheet" in kind or content.find("body/spreadsheet") is not None:
        return libreoffice.SHEET
    if b"text" in kind or content.find("body/text") is not None:
        return libreoffice.TEXT
    raise ValueError("是 OpenDocument 的图或演示文稿，还不能读取，请另存为 .docx 或 .txt")

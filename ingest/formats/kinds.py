"""What a file is by its content, whatever its name says."""

import re

from ingest.formats import libreoffice
from ingest.formats.archive import EMPTY_ZIP, ZIP
from ingest.formats.libreoffice import Kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's compound file: .doc, .xls, .wps, .et, and encrypted new ones
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_WORD, OLD_EXCEL = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
OLDEST_EXCEL = "Book\x00".encode("utf-16-le")  # of Excel 95 and before
OLD_SLIDES = "PowerPoint Document".encode("utf-16-le")
SHEETS = frozenset({".xls", ".et", ".ett", ".xlt"})  # how old workbooks are called, where their content does not tell
RTF = re.compile(rb"\s{0,9}\{\\rtf")
EXCEL_XML = re.compile(rb"<\?mso-application\s+progid=\"Excel\.Sheet\"|urn:schemas-microsoft-com:office:spreadsheet")
WORD_XML = re.compile(rb"<\?mso-application\s+progid=\"Word\.Document\"|schemas\.microsoft\.com/office/word/200")
FIELD = re.compile(rb"[\w-]{1,60}:|[ \t]")  # how a line of a mail's head begins
MAIL = re.compile(rb"MIME-Version:|Content-Type:[ \t]*multipart/", re.IGNORECASE)
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
FLAT = ((EXCEL_XML, libreoffice.EXCEL_XML), (WORD_XML, libreoffice.WORD_XML))
"""Whole files as XML, as Office 2003 wrote them."""
HEAD = 4_000  # bytes that are looked at
PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,9}%PDF-")
PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM....\x00\x00|II\*\x00|MM\x00\*", re.DOTALL)
SIGNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ"), "压缩包，只能打开 .zip，请解压后分别交来"),
)


def is_zip(data: bytes) -> bool:
    return data.startswith((ZIP, EMPTY_ZIP))


def is_pdf(data: bytes) -> bool:
    return PDF.match(data) is not None


def is_picture(data: bytes) -> bool:
    return PICTURE.match(data) is not None


def is_page(data: bytes) -> bool:
    """Whether it is a web page: some programs export those as .doc or .xls."""
    return PAGE.match(data[:HEAD]) is not None


def is_mail_page(data: bytes) -> bool:
    """Whether it is a web page with all its parts, written down like a mail (.mht, and .doc of some programs)."""
    for line in data[:HEAD].split(b"\n"):
        if MAIL.match(line):
            return True
        if not FIELD.match(line):
            return False
    return False


def is_known(head: bytes) -> bool:
    """Whether the first bytes of a file tell what it is; text does not."""
    return (
        is_zip(head)
        or is_pdf(head)
        or head.startswith(OLE)
        or RTF.match(head) is not None
        or is_picture(head)
        or bool(refusal(head))
        or is_page(head)
        or is_mail_page(head)
    )


def convertible(data: bytes, suffix: str) -> Kind | None:
    """What LibreOffice is to read, and as what."""
    if data.startswith(OLE):
        return None if ENCRYPTED in data or OLD_SLIDES in data else _old(data, suffix)
    if RTF.match(data):
        return libreoffice.RTF
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"<?xml"):
        return None
    return next((kind for sign, kind in FLAT if sign.search(head)), None)


def _old(data: bytes, suffix: str) -> Kind:
    """A compound file is told by the names of its streams, else by its own."""
    if OLD_WORD in data:
        return libreoffice.OLD_WORD
    if OLD_EXCEL in data:
        return libreoffice.OLD_EXCEL
    if OLDEST_EXCEL in data:
        return libreoffice.OLDEST_EXCEL
    return libreoffice.OLD_EXCEL if suffix in SHEETS else libreoffice.OLD_WORD


def refusal(data: bytes) -> str:
    """Why a file cannot be read, by what it is; empty where that is not known."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            return "文件加了密码，请取消密码后再交来"
        if OLD_SLIDES in data:
            return "内容是演示文稿，还不能读取，请另存为 .docx 或 .txt"
    found = next((words for sign, words in SIGNS if sign.match(data)), "")
    return f"内容是{found}" if found else ""

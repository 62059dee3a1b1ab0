"""What a file is by its first bytes, whatever its name says."""

import re

from ingest.formats.archive import EMPTY_ZIP, ZIP

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's compound file: .doc, .xls, .wps, .et, and encrypted new ones
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_WORD, OLD_EXCEL = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,9}%PDF-")
SIGNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\{\\rtf"), "RTF 文件，还不能读取，请用办公软件另存为 .docx"),
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM....\x00\x00|II\*\x00|MM\x00\*", re.DOTALL),
        "图片，还不能识别图中的文字",
    ),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ"), "压缩包，还不能读取，请解压后分别交来"),
)


def is_zip(data: bytes) -> bool:
    return data.startswith((ZIP, EMPTY_ZIP))


def is_pdf(data: bytes) -> bool:
    return PDF.match(data) is not None


def refusal(data: bytes) -> str:
    """Why a file cannot be read, by what it is; empty where that is not known."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            return "文件加了密码，请取消密码后再交来"
        what = "Word" if OLD_WORD in data else "Excel" if OLD_EXCEL in data else "Office 或 WPS"
        return f"内容是旧版 {what} 文件，还不能读取，请用办公软件另存为 .docx 或 .xlsx"
    found = next((words for sign, words in SIGNS if sign.match(data)), "")
    return f"内容是{found}" if found else ""

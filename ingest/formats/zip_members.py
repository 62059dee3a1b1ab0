"""An archive of files that people send (.zip): its members one by one, each with its words or why it is not taken.

Nothing is written to disk. Archives within it are not opened.
"""

import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from ingest.bounds import MEGABYTE
from ingest.formats.archive import (
    ARCHIVES,
    LONGEST_NAME,
    MOST_MEMBERS,
    MOST_RATIO,
    SMALL_PART,
    TOO_MANY,
    Archive,
    open_archive,
)
from ingest.formats.kinds import is_zip
from ingest.formats.office import is_office

MOST_UNPACKED = 100 * MEGABYTE  # of all members together
UTF8_NAME = 0x800  # of an entry's flags
PASSED_OVER = ("__MACOSX",)
OUTSIDE = "文件名指向包外，不读取"
NESTED = "压缩包里的压缩包不读取，请解压后分别交来"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of an archive; `why` it is not taken, else empty."""

    name: str
    data: bytes = b""
    why: str = ""

    @property
    def path(self) -> PurePosixPath:
        return _path(self.name)


def archive_of_files(data: bytes) -> Archive | None:
    """An archive that holds files; None of other files, and of those that an office program writes as archives. Raises
    `ValueError` where its table of contents cannot be read or is longer than that of any archive of plans."""
    if not is_zip(data):
        return None
    archive = open_archive(data, of_files=True)
    if is_office({*archive.parts}):
        return None
    if len(archive.parts) > MOST_MEMBERS:
        raise ValueError(TOO_MANY.format(count=len(archive.parts)))
    return archive


def members_of(archive: Archive, *, max_mb: int) -> Iterator[Member]:
    """Its files in the order of their names; hidden ones and those that systems put there are none."""
    left = MOST_UNPACKED
    named = sorted((_name_of(info), key) for key, info in archive.parts.items())
    for name, key in named:
        parts = _path(name).parts
        if any(part.startswith((".", "~$")) and part != ".." for part in parts) or parts[:1] == PASSED_OVER:
            continue
        info = archive.parts[key]
        why = _refusal(name, info)
        if not why and info.file_size > left:
            why = f"压缩包展开后超过 {MOST_UNPACKED // MEGABYTE} MB，从这里起没有读，请分成几个"
        if why:
            yield Member(name=_printable(name), why=why)
            continue
        left -= info.file_size
        yield _unpacked(archive, key, name, max_mb * MEGABYTE)


def _unpacked(archive: Archive, key: str, name: str, most: int) -> Member:
    if archive.parts[key].file_size > most:
        return Member(name=name, why=f"超过 {most // MEGABYTE} MB(可用 HUIMIN_MAX_SOURCE_MB 放宽)")
    try:
        data = archive.read(key, most=most)
    except ValueError as error:
        return Member(name=name, why=str(error))
    return Member(name=name, data=data)


def _refusal(name: str, info: ZipInfo) -> str:
    """Why a member is not taken; empty where it is."""
    path = _path(name)
    ratio = info.file_size // max(info.compress_size, 1)
    outside = name.startswith("/") or "\\" in info.orig_filename or ":" in name or ".." in path.parts
    reasons = (
        (outside, OUTSIDE),
        (len(name) > LONGEST_NAME or _printable(name) != name, "文件名不成样子，请改名"),
        (stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG), "不是普通文件，而是链接或特殊文件"),
        (bool(info.flag_bits & 1), "加了密码，请取消密码后再交来"),
        (path.suffix.lower() in ARCHIVES, NESTED),
        (info.compress_type not in (ZIP_STORED, ZIP_DEFLATED), "用了少见的压缩方法，请重新压缩"),
        (info.file_size > SMALL_PART and ratio > MOST_RATIO, f"展开后是压缩时的 {ratio} 倍，不像一份文件"),
    )
    return next((why for holds, why in reasons if holds), "")


def _name_of(info: ZipInfo) -> str:
    """A name as who packed it wrote it: Chinese systems write theirs in UTF-8 or GBK without saying which."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _path(name: str) -> PurePosixPath:
    """Its folders and its own name; Windows parts them by backslashes."""
    return PurePosixPath(name.replace("\\", "/"))


def _printable(name: str) -> str:
    shown = "".join(repr(one)[1:-1] if unicodedata.category(one) in ("Cc", "Cs", "Cf") else one for one in name)
    return shown[: LONGEST_NAME + 1]

"""Office files are archives of parts. Here it is seen to that opening one costs little and reaches nothing outside it.

What an archive says of itself is checked before anything is unpacked, and what is unpacked is counted.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ingest.bounds import MEGABYTE

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"  # opens each entry of an archive's table of contents
MOST_ENTRIES = 5_000  # of an office file
MOST_MEMBERS = 1_000  # of an archive of files
TOO_MANY = (
    f"压缩包里有 {{count}} 个文件，超过上限(文件的压缩包最多 {MOST_MEMBERS} 个，"
    f"办公文件的部件最多 {MOST_ENTRIES} 个)，请分成几个"
)
MARKUP = (".xml", ".rels")
MOST_EXPANDED = 200 * MEGABYTE  # of all markup together
MOST_RATIO = 250  # times that a part that is read may grow; XML of equal rows reaches 100, deflate at its end 1030
LARGEST_PART = 40 * MEGABYTE  # that is held as a tree
SMALL_PART = MEGABYTE  # up to here a part may grow by any ratio
LONGEST_NAME = 200  # characters of a part's name
ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab", ".iso", ".jar"}
NESTED = "压缩包里还有压缩包，不读取，请解压后分别交来"


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of an office file, by name; what is read of it never exceeds the bounds above."""

    file: ZipFile
    parts: Mapping[str, ZipInfo]

    def read(self, name: str, *, most: int) -> bytes:
        """A part of at most so many bytes. Raises `ValueError` where it is larger or damaged, `KeyError` where it is
        not there."""
        info = self.parts[name]
        ratio = info.file_size // max(info.compress_size, 1)
        if info.file_size > SMALL_PART and ratio > MOST_RATIO:
            raise ValueError(f"其中 {name} 展开后是压缩时的 {ratio} 倍，不像一份文件")
        if info.file_size > most:
            raise ValueError(f"其中 {name} 展开后有 {info.file_size // MEGABYTE} MB，超过 {most // MEGABYTE} MB")
        try:
            with self.file.open(info) as part:
                return part.read(most + 1)[:most]
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise ValueError(f"文件已损坏：其中 {name} 解不开") from error

    def first(self, *names: str) -> str | None:
        """The first of the names that there is."""
        return next((name for name in names if name in self.parts), None)

    def under(self, folder: str) -> list[str]:
        """Names of the parts in a folder."""
        return [name for name in self.parts if name.startswith(folder)]


def open_archive(data: bytes, *, of_files: bool = False) -> Archive:
    """Raises `ValueError` on what no office program writes, with its reason. Of an archive `of_files`, whose members
    are looked at one by one, only its table of contents must hold."""
    if (count := data.count(ENTRY)) > MOST_ENTRIES:
        raise ValueError(TOO_MANY.format(count=count))
    try:
        file = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, OverflowError, NotImplementedError) as error:
        raise ValueError("文件不完整或已损坏(压缩包的目录读不出)，请重新下载或另存") from error
    infos = file.infolist()
    if not of_files:
        for info in infos:
            _check(info)
        # pictures are never unpacked, and a white one may well grow a thousandfold
        if (size := sum(info.file_size for info in infos if info.filename.endswith(MARKUP))) > MOST_EXPANDED:
            raise ValueError(f"展开后有 {size // MEGABYTE} MB，超过 {MOST_EXPANDED // MEGABYTE} MB")
    parts = {info.filename: info for info in infos if not info.is_dir()}
    if len(parts) < sum(not info.is_dir() for info in infos):
        raise ValueError("压缩包里有两个同名的文件，不像办公软件写出的")
    return Archive(file, parts)


def _check(info: ZipInfo) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in info.orig_filename or ":" in name or ".." in PurePosixPath(name).parts:
        raise ValueError(f"压缩包里的文件名 {name[:LONGEST_NAME]!r} 指向包外，不读取")
    if len(name) > LONGEST_NAME or "\x00" in info.orig_filename:
        raise ValueError("压缩包里有不成样子的文件名，不读取")
    if info.flag_bits & 1:
        raise ValueError("文件加了密码，请取消密码后再交来")
    if PurePosixPath(name).suffix.lower() in ARCHIVES:
        raise ValueError(NESTED)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ValueError("压缩包用了少见的压缩方法，请用办公软件另存")

"""Which files an ingest reads: files and folders that were named, or the sample corpus."""

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from ingest.bounds import MEGABYTE
from ingest.errors import SourceError
from ingest.formats.kinds import HEAD, is_known
from ingest.formats.read import READABLE, UNREADABLE
from ingest.formats.zip_members import archive_of_files, members_of

KNOWN = READABLE | UNREADABLE | {".zip"}
"""Suffixes of documents; other files of a folder are looked into for what they are."""
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
SAMPLE = "sample:"  # how the source of a document of the sample corpus begins
NO_DOCUMENT = "不是能读取的文件，按名称和内容都认不出是哪一种"
OUTSIDE = "是链接，指向文件夹外面，没有跟过去"
OPENED = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
LONGEST_NAME = 300  # characters of a path that are shown
KINDS = {
    stat.S_IFDIR: "文件夹",
    stat.S_IFIFO: "管道",
    stat.S_IFSOCK: "套接字",
    stat.S_IFCHR: "设备",
    stat.S_IFBLK: "设备",
}
REASONS = {
    errno.ENOENT: "链接指向的文件不存在",
    errno.ELOOP: "链接绕成了圈",
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "读取出错，磁盘可能已损坏",
}
"""What a system's error means; others are told as the system tells them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file's bytes; `source` is its path, `ARCHIVE.zip/NAME` of an archive's member, or `sample:NAME`."""

    source: str
    data: bytes

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that was not taken, and why, in plain words."""

    source: str
    reason: str


def collect(sources: Sequence[Path], *, max_mb: int) -> tuple[list[Input], list[Skipped]]:
    """All readable files under `sources`, the sample corpus where none are named.

    What is no file, does not open or is no document is skipped with its reason, one by one; archives of files are
    opened. Raises `SourceError` where a source does not exist or a folder holds nothing.
    """
    if not sources:
        return sample_corpus(), []
    paths, skipped = _paths(sources)
    asked = {source.absolute() for source in sources}
    folders = [Path(os.path.realpath(source)) for source in sources]
    inputs: list[Input] = []
    for path, named in paths.items():
        try:
            _check_name(path)
            if named not in asked and not any(path.is_relative_to(folder) for folder in folders):
                raise _UnreadableError(OUTSIDE)
            if named not in asked and path.suffix.lower() not in KNOWN:
                _check_content(path)
            more, left = _opened(str(path), _bytes_of(path, max_mb=max_mb), max_mb=max_mb)
            inputs += more
            skipped += left
        except _UnreadableError as error:
            skipped.append(Skipped(source=_printable(named), reason=str(error)))
    return inputs, skipped


def gone_from(folders: Sequence[Path], known: Collection[str]) -> set[str]:
    """Those of the known sources that lay in one of the folders and are gone from it. What the system does not let us
    see is not gone; of what is no folder nothing is."""
    places = {Path(os.path.realpath(folder)) for folder in folders if os.path.isdir(folder)}  # noqa: PTH112 - as above
    return {one for one in known if places & {*Path(one).parents} and not _may_be_there(Path(one))}


def _may_be_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def sample_corpus() -> list[Input]:
    """The documents that ship with Huimin."""
    with as_file(files("corpus")) as folder:
        documents = [path for path in _documents(folder) if path.suffix.lower() in READABLE]
        return [Input(source=f"{SAMPLE}{path.name}", data=path.read_bytes()) for path in documents]


class _UnreadableError(Exception):
    """Why a path is no file that can be read, in plain words."""


def _paths(sources: Sequence[Path]) -> tuple[dict[Path, Path], list[Skipped]]:
    """Full paths of all documents with how each was found, and folders that cannot be looked into."""
    found: list[Path] = []
    skipped: list[Skipped] = []
    for source in sources:
        if not os.path.lexists(source) and _is_possible(source):
            raise SourceError(_printable(source), "没有这个文件或文件夹")
        if not os.path.isdir(source):  # noqa: PTH112 - false on any error, where `Path.is_dir` raises on some
            found.append(source)
            continue
        closed: list[OSError] = []
        inside = _documents(source, onerror=closed.append)
        skipped += [Skipped(source=_printable(Path(error.filename)), reason=_reason(error)) for error in closed]
        if not inside and not closed:
            raise SourceError(_printable(source), f"文件夹里没有可读的文件({'、'.join(sorted(READABLE))})")
        found += inside
    paths: dict[Path, Path] = {}
    for path in found:
        paths.setdefault(Path(os.path.realpath(path)), path.absolute())
    return paths, skipped


def _is_possible(path: Path) -> bool:
    """Whether the system takes such a path at all; a name may be too long."""
    try:
        os.lstat(path)
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR)
    return True


def _documents(folder: Path, *, onerror: Callable[[OSError], None] | None = None) -> list[Path]:
    """All files anywhere below a folder, links to folders, and folders without files that are called like a document.
    Hidden files, READMEs, and those that office programs and systems put there are none."""
    found: list[Path] = []
    called_so: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=onerror):
        folders[:] = [name for name in folders if not name.startswith((".", "~$"))]
        within = [Path(place, name) for name in folders]
        found += [path for path in within if path.is_symlink()]
        called_so += [path for path in within if path.suffix.lower() in KNOWN and not path.is_symlink()]
        found += [Path(place, name) for name in names if _is_content(name)]
    holding = {above for path in found for above in path.parents}
    return sorted([*found, *(path for path in called_so if path not in holding)])


def _is_content(name: str) -> bool:
    """Whether a file may be one of the documents of its folder."""
    lower = name.lower()
    return not name.startswith((".", "~$")) and lower not in SYSTEM_FILES and Path(lower).stem != "readme"


def _opened(source: str, data: bytes, *, max_mb: int) -> tuple[list[Input], list[Skipped]]:
    """A file, or the members of an archive of files. Raises `_UnreadableError`."""
    try:
        archive = archive_of_files(data)
    except ValueError as error:
        raise _UnreadableError(str(error)) from error
    if archive is None:
        return [Input(source=source, data=data)], []
    inputs: list[Input] = []
    skipped: list[Skipped] = []
    for member in members_of(archive, max_mb=max_mb):
        path, name = member.path, f"{source}/{member.name}"
        if not _is_content(path.name):
            continue
        if not member.why and path.suffix.lower() not in KNOWN and not is_known(member.data[:HEAD]):
            skipped.append(Skipped(source=name, reason=NO_DOCUMENT))
        elif member.why:
            skipped.append(Skipped(source=name, reason=member.why))
        else:
            inputs.append(Input(source=name, data=member.data))
    if not inputs and not skipped:
        raise _UnreadableError("压缩包里没有可读的文件")
    return inputs, skipped


def _check_content(path: Path) -> None:
    """Raises `_UnreadableError` on a file that neither its name nor its first bytes tell to be a document."""
    try:
        _check_kind(path.stat().st_mode)
        with os.fdopen(os.open(path, OPENED), "rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise _UnreadableError(_reason(error)) from error
    if not is_known(head):
        raise _UnreadableError(NO_DOCUMENT)


def _bytes_of(path: Path, *, max_mb: int) -> bytes:
    """A file's bytes; a pipe or device is not even opened. Raises `_UnreadableError`."""
    limit = max_mb * MEGABYTE
    try:
        _check_kind(path.stat().st_mode)
        with os.fdopen(os.open(path, OPENED), "rb") as file:
            _check_kind(os.fstat(file.fileno()).st_mode)  # what was a file may have become a pipe
            data = file.read(limit + 1)  # some files, and those that grow, are larger than they say
    except OSError as error:
        raise _UnreadableError(_reason(error)) from error
    if len(data) > limit:
        raise _UnreadableError(f"超过 {max_mb} MB(可用 HUIMIN_MAX_SOURCE_MB 放宽)")
    return data


def _check_kind(mode: int) -> None:
    """Raises `_UnreadableError` on what is no plain file."""
    if not stat.S_ISREG(mode):
        raise _UnreadableError(f"不是普通文件，而是{KINDS.get(stat.S_IFMT(mode), '特殊文件')}")


def _check_name(path: Path) -> None:
    """Raises `_UnreadableError` on a name that cannot be written down: bytes that are no UTF-8, control characters."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise _UnreadableError("文件名不是 UTF-8 编码，请改名") from None
    if any(unicodedata.category(character) == "Cc" for character in str(path)):
        raise _UnreadableError("文件名里有控制字符，请改名")


def _printable(path: Path) -> str:
    """A path as it can be shown: what no terminal should print is written as an escape, a very long one is cut."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    shown = "".join(repr(one)[1:-1] if unicodedata.category(one) == "Cc" else one for one in name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…"


def _reason(error: OSError) -> str:
    return f"打不开：{REASONS.get(error.errno or 0, error.strerror)}"

"""The errors of Huimin. Every message is shown to the user: it says what failed and what to do next.

HuiminError
├── UsageError            wrong settings, arguments or state: exit code 2
│   ├── NoIndexError      nothing has been ingested yet
│   └── IndexMismatchError  the index was built with other settings or by another version
├── SourceError           an input file cannot be read: exit code 3
├── IndexBrokenError      a published index fails its own check: exit code 3
│   └── UnfoundError      documents of an index being built do not find themselves
├── BusyError             another process is building this index: exit code 2
├── PromptError           a prompt file is missing or lacks a variable: exit code 2
└── ModelError            the language model endpoint failed: answered without a model
"""

import errno
from collections.abc import Sequence

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EIO: "磁盘读写出错",
}


def why(error: OSError) -> str:
    """What the system refused, in plain words; its own words for what happens seldom."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class HuiminError(Exception):
    """Base of all our errors; `str(error)` is one line in plain words for the user."""

    exit_code = 2


class UsageError(HuiminError):
    """Wrong settings, arguments or state."""


class NoIndexError(UsageError):
    """There is no published index in the folder."""


class IndexMismatchError(UsageError):
    """The index was built with other settings, or by a version that wrote another layout."""


class SourceError(HuiminError):
    """An input cannot be read; `reason` alone, without the path, goes into tables. `others` are inputs that cannot be
    read either, with their reasons, where none can: each has a line of its own."""

    exit_code = 3

    def __init__(self, path: str, reason: str, others: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__("\n".join(f"无法读取 {one!r}:{why}" for one, why in ((path, reason), *others)))
        self.path = path
        self.reason = reason


class IndexBrokenError(HuiminError):
    """A generation does not hold together."""

    exit_code = 3


class UnfoundError(IndexBrokenError):
    """Documents whose passages do not find themselves, by their ids: an index without them may be built."""

    def __init__(self, message: str, documents: frozenset[str]) -> None:
        super().__init__(message)
        self.documents = documents


class BusyError(HuiminError):
    """Another process holds the lock that is needed."""


class PromptError(HuiminError):
    """A prompt file is missing, or its variables and the values given differ."""


class ModelError(HuiminError):
    """The language model endpoint failed or answered nonsense."""

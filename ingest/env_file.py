"""The settings file `.env`: one `NAME=value` a line. Read strictly, and nothing in a value is expanded.

It leaves to the settings which names there are and what their values may be.
"""

import logging
import re
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.errors import UsageError

log = logging.getLogger("huimin")

ASSIGNMENT = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*)")
QUOTED = re.compile(r"(?P<mark>['\"])(?P<inner>.*?)(?P=mark)\s*(?:#.*)?")
COMMENT = re.compile(r"(?:^|\s)#.*")  # a # inside a word belongs to the value
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value as written, and the line (from 1) that it stands on."""

    value: str
    line: int


def read_env_file(path: Path) -> dict[str, Entry]:
    """Name in capitals → its entry; nothing where there is no such file. A name without a value counts as not set.

    Raises `UsageError`, with the line, for a line that is no assignment, an open quote, and a name set twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError as error:
        broken = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{place(path, broken)}不是 UTF-8 编码,请另存为 UTF-8") from error
    except OSError as error:
        raise UsageError(f"设置文件 {str(path)!r} 读不了,请检查它是不是文件、有没有读取权限") from error
    _warn_if_open(path)
    seen: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, value = _assignment(line.strip(), place(path, number))
        if name in seen:
            raise UsageError(f"{place(path, number)}:{name} 在第 {seen[name].line} 行已经写过,请只留一行")
        seen[name] = Entry(value=value, line=number)
    return {name: entry for name, entry in seen.items() if entry.value}


def place(path: Path, line: int) -> str:
    """A line of the file, in words for the user."""
    return f"设置文件 {str(path)!r} 第 {line} 行"


def _assignment(line: str, where: str) -> tuple[str, str]:
    found = ASSIGNMENT.fullmatch(line)
    if found is None:
        raise UsageError(f"{where}应写成“名称=值”,说明文字前要加 #")
    name, value = found["name"].upper(), found["value"]
    if not value.startswith(("'", '"')):
        return name, COMMENT.sub("", value).strip()
    quoted = QUOTED.fullmatch(value)
    if quoted is None:
        raise UsageError(f"{where}:{name} 的引号没有成对")
    return name, quoted["inner"]


@cache
def _warn_if_open(path: Path) -> None:
    """Once a process: others than the owner can reach a file that may hold a key."""
    if stat.S_IMODE(path.stat().st_mode) & OTHERS:
        log.warning("设置文件 %r 里可能有密钥,但其他用户也能打开它;请运行 chmod 600", str(path))

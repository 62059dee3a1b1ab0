"""Old office files and those of other programs, turned into Word or Excel by LibreOffice where it is installed.

It runs in a process of its own, with a profile that lasts as long as it does: no macros, no links followed, no way to
the network, bounds on time, memory and what it writes. What it gives is read like any Word or Excel file.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which

from ingest.bounds import MEGABYTE
from ingest.formats.apart import run_apart
from ingest.formats.docx import read_docx
from ingest.formats.xlsx import read_xlsx
from ingest.schema import Source

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 28  # on the clock for a file; one takes two, the first some more
WORK_SECONDS = 25  # of work
MOST_MEMORY = 600 * MEGABYTE  # of data; an empty one holds 60, a workbook of 300,000 cells 260
MOST_OUTPUT = 60 * MEGABYTE
BLOCK = 512  # bytes that `ulimit -f` counts in
BOUNDED = 'ulimit -S -v unlimited; ulimit -S -t "$1"; ulimit -S -d "$2"; ulimit -S -f "$3"; shift 3; exec "$@"'  # of sh
"""Bounds of its own: those of the process that reads the file hold for what is read there."""
ABSENT = "，要装有 LibreOffice 才能读取(免费，装好后再导入一次即可)；也可以用办公软件另存为 .docx 或 .xlsx 再交来"
FAILED = "，LibreOffice 打不开它，可能已损坏或加了密码，请用办公软件另存为 .docx 或 .xlsx"
LATE = f"，LibreOffice 转换超过 {SECONDS} 秒，请用办公软件另存为 .docx 或 .xlsx"
CONVERTED = "由 LibreOffice 转换后读取，版面与原件可能不同"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Misc", "UseLocking", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # whatever is fetched is asked of a proxy …
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),  # … that is not there
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyPort", "9"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Files that LibreOffice reads: what they are called, the suffix and the one filter it is to read them by (it takes
    what it does not know for text), and what they become."""

    name: str
    suffix: str
    by: str
    becomes: str
    read: Callable[[bytes], Source]


def _word(name: str, suffix: str, by: str) -> Kind:
    return Kind(name=name, suffix=suffix, by=by, becomes="docx", read=read_docx)


def _sheet(name: str, suffix: str, by: str) -> Kind:
    return Kind(name=name, suffix=suffix, by=by, becomes="xlsx", read=read_xlsx)


OLD_WORD = _word("旧版 Word 或 WPS 文字文件", ".doc", "MS Word 97")
OLD_EXCEL = _sheet("旧版 Excel 或 WPS 表格文件", ".xls", "MS Excel 97")
OLDEST_EXCEL = _sheet("很旧的 Excel 文件", ".xls", "MS Excel 95")
RTF = _word("RTF 文件", ".rtf", "Rich Text Format")
TEXT = _word("OpenDocument 文字文件", ".odt", "writer8")
SHEET = _sheet("OpenDocument 表格文件", ".ods", "calc8")
BINARY_EXCEL = _sheet("二进制的 Excel 文件(.xlsb)", ".xlsb", "Calc MS Excel 2007 Binary")
EXCEL_XML = _sheet("XML 格式的旧版 Excel 文件", ".xml", "MS Excel 2003 XML")
WORD_XML = _word("XML 格式的旧版 Word 文件", ".xml", "MS Word 2003 XML")


def program() -> str | None:
    """LibreOffice, where it is installed."""
    return next((found for name in PROGRAMS if (found := which(name))), None)


def read_converted(data: bytes, kind: Kind) -> Source:
    """Raises `ValueError` where LibreOffice is not installed or does not open the file."""
    found = program()
    if found is None:
        raise ValueError(f"内容是{kind.name}{ABSENT}")
    with tempfile.TemporaryDirectory(prefix="huimin-office-", ignore_cleanup_errors=True) as folder:
        source = kind.read(_converted(found, data, kind, Path(folder)))
    return replace(source, notes=(CONVERTED, *source.notes))


def _converted(office: str, data: bytes, kind: Kind, folder: Path) -> bytes:
    profile, out = folder / "profile" / "user", folder / "out"
    profile.mkdir(parents=True)
    out.mkdir()
    items = "\n".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "registrymodifications.xcu").write_text(PROFILE.format(items=items), encoding="utf-8")
    given = folder / f"file{kind.suffix}"
    given.write_bytes(data)
    _run(
        [
            office,
            f"-env:UserInstallation={profile.parent.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
            f"--infilter={kind.by}",
            *("--convert-to", kind.becomes, "--outdir", str(out), str(given)),
        ],
        folder,
        kind,
    )
    made = out / f"file.{kind.becomes}"
    if not made.is_file() or not 0 < made.stat().st_size <= MOST_OUTPUT:
        raise ValueError(f"内容是{kind.name}{FAILED}")
    return made.read_bytes()


def _run(command: list[str], folder: Path, kind: Kind) -> None:
    """Until it ends or its time is up."""
    bounds = (WORK_SECONDS, MOST_MEMORY // 1024, MOST_OUTPUT // BLOCK)
    if not run_apart(["/bin/sh", "-c", BOUNDED, "sh", *map(str, bounds), *command], folder, SECONDS, LC_ALL="C.UTF-8"):
        raise ValueError(f"内容是{kind.name}{LATE}")

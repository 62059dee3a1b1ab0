"""Files that LibreOffice turns into Word or Excel: which, how it is held in bounds, what is said without it."""

import socket
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest.errors import SourceError
from ingest.formats import kinds, libreoffice
from ingest.formats.libreoffice import OLD_EXCEL, OLD_WORD, RTF, Kind, read_converted
from ingest.formats.read import read_source
from ingest.schema import Omission
from tests.builders.libreoffice import INSTALLED, converted
from tests.builders.office import plan_docx, plan_xlsx

OLE = kinds.OLE + b"\x00" * 500
WORDS = b"{\\rtf1\\ansi\\uc1 plan \\u24180? 2025\\par}"


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (stream("WordDocument"), ".xls", OLD_WORD),
        (stream("Workbook"), ".doc", OLD_EXCEL),
        (stream("Book\x00"), "", libreoffice.OLDEST_EXCEL),
        (OLE, ".wps", OLD_WORD),
        (OLE, ".et", OLD_EXCEL),
        (stream("EncryptedPackage"), ".doc", None),
        (stream("PowerPoint Document"), ".doc", None),
        (b"\n{\\rtf1 x}", ".doc", RTF),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', ".xls", libreoffice.EXCEL_XML),
        (b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "", libreoffice.WORD_XML),
        (b'<?xml version="1.0"?><a/>', ".xls", None),
        (b"plan", ".doc", None),
    ],
)
def test_a_file_is_told_by_its_content(data: bytes, suffix: str, kind: Kind | None) -> None:
    assert kinds.convertible(data, suffix) is kind


@pytest.mark.parametrize("path", ["plan.doc", "plan.xls", "plan.wps"])
def test_a_web_page_called_like_an_old_office_file_is_read_as_a_page(path: str) -> None:
    table = "<html><body><table><tr><td>项目</td><td>标准</td></tr><tr><td>津贴</td><td>50元</td></tr></table></body></html>"
    assert "| 津贴 | 50元 |" in read_source(path, table.encode("gbk")).text


def laid_program(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program in LibreOffice's place."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(libreoffice, "PROGRAMS", (str(path),))


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("no-such-program",))
    with pytest.raises(SourceError) as caught:
        read_source("plan.rtf", WORDS)
    assert "RTF" in caught.value.reason
    assert "装有 LibreOffice" in caught.value.reason


@pytest.mark.parametrize("script", ["exit 1", "exit 0", 'for last; do :; done; : > "$(dirname $last)/out/file.docx"'])
def test_a_file_that_libreoffice_does_not_open_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    laid_program(monkeypatch, tmp_path, script)
    with pytest.raises(ValueError, match="打不开它"):
        read_converted(WORDS, RTF)


def test_what_hangs_is_ended_with_all_its_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 1)
    laid_program(monkeypatch, tmp_path, f"sleep 600 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(ValueError, match="转换超过"):
        read_converted(WORDS, RTF)
    pid = int((tmp_path / "pid").read_text(encoding="ascii"))
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text(encoding="ascii").split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("a process of it is still there")


def test_it_is_told_none_of_our_settings_and_has_bounds_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HUIMIN_LLM_API_KEY", "secret")
    laid_program(
        monkeypatch, tmp_path, f"env > {tmp_path}/env; ulimit -t >> {tmp_path}/env; ulimit -d >> {tmp_path}/env"
    )
    with pytest.raises(ValueError, match="打不开它"):
        read_converted(WORDS, RTF)
    told = (tmp_path / "env").read_text(encoding="utf-8").splitlines()
    assert not [line for line in told if "secret" in line]
    assert told[-2:] == ["25", str(600_000_000 // 1024)]


@INSTALLED
@pytest.mark.slow
def test_words_of_an_rtf_are_read_and_it_is_said_how() -> None:
    source = read_source("plan.doc", WORDS)
    assert source.text == "plan 年 2025\n"
    assert source.notes == (libreoffice.CONVERTED,)


@INSTALLED
@pytest.mark.slow
@pytest.mark.parametrize(("suffix", "kind", "path"), [(".docx", "doc", "plan.wps"), (".xlsx", "xls", "plan.et")])
def test_old_office_files_are_read_whatever_they_are_called(suffix: str, kind: str, path: str) -> None:
    data = converted(plan_docx() if suffix == ".docx" else plan_xlsx(), suffix, kind)
    assert data.startswith(kinds.OLE)
    assert "| 高龄津贴 | 80周岁以上老年人 |" in read_source(path, data).text


@INSTALLED
@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.xls", stream("Workbook")),
        ("a.xls", stream("Book\x00")),
        ("a.doc", stream("WordDocument")),
        ("a.wps", OLE),
        ("a.rtf", b"{\\rtf"),
        ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><a>9999</a>'),
    ],
)
def test_what_only_begins_like_an_old_office_file_gives_no_words(path: str, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(path, data)
    assert "打不开它" in caught.value.reason or "没有文字" in caught.value.reason


@INSTALLED
@pytest.mark.slow
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(("suffix", "kind"), [(".docx", "doc"), (".xlsx", "xls")])
def test_a_truncated_old_file_is_refused_or_gives_words_of_its_own(suffix: str, kind: str, share: float) -> None:
    data = converted(plan_docx() if suffix == ".docx" else plan_xlsx(), suffix, kind)
    try:
        text = read_source(f"a.{kind}", data[: int(len(data) * share)]).text
    except SourceError as error:
        assert "LibreOffice" in error.reason or "没有文字" in error.reason
    else:
        assert "�" not in text
        assert not set(text) & set("ÐÏà¡±áþÿ")


def with_link(address: str) -> bytes:
    """A text document of OpenDocument with a picture that lies elsewhere, and a section that is linked."""
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"
     xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
     xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
     xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body><office:text><text:p>津贴50元。
     <draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"><draw:image xlink:href="{address}/a.png"
     xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p><text:section text:name="s">
     <text:section-source xlink:href="{address}/b.odt"/><text:p>甲</text:p></text:section></office:text></office:body>
     </office:document-content>"""
    into = BytesIO()
    with ZipFile(into, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
        file.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
            ' manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry'
            ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return into.getvalue()


@INSTALLED
@pytest.mark.slow
def test_nothing_is_fetched_from_elsewhere() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        rtf = f'{{\\rtf1 a {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/c.png"}}}}\\par}}'.encode()
        plan = read_source("plan.odt", with_link(address))
        assert "津贴50元" in plan.text and "甲" not in plan.text
        assert [(one.text, one.why) for one in plan.left_out] == [("甲", Omission.ELSEWHERE)]
        assert any("链接自别的文件" in note for note in plan.notes)
        assert read_source("plan.rtf", rtf).text.startswith("a")
        with pytest.raises(BlockingIOError):
            server.accept()

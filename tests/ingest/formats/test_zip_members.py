"""Archives of files: each member is read, or why not is said."""

import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from ingest.formats import archive
from ingest.formats.zip_members import archive_of_files, members_of
from ingest.inputs import Input, Skipped, collect
from tests.builders.office import plan_docx, plan_xlsx


def zipped(*members: tuple[str | ZipInfo, bytes]) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return into.getvalue()


def entry(name: str, *, mode: int = 0, method: int = ZIP_DEFLATED) -> ZipInfo:
    info = ZipInfo("x")
    info.filename, info.external_attr, info.compress_type = name, mode << 16, method
    return info


def collected(folder: Path, data: bytes) -> tuple[dict[str, bytes], dict[str, str]]:
    """Members that are taken and those that are not with their reasons, by their names after `a.zip/`."""
    path = folder / "a.zip"
    path.write_bytes(data)
    inputs, skipped = collect([folder], max_mb=1)
    taken = {item.source.removeprefix(f"{path}/"): item.data for item in inputs}
    return taken, {one.source.removeprefix(f"{path}/"): one.reason for one in skipped}


def test_members_of_an_archive_are_inputs_under_its_name(tmp_path: Path) -> None:
    word, sheet = plan_docx(), plan_xlsx()
    data = zipped(("b.md", b"# x"), ("附件/a.docx", word), ("无名", sheet), ("README.md", b"x"), (".x.md", b"x"))
    taken, skipped = collected(tmp_path, data)
    assert taken == {"b.md": b"# x", "无名": sheet, "附件/a.docx": word}
    assert skipped == {}


@pytest.mark.parametrize("data", [plan_docx(), plan_xlsx(), b"%PDF-1.7", b"x"])
def test_an_office_file_is_no_archive_of_files(data: bytes) -> None:
    assert archive_of_files(data) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_are_read_as_chinese_systems_write_them(tmp_path: Path, encoding: str) -> None:
    name = "青石县规划.txt"
    data = zipped(("x" * len(name.encode(encoding)), b"x")).replace(
        b"x" * len(name.encode(encoding)), name.encode(encoding)
    )
    assert collected(tmp_path, data)[0] == {name: b"x"}


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (entry("../plan.md"), "指向包外"),
        (entry("/etc/plan.md"), "指向包外"),
        (entry("a\\..\\plan.md"), "指向包外"),
        (entry("..\\..\\plan.md"), "指向包外"),
        (entry("C:/plan.md"), "指向包外"),
        (entry("link.md", mode=stat.S_IFLNK | 0o777), "链接"),
        (entry("inner.zip"), "压缩包里的压缩包"),
        (entry("inner.7z"), "压缩包里的压缩包"),
        (entry(f"{'x' * 500}.md"), "不成样子"),
        (entry("a\u202efdm.md"), "不成样子"),
        (entry("rare.md", method=ZIP_BZIP2), "少见的压缩方法"),
        (entry("note.py"), "认不出"),
        (entry("bomb.md"), "倍，不像一份文件"),
        (entry("large.md"), "超过 1 MB"),
    ],
)  # fmt: skip
def test_a_member_that_is_not_taken_is_said_with_its_reason(tmp_path: Path, member: ZipInfo, why: str) -> None:
    data = {"bomb.md": b"a" * 2_000_000, "large.md": bytes(range(256)) * 5_000}.get(member.filename, b"x")
    if member.filename == "large.md":
        data = b"".join(at.to_bytes(4, "big") for at in range(300_000))
    taken, skipped = collected(tmp_path, zipped(("plan.md", b"x"), (member, data)))
    assert taken == {"plan.md": b"x"}
    assert [why in reason for reason in skipped.values()] == [True]


def test_what_an_archive_holds_in_all_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.zip_members.MOST_UNPACKED", 10)
    archive = archive_of_files(zipped(("a.md", b"123456"), ("b.md", b"123456"), ("c.md", b"1234")))
    assert archive is not None
    members = list(members_of(archive, max_mb=1))
    assert [(one.name, bool(one.why)) for one in members] == [("a.md", False), ("b.md", True), ("c.md", False)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped(("README.md", b"x")), "没有可读的文件"),
        (b"PK\x05\x06" + b"\x00" * 18, "没有可读的文件"),
        (zipped(("a.md", b"x"))[:-30], "不完整或已损坏"),
        (zipped(*((f"{at}.md", b"") for at in range(1001))), "个文件，超过"),
    ],
    ids=["nothing to read", "empty", "cut", "too many"],
)
def test_an_archive_that_gives_nothing_says_why(tmp_path: Path, data: bytes, why: str) -> None:
    taken, skipped = collected(tmp_path, data)
    assert taken == {}
    assert [why in reason for reason in skipped.values()] == [True]


def test_an_input_of_an_archive_is_read_and_refused_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("1.md", b"x"), ("2.zip", b"x")))
    inputs, skipped = collect([tmp_path / "a.zip"], max_mb=1)
    assert inputs == [Input(source=f"{tmp_path}/a.zip/1.md", data=b"x")]
    assert skipped == [Skipped(source=f"{tmp_path}/a.zip/2.zip", reason="压缩包里的压缩包不读取，请解压后分别交来")]


def test_whatever_the_number_of_members_that_is_too_many_the_reason_is_the_same() -> None:
    reasons = set[str]()
    for count in (archive.MOST_MEMBERS + 1, archive.MOST_ENTRIES + 1):
        with pytest.raises(ValueError, match=f"{count} 个文件") as caught:
            archive_of_files(zipped(*((f"{number}.md", b"x") for number in range(count))))
        reasons.add(str(caught.value).replace(str(count), ""))
    assert len(reasons) == 1

"""Which files an ingest reads."""

import errno
import hashlib
import os
import socket
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.formats.read import READABLE, UNREADABLE
from ingest.inputs import SAMPLE, Input, collect, sample_corpus
from tests.builders.office import plan_docx


def laid(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"内容 {name}", encoding="utf-8")
    return folder


def collected(*sources: Path) -> list[str]:
    return [Path(item.source).name for item in collect(sources, max_mb=1)[0]]


@pytest.mark.parametrize("suffix", sorted(READABLE | UNREADABLE | {".TXT"}))
def test_documents_of_a_folder_are_taken_readable_or_not(tmp_path: Path, suffix: str) -> None:
    assert collected(laid(tmp_path, f"plan{suffix}")) == [f"plan{suffix}"]


@pytest.mark.parametrize(
    "name", ["README.md", "readme.txt", ".plan.md", ".git/plan.md", "~$plan.docx", "a/.cache/b.md", "desktop.ini"]
)
def test_what_is_no_document_is_passed_over(tmp_path: Path, name: str) -> None:
    assert collected(laid(tmp_path, name, "plan.md")) == ["plan.md"]


@pytest.mark.parametrize("name", ["plan.py", "plan", "sound.mp3", "a/b.json"])
def test_what_neither_name_nor_content_tells_to_be_a_document_is_listed(tmp_path: Path, name: str) -> None:
    inputs, (skipped,) = collect([laid(tmp_path, name, "plan.md")], max_mb=1)
    assert [Path(item.source).name for item in inputs] == ["plan.md"]
    assert (skipped.source, "认不出" in skipped.reason) == (str(tmp_path / name), True)


def test_a_file_is_taken_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "plan").write_bytes(plan_docx())
    (tmp_path / "plan.bak").write_bytes(b"<!DOCTYPE html><html><p>x</p></html>")
    assert collected(tmp_path) == ["plan", "plan.bak"]


def test_a_link_to_a_folder_is_listed_and_not_followed(tmp_path: Path) -> None:
    laid(tmp_path, "a/plan.md")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    inputs, (skipped,) = collect([tmp_path], max_mb=1)
    assert len(inputs) == 1
    assert "文件夹" in skipped.reason


def test_folders_are_read_to_the_bottom_in_order(tmp_path: Path) -> None:
    assert collected(laid(tmp_path, "b.md", "a/z.md", "a/b/c/y.txt")) == ["y.txt", "z.md", "b.md"]


def test_a_hidden_folder_that_is_named_is_read(tmp_path: Path) -> None:
    assert collected(laid(tmp_path / ".plans", "plan.md")) == ["plan.md"]


def test_a_file_that_is_named_is_taken_whatever_it_is(tmp_path: Path) -> None:
    laid(tmp_path, "README.md", "plan.zip")
    assert collected(tmp_path / "README.md", tmp_path / "plan.zip") == ["README.md", "plan.zip"]


def test_a_file_named_twice_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, "plan.md")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.md").symlink_to(tmp_path / "plan.md")
    assert collected(tmp_path / "plan.md", Path("plan.md"), tmp_path, tmp_path / "link.md") == ["plan.md"]


def test_a_source_is_named_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, "plan.md")
    monkeypatch.chdir(tmp_path)
    assert collect([Path("plan.md")], max_mb=1)[0][0].source == str(tmp_path.resolve() / "plan.md")


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有这个文件"):
        collect([laid(tmp_path, "plan.md"), tmp_path / "none.md"], max_mb=1)


@pytest.mark.parametrize("names", [(), ("README.md",), (".hidden.md", "Thumbs.db")])
def test_a_folder_without_documents_is_an_error(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(SourceError, match=r"\.md"):
        collect([laid(tmp_path, *names)], max_mb=1)


@pytest.mark.parametrize(("size", "taken"), [(1_000_000, True), (1_000_001, False)])
def test_a_file_over_the_limit_is_skipped_with_the_setting_to_change(tmp_path: Path, size: int, taken: bool) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(size)
    inputs, skipped = collect([tmp_path], max_mb=1)
    assert bool(inputs) is taken
    assert ["HUIMIN_MAX_SOURCE_MB" in one.reason for one in skipped] == [True] * (not taken)


def test_a_file_that_does_not_open_is_skipped_and_the_rest_taken(tmp_path: Path) -> None:
    unreadable = Path("/proc/self/mem")  # stands there and gives an error when read, to root too
    if not unreadable.exists():
        pytest.skip("no /proc on this system")
    inputs, skipped = collect([unreadable, laid(tmp_path, "plan.md")], max_mb=1)
    assert [Path(item.source).name for item in inputs] == ["plan.md"]
    assert [one.reason.startswith("打不开") for one in skipped] == [True]


def laid_special(folder: Path, kind: str) -> None:
    """Something called like a document that is none."""
    if kind == "link to nowhere":
        (folder / "bad.txt").symlink_to(folder / "nowhere.txt")
    elif kind == "link in a circle":
        (folder / "bad.txt").symlink_to(folder / "bad.txt")
    elif kind == "pipe":
        os.mkfifo(folder / "bad.txt")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(folder / "bad.txt"))
    elif kind == "device":
        (folder / "bad.txt").symlink_to(os.devnull)
    elif kind == "folder":
        (folder / "bad.txt").mkdir()
    elif kind == "name that is no UTF-8":
        Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt")).write_text("内容", encoding="utf-8")
    elif kind == "name with control characters":
        (folder / "bad\x1b[2J.txt").write_text("内容", encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("link to nowhere", "不存在"),
        ("link in a circle", "绕成了圈"),
        ("pipe", "管道"),
        ("socket", "套接字"),
        ("device", "指向文件夹外面"),
        ("folder", "文件夹"),
        ("name that is no UTF-8", "不是 UTF-8"),
        ("name with control characters", "控制字符"),
    ],
)
def test_what_is_no_file_is_refused_by_name_and_the_rest_taken(tmp_path: Path, kind: str, reason: str) -> None:
    laid_special(tmp_path, kind)
    inputs, (skipped,) = collect([laid(tmp_path, "plan.md")], max_mb=1)
    assert [Path(item.source).name for item in inputs] == ["plan.md"]
    assert Path(skipped.source).name.startswith("bad")
    assert skipped.source.isprintable()
    assert skipped.source.encode()
    assert reason in skipped.reason


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_what_is_named_and_no_file_is_refused_too(tmp_path: Path, kind: str) -> None:
    laid_special(tmp_path, kind)
    inputs, skipped = collect([tmp_path / "bad.txt"], max_mb=1)
    assert (inputs, [one.reason.startswith("不是普通文件") for one in skipped]) == ([], [True])


def test_a_name_that_no_system_takes_is_refused_by_its_beginning(tmp_path: Path) -> None:
    inputs, (skipped,) = collect([tmp_path / f"{'x' * 5000}.txt", laid(tmp_path, "plan.md")], max_mb=1)
    assert [Path(item.source).name for item in inputs] == ["plan.md"]
    assert skipped.reason == "打不开：文件名太长"
    assert len(skipped.source) < 400


def test_a_folder_called_like_a_document_is_read_like_any_other(tmp_path: Path) -> None:
    inputs, skipped = collect([laid(tmp_path, "plans.txt/plan.md")], max_mb=1)
    assert ([Path(item.source).name for item in inputs], skipped) == (["plan.md"], [])


def test_a_folder_that_does_not_open_is_skipped_and_the_rest_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid(tmp_path, "closed/a.md", "plan.md")
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", closed)  # root may open all, so no mode of a folder would do
    inputs, (skipped,) = collect([tmp_path], max_mb=1)
    assert [Path(item.source).name for item in inputs] == ["plan.md"]
    assert (Path(skipped.source).name, skipped.reason) == ("closed", "打不开：没有读取权限")


def test_a_file_that_is_larger_than_it_says_is_held_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.inputs.MEGABYTE", 10)
    grown = laid(tmp_path, "plan.md") / "plan.md"
    assert [one.reason[:2] for one in collect([grown], max_mb=1)[1]] == ["超过"]


def test_without_sources_the_sample_corpus_is_taken() -> None:
    inputs, skipped = collect([], max_mb=1)
    assert inputs == sample_corpus() != []
    assert all(item.source.startswith(SAMPLE) for item in inputs)
    assert skipped == []


def test_an_input_is_known_by_the_hash_of_its_bytes() -> None:
    assert Input(source="plan.md", data=b"abc").content_hash == hashlib.sha256(b"abc").hexdigest()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# 内部", encoding="utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "own.md").write_text("# 规划", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "outside.md")
    (folder / "again.md").symlink_to(folder / "own.md")
    inputs, skipped = collect([folder], max_mb=1)
    assert [Path(one.source).name for one in inputs] == ["own.md"]
    assert ["指向文件夹外面" in one.reason for one in skipped] == [True]


def test_a_link_that_is_named_itself_is_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# 规划", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "outside.md")
    inputs, skipped = collect([tmp_path / "link.md"], max_mb=1)
    assert len(inputs) == 1 and not skipped

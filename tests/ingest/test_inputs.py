"""Which files an ingest reads."""

import hashlib
import os
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.formats.read import READERS, UNREADABLE
from ingest.inputs import SAMPLE, Input, collect, sample_corpus


def laid(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"内容 {name}", encoding="utf-8")
    return folder


def collected(*sources: Path) -> list[str]:
    return [Path(item.source).name for item in collect(sources, max_mb=1)[0]]


@pytest.mark.parametrize("suffix", sorted(READERS.keys() | UNREADABLE | {".TXT"}))
def test_documents_of_a_folder_are_taken_readable_or_not(tmp_path: Path, suffix: str) -> None:
    assert collected(laid(tmp_path, f"plan{suffix}")) == [f"plan{suffix}"]


@pytest.mark.parametrize(
    "name", ["README.md", "readme.txt", ".plan.md", ".git/plan.md", "~$plan.docx", "a/.cache/b.md", "plan.py", "plan"]
)
def test_what_is_no_document_is_passed_over(tmp_path: Path, name: str) -> None:
    assert collected(laid(tmp_path, name, "plan.md")) == ["plan.md"]


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


@pytest.mark.parametrize("names", [(), ("README.md",), ("picture.gif",)])
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


def test_a_link_to_nowhere_inside_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere.md")
    assert collected(laid(tmp_path, "plan.md")) == ["plan.md"]


def test_a_pipe_inside_a_folder_does_not_stop_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert collected(laid(tmp_path, "plan.md")) == ["plan.md"]


def test_without_sources_the_sample_corpus_is_taken() -> None:
    inputs, skipped = collect([], max_mb=1)
    assert inputs == sample_corpus() != []
    assert all(item.source.startswith(SAMPLE) for item in inputs)
    assert skipped == []


def test_an_input_is_known_by_the_hash_of_its_bytes() -> None:
    assert Input(source="plan.md", data=b"abc").content_hash == hashlib.sha256(b"abc").hexdigest()

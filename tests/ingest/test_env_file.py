"""The settings file: what a line may be, and what is said of one that is none."""

from pathlib import Path

import pytest

from ingest.env_file import Entry, read_env_file
from ingest.errors import UsageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / ".env"
    made.touch(mode=0o600)
    return made


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=1", "1"),
        ("  A = 1  ", "1"),
        ("export A=1", "1"),
        ("a=1", "1"),
        ("A=1 # one", "1"),
        ("A=sk-1#2", "sk-1#2"),
        ("A=$HOME/${B}", "$HOME/${B}"),
        ("A='1 # one' # said", "1 # one"),
        ('A="x y"', "x y"),
        ('A={"a": "b"}', '{"a": "b"}'),
        ("A=a=b", "a=b"),
    ],
)
def test_a_line_sets_a_value(path: Path, line: str, value: str) -> None:
    path.write_text(f"# said\n\n{line}\n", encoding="utf-8")
    assert read_env_file(path) == {"A": Entry(value=value, line=3)}


@pytest.mark.parametrize("line", ["A=", "A=''", "A= # none", "# A=1", ""])
def test_a_name_without_a_value_is_not_set(path: Path, line: str) -> None:
    path.write_text(line, encoding="utf-8")
    assert read_env_file(path) == {}


def test_a_byte_order_mark_and_lines_of_windows_do_no_harm(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfA=1\r\nB=2\r\n")
    assert read_env_file(path) == {"A": Entry(value="1", line=1), "B": Entry(value="2", line=2)}


@pytest.mark.parametrize("missing", ["none", "file/.env"])
def test_no_file_sets_nothing(tmp_path: Path, missing: str) -> None:
    (tmp_path / "file").touch()
    assert read_env_file(tmp_path / missing) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A=1\nB 2\n", "第 2 行应写成“名称=值”"),
        ("A=1\n=2\n", "第 2 行应写成“名称=值”"),
        ("A='1\n", "第 1 行:A 的引号没有成对"),
        ('A="1" 2\n', "第 1 行:A 的引号没有成对"),
        ("A=1\n\nA=2\n", "第 3 行:A 在第 1 行已经写过"),
        ("A=\nA=2\n", "第 2 行:A 在第 1 行已经写过"),
    ],
)
def test_a_wrong_line_is_named(path: Path, text: str, said: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_env_file(path)


def test_another_encoding_is_said_with_its_line(path: Path) -> None:
    path.write_bytes(b"A=1\n# " + "说明".encode("gb18030"))
    with pytest.raises(UsageError, match="第 2 行不是 UTF-8"):
        read_env_file(path)


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不了"):
        read_env_file(tmp_path)


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_can_open_is_warned_of_once(
    path: Path, caplog: pytest.LogCaptureFixture, mode: int, warned: bool
) -> None:
    path.chmod(mode)
    read_env_file(path)
    read_env_file(path)
    assert ["chmod 600" in line for line in caplog.messages] == [True] * warned

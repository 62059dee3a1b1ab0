"""Token counts from a file on this machine."""

import base64
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UsageError
from ingest.text.tokens import TokenCounter, shipped_encoding, token_counter
from tests.builders.properties import PROPERTY

BYTES = [bytes([value]) for value in range(256)]


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """tiktoken keeps copies of encoding files; here in a folder of the test's own."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "cache"))


def encoding(path: Path, *merged: bytes) -> Path:
    """An encoding of all bytes and some longer tokens."""
    lines = [f"{base64.b64encode(token).decode()} {rank}" for rank, token in enumerate([*BYTES, *merged])]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_shipped_encoding_is_there() -> None:
    assert shipped_encoding().is_file()


@pytest.mark.parametrize(("text", "least", "most"), [("", 0, 0), ("青石县公共服务规划", 4, 9), ("2021", 4, 4)])
def test_chinese_is_counted_in_words_and_digits_one_by_one(text: str, least: int, most: int) -> None:
    assert least <= token_counter().count(text) <= most


@PROPERTY
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_has_at_most_a_token_a_byte(text: str) -> None:
    assert bool(text) <= token_counter().count(text) <= len(text.encode())


def test_marks_of_special_tokens_are_plain_text() -> None:
    assert token_counter().count("<|endoftext|>") > 1


def test_loading_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert TokenCounter().count("青石县") > 0


def test_a_named_encoding_is_used(tmp_path: Path) -> None:
    assert TokenCounter(encoding(tmp_path / "a.tiktoken", b"ab")).count("ab") == 1


def test_a_missing_encoding_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="HUIMIN_TIKTOKEN_FILE"):
        TokenCounter(tmp_path / "none.tiktoken")


def test_a_file_of_other_contents_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.tiktoken"
    file.write_text("这不是编码文件\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"bad\.tiktoken"):
        TokenCounter(file)


def test_a_changed_encoding_file_is_read_anew(tmp_path: Path) -> None:
    file = encoding(tmp_path / "a.tiktoken")
    assert TokenCounter(file).count("ab") == 2
    assert TokenCounter(encoding(file, b"ab")).count("ab") == 1


@pytest.mark.parametrize("word", ["县", "a", "1", " ", "—"])
def test_a_word_without_end_is_counted_piece_by_piece(word: str) -> None:
    counted = token_counter().count(word * 5000)
    assert token_counter().count(word * 500_000) == 100 * counted > 0

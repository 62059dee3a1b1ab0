"""Bytes to text: encodings, what is refused, and why."""

import codecs
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.formats.encoding import decode
from ingest.formats.office import ARCHIVE, OTHER
from ingest.formats.read import FORMATS, READABLE, READERS, UNREADABLE, read_source
from tests.builders.properties import PROPERTY

PHRASE = "青石县公共服务规划"  # its GB18030 bytes are no UTF-8
BIG5 = "臺灣地區公共服務規劃方案要點說明書".encode("big5")
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
COMMON = st.text(st.sampled_from("一二三年每生县区民政补贴标准，。、（）《》“”—…·0123456789\n"))


def reason(path: str, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_source(path, data)
    assert caught.value.path == path
    return caught.value.reason


@PROPERTY
@given(WORDS)
def test_utf8_is_read_as_it_stands(text: str) -> None:
    assert decode(text.encode(), "plan.txt") == text.removeprefix("\ufeff")


@PROPERTY
@given(COMMON)
def test_gb18030_is_recognised_by_its_words(text: str) -> None:
    assert decode((PHRASE + text).encode("gb18030"), "plan.txt") == PHRASE + text


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030"])
def test_the_older_chinese_encodings_are_read(encoding: str) -> None:
    assert read_source("plan.txt", PHRASE.encode(encoding)).text == PHRASE


def test_a_rare_character_of_four_bytes_is_read() -> None:
    assert decode(f"{PHRASE}𠮷".encode("gb18030"), "plan.txt") == f"{PHRASE}𠮷"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + PHRASE.encode(encoding), "plan.txt") == PHRASE


@pytest.mark.parametrize("data", [codecs.BOM_UTF16_LE + b"a\x00b", codecs.BOM_UTF8 + PHRASE.encode("gbk")])
def test_bytes_that_belie_their_mark_are_refused(data: bytes) -> None:
    assert "编码" in reason("plan.txt", data)


@pytest.mark.parametrize("data", [b"\xff" * 40, bytes(range(128, 256)), BIG5, b"\x81" + "青石".encode()])
def test_bytes_of_no_known_encoding_are_refused(data: bytes) -> None:
    assert "认不出文字编码" in reason("plan.txt", data)


def test_nul_bytes_are_no_text() -> None:
    assert reason("plan.txt", b"\x00\x01\x02plan") == "不是文本文件"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert reason("plan.md", data) == "文件是空的"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("plan.txt", codecs.BOM_UTF8),
        ("plan.txt", "\u3000\n".encode()),
        ("plan.md", b"---\ntitle: x\n---\n"),
        ("plan.html", b"<p> </p>"),
    ],
)
def test_a_file_without_words_is_refused(path: str, data: bytes) -> None:
    assert reason(path, data) == "文件里没有文字"


@pytest.mark.parametrize("path", ["plan.tsv", "plan.zip", "plan", ".txt"])
def test_an_unknown_suffix_is_refused_with_what_would_do(path: str) -> None:
    assert ".md" in reason(path, PHRASE.encode())


@pytest.mark.parametrize("suffix", sorted(READABLE - READERS.keys() | UNREADABLE))
def test_office_formats_are_refused_by_name(suffix: str) -> None:
    assert suffix in reason(f"plan{suffix}", PHRASE.encode())


@pytest.mark.parametrize("suffix", [*READERS, ".TXT", ".Html"])
def test_every_known_suffix_is_read_in_any_case(suffix: str) -> None:
    assert PHRASE in read_source(f"plan{suffix}", PHRASE.encode()).text


def test_a_suffix_belongs_to_one_format() -> None:
    assert len(READERS) == sum(len(suffixes) for _, suffixes in FORMATS)


def test_no_suffix_is_both_readable_and_not() -> None:
    assert not UNREADABLE & READABLE


def test_a_readers_complaint_names_the_file() -> None:
    with pytest.raises(SourceError, match=r"plan\.md"):
        read_source("plan.md", "---\n- 一\n---\n正文".encode())


def test_plain_text_that_was_saved_with_its_markup_is_read_as_what_it_shows() -> None:
    table = "<table>\n<tr><td>项目</td><td>标准</td></tr>\n<tr><td>高龄津贴</td>\n<td>每人每月50元</td></tr>\n</table>"
    text = f"首页 &gt; 公开\n<h1>松岭市服务标准</h1>\n一、说明\n<p>本标准共一项。</p>\n{table}\n"
    lines = [line.strip() for line in read_source("a.txt", text.encode()).text.splitlines() if line.strip()]
    assert lines[:4] == ["首页 > 公开", "松岭市服务标准", "一、说明", "本标准共一项。"]
    assert [line for line in lines if "高龄津贴" in line] == ["| 高龄津贴 | 每人每月50元 |"]


def test_a_sign_of_markup_makes_no_page() -> None:
    assert "</p>" in read_source("a.txt", "标签写作<p>与</p>。".encode()).text


@pytest.mark.parametrize("part", [*OTHER, "readme.txt"])
def test_an_archive_is_told_by_what_is_in_it(part: str) -> None:
    into = BytesIO()
    with ZipFile(into, "w") as file:
        file.writestr(part, "x")
    assert reason("plan.docx", into.getvalue()) == OTHER.get(part, ARCHIVE)

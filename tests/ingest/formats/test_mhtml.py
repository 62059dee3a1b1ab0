"""Web pages saved with all their parts in one file."""

from base64 import b64encode

import pytest

from ingest.errors import SourceError
from ingest.formats.read import read_source

PAGE = "<html><body><h1>青石县规划</h1><p>高龄津贴每人每月50元。</p></body></html>"


def saved(*parts: tuple[str, bytes], boundary: str = "----=_x") -> bytes:
    """A page as a browser saves it: type and content of each part."""
    head = f'From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="{boundary}"\r\n\r\n'
    body = "".join(
        f"--{boundary}\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{b64encode(data).decode()}\r\n"
        for kind, data in parts
    )
    return f"{head}{body}--{boundary}--\r\n".encode()


def reason(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_source("page.mht", data)
    return caught.value.reason


@pytest.mark.parametrize("path", ["page.mht", "page.mhtml", "page.doc", "page.html", "page"])
@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("text/html; charset=utf-8", "utf-8"), ("text/html; charset=gb2312", "gbk"), ("text/html", "gb18030")],
)
def test_the_page_is_read_whatever_the_file_is_called(path: str, kind: str, encoding: str) -> None:
    source = read_source(path, saved(("image/png", b"\x89PNG"), (kind, PAGE.encode(encoding))))
    assert source.text.split() == ["青石县规划", "高龄津贴每人每月50元。"]
    assert source.headings[0][1] == 1


def test_pages_within_the_page_are_told() -> None:
    source = read_source("a.mht", saved(("text/html", PAGE.encode()), ("text/html", b"<p>9999</p>")))
    assert "9999" not in source.text
    assert source.notes == ("文件里还有 1 个嵌入的网页，没有读",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (saved(("image/png", b"x")), "没有网页"),
        (saved(("text/html", PAGE.encode()), boundary="x" * 5000), "分段的写法"),
        (saved(("text/html", PAGE.encode())).replace(b"boundary=", b"boundary=" + b'"y"; boundary=' * 30), "分段的写法"),
        (b"X: 1\r\n" * 20_000 + saved(("text/html", PAGE.encode())), "认不出文字编码|不是能|还不能|却不是"),
        (b"MIME-Version: 1.0\r\n" + b"X: 1\r\n" * 20_000 + b"\r\n", "开头的说明过长"),
        (saved(*[("text/plain", b"x")] * 6000), "段，不像"),
    ],
)  # fmt: skip
def test_what_no_browser_saves_is_refused(data: bytes, why: str) -> None:
    assert any(words in reason(data) for words in why.split("|"))

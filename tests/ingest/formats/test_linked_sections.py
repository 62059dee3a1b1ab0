"""Sections of an OpenDocument text that are copies of other files."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from ingest.formats.archive import open_archive
from ingest.formats.linked_sections import told, without_linked

HEAD = '<o:document-content xmlns:o="urn:o" xmlns:text="urn:t" xmlns:xlink="urn:x"><o:body><o:text><text:p>前</text:p>'
FOOT = "<text:p>后</text:p></o:text></o:body></o:document-content>"


def document(body: str, encoding: str = "utf-8") -> bytes:
    into = BytesIO()
    with ZipFile(into, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", (HEAD + body + FOOT).encode(encoding))
        file.writestr("Pictures/a.png", b"x")
    return into.getvalue()


def read(body: str) -> tuple[str, list[str]]:
    """What is left between head and foot, and the words that were taken out."""
    data = document(body)
    own, elsewhere = without_linked(data, open_archive(data))
    content = open_archive(own).read("content.xml", most=10_000).decode()
    assert content.startswith(HEAD) and content.endswith(FOOT)
    return content[len(HEAD) : -len(FOOT)], [one.text for one in elsewhere]


def section(inner: str, source: str = '<text:section-source xlink:href="file:///etc/passwd"/>') -> str:
    return f'<text:section text:name="s">{source}{inner}</text:section >'


@pytest.mark.parametrize(
    ("body", "left", "taken"),
    [
        ("", "", []),
        (section("<text:p>甲 &amp; 乙</text:p>"), "", ["甲 & 乙"]),
        (section("<text:p>甲</text:p>") + "<text:p>中</text:p>" + section("乙"), "<text:p>中</text:p>", ["甲", "乙"]),
        (section(f"甲{section('乙')}丙"), "", ["甲 乙 丙"]),
        (section(section("乙"), ""), section("", ""), ["乙"]),
        (section("甲", '<o:dde-source o:name="x"/>'), "", ["甲"]),
        (section("甲", '<text:section-source xlink:href="../b.odt"/>'), "", ["甲"]),
        (section("甲", '<text:section-source xlink:href="#own"/>'), None, []),
        (section("甲", '<text:section-source text:section-name="own"/>'), None, []),
        (section("甲", ""), None, []),
    ],
)
def test_sections_that_come_from_other_files_are_taken_out(body: str, left: str | None, taken: list[str]) -> None:
    assert read(body) == (body if left is None else left, taken)


def test_a_document_without_them_stays_as_it_is() -> None:
    data = document(section("甲", ""))
    assert without_linked(data, open_archive(data)) == (data, ())


def test_what_cannot_be_taken_out_is_refused() -> None:
    data = document(section("甲"), "utf-16")
    with pytest.raises(ValueError, match="断开链接"):
        without_linked(data, open_archive(data))


def test_it_is_told_with_a_sample() -> None:
    data = document(section("甲" * 100) + section("乙"))
    (note,) = told(without_linked(data, open_archive(data))[1])
    assert "2 处" in note and "甲" * 30 + "”" in note
    assert told(()) == ()

"""What an operator makes its own, and that what cannot be shown is refused at the start."""

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import UsageError
from ingest.settings import read_settings
from rag.replies import SMALL_TALK
from rag.schema import Status
from tests.builders.answers import answer, citation
from tests.builders.documents import document
from ui.settings import ServerSettings
from ui.site import OURS, Site, site_of
from ui.window.document_page import document_page
from ui.window.page import head
from ui.window.sources import sources_html
from ui.window.texts import words_on

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>"
QA = Site(root="/qa", name="青石问政")


@pytest.mark.parametrize(("name", "data"), [("own-logo.png", PNG), ("own-logo.svg", SVG)])
def test_a_logo_of_their_own_is_shown(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / "sign"  # told by its content
    file.write_bytes(data)
    site = site_of(ServerSettings(logo=file, root_path="/qa/"))
    assert site.logo_address == f"/qa/huimin/{name}" and site.own[0][1] == data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "要是 SVG、PNG 或 JPEG 图片"),
        (SVG.replace(b"<circle", b"<script>1</script><circle"), "有脚本"),
        (SVG.replace(b"<circle", b"<circle onload='x'"), "有脚本"),
        (PNG + b"0" * 70_000, "最多 60 KB"),
        (None, "读不了"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_named(tmp_path: Path, data: bytes | None, said: str) -> None:
    file = tmp_path / "sign"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(UsageError, match=said):
        site_of(ServerSettings(logo=file))


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("HUIMIN_ROOT_PATH", "qa", "要写成网址里的路径,例如 /qa"),
        ("HUIMIN_ROOT_PATH", "/../etc", "要写成网址里的路径"),
        ("HUIMIN_ROOT_PATH", "/a'b", "要写成网址里的路径"),
        ("HUIMIN_COLOUR", "red", "要写成六位十六进制的颜色,例如 #0b6557"),
        ("HUIMIN_NAME", "很" * 21, "最多 20 个字"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError, match=rf"{variable}\(环境变量\){said}"):
        read_settings(ServerSettings)


def test_what_is_said_of_ourselves_is_said_under_the_operators_name() -> None:
    said = answer(SMALL_TALK["identity"], status=Status.SMALL_TALK)
    assert QA.named(said).answer.startswith("我是青石问政，") and OURS.named(said) == said
    quoted = answer("见《惠民问答工作方案》[1]。")
    assert QA.named(quoted) == quoted


def test_without_settings_all_is_ours() -> None:
    assert site_of(ServerSettings()) == OURS and OURS.styles == ""


def test_a_colour_comes_as_a_file_after_our_own_styles() -> None:
    site = site_of(ServerSettings(colour="#9a1f1f", root_path="/qa"))
    assert head(site).index("/qa/huimin/base.css") < head(site).index("/qa/huimin/own.css")


def test_a_page_is_placed_below_the_root_but_not_what_people_wrote() -> None:
    page = '<a href="/staff">a</a><form action="/staff/x"><a href="//else"><p>href=&#34;/staff</p>'
    assert (
        QA.placed(page)
        == '<a href="/qa/staff">a</a><form action="/qa/staff/x"><a href="//else"><p>href=&#34;/staff</p>'
    )
    assert OURS.placed(page) == page


def test_the_windows_own_addresses_and_name_are_the_operators() -> None:
    said = words_on(QA, "zh")
    shown = sources_html(answer(citations=(citation(),)), {citation().document: document()}, date(2024, 1, 1), said)
    assert "href='/qa/document/" in shown and "href='/document/" not in shown
    page = document_page(document(), (), (), said, date(2024, 1, 1))
    assert "青石问政</title>" in page and "'/huimin/" not in page

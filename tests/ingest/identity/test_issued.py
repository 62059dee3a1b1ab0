"""Issuer, number and date: of the document, never of one that it cites."""

import pytest

from ingest.formats.read import read_source
from ingest.identity.identify import identify
from ingest.identity.signature import date_in, organs, signature
from ingest.schema import Document
from ingest.text.clean import clean

TITLE = "青石县高龄津贴发放办法"
TEXT = "为做好津贴发放，制定本办法。每人每月发放70元。"


def identified(text: str, path: str = "a.txt") -> Document:
    data = text.encode()
    source = read_source(path, data)
    return identify(path, data, source, clean(source))


def page(body: str, head: str = "") -> Document:
    return identified(f"<head><title>{TITLE}</title>{head}</head><body>{body}</body>", "a.html")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("青石县民政局", ("青石县民政局",)),
        ("青石县民政局　青石县财政局", ("青石县民政局", "青石县财政局")),
        ("民政部　财政部　中国残联", ("民政部", "财政部", "中国残联")),
        ("青石县人民政府办公室", ("青石县人民政府办公室",)),
        ("由青石县民政局负责解释。", ()),
        ("各乡镇人民政府：", ()),
    ],
)
def test_a_line_of_offices_is_nothing_else(line: str, names: tuple[str, ...]) -> None:
    assert organs(line) == names


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年3月5日", "2026-03-05"),
        ("二〇二六年三月十五日", "2026-03-15"),
        ("二○二六年十二月三十一日", "2026-12-31"),
        ("2026-3-5 10:20", "2026-03-05"),
        ("2026年13月5日", ""),
        ("2026年2月30日", ""),
        ("三月五日", ""),
    ],
)
def test_a_day_is_written_in_three_ways(text: str, day: str) -> None:
    assert date_in(text) == day


def test_who_signs_stands_right_above_the_date() -> None:
    lines = ["青石县民政局", "正文。", "青石县民政局", "青石县财政局", "2026年3月5日", "注：含补贴。"]
    found = signature(lines)
    assert (found.issuers, found.date) == (("青石县民政局", "青石县财政局"), "2026-03-05")


def test_a_signature_goes_before_when_the_page_was_put_up() -> None:
    info = "<div>发布日期：2026-04-01　来源：青石县政府网</div>"
    found = page(f"<h1>{TITLE}</h1>{info}<p>{TEXT}</p><p>青石县民政局</p><p>2026年3月5日</p>")
    assert (found.issuer, found.date) == ("青石县民政局", "2026-03-05")


def test_without_a_signature_the_pages_own_words_count() -> None:
    meta = '<meta name="PubDate" content="2026-04-01 10:00"><meta name="SiteName" content="青石县民政局网站">'
    found = page(f"<h1>{TITLE}</h1><p>{TEXT}</p>", meta)
    assert (found.issuer, found.date) == ("青石县民政局", "2026-04-01")


def test_an_office_without_its_place_gets_the_regions() -> None:
    info = "<div>发布日期：2026-04-01　来源：县发改局</div>"
    found = identified(f"<body><h1>大姚县价格办法</h1>{info}<p>{TEXT}</p></body>", "a.html")
    assert found.issuer == "大姚县发展和改革局"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"{TITLE}\n青政办发〔2026〕5号\n{TEXT}", "青政办发〔2026〕5号"),
        (f"{TITLE}\n（青政办发〔2026〕5号）\n{TEXT}", "青政办发〔2026〕5号"),
        (f"{TITLE}\n政策依据：青政函〔2018〕121号、青民发〔2024〕9号。\n{TEXT}", ""),
        (f"{TITLE}\n根据《省办法》（省政发〔2020〕1号）和市民发〔2021〕2号文件，制定本办法。", ""),
        (f"文号：青政办发〔2026〕5号\n{TITLE}\n{TEXT}", "青政办发〔2026〕5号"),
        (f"{TITLE}\n（2021年7月27日中华人民共和国国务院令第746号公布）\n{TEXT}", "国务院令第746号"),
    ],
)
def test_a_number_that_the_text_cites_is_not_its_own(text: str, number: str) -> None:
    assert identified(text).number == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{TITLE}\n本办法自2025年7月1日起施行。", ""),
        (f"{TITLE}\n截至2025年7月1日，已发放70元。", ""),
        (f"{TITLE}\n（2021年7月27日国务院令第746号公布）\n{TEXT}", "2021-07-27"),
    ],
)
def test_a_date_of_which_the_text_speaks_is_not_its_own(text: str, date: str) -> None:
    assert identified(text).date == date


def test_the_article_title_goes_before_the_column() -> None:
    head = f'<meta name="ArticleTitle" content="{TITLE}">'
    page_text = f"<head><title>通知公告 - 青石县政府网</title>{head}</head><body><h1>政府信息公开</h1><h1>{TITLE}</h1><p>{TEXT}</p></body>"
    assert identified(page_text, "a.html").title == TITLE


def test_the_sites_name_is_no_part_of_a_title() -> None:
    text = f"<head><title>{TITLE}-青石县民政局</title></head><body><p>{TEXT}</p></body>"
    assert identified(text, "a.html").title == TITLE

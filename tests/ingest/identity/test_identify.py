"""Who published a document, when, for which region and years."""

import hashlib

import pytest

from ingest.errors import SourceError
from ingest.formats.read import read_source
from ingest.identity.identify import identify
from ingest.schema import Document, TextKind
from ingest.text.clean import clean
from tests.builders.plans import HILL, LAKE
from tests.builders.reading import parsed


def identified(text: str, path: str = "plan.txt") -> Document:
    data = text.encode()
    source = read_source(path, data)
    return identify(path, data, source, clean(source))


def test_front_matter_says_it_all() -> None:
    found = identified(LAKE, "lake.md")
    assert (found.title, found.issuer, found.region) == (
        "青石县“十四五”公共服务规划",
        "青石县发展和改革局",
        "江南省/临湖市/青石县",
    )
    assert (found.number, found.index_number, found.date) == ("青政发〔2021〕7号", "qs-2021-07", "2021-09-30")
    assert (found.period, found.text_kind) == ("2021-2025", TextKind.ORIGINAL)


def test_front_matter_wins_field_by_field() -> None:
    found = identified("---\ntitle: 甲规划\nnumber:\n---\n松政发〔2024〕9号\n乙方案(2024-2026)\n", "plan.md")
    assert (found.title, found.number, found.period) == ("甲规划", "松政发〔2024〕9号", "2024-2026")


def test_a_document_is_named_by_its_bytes() -> None:
    found = identified(HILL)
    digest = hashlib.sha256(HILL.encode()).hexdigest()
    assert (found.content_hash, found.id) == (digest, f"d{digest[:12]}")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("松岭市养老服务发展方案\n\n一、目标\n", "松岭市养老服务发展方案"),
        ("松岭市养老服务发展方案(2024-2026)\n", "松岭市养老服务发展方案(2024-2026)"),
        ("松政发〔2024〕9号\n\n青石县托育服务实施细则\n正文。", "青石县托育服务实施细则"),
        ("松岭市政府关于印发《松岭市养老服务方案》的通知\n正文。", "松岭市养老服务方案"),
        ("松岭市政府关于印发松岭市养老服务方案的通知\n正文。", "松岭市养老服务方案"),
        ("关于放假的通知\n正文。", "关于放假的通知"),
        ("没有标题的一段话。\n", "plan"),
        ("首页 > 政务公开 > 专项规划\n首页\n政务公开\n规划计划\n松岭市养老服务规划\n", "松岭市养老服务规划"),
        ("您的位置：首页 / 公开 / 方案\n主题分类：综合/规划\n松岭市惠民政策汇编\n", "松岭市惠民政策汇编"),
    ],
)
def test_the_title_is_a_line_that_ends_as_titles_do(text: str, title: str) -> None:
    assert identified(text).title == title


def test_a_title_may_end_in_full_width_parentheses() -> None:
    assert identified("松岭市养老服务发展方案（2024—2026年）\n正文。").title == "松岭市养老服务发展方案（2024—2026年）"


def test_a_page_without_a_title_line_takes_the_pages_own() -> None:
    page = "<head><title>松岭市养老服务清单</title></head><body><p>正文一段。</p></body>"
    assert identified(page, "a.html").title == "松岭市养老服务清单"


@pytest.mark.parametrize("caption", ["附表 养老收费标准", "附表2-1 收费一览表"])
def test_what_a_table_is_called_is_no_title_where_the_page_has_one(caption: str) -> None:
    page = f"<head><title>松岭市养老收费说明</title></head><body><p>正文一段。</p><p>{caption}</p></body>"
    assert identified(page, "a.html").title == "松岭市养老收费说明"
    assert identified(f"正文一段。\n{caption}\n").title == caption


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("松政发〔2024〕9号", "松政发〔2024〕9号"),
        ("松政办发[2024]第 12 号", "松政办发[2024]第12号"),
        ("松政规（2024） 3 号", "松政规（2024）3号"),
        ("（2024年第3期）", ""),
    ],
)
def test_the_number_is_found_and_closed_up(text: str, number: str) -> None:
    assert identified(f"{text}\n松岭市方案\n").number == number


@pytest.mark.parametrize(
    ("text", "date"),
    [("2024年3月5日", "2024-03-05"), ("2024 年 11 月 30 日", "2024-11-30"), ("2024年3月", ""), ("三月五日", "")],
)
def test_the_date_is_written_year_first(text: str, date: str) -> None:
    assert identified(f"松岭市方案\n{text}\n").date == date


@pytest.mark.parametrize(
    ("title", "head", "period"),
    [
        ("松岭市方案(2024-2026)", "", "2024-2026"),
        ("松岭市方案(2024—2026年)", "", "2024-2026"),
        ("松岭市2024年至2026年计划", "", "2024-2026"),
        ("松岭市“十四五”规划", "", "2021-2025"),
        ("松岭市“十五五”规划", "", "2026-2030"),
        ("松岭市2024年工作要点", "", "2024"),
        ("松岭市规划", "规划期为2021—2025年。", "2021-2025"),
        ("松岭市规划", "承接“十三五”成果。", ""),
        ("松岭市规划", "2024年3月5日印发。", ""),
    ],
)
def test_the_period_comes_from_the_title_before_the_text(title: str, head: str, period: str) -> None:
    assert identified(f"{title}\n{head}\n").period == period


def test_the_issuer_and_the_index_number_are_read_off_their_labels() -> None:
    found = identified("索引号:sl-2024/031\n发布机构:松岭市民政局\n松岭市方案\n")
    assert (found.index_number, found.issuer) == ("sl-2024/031", "松岭市民政局")


@pytest.mark.parametrize(
    ("line", "field"), [("索引号：sl-2024/031", "index_number"), ("发布机构：松岭市民政局", "issuer")]
)
def test_labels_may_end_in_a_full_width_colon(line: str, field: str) -> None:
    assert getattr(identified(f"{line}\n松岭市方案\n"), field) == line.split("：")[1]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("云南省楚雄彝族自治州大姚县方案\n", "云南省/楚雄彝族自治州/大姚县"),
        ("云南省基本公共服务标准(2021年版)大姚县配套清单\n", "云南省/楚雄彝族自治州/大姚县"),
        ("大姚县方案\n", "云南省/楚雄彝族自治州/大姚县"),
        ("朝阳区方案\n", "朝阳区"),
        ("发布机构:大姚县民政局\n养老服务方案\n", "云南省/楚雄彝族自治州/大姚县"),
        ("青石县方案\n", ""),
    ],
)
def test_the_region_is_the_first_that_is_named_beyond_doubt_and_the_lowest_in_it(text: str, region: str) -> None:
    assert identified(text).region == region


def test_text_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(SourceError, match="text_kind"):
        parsed("---\ntext_kind: rumour\n---\n正文。")


@pytest.mark.parametrize("kind", list(TextKind))
def test_every_kind_of_text_can_be_named(kind: TextKind) -> None:
    assert identified(f"---\ntext_kind: {kind}\n---\n正文。", "plan.md").text_kind is kind


@pytest.mark.parametrize(
    ("text", "region", "inferred"),
    [
        ("全省工作方案\nXX省的任务按照《办法》(云政办发〔2020〕6号)执行，全省推进。", "云南省", True),
        ("全省工作方案\nXX省的任务按照黔府办发〔2020〕6号执行。全省推进。", "贵州省", True),
        ("工作要点\n根据《x省方案》，结合我市实际，x市制定本要点。", "x市", False),
        ("工作要点\nXX省参照云政办发〔2020〕6号和川办发〔2021〕2号。全省推进。", "XX省", False),
        ("工作要点\n全县建设xx所幼儿园。", "", False),
        ("工作方案\n按照《办法》(湘政发〔2022〕6号)，全省推进。", "湖南省", True),
        ("工作方案\n按照湘政发〔2022〕6号，全县推进。", "", False),
        ("工作方案\n○○县制定本方案，全县推进。", "○○县", False),
    ],
)
def test_a_region_left_open_is_concluded_or_stays_open(text: str, region: str, inferred: bool) -> None:
    found = identified(text)
    assert (found.region, found.region_inferred) == (region, inferred)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《妇幼健康行动方案.docx》由会员分享，可在线阅读。\n1、加强管理。", "妇幼健康行动方案"),
        (
            "为贯彻上级部署，结合我市实际，制定xxxx年基层文化建设工作要点。\n一、任务",
            "xxxx年基层文化建设工作要点",
        ),
    ],
)
def test_a_title_that_only_the_opening_words_give(text: str, title: str) -> None:
    assert identified(text).title == title


def test_the_year_of_the_title_goes_before_spans_in_the_text() -> None:
    assert identified("2024年青石县服务工程工作要点\n按照2023-2027年行动方案推进。").period == "2024"


def test_a_subtitle_is_no_title_and_the_first_lines_tell_the_region() -> None:
    found = identified("大姚县惠民政策一览（儿童、就业篇）\n——一问一答手册（2024年版）\n大姚县民政局编印\n")
    assert found.title == "大姚县惠民政策一览（儿童、就业篇）"
    assert identified("惠民政策一览\n——一问一答手册\n大姚县民政局编印\n").region == found.region != ""


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("朝阳区高龄津贴发放办法\n每人每月100元。\n", "朝阳区"),
        ("高龄津贴发放办法\n每人每月100元。\n朝阳区民政局\n2025年3月1日\n", "朝阳区"),
        ("长春市朝阳区高龄津贴发放办法\n每人每月100元。\n", "吉林省/长春市/朝阳区"),
        ("高龄津贴发放办法\n每人每月100元，朝阳区的标准另定。\n", ""),
    ],
)
def test_a_name_that_several_places_have_is_a_region_of_its_own(text: str, region: str) -> None:
    assert identified(text).region == region

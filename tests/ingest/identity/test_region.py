"""Regions as front matter writes them and as titles and issuers name them."""

import pytest

from ingest.identity.region import given_region, is_national, region_of, short_in_title

DAYAO = "云南省/楚雄彝族自治州/大姚县"


@pytest.mark.parametrize(
    ("words", "region"),
    [
        (DAYAO, DAYAO),
        ("云南省/大姚县", DAYAO),
        ("云南省／大姚县", DAYAO),
        ("云南 大姚", DAYAO),
        ("大姚县", DAYAO),
        ("江南省", "江南省"),
        ("楚雄州姚安县", "云南省/楚雄彝族自治州/姚安县"),
        ("云南省楚雄州姚安县", "云南省/楚雄彝族自治州/姚安县"),
        ("北京市/北京市/朝阳区", "北京市/朝阳区"),
        ("吉林省/朝阳区", "吉林省/长春市/朝阳区"),
        ("朝阳区", "朝阳区"),
        ("江南省/临湖市/青石县", "江南省/临湖市/青石县"),
        ("江南省／青石县", "江南省/青石县"),
        ("全国", "全国"),
        ("", ""),
    ],
)
def test_a_region_is_resolved_or_kept_as_its_own(words: str, region: str) -> None:
    assert given_region(words) == region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("受理天河区民政局委托事项公告", "广东省/广州市/天河区"),
        ("老城区改造方案", ""),
        ("关于朝阳区的通知", ""),
        ("广东省高校毕业生扶持政策清单", "广东省"),
    ],
)
def test_a_place_may_stand_behind_any_character(text: str, region: str) -> None:
    assert region_of(text) == region


@pytest.mark.parametrize(
    ("title", "issuer", "number", "national"),
    [
        ("中华人民共和国市场主体登记管理条例", "", "", True),
        ("关于规范两项补贴的意见", "民政部", "", True),
        ("国务院关于加快发展养老服务的意见", "", "国发〔2026〕1号", True),
        ("关于规范两项补贴的意见", "青石县民政局", "青民发〔2026〕1号", False),
        ("社区公共服务标准", "", "", False),
    ],
)
def test_the_state_speaks_for_all(title: str, issuer: str, number: str, national: bool) -> None:
    assert is_national(title, issuer, number) is national


def test_a_short_name_counts_where_the_text_calls_itself_a_county() -> None:
    assert short_in_title("@大姚人，补贴来了", "全县发放补贴。") == DAYAO
    assert short_in_title("@大姚人，补贴来了", "发放补贴。") == ""

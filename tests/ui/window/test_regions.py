"""The choice of a region: by province, searched where it is long, and nothing that a text leaves open in it."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from ingest.identity.divisions import is_left_open
from ui.window.greeting import SEARCHED_FROM, regions_html
from ui.window.texts import words

ZH = words("zh")
YUNNAN, SICHUAN = "云南省/楚雄彝族自治州/大姚县", "四川省/绵阳市"


def shown(*regions: str) -> str:
    index: Any = SimpleNamespace(regions=regions)
    return regions_html(index, ZH)


@pytest.mark.parametrize(("path", "is_open"), [("x市", True), ("某省/××县", True), ("某县", True), (SICHUAN, False)])
def test_a_name_for_others_to_fill_in_is_told(path: str, is_open: bool) -> None:
    assert is_left_open(path) is is_open


def test_regions_of_a_province_stand_together_and_what_is_open_is_not_offered() -> None:
    found = shown(YUNNAN, "云南省/昆明市", SICHUAN, "x市", "")
    groups = re.findall(r"<optgroup label='(.*?)'>(.*?)</optgroup>", found)
    assert [name for name, _ in groups] == ["云南省", "四川省"]
    assert [held.count("<option") for _, held in groups] == [2, 1]
    assert found.endswith("</optgroup><option value=''>未标明地区的文件</option></select>")
    assert "x市" not in found


def test_a_sample_alone_is_offered_all_the_same() -> None:
    assert "<option value='x市'>x市</option>" in shown("x市")


def test_on_the_english_page_the_regions_are_marked_as_chinese_and_the_menu_is_not() -> None:
    index: Any = SimpleNamespace(regions=(YUNNAN, SICHUAN))
    found = regions_html(index, words("en"))
    assert (
        "<option value='四川省/绵阳市' lang='zh-CN'>" in found and "<select id='hm-region'><option value=''>No" in found
    )


def test_provinces_with_one_region_each_need_no_groups() -> None:
    assert "<optgroup" not in shown(YUNNAN, SICHUAN)


def test_a_long_list_can_be_searched() -> None:
    many = [f"云南省/{number}县" for number in range(SEARCHED_FROM)]
    assert "id='hm-find-region'" in shown(*many) and "id='hm-find-region'" not in shown(*many[1:])

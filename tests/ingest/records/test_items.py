"""Items of a service list's cell."""

import pytest

from ingest.records.items import list_items
from ingest.schema import Cell

AT = 40  # where the cells of these tests begin


def cell(words: str) -> Cell:
    return Cell(column="服务项目", text=words, start=AT, end=AT + len(words))


@pytest.mark.parametrize(
    ("words", "items", "stated"),
    [
        ("校车补助,早餐补助,助学金(共计3项)", ["校车补助", "早餐补助", "助学金"], 3),
        ("校车补助，早餐补助。（共2项）", ["校车补助", "早餐补助"], 2),
        ("校车补助；早餐补助", ["校车补助", "早餐补助"], None),
        ("校车补助、早餐补助、助学金，合计三项。", ["校车补助", "早餐补助", "助学金"], 3),
        ("校车补助，早餐补助（总计2个服务项目）", ["校车补助", "早餐补助"], 2),
        ("校车补助，新建助餐点共3个", ["校车补助", "新建助餐点共3个"], None),
        ("理发、助餐和助浴,上门探访(共计2项)", ["理发、助餐和助浴", "上门探访"], 2),
        ("理发、助餐、助浴（共计3项）", ["理发", "助餐", "助浴"], 3),
        ("理发、助餐,助浴（共计3项）", ["理发", "助餐", "助浴"], 3),
        ("理发,助餐（含早餐，午餐）", ["理发", "助餐（含早餐，午餐）"], None),
        ("理发,“银龄，银发”行动", ["理发", "“银龄，银发”行动"], None),
        ("理发", ["理发"], None),
        ("", [], None),
    ],
)
def test_items_are_parted_by_the_mark_that_gives_the_stated_count(
    words: str, items: list[str], stated: int | None
) -> None:
    parted, count = list_items(cell(words))
    assert ([item.text for item in parted], count) == (items, stated)


def test_a_count_that_nothing_gives_is_kept() -> None:
    parted, count = list_items(cell("理发、助餐,助浴（共计5项）"))
    assert ([item.text for item in parted], count) == (["理发、助餐", "助浴"], 5)


def test_items_keep_their_places() -> None:
    words = "理发、助餐 , 理发,助浴（共计3项）"
    for item in list_items(cell(words))[0]:
        assert words[item.start - AT : item.end - AT] == item.text

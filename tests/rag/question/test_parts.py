"""What a question asks is parted by rules of the language: each thing once, and nothing that only tells a story."""

import pytest

from rag.question.parts import parts_of


def texts(text: str, *places: str) -> list[str]:
    return [part.text for part in parts_of(text, places)]


@pytest.mark.parametrize(
    "text",
    [
        "低保多少钱?",
        "我妈80岁了,一个月能领多少?",
        "听说乡下娃每天有4块钱营养餐,是真的吗?",
        "家长总来问有哪些补助,能不能列给我",
        "投了几十份简历都没回音,创业贷款最高能贷多少?",
        "松岭和青石哪个高?",
        "人均体育场地面积,松岭、青石两个地方分别是多少?哪个最大?",
        "两口子都领,一年总共能领多少?",
    ],
)
def test_a_question_that_asks_one_thing_stays_whole(text: str) -> None:
    assert texts(text, "松岭", "青石") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("托育归哪个局管?养老的又是哪个?", ["托育归哪个局管?", "养老的又是哪个?"]),
        ("低保户没房住,公租房保不保?要找哪个局?", ["低保户没房住,公租房保不保?", "要找哪个局?"]),
        (
            "她一年可以免费体检几次?中医体质辨识几次?高龄津贴要等到几岁?",
            ["她一年可以免费体检几次?", "中医体质辨识几次?", "高龄津贴要等到几岁?"],
        ),
    ],
)
def test_each_thing_is_a_part_with_what_is_said_before_it(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


@pytest.mark.parametrize(
    ("text", "items", "around"),
    [
        ("教坛新秀、骨干教师、名师各遴选多少名?", ("教坛新秀遴选多少名", "骨干教师遴选多少名", "名师遴选多少名"), ""),
        ("养老的家底:机构多少、床位多少张?", ("机构多少", "床位多少张"), "养老的家底"),
        (
            "2025年三个数一起要:两癌筛查率、孕产妇死亡率、婴儿死亡率",
            ("2025年两癌筛查率", "2025年孕产妇死亡率", "2025年婴儿死亡率"),
            "2025年三个数一起要",
        ),
        (
            "学前、小学、高中这三段残疾孩子入学率各要到多少?",
            ("学前残疾孩子入学率要到多少", "小学残疾孩子入学率要到多少", "高中残疾孩子入学率要到多少"),
            "",
        ),
    ],
)
def test_what_a_question_enumerates_is_asked_for_each(text: str, items: tuple[str, ...], around: str) -> None:
    (part,) = parts_of(text)
    assert (part.items, part.around) == (items, around)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("松岭镇修的路加起来多少公里?危桥一共几座", ["松岭镇修的路加起来多少公里?", "危桥一共几座"]),
        ("生孩子能补多少,另外补路费不", ["生孩子能补多少", "另外补路费不"]),
        ("那西郊社区呢,做不做外墙保温,啥时候动工?", ["那西郊社区呢,做不做外墙保温", "啥时候动工?"]),
    ],
)
def test_a_sum_of_something_else_and_a_bare_not_ask_something_of_their_own(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "还有哪些路子?规划里一共写了几种方式,都列一下",
        "都关心幼儿园够不够,五年要建多少所?",
        "两样都领,一年总共能领多少钱?",
    ],
)
def test_a_sum_of_what_was_asked_is_no_thing_of_its_own(text: str) -> None:
    assert texts(text) == []


def test_what_is_asked_of_the_last_thing_named_is_asked_of_all() -> None:
    (part,) = parts_of("祁连县和刚察县2030年床位各增加多少张?哪个县增得多")
    assert part.items == ("祁连县2030年床位增加多少张", "刚察县2030年床位增加多少张")


def test_what_is_asked_of_each_may_stand_behind_what_is_said_of_them_all() -> None:
    (part,) = parts_of("养老金和高龄补贴我都要领,各领好多")
    assert part.items == ("养老金领好多", "高龄补贴领好多") and part.around == ""


def test_whether_there_is_something_is_a_question_of_its_own_in_any_dialect() -> None:
    parts = parts_of("初中住校一年补好多钱,幼儿园有没得补助")
    assert [part.text for part in parts] == ["初中住校一年补好多钱", "幼儿园有没得补助"]

"""A sum is of the things that the question names."""

import pytest

from rag.extraction.addends import named_addends, of_all_addends

TWO = "生活补贴加护理补贴一个月一共多少"


@pytest.mark.parametrize(
    ("question", "told", "all_"),
    [
        (TWO, "生活补贴130元,护理补贴145元,合计275元", True),
        (TWO, "高龄津贴40元,养老服务补贴100元,合计140元", False),
        (TWO, "护理补贴145元", False),
        ("三江街道加上剡湖街道一共多少套", "三江街道300套;剡湖街道400套,合计700套", True),
        ("三江街道加上剡湖街道一共多少套", "三江街道300套;甘霖镇400套,合计700套", False),
        ("低保一个月多少", "高龄津贴40元", True),
    ],
)
def test_each_thing_to_be_added_is_spoken_of(question: str, told: str, *, all_: bool) -> None:
    assert of_all_addends(question, told) is all_


def test_what_tells_two_things_apart_is_looked_for() -> None:
    assert named_addends(TWO) == (frozenset({"生活", "活补"}), frozenset({"护理", "理补"}))


def test_nothing_is_looked_for_where_nothing_is_added() -> None:
    assert named_addends("补贴补贴") == () == named_addends("补贴加补贴一共多少")

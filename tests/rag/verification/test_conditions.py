"""A sentence keeps the conditions of what it says, where it says that the rest is enough or that all are meant."""

import pytest

from tests.builders.claims import held_by

CHILDREN = "父母双方外出务工，或者一方外出务工而另一方没有监护能力的未成年人，由村委会走访。"
FAMILIES = "所有站点都要公示服务项目。有护理意愿的家属，由站点组织参加护理技能培训。"


@pytest.mark.parametrize("said", ["只要一方外出务工，未成年人就由村委会走访", "一方外出务工，就可以由村委会走访"])
def test_a_condition_is_not_dropped_behind_one_that_is_said_to_be_enough(said: str) -> None:
    assert set(held_by(said, CHILDREN)) == {"enough"}


@pytest.mark.parametrize(
    "said",
    [
        "父母双方外出务工，就可以由村委会走访",
        "一方外出务工而另一方没有监护能力，就可以由村委会走访",
        "规划没有写只要一方外出务工就可以走访",
    ],
)
def test_what_has_no_other_condition_is_enough(said: str) -> None:
    assert held_by(said, CHILDREN) == []


def test_what_is_said_of_some_is_not_said_of_all() -> None:
    assert held_by("所有家属都由站点组织参加护理技能培训", FAMILIES) == ["everyone"]
    assert held_by("所有有护理意愿的家属都由站点组织参加护理技能培训", FAMILIES) == []


def test_all_may_be_said_of_what_has_no_condition() -> None:
    assert held_by("所有站点都要公示服务项目", FAMILIES) == []


def test_what_is_left_out_is_not_taken_in() -> None:
    quote = "戏曲表演专业学生（不含其他艺术类表演专业）免除学费。"
    assert "stance" in held_by("戏曲表演等艺术类表演专业的学生免除学费", quote)
    assert held_by("戏曲表演专业学生免除学费，不含其他艺术类表演专业", quote) == []


def test_a_range_is_no_extra() -> None:
    quote = "平均标准为每生每年2000元，在1000-3000元之间确定。"
    assert held_by("每生每年2000元，在此之外再加1000-3000元", quote) == ["stance"]
    assert held_by("每生每年2000元，另加发500元", "每生每年2000元，另加发500元。") == []

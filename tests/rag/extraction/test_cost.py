"""Whether something costs anything."""

import pytest

from rag.extraction.cost import asks_cost, tells_cost
from rag.replies import NO_COST
from tests.builders.answers import record
from tests.rag.extraction.searches import parsed, read

CHECK = record(("服务项目", "老年人体检"), ("服务内容", "老年人每年体检1次，做心电图"))


@pytest.mark.parametrize(
    "text", ["打疫苗要钱不", "体检免费不", "养老院收费不", "学杂费免不免", "要不要钱", "住院要花钱吗", "是不是免费"]
)
def test_a_question_for_the_cost_is_known(text: str) -> None:
    assert asks_cost(parsed(text))


@pytest.mark.parametrize("text", ["体检多少钱", "免费体检几次", "补助多少", "要交什么材料"])
def test_a_question_for_something_else_asks_no_cost(text: str) -> None:
    assert not asks_cost(parsed(text))


def test_only_what_is_about_the_matter_tells_its_cost() -> None:
    asked = parsed("住敬老院要不要钱")
    assert tells_cost("敬老院免费", asked) and tells_cost("照料生活，敬老院不收费", asked)
    assert not tells_cost("照料生活；基本殡葬服务减免费用", asked) and not tells_cost("照料生活", asked)


def test_that_the_plan_does_not_say_whether_it_costs_anything_is_said() -> None:
    said = read("老年人体检要钱吗", CHECK).sentences
    assert "体检1次" in said[0].text and said[-1].text == NO_COST
    assert all(one.text != NO_COST for one in read("老年人体检几次", CHECK).sentences)

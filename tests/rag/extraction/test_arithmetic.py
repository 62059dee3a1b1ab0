"""What a question asks to compute: the result in the sentence, and the sum that everybody can check."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.extraction.arithmetic import combined
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from rag.verification.sums import read_sum
from tests.builders.answers import EqualWords, draft


def of(question: str, text: str) -> list[tuple[str, str]]:
    parsed = QuestionParser(EqualWords())(rewrite(draft(fold(question))))
    return [(one.text.removeprefix(text), one.sum) for one in combined(text, parsed)]


@pytest.mark.parametrize(
    ("question", "text", "result", "sum"),
    [
        ("城里和乡下低保每月相差多少元", "城市每月600元，农村每月450元", "，相差150元", "600元 − 450元 = 150元"),
        (
            "床位比2020年增加多少张",
            "2020年为3.52万张，2025年为3.87万张",
            "，相差0.35万张",
            "3.87万张 − 3.52万张 = 0.35万张",
        ),
        ("占比提高了几个百分点", "2020年为41.5%，2025年为60%", "，相差18.5个百分点", "60% − 41.5% = 18.5个百分点"),
        ("两样补助加起来多少元", "早餐每年400元，午餐每年800元", "，合计1200元", "400元 + 800元 = 1200元"),
        ("老两口加起来每月领多少元", "每人每月450元", "，合计900元", "450元 × 2 = 900元"),
        ("我们三个人总共多少元", "每人每次50元", "，合计150元", "50元 × 3 = 150元"),
        ("高龄津贴一年能领多少元", "每人每月110元", "，一年合计1320元", "110元 × 12 = 1320元"),
        ("折下来一个月多少元", "每人每年4860元", "，平均每月405元", "4860元 ÷ 12 = 405元"),
        ("一天补的钱一年总共多少元", "每生每天5元，全年按200天计", "，一年合计1000元", "5元 × 200 = 1000元"),
        ("除了专任教师剩下的有几个人", "教职工3037人，其中专任教师2375人", "，相差662人", "3037人 − 2375人 = 662人"),
        ("去年每月是多少元", "提高到每月252元，比上年增加17元", "，原来为235元", "252元 − 17元 = 235元"),
    ],
)
def test_what_is_asked_for_is_computed_from_the_figures(question: str, text: str, result: str, sum: str) -> None:
    assert (result, sum) in of(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("低保每月多少元", "城市每月600元，农村每月450元"),
        ("城里和乡下低保相差多少元", "城市每月600元，农村每年5400元"),
        ("城里和乡下低保相差多少元", "城市每月600元"),
        ("两级医院相差多少", "三级医院在2级医院之上"),
        ("三种人一共多少", "占比41.5%，占比60%"),
        ("老年食堂一共建了多少个", "三年新增36个，2024年新增15个"),
        ("老年食堂和助餐点加起来几个", "三年新增36个，其中2024年新增15个"),
        ("检查加起来几次", "提供13次免费检查，满月、3月龄各一次"),
        ("早餐和午餐一共几个", "开放63小时，开放49小时"),
    ],
)
def test_nothing_is_computed_that_nobody_asked_or_that_does_not_fit_together(question: str, text: str) -> None:
    assert of(question, text) == []


@settings(deadline=None)
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_every_sum_holds_by_the_check_for_sums(one: int, other: int) -> None:
    text = f"城市每月{one}元，农村每月{other}元"
    for question in ("两样相差多少元", "两样合计多少元"):
        ((said, sum),) = of(question, text)
        checked = read_sum(sum)
        assert checked is not None and checked.result.value == figures(said)[-1].value

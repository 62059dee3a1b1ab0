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
        ("高龄津贴一年能领多少元", "每人每月110元", "，全年合计1320元", "110元 × 12 = 1320元"),
        ("折下来一个月多少元", "每人每年4860元", "，平均每月405元", "4860元 ÷ 12 = 405元"),
        ("一天补的钱一年总共多少元", "每生每天5元，全年按200天计", "，全年合计1000元", "5元 × 200 = 1000元"),
        ("除了专任教师剩下的有几个人", "教职工3037人，其中专任教师2375人", "，相差662人", "3037人 − 2375人 = 662人"),
        ("去年每月是多少元", "提高到每月252元，比上年增加17元", "，原来为235元", "252元 − 17元 = 235元"),
    ],
)
def test_what_is_asked_for_is_computed_from_the_figures(question: str, text: str, result: str, sum: str) -> None:
    assert (result, sum) in of(question, text)


@pytest.mark.parametrize(
    ("question", "text", "sum"),
    [
        # how many persons, and what is for each of them
        ("夫妻合计每月领多少元", "每人每月450元", "450元 × 2 = 900元"),
        ("夫妇合计每月领多少元", "每人每月450元", "450元 × 2 = 900元"),
        ("我们俩合计每月领多少元", "每人每月450元", "450元 × 2 = 900元"),
        ("我们仨合计每月领多少元", "每人每月450元", "450元 × 3 = 1350元"),
        ("三个老人合计每月多少元", "每人每月450元", "450元 × 3 = 1350元"),
        ("四口人合计每月多少元", "每人每月450元", "450元 × 4 = 1800元"),
        ("五个娃合计多少元", "每位50元", "50元 × 5 = 250元"),
        ("六个孩子合计多少元", "每名50元", "50元 × 6 = 300元"),
        ("九个人合计多少元", "50元/人", "50元 × 9 = 450元"),
        ("9个人合计多少元", "人均50元", "50元 × 9 = 450元"),
        ("2个人合计多少元", "每人50元", "50元 × 2 = 100元"),
        # for how long, and how long is asked about
        ("全年能领多少元", "每人每月110元", "110元 × 12 = 1320元"),
        ("每年能领多少元", "每户每月110元", "110元 × 12 = 1320元"),
        ("整年能领多少元", "110元/月", "110元 × 12 = 1320元"),
        ("年共领多少元", "110元/人·月", "110元 × 12 = 1320元"),
        ("年总共领多少元", "110元/人.月", "110元 × 12 = 1320元"),
        ("一年多少元", "每生每日5元，按200天计", "5元 × 200 = 1000元"),
        ("一年多少元", "每生每月5元，按200天计", "5元 × 12 = 60元"),
        ("每月合多少元", "每人每年4860元", "4860元 ÷ 12 = 405元"),
        ("合到个月多少元", "每人每年1000元", "1000元 ÷ 12 = 83.33元"),
        ("合到一月多少元", "每人每年1000元", "1000元 ÷ 12 = 83.33元"),
        # what it was before
        ("去年每月多少元", "每月252元，比上一年增加17元", "252元 − 17元 = 235元"),
        ("上年每月多少元", "每月252元，比去年提高17元", "252元 − 17元 = 235元"),
        ("原来每月多少元", "每月252元，比上年度增长17元", "252元 − 17元 = 235元"),
        ("之前每月多少元", "每月252元，比2023年减少17元", "252元 + 17元 = 269元"),
        ("以前每月多少元", "每月252元，比上年下降17元", "252元 + 17元 = 269元"),
        ("2023年每月多少元", "每月252元，比上年降低了17元", "252元 + 17元 = 269元"),
        # what can be put together
        ("样样合计多少元", "3元，4元，5元，6元", "3元 + 4元 + 5元 + 6元 = 18元"),
        ("两样合计多少万元", "3万元，4万元", "3万元 + 4万元 = 7万元"),
        ("两样合计多少亿元", "3亿元，4亿元", "3亿元 + 4亿元 = 7亿元"),
        ("两样合计多少元", "3万元，4元", "3万元 + 4元 = 30004元"),
        ("两样相差多少元", "3元，4元", "4元 − 3元 = 1元"),
        ("两样合计几个", "3所，4所", "3所 + 4所 = 7所"),
        ("两样合计多少元", "早餐4元，占5%，午餐6元", "4元 + 6元 = 10元"),
        ("一级和二级合计多少元", "一级4元，二级6元", "4元 + 6元 = 10元"),
    ],
)
def test_the_sum_is_told_as_one_would_write_it(question: str, text: str, sum: str) -> None:
    assert [found for _, found in of(question, text)] == [sum]


@pytest.mark.parametrize("unit", ["元", "小时", "分钟", "年", "月", "天", "平方米", "米", "公里", "岁"])
def test_what_is_measured_is_no_count_of_things(unit: str) -> None:
    assert of("食堂和车站合计几个", f"甲3{unit}，乙4{unit}") == []
    assert of("食堂和车站合计几个", "甲3座，乙4座") != []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("三个人合计多少元", "一共发50元"),
        ("三个人每月领多少元", "每人50元"),
        ("大家合计多少元", "每人50元"),
        ("一年多少元", "每生每天5元，按200天、100天计"),
        ("一个月能领多少元", "每人每月110元"),
        ("每天多少元", "每生每天5元，按200天计"),
        ("一年能坐几次", "每人每月3次"),
        ("每月能坐几次", "每人每年36次"),
        ("一年能领多少元", "每人每年110元"),
        ("每月多少元", "每人每学年4860元"),
        ("今天每月多少元", "每月252元，比上年增加17元"),
        ("去年每月多少元", "每月252元，每年涨17元"),
        ("样样合计多少元", "3元，4元，5元，6元，7元"),
        ("三样相差多少元", "3元，4元，5元"),
        ("两样合计多少元", "4元，共3次"),
        ("两样合计多少", "3级，4级"),
        ("两样合计多少", "3岁，4岁"),
        ("两样相差多少元", "没有写明"),
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


def test_two_figures_of_which_none_grew_from_the_other_are_not_subtracted() -> None:
    assert of("城镇新增就业多少人", "城镇新增就业27万人，失业人员再就业6万人") == []
    assert of("床位新增多少张", "床位从300张增加到360张") == [("，相差60张", "360张 − 300张 = 60张")]

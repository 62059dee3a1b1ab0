"""What can be read out: stretches of sentences, values of rows."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.answer_spans import LONGEST_SPAN, indicator_sentence, of_row, stretches
from ingest.records.indicators import target
from ingest.schema import RowKind
from tests.builders.documents import row
from tests.builders.reading import parsed


def said(sentence: str) -> list[str]:
    return [stretch.words(sentence).rstrip("。") for stretch in stretches(sentence)]


@pytest.mark.parametrize("sentence", ["校车补助360元", "校车补助360元，由县里发放", "由县里定"])
def test_a_sentence_with_one_figure_is_read_whole(sentence: str) -> None:
    assert said(sentence) == [sentence]


def test_each_clause_with_a_figure_is_read_by_itself_and_with_the_next() -> None:
    assert said("小学补助360元，初中补助420元，食堂补助15元") == [
        "小学补助360元，初中补助420元，食堂补助15元",
        "小学补助360元",
        "小学补助360元，初中补助420元",
        "初中补助420元",
        "初中补助420元，食堂补助15元",
        "食堂补助15元",
    ]


def test_what_opens_a_sentence_is_said_again_before_a_later_clause() -> None:
    assert "对低收入农户，修缮每户补助1.5万元" in said("对低收入农户，重建每户补助4万元，修缮每户补助1.5万元。")


def test_items_with_figures_of_their_own_are_clauses() -> None:
    assert "半日托每人150元" in said("全日托每人300元、半日托每人150元。")


@pytest.mark.parametrize("sentence", ["按重度、中度，分别为每人300元、200元", "新建长者食堂，养老院各2处、3处"])
def test_figures_that_only_their_order_tells_apart_stay_together(sentence: str) -> None:
    assert not any(one in ("200元", "3处") for one in said(sentence))


def test_a_thousands_separator_ends_no_clause() -> None:
    assert "共有学生1,200人" in said("共有学生1,200人,教师90人")


def test_a_blank_figure_is_a_figure() -> None:
    assert "中学补助xx元" in said("小学补助360元，中学补助xx元")


@hypothesis_settings(deadline=None, derandomize=True, max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            ["到2025年", "校车补助360元", "床位60张", "老人", "由县里定", "高龄津贴" * 20, "小学3所、初中2所"]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_stretches_lie_inside_the_sentence_and_are_short_where_they_can_be(clauses: list[str]) -> None:
    sentence = "，".join(clauses)
    for one in stretches(sentence):
        assert 0 <= one.head <= one.start < one.end <= len(sentence)
        assert one.end - one.start <= LONGEST_SPAN + max(map(len, clauses)) or len(clauses) == 1


def test_every_cell_but_the_name_is_read_with_its_row_and_column() -> None:
    found = of_row(row(("服务项目", "校车补助"), ("服务对象", "走读学生"), ("服务标准", "每学期360元")))
    assert [one.text for one in found if one.whole][::2] == [
        "校车补助的服务对象：走读学生",
        "校车补助的服务标准：每学期360元",
    ]


def test_an_indicator_is_read_value_by_value_and_side_by_side() -> None:
    found = of_row(
        row(("指标", "床位占比"), ("单位", "%"), ("2020年", "41.5"), ("2025年", "60"), kind=RowKind.INDICATOR)
    )
    assert [one.text for one in found] == [
        "床位占比2020年为41.5%",
        "床位占比2025年为60%",
        "床位占比2020年为41.5%，2025年为60%",
    ]


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("%", "60", "为60%"),
        ("张", "60", "为60张"),
        ("%", "60%", "为60%"),
        ("套", "完成省下达任务", "为完成省下达任务"),
        ("1/10万", "15", "为15（1/10万）"),
    ],
)
def test_a_value_gets_its_rows_unit_once(unit: str, value: str, words: str) -> None:
    one = row(("指标", "床位"), ("单位", unit), ("2025年", value), kind=RowKind.INDICATOR)
    aim = target(one)
    assert aim is not None
    assert indicator_sentence(one, (aim,)) == f"床位2025年{words}"


@pytest.mark.parametrize("dash", ["—", "——", "-", "/"])
def test_a_dash_in_a_standard_is_an_empty_cell(dash: str) -> None:
    found = parsed(f"| 服务项目 | 服务对象 | 服务标准 |\n|---|---|---|\n| 校车补助 | 走读学生 | {dash} |\n").rows[0]
    assert [one.own for one in of_row(found) if one.cells[0].column == "服务标准"] == [""]


@pytest.mark.parametrize("words", ["长期", "一类", "无", "不限"])
def test_words_in_a_cell_are_read_out(words: str) -> None:
    found = parsed(f"| 服务项目 | 服务对象 | 服务标准 |\n|---|---|---|\n| 校车补助 | 走读学生 | {words} |\n").rows[0]
    assert words in [one.own for one in of_row(found)]


def test_a_cell_reads_out_the_unit_of_its_column() -> None:
    found = parsed("| 服务项目 | 服务对象 | 服务标准（元/月） |\n|---|---|---|\n| 校车补助 | 走读学生 | 83 |\n").rows[0]
    assert "校车补助的服务标准：83元/月" in [one.text for one in of_row(found)]


@pytest.mark.parametrize("mark", ["答：", "A：", "7.4 ", "10.2.1 ", "1. ", "（2）"])
def test_what_marks_an_answer_or_a_clause_is_not_read_out(mark: str) -> None:
    assert said(f"{mark}校车补助每人360元。") == ["校车补助每人360元"]


def test_a_figure_is_no_mark() -> None:
    assert said("7.4 张床位每人一张。") == ["7.4 张床位每人一张"]

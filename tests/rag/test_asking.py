"""What a question is after, and which of its words carry it."""

import pytest

from ingest.fold import tokens
from ingest.schema import RowKind
from rag.asking import asked, content


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基层首诊是什么意思", "meaning"),
        ("什么是基层首诊", "meaning"),
        ("养老服务由哪个部门牵头", "lead"),
        ("养老服务归谁管", "lead"),
        ("校车补助谁出钱", "payer"),
        ("低保由中央还是地方负担,国家出吗", "payer"),
        ("支出责任是什么", "payer"),
        ("哪些人可以领高龄津贴", "who"),
        ("服务对象是谁", "who"),
        ("什么条件能享受", "who"),
        ("家庭医生提供哪些服务", "what"),
        ("服务内容是什么", "what"),
        ("校车补助多少钱", "amount"),
        ("每天补几块钱", "amount"),
        ("补助标准", "amount"),
        ("说说校车补助", "any"),
    ],
)
def test_the_kind_of_a_question_is_understood(text: str, kind: str) -> None:
    assert asked(text).kind == kind


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("基层首诊的含义", "释义"),
        ("养老服务的牵头单位", "牵头单位"),
        ("校车补助谁出钱", "支出责任"),
        ("哪些人可以领", "服务对象"),
        ("服务内容是什么", "服务内容"),
        ("多少钱", "服务标准"),
    ],
)
def test_the_best_column_for_a_kind_comes_first(text: str, column: str) -> None:
    assert asked(text).columns[0] == column


def test_any_question_has_a_kind() -> None:
    assert asked("").kind == "any"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("基层首诊是什么意思", {RowKind.TERM}),
        ("养老服务由哪个部门牵头", {RowKind.DUTY, RowKind.STANDARD}),
        ("校车补助谁出钱", {RowKind.STANDARD, RowKind.DUTY, RowKind.OTHER}),
        ("哪些人可以领高龄津贴", {RowKind.STANDARD, RowKind.OTHER}),
        ("家庭医生提供哪些服务", {RowKind.STANDARD, RowKind.SERVICE_LIST, RowKind.PROJECT, RowKind.OTHER}),
        ("校车补助多少钱", {RowKind.STANDARD, RowKind.INDICATOR, RowKind.PROJECT, RowKind.OTHER}),
        ("说说校车补助", set(RowKind) - {RowKind.DUTY}),
    ],
)
def test_each_kind_of_question_is_told_by_its_kinds_of_rows(text: str, rows: set[RowKind]) -> None:
    assert asked(text).rows == rows


@pytest.mark.parametrize("kind", RowKind)
def test_every_kind_of_row_tells_something_that_can_be_asked(kind: RowKind) -> None:
    assert any(kind in asked(text).rows for text in ("是什么意思", "谁牵头", "谁出钱", "包括哪些", "多少", ""))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请问校车补助多少", "校车补助"),
        pytest.param("请问校车补助是多少", "校车补助"),
        ("大姚县低保标准", "低保"),
        ("云南省楚雄彝族自治州大姚县低保标准", "低保"),
        ("我想知道寄宿生早餐补助多少呢", "寄宿生早餐补助"),
        pytest.param("我想知道寄宿生早餐补助是多少呢", "寄宿生早餐补助"),
        ("高龄津贴的服务对象", "高龄津贴"),
        ("基层首诊的含义", "基层首诊"),
    ],
)
def test_regions_and_words_of_asking_are_taken_out(text: str, words: str) -> None:
    assert content(text) == frozenset(tokens(words))


def test_names_of_the_chosen_region_are_taken_out() -> None:
    assert content("青石县高龄津贴多少", ("青石县",)) == frozenset(tokens("高龄津贴"))


@pytest.mark.parametrize("word", ["初中", "社会保险", "结对帮扶", "中医按摩", "残疾人给付"])
def test_words_that_carry_the_question_stay_whole(word: str) -> None:
    assert {word[at : at + 2] for at in range(len(word) - 1)} <= content(word)

"""Of figures side by side the one that is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quantities.figures import missing
from rag.extraction.alternatives import chosen, with_the_others

GRANT = "补助标准为每生每年小学1000元，初中1250元"


@pytest.mark.parametrize(
    ("words", "question", "answer"),
    [
        (GRANT, "初中生一年补多少", "补助标准为每生每年初中1250元"),
        (GRANT, "小学一年补多少", "补助标准为每生每年小学1000元"),
        ("新建幼儿园3所、小学2所", "要建几所小学", "新建小学2所"),
        ("一级、二级、三级残疾人每月发放400元、300元、200元", "二级残疾人每月多少", "二级残疾人每月发放300元"),
        ("小学、初中补助标准分别提高到650元和850元以上", "初中多少", "初中补助标准提高到850元以上"),
        ("每月补贴老人80元，孤儿900元以上", "孤儿每月多少", "每月补贴孤儿900元以上"),
        ("城乡低保标准分别达到每月600元和450元", "乡下低保多少", "农村低保标准达到每月450元"),
        ("城乡低保标准分别为600元、450元", "城里低保多少", "城镇低保标准为600元"),
        ("城镇和农村低保标准为600元、450元", "乡下低保多少", "农村低保标准为450元"),
        ("城市和农村低保标准为600元、450元", "乡下低保多少", "农村低保标准为450元"),
        ("城乡低保提标，达到600元、450元", "乡下低保多少", "农村低保提标达到450元"),
        ("每生每年小学1000元，初中1250元，高中2000元", "高中多少", "每生每年高中2000元"),
        ("2021年小学1000元，初中1250元", "初中多少", "2021年初中1250元"),
        ("投资3万元，建小学2所、初中3所", "初中几所", "投资3万元，建初中3所"),
        ("一级、二级每月发放400元、300元、30%", "二级多少", "二级每月发放300元"),
        ("一级和二级残疾人每月发放400元和300元", "二级多少", "二级残疾人每月发放300元"),
        ("投资3万元，一级、二级残疾人每月400元、300元", "二级多少", "投资3万元，二级残疾人每月300元"),
        ("高龄补贴一级、二级、三级、四级每月40元、30元、20元、10元", "三级多少", "高龄补贴三级每月20元"),
        ("2021年起一级、二级每月发放400元、300元左右", "二级多少", "2021年起二级每月发放300元左右"),
    ],
)
def test_only_the_figure_asked_about_is_left(words: str, question: str, answer: str) -> None:
    assert chosen(words, question) == answer


@pytest.mark.parametrize(
    ("who", "answer"),
    [(who, "城镇低保为600元") for who in ("城市", "城镇", "城里", "县城")]
    + [(who, "农村低保为450元") for who in ("农村", "乡下", "乡里", "村里", "农民")],
)
def test_town_and_country_have_many_names(who: str, answer: str) -> None:
    assert chosen("城乡低保分别为600元、450元", f"{who}低保多少") == answer


def test_of_more_figures_those_asked_about_are_left() -> None:
    words = "一级、二级、三级残疾人每人每月发放400元、300元、200元"
    answer = "一级、三级残疾人每人每月发放400元、200元"
    assert chosen(words, "定成一级和定成三级,每个月各是多少", several=True) == answer


def test_where_several_are_asked_for_figures_with_labels_of_their_own_stay_together() -> None:
    assert chosen(GRANT, "初中和别的分别多少", several=True) == GRANT
    words = "城乡低保标准分别为600元、450元"
    assert chosen(words, "农村低保和什么相比", several=True) == words


def test_side_by_side_is_said_of_the_figures_that_are_left() -> None:
    words = "一级、二级、三级分别发放400元、300元、200元"
    assert chosen(words, "一级和二级多少") == "一级、二级分别发放400元、300元"
    assert chosen(words, "二级多少") == "二级发放300元"


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (GRANT, "一年补多少"),
        (GRANT, "小学和初中各补多少"),
        ("新建幼儿园3所，投资200万元", "投资多少"),
        ("提高到640元和农村4500元", "农村多少"),
        ("城乡低保标准分别为600元、450元", "城市和农村低保各多少"),
        ("城乡低保标准分别为600元、450元", "低保多少"),
        ("每生每年1000元", "小学多少"),
        ("城乡低保标准分别为600元、450元、300元", "乡下低保多少"),
        ("城乡低保标准分别为600元、3%", "乡下低保多少"),
        ("600元和450元是城乡低保标准", "乡下低保多少"),
        ("城乡低保600元，标准上调450元", "乡下低保多少"),
        ("每年小学1000元，初中1250元，高中2所", "高中多少"),
        ("补助1000元，初中1250元", "每年多少"),
        ("一级、二级、三级残疾人每月400元、300元、200元", "一级、二级和三级各多少"),
        ("一级、二级残疾人每月400元、300元", "残疾人多少"),
        ("低龄非常非常非常长、高龄非常非常非常长的名字、三级残疾人每月400元、300元、200元", "三级残疾人多少"),
        ("", "小学多少"),
    ],
)
def test_what_is_no_choice_stays_as_it_is(words: str, question: str) -> None:
    assert chosen(words, question) == words


@given(
    st.lists(st.sampled_from(["小学", "初中", "每生", "1000元", "2所", "，", "、", "补助", "2025年"]), max_size=10),
    st.sampled_from(["小学", "初中", "补助"]),
)
def test_no_figure_is_made_up(pieces: list[str], question: str) -> None:
    words = "".join(pieces)
    assert not missing(chosen(words, question), (words,))


@pytest.mark.parametrize(
    ("own", "sentence", "question", "shown"),
    [
        ("每年小学1000元", "补助：每年小学1000元，初中1250元。", "补助多少", "每年小学1000元，初中1250元"),
        ("每年小学1000元", "补助：每年小学1000元，初中1250元。", "初中多少", "每年小学1000元"),
        ("每年小学1000元", "补助：每年小学1000元。", "补助多少", "每年小学1000元"),
        ("初中1250元", "补助：每年小学1000元，初中1250元。", "补助多少", "初中1250元"),
        ("每人80元", "补助：每年小学1000元，初中1250元。", "补助多少", "每人80元"),
    ],
)
def test_the_first_of_labelled_figures_brings_the_others_where_none_is_named(
    own: str, sentence: str, question: str, shown: str
) -> None:
    assert with_the_others(own, sentence, question) == shown

"""The likeliest candidate is brought into shape, and what no answer can lack is asked of it."""

from dataclasses import replace

import pytest

from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.finish import finished
from rag.extraction.lacking import falls_short
from tests.builders.answers import draft, prose, record
from tests.rag.extraction.searches import candidates, parsed


def best_of(question: str, text: str, words: str) -> Candidate:
    """What comes of the candidate with these words as the likeliest."""
    found = candidates(question, prose(text))
    first = next(one for one in found if one.text == words)
    rest = [one for one in found if one is not first]
    made = Extraction(draft=draft(question), parsed=parsed(question), candidates=(first, *rest))
    return finished(made).candidates[0]


TWO = "糖尿病患者管理率达到68%,精神障碍患者管理率达到90%"


def test_of_two_figures_side_by_side_the_one_asked_for_is_said() -> None:
    assert best_of("糖尿病患者管理率多少", f"{TWO}。", TWO).text == "糖尿病患者管理率达到68%"


def test_where_nobody_said_which_both_stay() -> None:
    both = "补助每年360元,山区420元"
    assert best_of("补助每年多少元", f"{both}。", both).text == both


def test_where_several_are_asked_for_all_stay() -> None:
    assert best_of("糖尿病和精神障碍患者管理率分别多少", f"{TWO}。", TWO).text == TWO


def test_a_months_amount_makes_a_years_where_that_is_asked() -> None:
    plain = "低保每人每月790元"
    done = best_of("低保一年算下来多少元", f"{plain}。", plain)
    assert done.sum == "790元 × 12 = 9480元" and done.text.endswith("9480元")


def test_two_persons_for_a_year_are_multiplied_by_both() -> None:
    plain = "扶助金夫妻每人每月350元"
    done = best_of("两口子加起来一年合计多少元", f"{plain}。", plain)
    assert done.sum == "350元 × 2 × 12 = 8400元"


def only(question: str, text: str) -> Candidate:
    return next(one for one in candidates(question, prose(f"{text}。")) if one.text == text)


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("创业贷款的贴息是百分之几", "创业贷款最高20万元", True),
        ("创业贷款的贴息是百分之几", "创业贷款贴息50%", False),
        ("两个街道加起来多少套", "三江街道300套", True),
        ("两个街道加起来多少套", "两个街道共700套", False),
        ("护理补贴加生活补贴一共多少元", "高龄津贴40元,服务补贴100元,合计140元", True),
        ("护理补贴加生活补贴一共多少元", "护理补贴40元,生活补贴100元,合计140元", False),
        ("疾控中心编制比原来净增多少名", "疾控中心编制增至66名", True),
        ("疾控中心编制比原来净增多少名", "疾控中心编制增至66名,净增14名", False),
        ("低保比去年多拿几块钱", "低保每人每月1130元", True),
        ("低保比去年多拿几块钱", "低保每人每月1130元,比去年提高45元", False),
        ("二等功奖励比三等功多几块钱", "立二等功奖励5000元,三等功1000元", True),
        ("二期新增多少张床位", "二期新增240张床位", False),
        ("哪三个镇建医疗中心", "在镇上建医疗中心", True),
        ("哪三个镇建医疗中心", "在东镇、西镇、南镇建医疗中心", False),
    ],
)
def test_what_an_answer_cannot_lack(question: str, text: str, *, short: bool) -> None:
    found = [one for one in candidates(question, prose(f"{text}。")) if one.text == text]
    assert all(falls_short(one, parsed(question)) is short for one in found) and (found or short)


def test_of_two_side_by_side_each_is_told_with_the_figures_beside_its_own_where_nobody_said_which() -> None:
    meals = record(("服务项目", "营养餐"), ("服务标准", "每生每天4元"), key="d1")
    board = record(("服务项目", "住校补助"), ("服务标准", "每生每年小学1000元，初中1250元"), key="d2")
    question = "营养餐和住校补助各是多少"
    found = candidates(question, meals, board)
    one, other = (next(c for c in found if c.answer_span.own == own) for own in ("每生每天4元", "每生每年小学1000元"))
    pair = replace(one, text=f"{one.text}；{other.text}", also=other)
    done = finished(Extraction(draft=draft(question), parsed=parsed(question), candidates=(pair,), chances=(1.0,)))
    assert (
        done.candidates[0].text == "营养餐的服务标准：每生每天4元；住校补助的服务标准：每生每年小学1000元，初中1250元"
    )

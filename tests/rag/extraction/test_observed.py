"""What features are computed from, looked at once for each search and candidate."""

import pytest

from ingest.schema import RowKind
from rag.extraction.observed import Observed, Search, outside
from rag.schema import Hit
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import BEDS, candidates, parsed


def observed(question: str, words: str, *hits: Hit) -> Observed:
    """The shortest candidate with these words."""
    found = [one for one in candidates(question, *hits) if words in one.text]
    return Observed(min(found, key=lambda one: len(one.text)), Search(parsed(question), hits))


@pytest.mark.parametrize(
    ("years", "period", "is_outside"),
    [
        ({"2024"}, "2021-2025", False),
        ({"2020"}, "2021-2025", False),
        ({"2025"}, "2021-2025", False),
        ({"2019"}, "2021-2025", True),
        ({"2026"}, "2021-2025", True),
        ({"2019", "2024"}, "2021-2025", False),
        ({"2030"}, "", False),
        ({"2024"}, "2024", False),
        ({"2025"}, "2024", True),
    ],
)
def test_a_plan_is_about_its_period_and_the_year_before(years: set[str], period: str, is_outside: bool) -> None:
    assert outside(frozenset(years), period) is is_outside


def test_what_is_missing_everywhere_is_held_by_no_hit() -> None:
    asked = parsed("灯塔码头补贴")
    both, one, none = (
        Search(asked, hits)
        for hits in (
            (prose("灯塔补贴。"), prose("码头有补贴。")),
            (prose("灯塔有补贴。"),),
            (prose("食堂。"),),
        )
    )
    assert both.missing_everywhere == pytest.approx(0) and none.missing_everywhere == pytest.approx(1)
    assert 0 < one.missing_everywhere < 1
    assert both.heaviest_missing_everywhere == pytest.approx(0)
    assert one.heaviest_missing_everywhere == pytest.approx(one.missing_everywhere)


def test_a_score_counts_beside_the_best() -> None:
    hits = (prose("灯塔有8座。", key="d1"), prose("灯塔有9座。", key="d2"))
    object.__setattr__(hits[0], "score", 4.0)
    found = candidates("灯塔有几座", *hits)
    assert [one.features["retrieval_score"] for one in found] == [1, 0.25]


def test_a_hit_is_about_its_row_its_headings_and_its_title() -> None:
    hit = record(("服务项目", "灯塔"), ("服务标准", "8座"), section=("第一章", "一节"))
    assert Search(parsed("灯塔"), (hit,)).contexts == {id(hit): f"灯塔 8座 第一章 一节 {hit.document.title}"}


def test_a_duty_is_also_about_what_stands_below_its_heading_and_other_rows_are_not() -> None:
    below = prose("互助食堂。", section=("一、养老", "1.食堂"))
    for kind, section, governs in (
        (RowKind.DUTY, ("一、养老",), True),
        (RowKind.STANDARD, ("一、养老",), False),
        (RowKind.DUTY, ("二、上学",), False),
        (RowKind.DUTY, (), False),
    ):
        row = record(("事项", "老有所养"), ("牵头单位", "县民政局"), kind=kind, section=section)
        assert ("互助食堂" in Search(parsed("食堂"), (row, below)).contexts[id(row)]) is governs


def test_own_words_are_those_without_row_and_column() -> None:
    row = record(("服务项目", "灯塔补贴"), ("服务对象", "船长"), ("服务标准", "每月8元"))
    one = observed("灯塔补贴多少元", "8元", row)
    assert (one.candidate.text, one.own) == ("灯塔补贴的服务标准：每月8元", "每月8元")


def test_figures_with_a_unit_are_counted_and_years_are_not() -> None:
    one = observed("灯塔补贴多少元", "第3批", prose("2024年灯塔补贴发8元加5元，第3批。"))
    assert one.count == 2


def test_the_years_of_its_own_words_count_before_those_of_the_sentence() -> None:
    hit = prose("灯塔2024年补贴船长8元，码头2023年补贴船工5元。")
    assert observed("码头补贴船工多少元", "码头", hit).years == {"2023"}


def test_an_indicators_baseline_is_past_and_its_target_is_planned() -> None:
    for words, past, planned in (("41.5", True, False), ("60", False, True), ("约束性", False, False)):
        question = "床位占比的属性" if words == "约束性" else "床位占比多少"
        one = observed(question, words, BEDS)
        assert (one.is_past, one.is_planned) == (past, planned)


def test_prose_is_past_by_its_words_or_by_its_heading() -> None:
    for text, section, past, planned in (
        ("灯塔已建成8座。", (), True, False),
        ("灯塔8座。", ("一、发展基础",), True, False),
        ("灯塔力争达到20座。", ("一、发展基础",), True, False),
        ("灯塔力争达到20座。", ("二、目标",), False, True),
        ("灯塔8座。", (), False, False),
    ):
        one = observed("灯塔几座", "灯塔", prose(text, section=section))
        assert (one.is_past, one.is_planned) == (past, planned), text


def test_of_an_indicator_the_target_is_asked_for_unless_the_question_looks_back() -> None:
    assert observed("床位占比多少", "60", BEDS).plan_asked
    assert not observed("床位占比现在多少", "41.5", BEDS).plan_asked
    assert observed("灯塔目标几座", "灯塔", prose("灯塔8座。")).plan_asked
    assert not observed("灯塔几座", "灯塔", prose("灯塔8座。")).plan_asked


def test_whom_it_is_for_may_be_told_by_the_row_the_sentence_or_the_one_before() -> None:
    row = record(("服务项目", "高龄津贴"), ("服务对象", "80岁以上老人"), ("服务标准", "每月50元"))
    in_row = observed("我爷85了高龄津贴每月多少元", "50元", row)
    assert (in_row.eligible, in_row.eligible_in_context) == (0, 1)
    before = observed("我爷75了高龄津贴每月多少元", "50元", prose("发给80岁以上老人。高龄津贴每月50元。"))
    assert (before.eligible, before.eligible_in_context) == (0, -1)
    own = observed("我爷85了高龄津贴每月多少元", "50元", prose("80岁以上高龄津贴每月50元。"))
    assert (own.eligible, own.eligible_in_context) == (1, 1)
    unsaid = observed("高龄津贴每月多少元", "50元", prose("80岁以上高龄津贴每月50元。"))
    assert (unsaid.eligible, unsaid.eligible_in_context) == (0, 0)

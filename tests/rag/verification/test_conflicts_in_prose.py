"""Which conflict is told beside which answer, and how the other value is written. Plans of a sentence or two."""

from types import SimpleNamespace
from typing import Any

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from ingest.identity.lexicon import Mention
from ingest.quantities.figures import figures
from ingest.schema import Conflict, Quantity
from rag.cite import cite_span
from rag.schema import Draft, Sentence, Status
from rag.verification.conflicts import ShowConflicts
from tests.builders.answers import draft
from tests.builders.documents import document, quantity, row, section
from tests.builders.plans import LAKE_REGION

ENROLMENT, RETENTION, SERVICE = "senior-gross-enrolment", "compulsory-retention", "minimum-living-guarantee"
HERE, THERE = "全县高中毛入学率达到90%。", "到规划期末,高中毛入学率达到93%以上。"


def amount(text: str, at: int, **changed: Any) -> Quantity:
    """The first figure of a text from an offset on."""
    figure = next(one for one in figures(text) if one.start >= at)
    values: dict[str, Any] = {"text": figure.text, "start": figure.start, "end": figure.end, "unit": figure.unit}
    return quantity(str(figure.value), **values | changed)


def told(
    *,
    here: str = HERE,
    there: str = THERE,
    says: str = "",
    concept: str = ENROLMENT,
    asked: tuple[str, ...] = (),
    turned: bool = False,
    **changed: Any,
) -> Draft:
    """An answer that cites `here` of a plan in which `there` says otherwise."""
    plan = document(f"{here}\n{there}")
    one, other = amount(plan.text, 0), amount(plan.text, len(here))
    if turned:
        one, other = other, one
    store: Any = SimpleNamespace(
        conflicts=lambda key: [Conflict(document=key, concept=concept, one=one, other=other)],
        document=lambda key: plan,
        section=lambda key: section("第一章 目标"),
    )
    values: dict[str, Any] = {
        "regions": (LAKE_REGION,),
        "status": Status.ANSWERED,
        "sentences": (Sentence(text=says or here.rstrip("。"), cites=(1,)),),
        "citations": (cite_span(plan, (), 1, 0, len(here)),),
        "mentions": tuple(Mention(words="", start=0, end=0, concept=one, kind="official") for one in asked),
    }
    return ShowConflicts(store)(draft(**values | changed))


def said(**how: Any) -> str:
    return told(**how).sentences[0].text


def test_the_other_value_is_told_whichever_the_conflict_names_first() -> None:
    expected = "全县高中毛入学率达到90%（规划里另一处写的是93%以上）"
    assert said() == said(turned=True) == expected


def test_the_trace_says_on_what_there_is_a_conflict() -> None:
    assert told().detail == f"conflict on {ENROLMENT}"


def test_the_sentence_of_the_other_value_is_cited() -> None:
    done = told()
    assert [citation.n for citation in done.citations] == [1, 2]
    assert done.citations[1].quote == THERE and done.sentences[0].cites == (1, 2)


@pytest.mark.parametrize(
    ("there", "value"),
    [
        ("高中毛入学率不低于93%。", "不低于93%"),
        ("高中毛入学率至少 93%。", "至少 93%"),
        ("高中毛入学率达到93%左右。", "93%左右"),
        ("高中毛入学率达到93% 以上。", "93%以上"),
        ("高中毛入学率达到93%。", "93%"),
        ("床位不低于全省平均的93%。", "93%"),
    ],
)
def test_words_that_bound_the_other_value_stay_with_it(there: str, value: str) -> None:
    assert said(there=there) == f"全县高中毛入学率达到90%（规划里另一处写的是{value}）"


def test_the_other_value_stands_behind_what_bounds_the_first() -> None:
    assert said(here="高中毛入学率达到90%以上,升学率达到95%。") == (
        "高中毛入学率达到90%以上（规划里另一处写的是93%以上）,升学率达到95%"
    )


def test_a_value_without_its_unit_is_found_in_the_sentence() -> None:
    plain = "高中毛入学率为90.5,其他为90。"
    assert said(here=plain) == "高中毛入学率为90.5（规划里另一处写的是93%以上）,其他为90"


@pytest.mark.parametrize("says", ["高中毛入学率190%", "高中毛入学率1.90%", "全县高中毛入学率达到目标"])
def test_an_answer_that_does_not_say_the_value_is_left_as_it_is(says: str) -> None:
    assert said(says=says) == says


def test_the_other_value_is_told_in_the_first_of_several_sentences() -> None:
    sentences = (Sentence(text="高中毛入学率达到90%", cites=(1,)), Sentence(text="由县级财政负责", cites=(1,)))
    done = told(sentences=sentences)
    assert done.sentences[0].text == "高中毛入学率达到90%（规划里另一处写的是93%以上）"
    assert done.sentences[1:] == sentences[1:]


def test_a_conflict_elsewhere_in_the_document_is_not_told() -> None:
    plan = document(f"开头一句。{HERE}\n{THERE}")
    start = plan.text.index(HERE)
    cited = (cite_span(plan, (), 1, 0, start),)
    assert said(here=f"开头一句。{HERE}", citations=cited) == f"开头一句。{HERE}".rstrip("。")


@pytest.mark.parametrize(("first", "last", "shown"), [(0, 3, True), (-10, 0, False), (1, 3, False)])
def test_the_value_must_begin_within_what_is_cited(first: int, last: int, shown: bool) -> None:
    """`first` and `last` are counted from where the value begins."""
    at = HERE.index("90%")
    cited = cite_span(document(f"{HERE}\n{THERE}"), (), 1, at + first, at + last)
    assert ("另一处" in said(citations=(cited,))) is shown


def test_of_several_citations_any_may_hold_the_value() -> None:
    plan = document(f"{HERE}\n{THERE}")
    first, second = cite_span(plan, (), 1, 0, 2), cite_span(plan, (), 2, 0, len(HERE))
    done = told(citations=(first, second))
    assert done.sentences[0].cites == (1, 3) and [one.n for one in done.citations] == [1, 2, 3]


def test_a_conflict_on_another_indicator_than_the_asked_one_is_not_told() -> None:
    assert "另一处" not in said(asked=(RETENTION,))
    assert "另一处" in said(asked=(ENROLMENT,))
    assert "另一处" in said(asked=(RETENTION, ENROLMENT))


def test_where_no_indicator_is_asked_any_conflict_is_told() -> None:
    assert "另一处" in said(asked=(SERVICE,))


def test_a_conflict_on_a_service_is_told_whatever_is_asked() -> None:
    assert "另一处" in said(concept=SERVICE, asked=(RETENTION,))


def test_where_regions_stand_side_by_side_any_conflict_is_told() -> None:
    plan = document(f"{HERE}\n{THERE}")
    cited = (cite_span(plan, (), 1, 0, len(HERE)), cite_span(document(HERE, region="江南省/松岭市"), (), 2, 0, 3))
    assert "另一处" in said(citations=cited, asked=(RETENTION,))


@pytest.mark.parametrize(("more", "shown"), [(0, True), (1, False)])
def test_a_sentence_longer_than_a_quote_is_not_cited(more: int, shown: bool) -> None:
    ending = "高中毛入学率达到93%。"
    there = "甲" * (LONGEST_QUOTE + more - len(ending)) + ending
    assert ("另一处" in said(there=there)) is shown


def test_a_sentence_far_into_the_plan_is_cited_whole() -> None:
    there = "甲乡、" * LONGEST_QUOTE + "。" + THERE
    assert told(there=there).citations[1].quote == THERE


@pytest.mark.parametrize(
    ("opening", "value"), [("高中毛入学率达到90%。", "90%"), ("至少90%的初中毕业生升学。", "至少90%")]
)
def test_the_other_value_may_stand_at_the_very_beginning_of_the_plan(opening: str, value: str) -> None:
    plan = document(f"{opening}\n{THERE}")
    cited = cite_span(plan, (), 1, len(opening) + 1, len(plan.text))
    done = told(here=opening, says="高中毛入学率达到93%", citations=(cited,))
    assert done.sentences[0].text == f"高中毛入学率达到93%（规划里另一处写的是{value}）"
    assert done.citations[1].quote == opening


def test_a_value_of_a_table_gets_the_unit_of_its_row() -> None:
    made = row(("指标", "高中毛入学率"), ("单位", "%"), ("2025年", "93"))
    plan = document(f"{HERE}\n高中毛入学率|%|93")
    at = plan.text.index("93")
    for unit, value in (("%", "93%"), ("", "93")):
        other = quantity("93", text="93", start=at, end=at + 2, unit=unit, row=made.id)
        conflict = Conflict(document="d1", concept=ENROLMENT, one=amount(plan.text, 0), other=other)
        store: Any = SimpleNamespace(
            conflicts=lambda key, found=conflict: [found],
            document=lambda key: plan,
            section=lambda key: section("第一章 目标"),
            row=lambda key: made,
        )
        before = draft(
            regions=(LAKE_REGION,),
            status=Status.ANSWERED,
            sentences=(Sentence(text="高中毛入学率达到90%", cites=(1,)),),
            citations=(cite_span(plan, (), 1, 0, len(HERE)),),
        )
        done = ShowConflicts(store)(before)
        assert done.sentences[0].text == f"高中毛入学率达到90%（规划里另一处写的是{value}）"
        assert done.citations[1].row == made.id

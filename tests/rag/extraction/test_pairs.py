"""Two answer spans side by side, where the question asks for more than one thing."""

import pytest

from ingest.schema import RowKind
from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.pairs import LONGEST_PAIR, PAIRS, SINGLES, with_pairs
from rag.schema import Hit
from tests.builders.answers import draft, prose, record
from tests.rag.extraction.searches import candidates, parsed

BOTH = "小学和初中补助每年各多少元"
PRIMARY, MIDDLE = prose("小学补助每年1000元。", key="d1"), prose("初中补助每年1250元。", key="d2")


def pairs(question: str, *hits: Hit) -> list[Candidate]:
    return [one for one in candidates(question, *hits) if one.also and not one.sum]


def test_of_two_things_one_of_each_is_put_side_by_side() -> None:
    (one,) = pairs(BOTH, PRIMARY, MIDDLE)
    assert one.text == "小学补助每年1000元；初中补助每年1250元"
    assert one.also and (one.hit, one.also.hit) == (PRIMARY, MIDDLE)


def test_where_one_thing_is_asked_for_nothing_is_paired() -> None:
    assert pairs("小学补助每年多少元", PRIMARY, MIDDLE) == []


def test_two_that_are_to_be_computed_from_are_paired_with_the_result() -> None:
    found = [one for one in candidates("小学和初中补助相差多少元", PRIMARY, MIDDLE) if one.also]
    assert [one.sum for one in found] == ["", "1250元 − 1000元 = 250元"]
    plain, computed = found
    assert computed.text == f"{plain.text}，相差250元"
    assert (plain.features["is_computed"], plain.features["not_computed"]) == (0, 1)
    assert (computed.features["is_computed"], computed.features["not_computed"]) == (1, 0)


@pytest.mark.parametrize(
    "other",
    [
        prose("小学补助每年900元。", key="d2"),
        prose("初中补助每年2所。", key="d2"),
    ],
    ids=["adds nothing", "of another unit"],
)
def test_what_does_not_go_together_is_not_paired(other: Hit) -> None:
    assert pairs(BOTH, PRIMARY, other) == []


def test_only_halves_with_one_figure_each_are_put_side_by_side() -> None:
    found = pairs(BOTH, PRIMARY, prose("初中补助每年为3元、4元。", key="d2"))
    assert [one.also.text for one in found if one.also] == ["初中补助每年为3元"]


def of_length(characters: int) -> Hit:
    head, tail = "初中补助按照", "每年1250元"
    return prose(f"{head}{'甲' * (characters - len(head) - len(tail))}{tail}。", key="d2")


def test_a_pair_is_no_longer_than_what_can_be_read_at_once() -> None:
    left = LONGEST_PAIR - len("小学补助按照" + "乙" * 60 + "每年1000元")
    first = prose(f"小学补助按照{'乙' * 60}每年1000元。")
    assert len(pairs(BOTH, first, of_length(left - 1))) == 1
    assert pairs(BOTH, first, of_length(left)) == []


def test_of_rows_the_same_column_of_two_is_paired() -> None:
    rows = [
        record(("服务项目", name), ("服务对象", who), ("支出责任", payer), key=key)
        for name, who, payer, key in (
            ("早餐补助", "小学生", "县财政承担", "d1"),
            ("校车补助", "走读学生", "省财政承担", "d2"),
        )
    ]
    found = pairs("早餐补助和校车补助分别由谁出钱", *rows)
    assert {one.text for one in found} == {"早餐补助的支出责任：县财政承担；校车补助的支出责任：省财政承担"}
    assert all(one.cell and one.also and one.also.cell for one in found)


def test_the_fittest_pairs_are_kept_and_only_so_many() -> None:
    names = [f"{name}补助" for name in ("早餐", "午餐", "晚餐", "校车", "住宿", "书本", "衣服", "水电")]
    hits = [prose(f"{name}每年{n}元。", key=f"d{n}") for n, name in enumerate(names, start=100)]
    found = pairs(f"{'、'.join(names)}每年各多少元", *hits)
    assert len(found) == PAIRS < len(names) * (len(names) - 1) / 2
    overlaps = [one.features["clause_overlap"] for one in found]
    assert overlaps == sorted(overlaps, reverse=True)


def test_only_those_that_hold_most_are_put_side_by_side() -> None:
    """The one that holds least of the question comes first, and is left out beside so many better ones."""
    few = prose("书本每年9元。", key="d0")
    many = [prose(f"小学补助每年{1000 + n}元。", key=f"d{n}") for n in range(1, SINGLES + 1)]
    question = "小学补助和书本每年各多少元"
    assert pairs(question, few, *many) == []
    assert len(pairs(question, few, *many[1:])) == PAIRS


def test_one_text_of_one_passage_is_taken_once() -> None:
    found = Extraction(draft=draft(BOTH), parsed=parsed(BOTH), candidates=tuple(candidates(BOTH, PRIMARY, MIDDLE)[:2]))
    twice = Extraction(draft=found.draft, parsed=found.parsed, candidates=(*found.candidates, *found.candidates))
    assert [one.text for one in with_pairs(twice).candidates if one.also] == ["小学补助每年1000元；初中补助每年1250元"]


def test_features_of_a_pair_lie_between_those_of_both_but_for_what_both_hold_together() -> None:
    found = candidates(BOTH, PRIMARY, MIDDLE)
    one, other, pair = found
    assert pair.features["length"] == pytest.approx((one.features["length"] + other.features["length"]) / 2)
    for name in ("clause_overlap", "sentence_overlap", "heaviest_terms"):
        assert pair.features[name] > max(one.features[name], other.features[name]), name
    assert pair.features["heaviest_missing"] < min(one.features["heaviest_missing"], other.features["heaviest_missing"])
    assert pair.features["clause_overlap"] == pytest.approx(1)
    assert (pair.features["several_figures"], pair.features["too_few_figures"]) == (1, 0)
    assert (pair.features["is_pair"], pair.features["not_a_pair"]) == (1, 0)
    assert (one.features["is_pair"], one.features["not_a_pair"]) == (0, 1)
    assert (pair.held >= one.held).all() and (pair.held >= other.held).all()


def test_an_indicator_is_not_paired_with_itself() -> None:
    beds = record(("指标", "床位数"), ("单位", "张"), ("2020年", "860"), ("2025年", "1200"), kind=RowKind.INDICATOR)
    assert [one.text for one in pairs("床位数从多少增加到多少", beds)] == []

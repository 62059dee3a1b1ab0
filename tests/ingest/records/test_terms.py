"""Terms of a glossary."""

import pytest

from ingest.records.terms import find_terms
from ingest.schema import RowKind
from tests.ingest.record_helpers import found, pairs, stand_in_text


def test_a_term_is_its_name_and_its_meaning() -> None:
    (term,) = found(find_terms, "名词解释\n〔1〕长者卡：老人乘车用的卡。\n")
    assert (term.kind, term.name) == (RowKind.TERM, "长者卡")
    assert pairs(term) == {"名词": "长者卡", "释义": "老人乘车用的卡。"}


@pytest.mark.parametrize("numbers", [("1", "1", "2"), ("19", "2", "21"), ("3", "3", "3")])
def test_numbers_doubled_or_out_of_order_cost_no_term(numbers: tuple[str, ...]) -> None:
    names = ["长者卡", "助餐点", "托育园"]
    lines = "".join(f"〔{number}〕{name}：释义。\n" for number, name in zip(numbers, names, strict=True))
    terms = found(find_terms, f"名词解释\n{lines}")
    assert [term.name for term in terms] == names
    assert len({term.key for term in terms}) == len(names)


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "【】", "()", "（）"])
@pytest.mark.parametrize("colon", [":", "："])
def test_brackets_and_colons_of_either_width_mark_a_term(brackets: str, colon: str) -> None:
    left, right = list(brackets)
    (term,) = found(find_terms, f"名词解释\n{left}1{right}长者卡{colon}乘车用的卡。\n")
    assert term.name == "长者卡"


@pytest.mark.parametrize("heading", ["名词解释", "附录 名词解释", "附:名词解释"])
def test_a_glossary_numbered_like_a_list_has_terms(heading: str) -> None:
    terms = found(find_terms, f"{heading}\n\n1.长者卡:老人乘车用的卡。\n2.助餐点:老人吃饭的地方。\n")
    assert [term.name for term in terms] == ["长者卡", "助餐点"]


def test_a_numbered_line_outside_the_glossary_is_no_term() -> None:
    assert found(find_terms, "一、总体要求\n〔1〕长者卡：乘车用的卡。\n") == []


def test_cells_stand_in_the_text() -> None:
    assert stand_in_text(find_terms, "名词解释\n〔1〕 长者卡： 乘车用的卡。 \n")

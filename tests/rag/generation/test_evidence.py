"""What a model is given: shares of regions, whole lists, rows in brief, and the budget."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ingest.text.tokens import token_counter
from rag.cite import cite_row
from rag.generation.evidence import listed, offered
from rag.schema import Evidence, Hit
from tests.builders.answers import draft, elsewhere, prose, record
from tests.builders.plans import LAKE_REGION

OTHER = "江南省/临湖市/松岭市"


def row(n: int, words: str = "每年一次") -> Hit:
    """A row in a document of its own, so that its place is its own."""
    found = record(("项目", f"服务{n}"), ("内容", words))
    assert found.row
    own = replace(found.row, id=f"r{n}", name=f"服务{n}")
    return replace(found, row=own, document=replace(found.document, id=f"d{n}"))


def names(found: Sequence[Evidence]) -> list[str]:
    return [one.name or one.citation.quote for one in found]


def test_every_region_has_its_share_in_the_order_asked() -> None:
    own = [prose(f"第{n}处" + "养老床位达到1200张以上" * 8 + "。", key=f"p{n}") for n in range(20)]
    theirs = [elsewhere(prose(f"松岭{n}" + "养老床位达到1200张以上" * 8 + "。"), OTHER, key=f"q{n}") for n in range(20)]
    found = offered(draft(regions=(LAKE_REGION, OTHER), hits=(*own, *theirs)), 1200)
    sizes = [sum(one.region == region for one in found) for region in (LAKE_REGION, OTHER)]
    assert min(sizes) >= 2 and abs(sizes[0] - sizes[1]) <= 1
    assert [one.region for one in found] == [LAKE_REGION] * sizes[0] + [OTHER] * sizes[1]
    assert [one.n for one in found] == list(range(1, len(found) + 1))


def test_what_one_region_leaves_others_take() -> None:
    own = [prose("床位1200张。", key="p")]
    theirs = [elsewhere(prose(f"松岭{n}" + "养老床位达到1200张以上" * 8 + "。"), OTHER, key=f"q{n}") for n in range(20)]
    found = offered(draft(regions=(LAKE_REGION, OTHER), hits=(*own, *theirs)), 1200)
    assert token_counter().count(listed(found)) > 900


def test_a_whole_list_is_told_with_its_size_each_row_once() -> None:
    rows = [row(n) for n in range(1, 6)]
    found = offered(
        draft(regions=(LAKE_REGION,), hits=(rows[3], prose("别的话。", key="p"))), 2000, {LAKE_REGION: rows}
    )
    assert names(found) == [f"服务{n}" for n in range(1, 6)] + ["别的话。"]
    assert (
        "(这份清单共5项,这是第1项)" in listed(found)
        and "[4] 同一份清单的第4项\n" in listed(found)
        and [one.item for one in found][-1] is None
    )


def test_rows_of_a_long_list_are_told_in_brief_but_for_those_found() -> None:
    rows = [row(n, "提供服务" * 30) for n in range(1, 13)]
    found = offered(draft(regions=(LAKE_REGION,), hits=(rows[2],)), 1200, {LAKE_REGION: rows})
    assert len(found) == 12 and found[0].item == (1, 12)
    assert [one.n for one in found if not one.columns] == [3]
    assert listed(found).count("提供服务" * 30) == 1 and listed(found).count("(内容从略)") == 11


def test_a_list_that_is_too_long_is_not_called_whole() -> None:
    rows = [row(n) for n in range(1, 60)]
    found = offered(draft(regions=(LAKE_REGION,), hits=(rows[2],)), 600, {LAKE_REGION: rows})
    assert 2 < len(found) < 59 and not any(one.item for one in found)


@pytest.mark.parametrize("budget", [300, 800, 3000])
def test_the_budget_is_kept(budget: int) -> None:
    rows = [row(n, "提供服务" * 20) for n in range(1, 30)]
    hits = (rows[2], rows[9], *(prose(f"第{n}处" + "养老床位" * 9 + "。", key=f"p{n}") for n in range(30)))
    found = offered(draft(regions=(LAKE_REGION,), hits=hits), budget, {LAKE_REGION: rows})
    assert found and token_counter().count(listed(found)) <= budget * 1.02


def test_the_answer_without_a_model_comes_first() -> None:
    rows = [row(n) for n in (1, 2)]
    assert rows[1].row
    cited = cite_row(rows[1].document, (), rows[1].row, 1)
    assert names(offered(draft(regions=(LAKE_REGION,), hits=tuple(rows), citations=(cited,)), 2000)) == [
        "服务2",
        "服务1",
    ]


def test_the_note_that_a_passage_leads_to_is_a_piece_of_its_own() -> None:
    text = "每人每月1100元。\n\n1 含中央资金。"
    found = prose(text, key="p")
    passage = replace(found.passage, end=10)
    hit = replace(found, passage=passage, document=replace(found.document, footnotes=((9, 14, 20),)))
    assert [one.citation.quote for one in offered(draft(regions=(LAKE_REGION,), hits=(hit,)), 2000)] == [
        "每人每月1100元。",
        "含中央资金。",
    ]

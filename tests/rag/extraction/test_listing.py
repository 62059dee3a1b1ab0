"""A list is read whole: no answer ends in a colon or at its first item."""

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from rag.extraction.candidates import Candidate
from rag.extraction.listing import LONGEST_LIST, read_whole, run_around, wants_list
from rag.extraction.settle import cited
from rag.schema import Hit
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import candidates, parsed

MEASURES = "采取下列措施:\n(1)发放补贴;\n(2)提供场所;\n(3)减免税费。\n其他事项另行安排。"
WHOLE = "采取下列措施: (1)发放补贴; (2)提供场所; (3)减免税费"
PEOPLE = "、".join(f"第{at}类因故需要照料的人员" for at in range(20))


def read(question: str, hit: Hit, words: str) -> Candidate:
    """The candidate that holds some words, read whole."""
    one = next(one for one in candidates(question, hit) if words in one.text)
    return read_whole(one, parsed(question))


@pytest.mark.parametrize("words", ["提供场所", "采取下列措施"])
def test_the_lead_in_and_all_items_are_one_reading(words: str) -> None:
    assert read("有哪些措施", prose(MEASURES), words).text == WHOLE


def test_a_lead_in_alone_is_never_an_answer() -> None:
    assert read("怎么采取措施", prose(MEASURES), "采取下列").text.endswith("减免税费")


def test_items_without_a_lead_in_stay_apart() -> None:
    text = "1.新建托位200个。\n2.新建床位50张。"
    assert run_around(text, 0, 10) == (0, 10)


def test_a_list_within_one_sentence_is_read_whole() -> None:
    text = "按月发放。下列家庭可以申请：一是租房的家庭；二是受灾的家庭；三是照料老人的家庭。按季公示。"
    whole = "下列家庭可以申请：一是租房的家庭；二是受灾的家庭；三是照料老人的家庭"
    assert read("哪些家庭可以申请", prose(text), "一是租房").text == whole
    assert read("多久公示一次", prose(text), "按季公示").text == "按季公示"


def test_a_cell_that_enumerates_is_read_whole() -> None:
    hit = record(("服务项目", "照料服务"), ("服务对象", PEOPLE), ("服务标准", "每月100元"))
    assert read("照料服务给哪些人", hit, "第3类").text == f"照料服务的服务对象：{PEOPLE}"


def test_who_wants_one_figure_is_not_read_a_list() -> None:
    hit = record(("服务项目", "照料服务"), ("服务标准", f"每月100元,{PEOPLE}"))
    one = next(one for one in candidates("照料服务每月多少元", hit) if one.text.endswith("每月100元"))
    assert read_whole(one, parsed("照料服务每月多少元")) is one


def test_what_is_too_long_for_a_reader_stays_an_item() -> None:
    items = "".join(f"({at})第{at}项措施是继续做好有关工作;\n" for at in range(1, 99))
    one = read("有哪些措施", prose(f"采取下列措施:\n{items}"), "第5项")
    assert len(items) > LONGEST_LIST and len(one.text) < LONGEST_LIST


def test_a_long_list_is_quoted_in_stretches_that_may_be_quoted() -> None:
    items = "".join(f"({at})第{at}项措施是继续做好有关的各项工作;\n" for at in range(1, 31))
    one = read("有哪些措施", prose(f"采取下列措施:\n{items}"), "第5项")
    quotes = cited(one)
    assert len(quotes) > 1 and all(len(quote.quote) <= LONGEST_QUOTE for quote in quotes)
    assert [quote.n for quote in quotes] == [*range(1, len(quotes) + 1)]
    assert "第1项" in quotes[0].quote and "第30项" in quotes[-1].quote


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("有哪些措施", True),
        ("包括什么", True),
        ("给哪些人", True),
        ("列一下清单", True),
        ("照料服务每月多少元", False),
        ("哪个部门管", False),
    ],
)
def test_a_list_is_wanted_by_its_words(question: str, wanted: bool) -> None:
    assert wants_list(parsed(question)) is wanted

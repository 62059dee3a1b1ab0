"""The column that a question names is told, however much another cell of the row repeats of its words."""

import pytest

from rag.extraction.candidates import Candidate
from rag.extraction.column_asked import in_the_column_asked
from rag.extraction.extraction import Extraction
from tests.builders.answers import draft, prose, record
from tests.rag.extraction.searches import BEDS, candidates, only, parsed

SHIP = record(
    ("服务项目", "渔民救济服务"),
    ("服务对象", "渔民救济服务的对象是65岁以上渔民"),
    ("服务内容", "发放救济金。提供渔具。"),
    ("服务标准", "由渔业局确定"),
)


def told(question: str, *hits: object, likeliest: str) -> Candidate:
    found = candidates(question, *hits)  # type: ignore[arg-type]  # hits
    best = only(found, likeliest)
    ranked = (best, *(one for one in found if one is not best))
    chances = tuple(1 / (at + 2) for at in range(len(ranked)))
    picked = in_the_column_asked(
        Extraction(draft=draft(question, hits=hits), parsed=parsed(question), candidates=ranked, chances=chances)
    )
    assert (picked.sureness is None) == (picked.candidates[0] is best)
    return picked.candidates[0]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("渔民救济服务是什么标准", "渔民救济服务的服务标准：由渔业局确定"),
        ("渔民救济服务按啥子标准", "渔民救济服务的服务标准：由渔业局确定"),
        ("渔民救济服务的标准是什么", "渔民救济服务的服务标准：由渔业局确定"),
        ("渔民救济服务有哪些", "渔民救济服务的服务内容：发放救济金。提供渔具"),
        ("渔民有什么补贴", "渔民救济服务的服务内容：发放救济金。提供渔具"),
    ],
)
def test_the_cell_of_the_column_that_is_named_is_told_whole(question: str, shown: str) -> None:
    assert told(question, SHIP, likeliest="65岁以上").text == shown


@pytest.mark.parametrize(
    "question",
    ["渔民救济服务给哪些人", "渔民救济服务是什么标准，谁能领", "渔民救济服务的标准是多少", "渔民救济服务怎么样"],
)
def test_where_no_column_is_named_or_a_figure_is_asked_for_the_likeliest_stays(question: str) -> None:
    assert "65岁以上" in told(question, SHIP, likeliest="65岁以上").text


def test_prose_indicators_and_rows_without_that_column_stay() -> None:
    question = "渔民救济服务是什么标准"
    told_by_prose = prose("渔民救济服务在白鱼镇按规定的标准提供。")
    assert "白鱼镇" in told(question, told_by_prose, likeliest="渔民救济服务在白鱼镇").text
    assert "约束性" in told("床位占比是什么标准", BEDS, likeliest="属性").text
    short = record(("服务项目", "渔民救济服务"), ("服务对象", "65岁以上渔民"), ("服务标准", ""))
    assert "65岁以上" in told(question, short, likeliest="65岁以上").text

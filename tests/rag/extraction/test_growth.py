"""A row's value at two times."""

import pytest

from ingest.schema import RowKind
from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.finish import finished
from rag.schema import Hit
from tests.builders.answers import draft, record
from tests.rag.extraction.searches import BEDS, candidates, parsed

COUNTY = record(("乡镇", "白鱼镇"), ("2025年床位（张）", "318"), ("2030年床位（张）", "365"), kind=RowKind.OTHER)


def best_of(question: str, hit: Hit, column: str) -> Candidate:
    found = candidates(question, hit)
    first = next(one for one in found if one.cell and column in one.cell.column and len(one.answer_span.cells) == 1)
    rest = [one for one in found if one is not first]
    made = Extraction(draft=draft(question), parsed=parsed(question), candidates=(first, *rest))
    return finished(made).candidates[0]


def test_what_a_row_grows_by_is_computed_from_its_two_years() -> None:
    done = best_of("白鱼镇床位增加多少张", COUNTY, "2030年")
    assert done.text == "白鱼镇的2025年床位：318张，2030年床位：365张，增加47张"
    assert done.sum == "365张 − 318张 = 47张"


def test_a_value_that_falls_is_said_to_fall() -> None:
    row = record(("乡镇", "白鱼镇"), ("2025年床位（张）", "365"), ("2030年床位（张）", "318"), kind=RowKind.OTHER)
    assert best_of("白鱼镇床位减少多少张", row, "2030年").text.endswith("减少47张")


@pytest.mark.parametrize(
    "row",
    [
        record(("乡镇", "白鱼镇"), ("2025年床位（张）", "318"), ("2030年医师（人）", "365"), kind=RowKind.OTHER),
        record(("乡镇", "白鱼镇"), ("2025年床位（张）", "318"), ("2030年床位（个）", "365"), kind=RowKind.OTHER),
    ],
)
def test_unlike_figures_are_not_subtracted(row: Hit) -> None:
    assert not best_of("白鱼镇床位增加多少张", row, "2025年").sum


def test_a_level_alone_is_asked_for_alone() -> None:
    assert best_of("白鱼镇2030年床位多少张", COUNTY, "2030年").text == "白鱼镇的2030年床位：365张"


def test_how_it_is_and_what_it_is_to_be_stand_side_by_side() -> None:
    done = best_of("床位占比到2025年目标要到多少,现在多少", BEDS, "2025年")
    assert "41.5%" in done.text and "60%" in done.text

"""Figures of digests place by place, and what differs from the kept list."""

import pytest

from eval.facts import OWN_DATA, Altered, Facts, altered, facts_of
from ingest.inputs import Input
from ingest.parse import parse
from ingest.settings import IngestSettings
from tests.builders.plans import LAKE

DIGEST = LAKE.replace("text_kind: original", "text_kind: digest")


def facts(text: str = DIGEST, source: str = "sample:lake.md") -> list[Facts]:
    return facts_of([parse(Input(source=source, data=text.encode()), IngestSettings())])


def test_figures_stand_by_row_and_column_and_by_section() -> None:
    held = {one.place: one.figures for one in facts()}
    assert held["standard 乡村校车补助 · 服务标准"] == ("360元", "420元")
    assert held["indicator 养老机构护理型床位占比 · 2025年目标"] == ("60",)
    assert held["第二章 服务标准 / 第二节 养老"][:3] == ("860张", "2025年", "1200张")
    assert "2021" in held[OWN_DATA]


def test_every_figure_of_the_text_stands_somewhere() -> None:
    assert sum("12所" in one.figures for one in facts()) == 1


def test_originals_have_no_kept_facts() -> None:
    assert facts(LAKE) == []


def test_the_folder_of_a_source_does_not_matter() -> None:
    assert altered(facts(), facts(source="elsewhere/lake.md")) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "gone", "come"),
    [
        ("420元", "430元", "standard 乡村校车补助 · 服务标准", ("420元",), ("430元",)),
        ("860张", "8600张", "第二章 服务标准 / 第二节 养老", ("860张",), ("8600张",)),
        ("| 41.5 |", "| 41.6 |", "indicator 养老机构护理型床位占比 · 2020年", ("41.5",), ("41.6",)),
        ("period: 2021-2025", "period: 2021-2026", OWN_DATA, ("2025",), ("2026",)),
        ("index_number: qs-2021-07", "index_number: qs-2021-09", OWN_DATA, ("07",), ("09",)),
    ],
    ids=["row", "prose", "indicator", "period", "index number"],
)
def test_an_altered_figure_is_named_by_its_place(
    old: str, new: str, place: str, gone: tuple[str, ...], come: tuple[str, ...]
) -> None:
    (found,) = altered(facts(), facts(DIGEST.replace(old, new)))
    assert found == Altered(document="lake.md", place=place, gone=gone, come=come)
    assert all(words in str(found) for words in (place, *gone, *come))


def test_other_words_with_the_same_figures_are_no_difference() -> None:
    assert altered(facts(), facts(DIGEST.replace("全县现有养老床位860张", "目前养老床位共有860张"))) == []


def test_figures_that_change_places_are_a_difference() -> None:
    swapped = DIGEST.replace("360元;山区学生每生每学期420元", "420元;山区学生每生每学期360元")
    (found,) = altered(facts(), facts(swapped))
    assert (found.gone, found.come) == (("360元", "420元"), ("420元", "360元"))


def test_a_document_that_is_gone_is_a_difference_in_every_place() -> None:
    assert len(altered(facts(), [])) == len(facts())

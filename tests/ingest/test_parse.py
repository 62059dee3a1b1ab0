"""The stages of a parse: their order, and that each fills in its own fields and nothing else."""

from dataclasses import fields
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.inputs import Input
from ingest.parse import STAGES, Parsing, outline, parse
from ingest.settings import IngestSettings
from tests.builders.plans import HILL

SETTINGS = IngestSettings(home=Path("unused"))
FILLS = {
    "read": {"source"},
    "clean": {"cleaned"},
    "tables": {"tables"},
    "identify": {"document"},
    "outline": {"sections"},
    "records": {"rows"},
    "split": {"passages"},
    "quantities": {"quantities"},
    "audit": {"conflicts", "blanks"},
}
TWO_AIMS = "\n| 指标 | 2024年 | 2026年 |\n| 养老床位（张） | 60 | 90 |\n\n到2025年，全县高中阶段毛入学率达到92%。\n\n到2025年，全县高中阶段毛入学率达到95%，床位xx张。\n"


def begun(text: str) -> Parsing:
    return Parsing(item=Input(source="plan.md", data=text.encode()), settings=SETTINGS)


def test_the_stages_stand_in_the_order_of_the_work() -> None:
    assert [name for name, _ in STAGES] == list(FILLS)


def test_every_field_is_filled_by_one_stage() -> None:
    filled = [field for of_stage in FILLS.values() for field in of_stage]
    assert sorted(filled) == sorted({field.name for field in fields(Parsing)} - {"item", "settings"})


def test_a_stage_fills_its_own_fields_and_leaves_the_others() -> None:
    parsing = begun(HILL + TWO_AIMS)
    for name, stage in STAGES:
        before = {field.name: getattr(parsing, field.name) for field in fields(Parsing)}
        after = stage(parsing)
        assert {field for field, value in before.items() if getattr(after, field) is not value} == FILLS[name]
        assert {field: getattr(parsing, field) for field in before} == before  # the draft itself stays as it was
        parsing = after
    assert all(getattr(parsing, field) for of_stage in FILLS.values() for field in of_stage)


def test_a_stage_before_its_time_says_so() -> None:
    with pytest.raises(TypeError, match="came before"):
        outline(begun(HILL))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("---\ntext_kind: hearsay\n---\n一、总则\n", "text_kind"), ("| | |\n", "没有可以引用")],
    ids=["front matter", "nothing to quote"],
)
def test_what_cannot_be_read_names_its_source(text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=r"plan\.md") as caught:
        parse(begun(text).item, SETTINGS)
    assert reason in caught.value.reason

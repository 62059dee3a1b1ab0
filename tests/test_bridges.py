"""The examples of CONTRIBUTING work as they stand: each is run among the names of its module, and then has its effect."""

import re
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from langchain_core.documents import Document

import ingest.formats.read
import ingest.tables.find
import rag.extraction.features
import rag.extraction.filters
import rag.replies
import rag.retrieval.retrieve
import rag.verification.sentence_checks
from ingest.index.opened import Index
from ingest.schema import Source
from ingest.settings import IngestSettings
from ingest.tables.grid import GridCell, Table
from rag.generation.prompts import fault_words
from rag.schema import Status
from rag.verification.checker import ClaimChecker
from rag.verification.claims import Claim
from tests.builders.answers import draft
from tests.builders.plans import LAKE, LAKE_REGION
from tests.indexes import Build

PAGE = Path(__file__).resolve().parent.parent / "CONTRIBUTING.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
LONGEST = 5  # lines of code


def example(holds: str, module: ModuleType, **names: Any) -> dict[str, Any]:
    """The names of a module after the one example that holds some words."""
    (code,) = [one for one in EXAMPLES if holds in one]
    found = {name: _copied(value) for name, value in vars(module).items()} | names
    exec(compile(code, str(PAGE), "exec"), found)
    return found


def _copied(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value


def test_an_example_is_short() -> None:
    assert EXAMPLES and all(len([line for line in one.splitlines() if line.strip()]) <= LONGEST for one in EXAMPLES)


def test_a_format_is_read_by_its_suffix(monkeypatch: pytest.MonkeyPatch) -> None:
    found = example("read_tabs", ingest.formats.read, Source=Source)
    readers = {suffix: reader for reader, suffixes in found["FORMATS"] for suffix in suffixes}
    monkeypatch.setattr(ingest.formats.read, "READERS", readers)
    source = ingest.formats.read.read_source("plan.tsv", "项目\t金额\n校车\t360元".encode())
    assert source.text == "项目 | 金额\n校车 | 360元"


def test_a_layout_is_found_among_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    found = example("find_colons", ingest.tables.find, re=re, GridCell=GridCell, Table=Table)
    text = "项目::金额\n校车::360元"
    assert not ingest.tables.find.find_tables(text)
    monkeypatch.setattr(ingest.tables.find, "LAYOUTS", found["LAYOUTS"])
    (table,) = ingest.tables.find.find_tables(text)
    assert [cell.text for cell in (*table.header, *table.rows[0])] == ["项目", "金额", "校车", "360元"]


def test_a_retriever_is_chosen_by_name(built: Build, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    retrieve = rag.retrieval.retrieve
    found = example("BestRetriever", retrieve, CallbackManagerForRetrieverRun=Any, Document=Document)
    monkeypatch.setattr(retrieve, "RETRIEVERS", found["RETRIEVERS"])
    with closing(Index(built({"lake.md": LAKE}), settings)) as index:
        asked = draft("高龄津贴多少", regions=(LAKE_REGION,))
        counts = [len(retrieve.Retrieve(index, retriever=name)(asked).hits) for name in ("hybrid", "best")]
    assert counts[0] > counts[1] == 1


def test_a_filter_leaves_out_what_it_is_for() -> None:
    found = example("def short", rag.extraction.filters)
    test = found["FILTERS"][-1](None, ())
    assert [test(SimpleNamespace(text=words)) for words in ("校车补助360元", "校车补助" * 5)] == [True, False]


def test_a_feature_is_one_more_input() -> None:
    found = example("says_yuan", rag.extraction.features)
    assert [*found["FEATURES"]] == [*rag.extraction.features.FEATURES, "says_yuan"]
    of = found["FEATURES"]["says_yuan"].of
    assert [of(SimpleNamespace(span=SimpleNamespace(text=words))) for words in ("360元", "12所")] == [True, False]


def test_a_check_withholds_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found = example("_shouted", rag.verification.sentence_checks)
    monkeypatch.setattr("rag.verification.checker.CHECKS", found["CHECKS"])
    claims = [Claim(text=text, cited=(), offered=(), question="") for text in ("每月领取！", "每月领取。")]
    assert ["shouted" in {fault.check for fault in ClaimChecker().faults(claim)} for claim in claims] == [True, False]
    with pytest.raises(KeyError):
        fault_words("shouted", "")  # so a check that the model is not told of is noticed


def test_a_status_has_labels_and_reply_in_one_entry() -> None:
    members: Any = {**{one.name: one.value for one in Status}, "AWAITED": "awaited"}
    more: Any = StrEnum("Status", members)  # type: ignore[misc]  # of a value that only runs know
    found = example("Status.AWAITED", rag.replies, Status=more)
    words = found["STATUSES"][more["AWAITED"]]
    assert words.label and words.english and "12345" in words.reply

"""From questions to examples: which candidates are right, and what is asked without its answers."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench.rank.compare import unseen_by
from bench.rank.examples import Bases, answers, bases, examples
from bench.rank.fit import fit
from bench.rank.sources import Source
from ingest.answer_spans import AnswerSpan
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.extraction.candidates import Candidate
from rag.extraction.extract import Extract
from rag.extraction.features import FEATURES
from rag.extraction.ranker import Ranker, feature_names
from rag.extraction.term_importance import PLAIN
from rag.question.answer_type import answer_type_of
from rag.question.parsed_question import ParsedQuestion
from tests.builders.plans import LAKE
from tests.learning import CASES, CLEAR, case


@pytest.fixture(scope="module")
def lake(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the plan of 青石县."""
    source = tmp_path_factory.mktemp("lake") / "lake.md"
    source.write_text(LAKE, encoding="utf-8")
    folder = tmp_path_factory.mktemp("lake-index")
    ingest(folder, settings, sources=[source])
    return folder


@pytest.fixture(scope="module")
def kept(lake: Path) -> Bases:
    return bases([(lake, CASES)])


def test_candidates_that_hold_the_answer_are_right(lake: Path, kept: Bases, settings: IngestSettings) -> None:
    found = examples(lake, CASES, kept, settings, plan="lake")
    whole = [one for one in found if one.as_asked]
    assert [one.case.id for one in whole] == [one.id for one in CASES]
    assert all(one.right.any() and not one.right.all() for one in whole[:6])
    assert not any(one.right.any() and not one.case.abstain for one in whole[6:])
    assert all(one.features.shape == (len(one.right), len(FEATURES)) for one in found)
    assert all(one.held.shape == (len(one.right), 2, len(one.words)) for one in found)
    assert all(one.words[:, :PLAIN].any() and one.plan == "lake" for one in found)


def test_a_question_is_asked_of_hits_without_its_answer_too(lake: Path, kept: Bases, settings: IngestSettings) -> None:
    without = [one for one in examples(lake, CASES[:1], kept, settings) if one.declined]
    assert len(without) == 2 and all(one.usable and one.weight < 1 for one in without)
    (only,) = examples(lake, CASES[:1], kept, settings, taken_out=False)
    assert only.as_asked


def test_questions_that_are_settled_before_extraction_teach_nothing(
    lake: Path, kept: Bases, settings: IngestSettings
) -> None:
    settled = [case(question="我不想活了"), case(question="姚安县低保多少", region=None)]
    assert examples(lake, settled, kept, settings) == []


@pytest.mark.parametrize(
    ("text", "changed", "right"),
    [
        ("每月领取高龄津贴110元", {}, True),
        ("每月领取高龄津贴80元", {}, False),
        ("每月领取高龄津贴110元,城里80元", {"must_not": ("80元",)}, False),
        ("高龄津贴" * 100 + "110元", {}, False),
        ("每月领取高龄津贴110元", {"must": (("110元",), ("82周岁", "82岁"))}, False),
    ],
)
def test_a_candidate_is_right_as_an_answer_would_be(text: str, changed: dict[str, object], right: bool) -> None:
    answer_span = AnswerSpan(text=text, own=text, sentence=text, span=(0, len(text)))
    prose: Any = SimpleNamespace(row=None)
    way = Candidate(hit=prose, text=text, answer_span=answer_span, features={})
    parsed = ParsedQuestion(answer_type=answer_type_of("高龄津贴每月多少元"), text="高龄津贴每月多少元", terms=())
    assert answers(case().model_copy(update=changed), way, parsed) is right


def test_a_new_feature_is_a_name_and_a_value_and_then_fitted(
    lake: Path, kept: Bases, settings: IngestSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name in `FEATURES`, the value in a candidate's features: nothing else knows of it."""
    before = fit(CLEAR).with_bases(kept)
    before.save(tmp_path / "before.safetensors")
    monkeypatch.setattr("rag.extraction.ranker.FEATURES", (*FEATURES, "says_yuan"))
    with pytest.raises(ValueError, match="make rank"):
        Ranker.load(tmp_path / "before.safetensors")

    plain = Extract.candidates

    def with_feature(self: Extract, *asked: Any) -> tuple[Candidate, ...]:
        found = plain(self, *asked)
        for one in found:
            one.features["says_yuan"] = float("元" in one.text)
        return found

    monkeypatch.setattr(Extract, "candidates", with_feature)
    found = examples(lake, CASES, kept, settings)
    assert all(one.features.shape[1] == len(FEATURES) + 1 for one in found)
    assert {0.0, 1.0} == set(found[0].features[:, -1].tolist())

    fit(found).with_bases(kept).save(tmp_path / "after.safetensors")
    after = Ranker.load(tmp_path / "after.safetensors")
    assert "says_yuan" in feature_names()
    assert len(after.ranker.linear) == len(before.ranker.linear) + 3 + len(after.kinds) - len(before.kinds)
    assert after.ranker.linear[len(FEATURES)] > 0


def test_plans_that_weights_do_not_record_are_unseen_by_them(kept: Bases) -> None:
    known = fit(CLEAR).with_bases(kept)
    sources = [Source(name=name, documents=(), sets=()) for name in ("corpus", "bench/plans/1", "bench/plans/2")]
    assert unseen_by(known, sources) == sources[1:]
    recorded = replace(known, provenance={"data": [{"name": "bench/plans/1"}]})
    assert unseen_by(recorded, sources) == sources[2:]

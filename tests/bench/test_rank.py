"""Fitting the reader's weights: right candidates gain, questions to decline hold back, and the figures printed add up."""

import json
import shutil
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from plans import LAKE

from bench.ranking import (
    KEPT,
    TEACHERS,
    Example,
    Fitted,
    Outcome,
    _inputs,
    answers,
    bases,
    basis_of,
    crossed,
    curve,
    examples,
    fit,
    hash_of,
    main,
    outcome,
)
from eval.cases import Case, Category, Evidence, Phrasing, load_cases
from ingest.answer_spans import AnswerSpan
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.extraction.candidates import Candidate
from rag.extraction.features import FEATURES
from rag.extraction.ranker import Basis, Ranker
from rag.extraction.term_importance import PLAIN, chances
from rag.question.answer_type import answer_type_of
from rag.question.parsed_question import ParsedQuestion


def case(key: str = "q1", question: str = "高龄津贴每月多少元", must: str = "110元", **changed: object) -> Case:
    title = LAKE.split("title: ")[1].split("\n")[0]
    values: dict[str, object] = {
        "id": key,
        "category": Category.STANDARD,
        "region": "青石县",
        "history": (),
        "question": question,
        "answer": must or "规划没有写明。",
        "must": ((must,),) if must else (),
        "must_not": (),
        "evidence": Evidence(document=title, place="第二节 养老", words=must) if must else None,
        "abstain": not must,
        "phrasing": Phrasing.EVERYDAY,
    }
    return Case.model_validate(values | changed)


def vector(**values: float) -> list[float]:
    return [1.0 if name == "bias" else values.get(name, 0.0) for name in FEATURES]


def example(*ways: dict[str, float], right: int | None = 0, key: str = "q1") -> Example:
    """A question with one candidate for each way; none of them right where it must be declined."""
    return Example(
        case(key, must="" if right is None else "110元"),
        np.array([vector(**way) for way in ways]).reshape(-1, len(FEATURES)),
        np.array([at == right for at in range(len(ways))], dtype=bool),
        answer_spans=np.zeros((len(ways), KEPT), dtype=np.float32),
        held=np.zeros((len(ways), 2, 0), dtype=np.float32),
    )


CLEAR = [
    *(example({"clause_overlap": 0.9}, {"clause_overlap": 0.2}, key=f"clear-{at}") for at in range(10)),
    *(example({"clause_overlap": 0.1}, {"clause_overlap": 0.2}, right=None, key=f"silent-{at}") for at in range(10)),
]


# fitting


@pytest.fixture(scope="module")
def clear() -> Fitted:
    return fit(CLEAR)


def test_the_same_examples_give_the_same_weights(clear: Fitted) -> None:
    again = fit(CLEAR).network
    for one in fields(again):
        assert np.array_equal(getattr(again, one.name), getattr(clear.network, one.name))


def test_once_fitted_questions_are_answered_rightly_and_declined_duly(clear: Fitted) -> None:
    found = [outcome(one, clear) for one in CLEAR]
    due, rest = [one for one in found if one.due], [one for one in found if not one.due]
    assert all(one.right for one in due)
    assert min(one.sure for one in due) > max(one.sure for one in rest)


def test_the_mean_of_several_networks_scores_as_they_do_on_average(clear: Fitted) -> None:
    units = clear.network.hidden.shape[1] // TEACHERS
    plain = _inputs(CLEAR[0], clear.kinds, clear.words)
    whole = clear.network(plain)
    parts = [
        replace(
            clear.network,
            hidden=clear.network.hidden[:, at * units : (at + 1) * units],
            bias=clear.network.bias[at * units : (at + 1) * units],
            output=clear.network.output[at * units : (at + 1) * units] * TEACHERS,
        )(plain)
        for at in range(TEACHERS)
    ]
    assert np.allclose(whole, np.mean(parts, axis=0), atol=1e-4)


def ranking(fitted: Fitted, basis: Basis) -> Ranker:
    return Ranker(
        kinds=fitted.kinds,
        question=basis,
        answer_span=basis,
        term=basis,
        term_importance=fitted.words,
        ranker=fitted.network,
    )


def test_what_was_fitted_is_kept_and_read_again(clear: Fitted, tmp_path: Path) -> None:
    basis = basis_of(np.random.default_rng(0).normal(size=(50, 512)).astype(np.float32))
    kept = ranking(clear, basis)
    kept.save(tmp_path / "a.safetensors")
    again = Ranker.load(tmp_path / "a.safetensors")
    assert again.kinds == clear.kinds and np.array_equal(again.ranker.hidden, clear.network.hidden)
    assert np.array_equal(again.question.axes, basis.axes) and np.array_equal(
        again.term_importance.bias, clear.words.bias
    )


def test_weights_for_other_signs_are_refused(clear: Fitted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    basis = basis_of(np.zeros((2, 512), dtype=np.float32))
    kept = ranking(clear, basis)
    with monkeypatch.context() as patch:
        patch.setattr("rag.extraction.ranker.FEATURES", tuple(FEATURES)[1:])
        kept.save(tmp_path / "a.safetensors")
    with pytest.raises(ValueError, match=r"bench\.ranking"):
        Ranker.load(tmp_path / "a.safetensors")


@pytest.mark.parametrize(
    ("one", "usable"),
    [
        (example({"clause_overlap": 1.0}), True),
        (example({"clause_overlap": 1.0}, right=None), True),
        (example({"clause_overlap": 1.0}, right=5), False),
        (example(), False),
    ],
    ids=["right", "to decline", "none right", "no candidate"],
)
def test_there_is_something_to_learn_where_one_is_right_or_none_may_be(one: Example, usable: bool) -> None:
    assert one.usable is usable


def test_what_cannot_be_learned_from_changes_nothing(clear: Fitted) -> None:
    found = fit([*CLEAR, example({"tense_match": 1.0}, right=7)])
    assert np.array_equal(found.network.hidden, clear.network.hidden)


def test_a_question_without_candidates_is_declined(clear: Fitted) -> None:
    assert outcome(example(), clear) == Outcome(0.0, right=False, due=True)


def test_words_that_answers_hold_are_told_from_those_that_they_do_not() -> None:
    """Each question has two words, told apart by their first input; the place of its answer holds the first."""
    telling = [
        replace(
            example({"clause_overlap": 0.9}, {"clause_overlap": 0.9}, right=at % 2, key=f"word-{at}"),
            words=np.eye(2, PLAIN, dtype=np.float32),
            held=np.array(
                [[[1, 0], [1, 0]], [[0, 1], [0, 1]]] if at % 2 == 0 else [[[0, 1], [0, 1]], [[1, 0], [1, 0]]]
            ),
        )
        for at in range(40)
    ]
    fitted = fit(telling)
    first, second = chances(fitted.words, telling[0].words, np.ones(1, dtype=np.float32))
    assert first > second
    assert all(outcome(one, fitted).right for one in telling)


# cross-validation


def test_every_question_is_judged_by_what_was_fitted_on_others() -> None:
    odd = example({"clause_overlap": 0.2}, {"clause_overlap": 0.9}, key="odd")  # against all others
    (found,) = [result for one, result in zip([*CLEAR, odd], crossed([*CLEAR, odd]), strict=True) if one is odd]
    assert not found.right and outcome(odd, fit([*CLEAR, *[odd] * 20])).right


def test_a_plan_of_its_own_is_judged_by_what_was_fitted_on_other_plans() -> None:
    odd = [
        replace(example({"clause_overlap": 0.2}, {"clause_overlap": 0.9}, key=f"odd-{at}"), plan="odd")
        for at in range(20)
    ]
    found = [result for one, result in zip([*CLEAR, *odd], crossed([*CLEAR, *odd], ["odd"]), strict=True) if one in odd]
    assert not any(one.right for one in found)


def test_a_question_falls_into_the_same_part_in_every_process() -> None:
    assert hash_of("dy-001") == hash_of("dy-001") != hash_of("dy-010")


# what a threshold gives


def test_a_curve_tells_answered_right_and_declined_for_each_threshold() -> None:
    outcomes = [
        Outcome(0.9, right=True, due=True),
        Outcome(0.5, right=False, due=True),
        Outcome(0.3, right=False, due=False),
        Outcome(0.0, right=False, due=False),
    ]
    found = {round(threshold, 2): shares for threshold, *shares in curve(outcomes)}
    assert found[0.2] == pytest.approx([3 / 4, 1 / 3, 1 / 2, 1 / 2])
    assert found[0.4] == pytest.approx([2 / 4, 1 / 2, 1 / 2, 1])
    assert found[0.95] == pytest.approx([0, 0, 0, 1])


# candidates of real questions


@pytest.fixture(scope="module")
def lake(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the plan of 青石县."""
    source = tmp_path_factory.mktemp("lake") / "lake.md"
    source.write_text(LAKE, encoding="utf-8")
    folder = tmp_path_factory.mktemp("lake-index")
    ingest(folder, settings, sources=[source])
    return folder


CASES = [case(f"lake-{at}") for at in range(6)] + [case(f"none-{at}", "护照多少元", must="") for at in range(6)]


def test_candidates_that_hold_the_answer_are_right(lake: Path) -> None:
    found = examples(lake, CASES, bases([(lake, CASES)]))
    whole = [one for one in found if one.weight == 1]
    assert [one.case.id for one in whole] == [one.id for one in CASES]
    assert all(one.right.any() and not one.right.all() for one in whole[:6])
    assert not any(one.right.any() and not one.case.abstain for one in whole[6:])
    assert all(one.features.shape == (len(one.right), len(FEATURES)) for one in found)
    assert all(one.held.shape == (len(one.right), 2, len(one.words)) for one in found)
    assert all(one.words[:, :PLAIN].any() for one in found)


def test_a_question_is_asked_of_hits_without_its_answer_too(lake: Path) -> None:
    without = [one for one in examples(lake, CASES[:1], bases([(lake, CASES)])) if one.declined]
    assert len(without) == 2 and all(one.usable and one.weight < 1 for one in without)


def test_questions_that_are_settled_before_reading_teach_nothing(lake: Path) -> None:
    settled = [case(question="我不想活了"), case(question="姚安县低保多少", region=None)]
    assert examples(lake, settled, bases([(lake, settled)])) == []


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


def test_the_command_fits_and_keeps_what_it_fitted(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, kept = tmp_path / "set.jsonl", tmp_path / "kept.safetensors"
    path.write_text("\n".join(json.dumps(one.model_dump(), ensure_ascii=False) for one in CASES), encoding="utf-8")
    assert load_cases([path]) == CASES
    other = shutil.copytree(lake, tmp_path / "other", symlinks=True)
    again = ["--pair", str(other), str(path), "--threshold", str(lake), str(path)]
    main([str(path), "--index", str(lake), *again, "--write", str(kept)])
    printed = capsys.readouterr().out
    assert "24 questions, " in printed and "a right candidate is there for 12 of 12" in printed
    assert printed.count("threshold  answered") == 3
    assert Ranker.load(kept).kinds

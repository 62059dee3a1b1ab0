"""The keyword index: BM25 scores of all passages, before and after a save."""

from pathlib import Path

import numpy as np
import pytest

from ingest.index.keywords import KeywordIndex
from ingest.text.fold import tokens

TEXTS = ["新建托育园十二所", "养老床位每张补助", "校车补助每学期360元", "高龄津贴每月110元", "早餐补助每天3.5元"]


@pytest.fixture(scope="module")
def index() -> KeywordIndex:
    return KeywordIndex.build(TEXTS)


@pytest.mark.parametrize("at", range(len(TEXTS)))
def test_a_passage_finds_itself_first(index: KeywordIndex, at: int) -> None:
    assert int(np.argmax(index.scores(TEXTS[at]))) == at


@pytest.mark.parametrize("question", ["", "??", "xyz", "火星"])
def test_a_question_that_shares_no_token_scores_zero(index: KeywordIndex, question: str) -> None:
    scores = index.scores(question)
    assert scores.shape == (len(TEXTS),)
    assert not scores.any()


def test_an_unknown_token_changes_nothing(index: KeywordIndex) -> None:
    assert np.array_equal(index.scores("托育园火星"), index.scores("托育园"))


@pytest.mark.parametrize("question", ["養老床位", "养老床位"])
def test_the_question_is_folded_as_the_passages_are(index: KeywordIndex, question: str) -> None:
    assert int(np.argmax(index.scores(question))) == 1


def test_a_saved_index_scores_as_before(index: KeywordIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    loaded = KeywordIndex.load(tmp_path)
    assert np.array_equal(loaded.scores("每学期补助360元"), index.scores("每学期补助360元"))
    assert loaded.rarity("补助") == index.rarity("补助")


def test_a_rarer_token_says_more(index: KeywordIndex) -> None:
    assert index.rarity("补助") < index.rarity("托育") <= index.rarity("火星")


@pytest.mark.parametrize("texts", [["——", "托育园"], ["。", "…"]])
def test_a_passage_of_mere_signs_can_be_indexed(texts: list[str]) -> None:
    assert KeywordIndex.build(texts).scores("托育园").shape == (2,)


def test_a_passage_of_mere_signs_is_never_found() -> None:
    assert KeywordIndex.build(["——", "托育园", "校车"]).scores("托育园")[0] == 0


def test_the_vocabulary_is_what_passages_hold(index: KeywordIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    held = {token for text in TEXTS for token in tokens(text)}
    for one in (index, KeywordIndex.load(tmp_path)):
        assert {word for word in one.vocabulary if word} == held
        assert all(map(one.known, held)) and not one.known("火星")

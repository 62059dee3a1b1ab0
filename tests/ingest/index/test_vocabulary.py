"""The words of an index, and which of them may stand for a word that nobody there uses."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.index import vocabulary
from ingest.index.meaning import Vectors, encode
from ingest.index.vocabulary import NEAREST, Vocabulary, words_of

TEXTS = ["乡村医生每月补助600元。", "乡村医生培训12次。", "学校午餐由县里补贴。"]


def test_words_are_taken_whole_and_two_side_by_side_where_they_stand_so_twice() -> None:
    words = words_of(TEXTS)
    assert {"乡村", "医生", "乡村医生", "午餐"} <= set(words)
    assert "午餐由" not in words and "学校午餐" not in words
    assert words == sorted(words)


def test_a_word_of_the_street_stands_near_the_word_of_the_plan() -> None:
    (doctor, lunch), _, _ = Vocabulary(words_of(TEXTS), encode).near(["村医", "晌午那顿"], ["村医"])
    assert doctor[0][0] == "乡村医生" and lunch[0][0] == "午餐"
    assert all(0 < much <= 1 for _, much in (*doctor, *lunch))
    assert [much for _, much in doctor] == sorted((much for _, much in doctor), reverse=True)
    assert len(doctor) <= NEAREST


def test_texts_get_their_meanings_in_the_same_go() -> None:
    near, vectors, meanings = Vocabulary(("乡村医生",), encode).near([], ["村医补助", "午餐"])
    assert (
        near == []
        and vectors.shape == (0, meanings.shape[1])
        and np.allclose(meanings, encode(["村医补助", "午餐"]), atol=1e-6)
    )


def test_words_keep_their_meanings() -> None:
    known = Vocabulary(("乡村医生",), encode)
    for _ in range(2):
        _, vectors, _ = known.near(["村医", "午餐"], [])
        assert np.allclose(vectors, encode(["村医", "午餐"]), atol=1e-3)


def test_a_word_is_looked_up_once() -> None:
    asked: list[list[str]] = []

    def counting(texts: Sequence[str]) -> Vectors:
        asked.append(list(texts))
        return encode(texts)

    known = Vocabulary(("乡村医生",), counting)
    assert known.near(["村医"], ["问题"])[0] == known.near(["村医"], ["问题"])[0]
    assert asked[1:] == [["问题", "村医"], ["问题"]]


def test_without_words_nothing_is_near() -> None:
    assert Vocabulary((), encode).near(["村医"], ["村医"])[0] == [()]


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    vocabulary.save(tmp_path, ["乡村医生", "午餐"])
    assert vocabulary.load(tmp_path, encode).near(["村医"], [])[0][0][0][0] == "乡村医生"

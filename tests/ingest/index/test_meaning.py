"""Vectors of what sentences mean, made and kept."""

from pathlib import Path

import numpy as np
import pytest

from ingest.index.meaning import KEYS, VECTORS, MeaningIndex, build, encode, key_of

TEXTS = ["校车补助每学期360元", "高龄津贴每月110元"]


def made(folder: Path, texts: list[str], known: MeaningIndex | None = None) -> MeaningIndex:
    build(folder, texts, known, lambda done, of: None)
    return MeaningIndex(folder)


def test_vectors_have_length_one() -> None:
    assert np.linalg.norm(encode([*TEXTS, ""]), axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    asked, same, other = encode(["上学坐车有补贴吗", "校车补助", "殡葬服务"])
    assert asked @ same > asked @ other


def test_kept_vectors_are_those_that_would_be_made(tmp_path: Path) -> None:
    index = made(tmp_path, TEXTS)
    assert np.abs(index(TEXTS) - encode(TEXTS)).max() < 1e-3


def test_texts_that_are_not_kept_are_made(tmp_path: Path) -> None:
    index = made(tmp_path, TEXTS)
    found = index(["食堂", TEXTS[0], "食堂", "公交"])
    assert np.abs(found - encode(["食堂", TEXTS[0], "食堂", "公交"])).max() < 1e-3


def test_vectors_are_taken_over_from_the_last_generation(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    made(tmp_path / "a", TEXTS)
    np.save(tmp_path / "a" / VECTORS, -np.load(tmp_path / "a" / VECTORS))  # what was made now would differ
    old = MeaningIndex(tmp_path / "a")
    new = made(tmp_path / "b", [*TEXTS, "食堂"], old)
    assert np.array_equal(new(TEXTS), old(TEXTS))
    assert np.abs(new(["食堂"]) - encode(["食堂"])).max() < 1e-3


def test_keys_that_are_kept_bring_their_vectors_without_their_texts(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    old = made(tmp_path / "a", TEXTS)
    keys = np.array([key_of(TEXTS[0]), key_of("从未有过")], dtype=np.uint64)
    build(tmp_path / "b", ["食堂"], old, lambda done, of: None, kept=[keys])
    new = MeaningIndex(tmp_path / "b")
    assert np.array_equal(new(TEXTS[:1]), old(TEXTS[:1]))
    assert len(np.load(tmp_path / "b" / KEYS)) == 2


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    made(tmp_path, TEXTS)
    np.save(tmp_path / KEYS, np.zeros(3, dtype=np.uint64))
    assert (tmp_path / VECTORS).exists()
    with pytest.raises(ValueError, match="不符"):
        MeaningIndex(tmp_path)

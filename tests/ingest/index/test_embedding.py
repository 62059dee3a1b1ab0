"""Vectors: the built-in model and any sentence-transformers model, by folder."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import UsageError
from ingest.index.embedding import (
    DIMENSIONS,
    Embedder,
    StaticEmbedder,
    TransformerEmbedder,
    Vectors,
    folder_hash,
    train_static,
)
from ingest.index.generations import Generations
from ingest.index.opened import MODEL

PLACES, GOODS = ("青石县", "松岭市", "临湖镇", "白沙乡"), ("校车补助", "早餐补助", "高龄津贴", "托育补贴", "养老床位")
TEXTS = [f"{place}{good}每人每年{100 + 7 * at}元。" for at, place in enumerate(PLACES) for good in GOODS]
ODD = ["", " ", "。", "Quartz 42", "𠮷", "每人每年" * 400, "ＡＢＣ，３００元", "青石县\n校车补助"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train_static(TEXTS, folder)
    return folder


@pytest.fixture(scope="module")
def sample_model(sample_index: Path) -> Path:
    return Generations(sample_index).current() / MODEL


def reference(folder: Path, texts: Sequence[str]) -> Vectors:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu").encode(list(texts), show_progress_bar=False)


def lengths(vectors: Vectors) -> list[float]:
    return [round(float(length), 5) for length in np.linalg.norm(vectors, axis=1)]


@pytest.mark.parametrize("texts", [TEXTS, ODD], ids=["known", "odd"])
@pytest.mark.parametrize("model", ["trained", "sample_model"])
def test_the_fast_reader_equals_sentence_transformers(
    model: str, texts: list[str], request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(model)
    assert np.abs(StaticEmbedder(folder).encode(texts) - reference(folder, texts)).max() < 1e-5


def test_vectors_have_the_length_one(trained: Path) -> None:
    assert lengths(StaticEmbedder(trained).encode(TEXTS)) == [1.0] * len(TEXTS)


@pytest.mark.parametrize("text", ["", "。", "𠮷"])
def test_a_text_without_a_known_token_is_the_zero_vector(trained: Path, text: str) -> None:
    assert not StaticEmbedder(trained).encode([text]).any()


def test_no_texts_give_no_vectors(trained: Path) -> None:
    assert StaticEmbedder(trained).encode([]).shape[0] == 0


def test_texts_alike_are_nearer_than_others(trained: Path) -> None:
    asked, near, far = StaticEmbedder(trained).encode(["校车补助", "青石县校车补助每年", "养老床位"])
    assert asked @ near > asked @ far


@pytest.mark.parametrize(
    "texts",
    [
        TEXTS,
        TEXTS[:3],
        TEXTS * 2,
    ],
    ids=["distinct", "few", "repeated"],
)
def test_the_same_texts_give_the_same_weights(texts: list[str], tmp_path: Path) -> None:
    train_static(texts, tmp_path / "first")
    train_static(texts, tmp_path / "second")
    assert folder_hash(tmp_path / "first") == folder_hash(tmp_path / "second")


def test_other_texts_give_other_weights(trained: Path, tmp_path: Path) -> None:
    train_static([*TEXTS, "白沙乡早餐补助。"], tmp_path / "other")
    assert folder_hash(tmp_path / "other") != folder_hash(trained)


@pytest.mark.parametrize("texts", [["青石县。"], ["青石县校车补助。", "松岭市高龄津贴。"], ["。"], ["同一句话。"] * 30])
def test_few_or_equal_passages_still_make_a_model(texts: list[str], tmp_path: Path) -> None:
    train_static(texts, tmp_path / "few")
    vectors = StaticEmbedder(tmp_path / "few").encode(["青石县校车补助"])
    assert np.isfinite(vectors).all()
    assert vectors.shape[1] <= DIMENSIONS


def test_few_passages_are_kept_apart(tmp_path: Path) -> None:
    train_static(["青石县校车补助。", "松岭市高龄津贴。"], tmp_path / "few")
    first, second = StaticEmbedder(tmp_path / "few").encode(["青石县校车补助。", "松岭市高龄津贴。"])
    assert first @ second < 0.5


@pytest.mark.parametrize("model", ["trained", "tiny_model"])
def test_any_sentence_transformers_folder_can_be_opened(model: str, request: pytest.FixtureRequest) -> None:
    embedder: Embedder = TransformerEmbedder(str(request.getfixturevalue(model)))
    vectors = embedder.encode(["青石县校车补助", "松岭市高龄津贴"])
    assert vectors.dtype == np.float32
    assert lengths(vectors) == [1.0, 1.0]


def test_a_folder_model_is_named_by_its_contents(tiny_model: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny_model, tmp_path / "copy")
    assert TransformerEmbedder(str(copy)).hash == TransformerEmbedder(str(tiny_model)).hash == folder_hash(tiny_model)


@pytest.mark.parametrize("change", ["content", "name", "new"])
def test_any_change_of_a_folder_changes_its_name(change: str, tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1")
    before = folder_hash(tmp_path)
    if change == "content":
        (tmp_path / "weights").write_bytes(b"2")
    elif change == "name":
        (tmp_path / "weights").rename(tmp_path / "other")
    else:
        (tmp_path / "new").write_bytes(b"")
    assert folder_hash(tmp_path) != before


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_a_model_is_a_wrong_setting(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="HUIMIN_EMBEDDING_MODEL"):
        TransformerEmbedder(str(tmp_path / name))


def test_code_that_a_model_brings_along_is_not_run(tiny_model: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    trace = tmp_path / "ran"
    (folder / "own.py").write_text(f"open({str(trace)!r}, 'w')\nclass Own: ...\n", encoding="utf-8")
    modules = '[{"idx": 0, "name": "0", "path": "", "type": "own.Own"}]'
    (folder / "modules.json").write_text(modules, encoding="utf-8")
    with pytest.raises(UsageError):
        TransformerEmbedder(str(folder))
    assert not trace.exists()

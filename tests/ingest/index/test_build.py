"""A generation is tested before it goes live; what still fits is carried over from the last."""

import shutil
from pathlib import Path

import pytest

from ingest.errors import IndexBrokenError
from ingest.index.build import NOTHING, carry, check_generation
from ingest.index.generations import Generations
from ingest.index.integrity import read_manifest
from ingest.index.keywords import KeywordIndex
from ingest.index.store import FILE, Store
from ingest.index.vectors import FOLDER as CHROMA
from ingest.index.vectors import build as build_vectors
from ingest.settings import IngestSettings
from tests.indexes import Build


@pytest.fixture
def generation(county_generation: Path, tmp_path: Path) -> Path:
    return shutil.copytree(county_generation, tmp_path / "generation")


def test_a_whole_generation_passes(generation: Path, settings: IngestSettings) -> None:
    check_generation(generation, settings)


def test_a_missing_store_is_found_out(generation: Path, settings: IngestSettings) -> None:
    (generation / FILE).unlink()
    with pytest.raises(IndexBrokenError, match=FILE):
        check_generation(generation, settings)


def test_vectors_that_are_not_there_are_found_out(generation: Path, settings: IngestSettings) -> None:
    shutil.rmtree(generation / CHROMA)
    build_vectors(generation, {}, {})
    with pytest.raises(IndexBrokenError, match="自检"):
        check_generation(generation, settings)


def test_vectors_of_other_passages_are_found_out(generation: Path, settings: IngestSettings) -> None:
    store = Store(generation)
    known = store.vectors()
    keys = list(known)
    turned = dict(zip(keys, [-known[key] for key in keys], strict=True))
    regions = {document.id: document.region for document in store.documents()}
    passages: dict[str, list[tuple[str, str]]] = {}
    for passage in store.passages():
        passages.setdefault(regions[passage.document], []).append((passage.id, passage.text))
    store.close()
    shutil.rmtree(generation / CHROMA)
    build_vectors(generation, passages, turned)
    with pytest.raises(IndexBrokenError, match="自检"):
        check_generation(generation, settings)


def test_a_keyword_index_of_other_passages_is_found_out(
    sample_index: Path, settings: IngestSettings, tmp_path: Path
) -> None:
    generation = shutil.copytree(Generations(sample_index).current(), tmp_path / "generation")
    store = Store(generation)
    texts = [passage.text for passage in store.passages()]
    store.close()
    KeywordIndex.build(texts[::-1]).save(generation)
    with pytest.raises(IndexBrokenError, match="自检"):
        check_generation(generation, settings)


@pytest.mark.parametrize("model", ["builtin", "/models/other"])
def test_model_and_vectors_are_carried_while_the_model_stays(
    county_generation: Path, settings: IngestSettings, model: str
) -> None:
    store = Store(county_generation)
    wanted = settings.model_copy(update={"embedding_model": model})
    carried = carry(county_generation, store, read_manifest(county_generation), wanted)
    assert (carried == NOTHING) is (model != "builtin")
    assert len(carried.vectors) == (len({passage.text for passage in store.passages()}) if model == "builtin" else 0)
    store.close()


def test_many_documents_that_are_nearly_the_same_are_an_index_like_any_other(built: Build) -> None:
    texts = {
        f"{number}.txt": f"青石县通知\n\n高龄津贴由县民政局每月发放，每人每月110元{'！' * (number + 1)}\n"
        for number in range(14)
    }
    assert Generations(built(texts)).current().is_dir()

"""A published generation opened for reading."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import HuiminError, IndexBrokenError, IndexMismatchError, NoIndexError
from ingest.index.generations import CURRENT, Generations
from ingest.index.integrity import MANIFEST, read_manifest, write_sealed
from ingest.index.keywords import FOLDER as KEYWORDS
from ingest.index.opened import MODEL, Index
from ingest.index.read_lock import READ_LOCK
from ingest.index.store import FILE
from ingest.pipeline import ingest
from ingest.settings import IngestSettings

LAKE = "江南省/临湖市/青石县"


@pytest.fixture
def index(county_index: Path, settings: IngestSettings) -> Iterator[Index]:
    opened = Index(county_index, settings)
    yield opened
    opened.close()


def is_free(generation: Path) -> bool:
    """Whether nobody reads a generation."""
    with (generation / READ_LOCK).open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_it_holds_what_was_ingested(index: Index) -> None:
    assert {document.title for document in index.documents.values()} == {
        "青石县“十四五”公共服务规划",
        "松岭市养老服务发展方案(2024-2026)",
    }
    assert sorted(index.regions) == ["", LAKE]
    assert index.name == index.generation.name


def test_places_agree_with_the_keyword_index(index: Index) -> None:
    for passage in index.passages:
        assert int(np.argmax(index.keywords.scores(passage.text))) == index.at[passage.id]


def test_a_passage_is_found_by_its_vector(index: Index) -> None:
    for passage in index.passages:
        region = index.documents[passage.document].region
        (vector,) = index.embedder.encode([passage.text])
        assert index.vectors.nearest([region], vector, 1)[0][0] == passage.id


@pytest.mark.parametrize("regions", [[LAKE], [""], [LAKE, ""], [], ["别的县"]])
def test_the_mask_marks_the_passages_of_the_regions(index: Index, regions: list[str]) -> None:
    expected = [index.documents[passage.document].region in regions for passage in index.passages]
    assert index.mask(regions).tolist() == expected


def test_many_threads_can_ask_at_once(index: Index) -> None:
    passage = index.passages[0]
    region = index.documents[passage.document].region

    def ask(_: int) -> tuple[str, int]:
        (vector,) = index.embedder.encode([passage.text])
        words = int(np.argmax(index.keywords.scores(passage.text)))
        return index.vectors.nearest([region], vector, 1)[0][0], words

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(ask, range(16))) == {(passage.id, index.at[passage.id])}


def test_two_can_be_open_at_once(county_index: Path, settings: IngestSettings, index: Index) -> None:
    other = Index(county_index, settings)
    assert other.passages == index.passages
    other.close()


def test_an_open_generation_survives_newer_ones(
    county_index: Path, settings: IngestSettings, index: Index, tmp_path: Path
) -> None:
    (tmp_path / "new.md").write_text("# 云谷县方案\n\n云谷县每人每月620元。\n", encoding="utf-8")
    ingest(county_index, settings.model_copy(update={"keep_generations": 1}), sources=[tmp_path / "new.md"])
    assert Generations(county_index).current_name() != index.name
    assert index.store.counts()["documents"] == len(index.documents) == 2
    assert (index.generation / FILE).is_file()


def test_closing_lets_the_generation_go(county_index: Path, settings: IngestSettings) -> None:
    opened = Index(county_index, settings)
    assert not is_free(opened.generation)
    opened.close()
    assert is_free(opened.generation)


def test_a_failed_opening_lets_the_generation_go(county_index: Path, settings: IngestSettings) -> None:
    with pytest.raises(IndexMismatchError):
        Index(county_index, settings.model_copy(update={"embedding_model": "/models/other"}))
    assert is_free(Generations(county_index).current())


def test_without_an_index_there_is_nothing_to_open(tmp_path: Path, settings: IngestSettings) -> None:
    with pytest.raises(NoIndexError):
        Index(tmp_path, settings)


def test_another_layout_is_a_mismatch(county_index: Path, settings: IngestSettings) -> None:
    live = Generations(county_index).current()
    write_sealed(live / MANIFEST, read_manifest(live) | {"layout": 99})
    with pytest.raises(IndexMismatchError, match="huimin ingest"):
        Index(county_index, settings)


def test_a_current_that_names_nothing_is_passed_over(county_index: Path, settings: IngestSettings) -> None:
    (county_index / CURRENT).write_text("000009-gone\n", encoding="utf-8")
    opened = Index(county_index, settings)
    assert opened.name == Generations(county_index).names()[-1]
    opened.close()


def test_another_model_than_the_manifests_is_a_broken_index(county_index: Path, settings: IngestSettings) -> None:
    (Generations(county_index).current() / MODEL / "extra.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IndexBrokenError, match="嵌入模型"):
        Index(county_index, settings)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        pytest.param(FILE, Path.unlink, id="store-missing"),
        pytest.param(MANIFEST, cut_short, id="manifest-cut"),
        pytest.param(FILE, cut_short, id="store-cut"),
        pytest.param(KEYWORDS, shutil.rmtree, id="keywords-missing"),
        pytest.param(MODEL, shutil.rmtree, id="model-missing"),
        pytest.param(f"{MODEL}/model.safetensors", cut_short, id="model-cut"),
    ],
)
def test_a_damaged_generation_is_one_of_our_errors(
    county_index: Path, settings: IngestSettings, name: str, damage: Callable[[Path], object]
) -> None:
    damage(Generations(county_index).current() / name)
    with pytest.raises(HuiminError):
        Index(county_index, settings)


@pytest.mark.parametrize(
    ("name", "damage"), [("chroma", shutil.rmtree), ("chroma/chroma.sqlite3", cut_short)], ids=["missing", "cut"]
)
def test_damaged_vectors_are_made_anew_for_the_reader(
    county_index: Path, settings: IngestSettings, name: str, damage: Callable[[Path], object]
) -> None:
    damage(Generations(county_index).current() / name)
    opened = Index(county_index, settings)
    for passage in opened.passages:
        region = opened.documents[passage.document].region
        assert opened.vectors.nearest([region], opened.embedder.encode([passage.text])[0], 1)[0][0] == passage.id
    assert opened.vectors_missing == 0
    opened.close()


def test_without_room_for_vectors_all_are_missing_and_words_still_find(
    county_index: Path, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ingest.index.vectors.tempfile.TemporaryDirectory", full)
    opened = Index(county_index, settings)
    assert opened.vectors_missing == len(opened.passages) > 0
    assert opened.vectors.nearest([LAKE], opened.embedder.encode(["校车补助"])[0], 3) == []
    assert opened.keywords.scores("校车补助").max() > 0
    assert "磁盘已满" in caplog.text or "No space" in caplog.text
    opened.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="permission bits do not bind root")
def test_a_read_only_index_can_be_opened(county_index: Path, settings: IngestSettings) -> None:
    paths = [county_index, *county_index.rglob("*")]
    for path in reversed(paths):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        opened = Index(county_index, settings)
        assert opened.vectors.nearest([LAKE], opened.embedder.encode(["校车补助"])[0], 1)
        opened.close()
    finally:
        for path in paths:
            path.chmod(0o700)

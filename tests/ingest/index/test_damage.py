"""Damage to an index: for every kind, who asks gets the right answer or one plain line, `check` sees it, `ingest` heals it.

The kinds: every file of a generation cut, emptied, changed by one byte and removed; what names the live generation; the
kept sources and their list; whole folders.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import HuiminError, UsageError
from ingest.index.check import check
from ingest.index.generations import CURRENT, GENERATIONS, Generations
from ingest.index.integrity import MANIFEST
from ingest.index.read_lock import READ_LOCK
from ingest.index.sources import CATALOGUE, SOURCES
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.schema import Question
from rag.service import Service
from tests.builders.answers import DAY, NO_MODEL

ASKED = Question(text="高龄津贴每月多少元", region="青石县", as_of=DAY)
RIGHT = "110元"
VALLEY = "---\nregion: 江南省/临湖市/云谷县\n---\n# 云谷县托育方案\n\n云谷县公办托育园每人每月收费620元。\n"
FILES = (
    "knowledge.sqlite3",
    "manifest.json",
    "keywords/data.csc.index.npy",
    "keywords/indices.csc.index.npy",
    "keywords/indptr.csc.index.npy",
    "keywords/params.index.json",
    "keywords/vocab.index.json",
    "meaning.keys.npy",
    "meaning.npy",
    "words.txt",
    "model/1_Normalize/config.json",
    "model/config_sentence_transformers.json",
    "model/model.safetensors",
    "model/modules.json",
    "model/tokenizer.json",
    "chroma/chroma.sqlite3",
    "chroma/*/data_level0.bin",
    "chroma/*/header.bin",
    "chroma/*/length.bin",
)
EMPTY = ("read.lock", "chroma/*/link_lists.bin")  # published empty: they can only go or grow
Damage = Callable[[Path], object]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def change(path: Path) -> None:
    """One byte, in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").touch()


def holding(data: bytes) -> Damage:
    return lambda path: path.write_bytes(data)


KINDS = [(name, damage) for name in FILES for damage in (cut, empty, change, Path.unlink)]
KINDS += [(name, damage) for name in EMPTY for damage in (grow, Path.unlink)]
POINTERS: dict[str, Damage] = {
    "empty": empty,
    "removed": Path.unlink,
    "folder": to_folder,
    "no text": holding(b"\xff\xfe\0\xd8"),
    "no name": holding("正在使用".encode()),
    "outside": holding(b"../../etc\n"),
    "missing": holding(b"000009-20200101-000000\n"),
    "unfinished": holding(b".building-000003\n"),
    "cut": cut,
}
SOURCE_KINDS: dict[str, Damage] = {"cut": cut, "empty": empty, "changed": change, "removed": Path.unlink}
LIST_KINDS: dict[str, Damage] = {**SOURCE_KINDS, "folder": to_folder}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory, county_sources: Path) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    shutil.copytree(county_sources, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def master(settings: IngestSettings, originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two generations; the fact that is asked for stands in both."""
    folder = tmp_path_factory.mktemp("damage") / "index"
    ingest(folder, settings, sources=[originals])
    (originals / "valley.md").write_text(VALLEY, encoding="utf-8")
    ingest(folder, settings, sources=[originals / "valley.md"])
    return folder


@pytest.fixture
def index(master: Path, tmp_path: Path) -> Path:
    return shutil.copytree(master, tmp_path / "index")


@pytest.fixture
def single(index: Path) -> Path:
    """An index with nothing to fall back to."""
    shutil.rmtree(Generations(index).path(Generations(index).names()[0]))
    return index


def ask(folder: Path, settings: IngestSettings) -> str | HuiminError:
    """The answer, or the line that takes its place; any other error is a traceback and fails the test."""
    try:
        service = Service(folder, settings, NO_MODEL)
    except HuiminError as error:
        return error
    with closing(service):
        return service.ask(ASKED).answer


def is_right_or_plain(said: str | HuiminError) -> bool:
    return RIGHT in said if isinstance(said, str) else "\n" not in str(said) and "huimin ingest" in str(said)


def damaged(folder: Path, name: str, damage: Damage) -> None:
    live = Generations(folder).current()
    damage(sorted(live.glob(name))[0])


def heals(folder: Path, settings: IngestSettings, *sources: Path) -> None:
    """One ingest, and all is as it was."""
    report = ingest(folder, settings, sources=sources)
    assert {Path(document.source).name for document in report.documents} == {"lake.md", "hill.txt", "valley.md"}
    assert list(check(folder, settings)) == []
    said = ask(folder, settings)
    assert isinstance(said, str) and RIGHT in said


def test_the_table_names_every_file_of_a_generation(master: Path) -> None:
    live = Generations(master).current()
    named = {path for name in (*FILES, *EMPTY) for path in live.glob(name)}
    assert named == {path for path in live.rglob("*") if path.is_file()}
    assert MANIFEST in FILES and READ_LOCK in EMPTY
    assert len(KINDS) + len(POINTERS) + len(SOURCE_KINDS) + len(LIST_KINDS) >= 60


def test_a_whole_index_has_nothing_wrong(index: Path, settings: IngestSettings) -> None:
    assert list(check(index, settings)) == []
    said = ask(index, settings)
    assert isinstance(said, str) and RIGHT in said


@pytest.mark.slow
@pytest.mark.parametrize(("name", "damage"), KINDS)
def test_a_damaged_file_of_the_live_generation(
    index: Path, settings: IngestSettings, name: str, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    live = Generations(index).current()
    damaged(index, name, damage)
    with caplog.at_level(logging.WARNING, logger="huimin"):
        said = ask(index, settings)
    assert isinstance(said, str) and RIGHT in said
    assert len([record for record in caplog.records if "huimin ingest" in record.getMessage()]) == 1
    assert any(live.name in line for line in check(index, settings))
    heals(index, settings)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "damage"), KINDS)
def test_a_damaged_file_of_the_only_generation(
    single: Path, settings: IngestSettings, name: str, damage: Damage
) -> None:
    damaged(single, name, damage)
    assert is_right_or_plain(ask(single, settings))
    assert list(check(single, settings))
    heals(single, settings)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "damage"), KINDS)
def test_a_file_damaged_under_a_running_server(
    index: Path, settings: IngestSettings, name: str, damage: Damage
) -> None:
    with closing(Service(index, settings, NO_MODEL)) as service:
        before = service.index.name
        damaged(index, name, damage)
        assert RIGHT in service.ask(ASKED).answer or (name == "meaning.npy" and damage in (cut, empty))
        assert service.index.name == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *((CURRENT, damage) for damage in POINTERS.values()),
        *((CATALOGUE, damage) for damage in LIST_KINDS.values()),
    ],
    ids=[*(f"current-{kind}" for kind in POINTERS), *(f"documents-{kind}" for kind in LIST_KINDS)],
)
def test_damage_to_what_says_which_is_live_or_what_is_held(
    index: Path, settings: IngestSettings, name: str, damage: Damage
) -> None:
    with closing(Service(index, settings, NO_MODEL)) as service:
        damage(index / name)
        assert RIGHT in service.ask(ASKED).answer
    said = ask(index, settings)
    assert isinstance(said, str) and RIGHT in said
    assert any(Path(name).name in line for line in check(index, settings))
    heals(index, settings)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SOURCE_KINDS)
@pytest.mark.parametrize("document", ["lake.md", "hill.txt"])
def test_a_damaged_kept_source(
    index: Path, settings: IngestSettings, originals: Path, kind: str, document: str
) -> None:
    documents = Generations(index).documents()
    (digest,) = [digest for source, digest in documents.items() if source.endswith(document)]
    SOURCE_KINDS[kind](index / SOURCES / digest)
    said = ask(index, settings)
    assert isinstance(said, str) and RIGHT in said
    assert any(digest in line for line in check(index, settings))
    report = ingest(index, settings)  # what was understood stays; what was kept is said to be damaged, and is not used
    assert [(Path(one.source).name, "原文件" in one.reason) for one in report.skipped] == [(document, True)]
    assert len(report.documents) == len(documents)
    heals(index, settings, originals)


def no_generations(folder: Path) -> None:
    shutil.rmtree(folder / GENERATIONS)


def generations_are_a_file(folder: Path) -> None:
    no_generations(folder)
    (folder / GENERATIONS).touch()


def nothing_but_sources(folder: Path) -> None:
    no_generations(folder)
    (folder / CURRENT).unlink()


def no_live_generation(folder: Path) -> None:
    shutil.rmtree(Generations(folder).current())


def no_manifests(folder: Path) -> None:
    for name in Generations(folder).names():
        (Generations(folder).path(name) / MANIFEST).unlink()


def no_stores(folder: Path) -> None:
    for name in Generations(folder).names():
        (Generations(folder).path(name) / "knowledge.sqlite3").unlink()


def an_older_one_too(folder: Path) -> None:
    for name in Generations(folder).names():
        change(Generations(folder).path(name) / "words.txt")


def the_older_one(folder: Path) -> None:
    change(Generations(folder).path(Generations(folder).names()[0]) / "words.txt")


def half_pruned(folder: Path) -> None:
    older = Generations(folder).path(Generations(folder).names()[0])
    shutil.rmtree(older.rename(older.with_name(f".gone-{older.name}")) / "keywords")


def half_pruned_in_place(folder: Path) -> None:
    shutil.rmtree(Generations(folder).path(Generations(folder).names()[0]) / "keywords")


def a_stray_file(folder: Path) -> None:
    (Generations(folder).current() / "model" / "extra.json").write_text("{}", encoding="utf-8")


def unfinished(folder: Path) -> None:
    (folder / GENERATIONS / ".building-000003").mkdir()


def a_source_that_nobody_uses(folder: Path) -> None:
    (folder / SOURCES / ("0" * 64)).write_text("# 谁的?", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        no_generations,
        generations_are_a_file,
        nothing_but_sources,
        no_live_generation,
        no_manifests,
        no_stores,
        an_older_one_too,
        the_older_one,
        half_pruned,
        half_pruned_in_place,
        a_stray_file,
        unfinished,
        a_source_that_nobody_uses,
    ],
)
def test_damage_at_large(index: Path, settings: IngestSettings, damage: Damage) -> None:
    damage(index)
    assert is_right_or_plain(ask(index, settings))
    assert list(check(index, settings))
    heals(index, settings)


def no_sources(folder: Path) -> None:
    shutil.rmtree(folder / SOURCES)


def sources_are_a_file(folder: Path) -> None:
    no_sources(folder)
    (folder / SOURCES).touch()


@pytest.mark.slow
@pytest.mark.parametrize("damage", [no_sources, sources_are_a_file])
def test_lost_sources(index: Path, settings: IngestSettings, originals: Path, damage: Damage) -> None:
    damage(index)
    said = ask(index, settings)
    assert isinstance(said, str) and RIGHT in said
    assert len(list(check(index, settings))) >= 3
    assert len(ingest(index, settings).skipped) == 3
    heals(index, settings, originals)


def test_when_nothing_tells_what_the_index_held_ingest_says_so_and_keeps_the_sources(
    index: Path, settings: IngestSettings, originals: Path
) -> None:
    no_manifests(index)
    (index / CATALOGUE).unlink()
    kept = set((index / SOURCES).iterdir())
    with pytest.raises(HuiminError, match="原来的文件"):
        ingest(index, settings, sources=[originals])
    assert set((index / SOURCES).iterdir()) == kept


@pytest.mark.parametrize("damage", [half_pruned, half_pruned_in_place, the_older_one])
def test_rollback_goes_to_no_damaged_generation(index: Path, damage: Damage) -> None:
    older, live = Generations(index).names()
    damage(index)
    with pytest.raises(UsageError, match="没有更早"):
        Generations(index).rollback()
    with pytest.raises(HuiminError):
        Generations(index).rollback(older)
    assert Generations(index).current_name() == live


def test_an_ingest_of_nothing_leaves_an_offices_index_its_own(index: Path, settings: IngestSettings) -> None:
    report = ingest(index, settings)
    assert not report.published and len(report.documents) == 3


def test_a_server_that_started_on_an_older_generation_moves_on_when_it_is_healed(
    index: Path, settings: IngestSettings
) -> None:
    live = Generations(index).current_name()
    damaged(index, "words.txt", change)
    with closing(Service(index, settings, NO_MODEL)) as service:
        assert service.passed_over == live
        service.ask(ASKED)
        assert service.index.name != live
        healed = ingest(index, settings).generation
        assert service.index.name == healed and service.passed_over is None


@pytest.fixture(autouse=True)
def _no_copy_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    yield
    assert list(copies.iterdir()) == []

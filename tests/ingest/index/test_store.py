"""The store gives back what was put in, and is never written again."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IndexBrokenError
from ingest.index.store import FILE, Store, StoreWriter
from ingest.schema import ParsedDocument, SheetLine
from tests.builders.plans import HILL, LAKE
from tests.builders.reading import parsed

LAKE_PARSED, HILL_PARSED = parsed(LAKE, "lake.md"), parsed(HILL, "hill.txt")


def written(folder: Path, *documents: ParsedDocument) -> Store:
    folder.mkdir(exist_ok=True)
    with StoreWriter(folder) as writer:
        for at, one in enumerate(documents):
            writer.add(one, f"key-{at}")
    return Store(folder)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return written(tmp_path, LAKE_PARSED, HILL_PARSED)


@pytest.mark.parametrize("one", [LAKE_PARSED, HILL_PARSED], ids=["lake", "hill"])
def test_a_document_comes_back_as_it_was_put_in(store: Store, one: ParsedDocument) -> None:
    assert store.parsed(one.document.id) == one


def test_the_pages_of_a_document_come_back(tmp_path: Path) -> None:
    document = replace(LAKE_PARSED.document, pages=((0, 1), (20, 2), (90, 1)))
    kept = written(tmp_path, replace(LAKE_PARSED, document=document)).document(document.id)
    assert [kept.page(at) for at in (0, 19, 20, 90)] == [1, 1, 2, 1]
    assert LAKE_PARSED.document.page(0) is None


def test_the_notes_of_a_document_come_back(tmp_path: Path) -> None:
    document = replace(LAKE_PARSED.document, footnotes=((5, 20, 31), (9, 40, 52)))
    assert written(tmp_path, replace(LAKE_PARSED, document=document)).document(document.id) == document


def test_lines_of_sheets_and_recognised_pages_come_back(tmp_path: Path) -> None:
    lines = (
        SheetLine(start=0, sheet="补助 标准", row=7, columns=("B", "AA")),
        SheetLine(start=9, sheet="", row=8, columns=("C",)),
    )
    document = replace(LAKE_PARSED.document, sheet_lines=lines, scans=(2, 5))
    with closing(written(tmp_path, replace(LAKE_PARSED, document=document))) as opened:
        assert opened.document(document.id) == document


def test_what_a_document_says_is_kept_with_it_and_goes_with_it(tmp_path: Path, store: Store) -> None:
    first, second = (one.id for one in store.documents())
    with StoreWriter(tmp_path) as writer:
        writer.add_said(first, "a", np.array([1, 2**63], dtype=np.uint64))
    with closing(Store(tmp_path)) as opened:
        found = opened.said(first)
        assert found and found[0] == "a" and found[1].tolist() == [1, 2**63]
        assert opened.said(second) is None
    with StoreWriter(tmp_path) as writer:
        writer.remove([first])
    with closing(Store(tmp_path)) as opened:
        assert opened.said(first) is None


def test_each_record_is_found_by_its_id(store: Store) -> None:
    row, section = LAKE_PARSED.rows[-1], LAKE_PARSED.sections[-1]
    assert store.row(row.id) == row
    assert store.section(section.id) == section
    assert store.document(HILL_PARSED.document.id) == HILL_PARSED.document


@pytest.mark.parametrize("find", [Store.document, Store.section, Store.row])
def test_an_unknown_id_is_a_key_error(store: Store, find: object) -> None:
    with pytest.raises(KeyError, match="nobody"):
        find(store, "nobody")  # type: ignore[operator]


def test_documents_come_by_title_and_the_rest_in_reading_order(store: Store) -> None:
    assert [document.title for document in store.documents()] == sorted(
        one.document.title for one in (LAKE_PARSED, HILL_PARSED)
    )
    for records in (store.rows(), store.passages()):
        places = [(record.document, record.start) for record in records]
        assert places == sorted(places)


def test_counts_are_those_of_the_documents(store: Store) -> None:
    counts = store.counts()
    assert [counts.pop(name) for name in ("documents", "embeddings", "repeats")] == [2, 0, 0]
    assert counts == {name: sum(len(getattr(one, name)) for one in (LAKE_PARSED, HILL_PARSED)) for name in counts}
    assert counts.keys() >= {"sections", "rows", "passages"}


def test_parse_keys_are_kept_by_document(store: Store) -> None:
    assert store.parse_keys() == {LAKE_PARSED.document.id: "key-0", HILL_PARSED.document.id: "key-1"}


def test_vectors_come_back_to_the_last_bit(tmp_path: Path) -> None:
    vector = np.array([0.1, -2.5e-8, 1 / 3], dtype=np.float32)
    with StoreWriter(tmp_path) as writer:
        writer.add(HILL_PARSED, "key")
        writer.add_vectors({HILL_PARSED.passages[0].id: vector})
    found = Store(tmp_path).vectors()
    assert list(found) == [HILL_PARSED.passages[0].id]
    assert np.array_equal(found[HILL_PARSED.passages[0].id], vector)


@pytest.mark.parametrize("name", ["索引", "a b", "50%#1?x=y&z"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    assert written(tmp_path / name, HILL_PARSED).counts()["documents"] == 1


def test_a_missing_store_is_a_broken_index(tmp_path: Path) -> None:
    with pytest.raises(IndexBrokenError, match=FILE):
        Store(tmp_path)


def test_reading_leaves_no_trace_in_the_folder(store: Store, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    store.parsed(LAKE_PARSED.document.id)
    store.close()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before == {FILE: before[FILE]}


def test_many_threads_can_read_at_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: store.passages(), range(64)))
    assert len(found) == 1


def test_what_of_a_file_was_not_read_is_kept_in_order(tmp_path: Path) -> None:
    told = replace(LAKE_PARSED, notices=("批注没有读", "文件带有宏，没有运行"))
    assert written(tmp_path, told, HILL_PARSED).parsed(told.document.id).notices == told.notices


def test_a_copied_document_is_what_it_was(tmp_path: Path, store: Store) -> None:
    (tmp_path / "new").mkdir()
    with StoreWriter(tmp_path / "new") as writer:
        writer.add(HILL_PARSED, "key-1")
        writer.copy(tmp_path, [LAKE_PARSED.document.id])
    copied = Store(tmp_path / "new")
    assert copied.parsed(LAKE_PARSED.document.id) == LAKE_PARSED
    assert copied.parse_keys() == store.parse_keys()
    assert copied.counts() == store.counts()


def test_a_removed_document_leaves_nothing_and_others_stay(tmp_path: Path, store: Store) -> None:
    with StoreWriter(tmp_path) as writer:
        writer.add_repeats({HILL_PARSED.passages[0].id: "copy"})
        writer.remove([LAKE_PARSED.document.id])
    left, alone = Store(tmp_path), written(tmp_path / "alone", HILL_PARSED)
    assert left.counts() == alone.counts()
    assert left.parsed(HILL_PARSED.document.id) == HILL_PARSED


def test_a_store_that_is_read_as_it_is_asked_says_the_same(tmp_path: Path, store: Store) -> None:
    asked = Store(tmp_path, whole=False)
    assert asked.parsed(LAKE_PARSED.document.id) == store.parsed(LAKE_PARSED.document.id)
    assert asked.hashes() == {one.document.source: one.document.content_hash for one in (LAKE_PARSED, HILL_PARSED)}
    assert asked.regions() == {one.document.id: one.document.region for one in (LAKE_PARSED, HILL_PARSED)}
    assert asked.sizes(LAKE_PARSED.document.id) == {
        "sections": len(LAKE_PARSED.sections),
        "rows": len(LAKE_PARSED.rows),
        "passages": len(LAKE_PARSED.passages),
    }
    asked.close()

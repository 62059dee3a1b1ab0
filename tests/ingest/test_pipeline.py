"""The ingest path as a whole: what is added, updated, kept, withdrawn and skipped, and what survives a kill."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BusyError, IndexMismatchError, SourceError, UsageError
from ingest.formats.read import read_source
from ingest.index.build import check_generation
from ingest.index.generations import GENERATIONS, Generations
from ingest.index.integrity import LAYOUT, MANIFEST, read_manifest, write_sealed
from ingest.index.opened import Index
from ingest.index.sources import CATALOGUE, SOURCES
from ingest.index.store import FILE, Store
from ingest.inputs import SAMPLE
from ingest.pipeline import ingest, sample_is_stale
from ingest.report import Report
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings
from ingest.text.clean import source_offset
from tests.builders.plans import HILL, LAKE
from tests.builders.properties import PROPERTY
from tests.builders.reading import parsed

ROOT = Path(__file__).resolve().parent.parent.parent
VALLEY = "# 云谷县托育服务清单\n\n## 收费标准\n\n云谷县公办托育园每人每月收费620元。\n"
PIECES = [
    *"\n\n\n||，。；：()（）-—#",
    *["每生每年360元", "不低于5%", "到2025年", "百分之五", "2021-2025年", "xx%", "三年", "1.2万"],
    *[
        "一、目标",
        "（一）标准",
        "第一章 总则",
        "第二节 教育",
        "1.项目",
        "专栏1 工程",
        "附件：清单",
        "名词解释",
        "〔1〕托位：名额。",
    ],
    *["| 指标 | 单位 | 2020年 | 2025年目标 | 属性 |\n", "| 床位 | 张 |  | 60 | 预期性 |\n", "|---|---|\n"],
    *["服务项目\n", "服务对象\n", "服务标准\n", "支出责任\n", "指标\n", "预期性\n", "责任单位：民政局", "县财政负责"],
    *["<p>", "</p>", "<h2>目标</h2>", "<table><tr><td>", "</td><td>", "</td></tr></table>", "**", "---\n"],
]
KILLED = """
import os, pathlib, signal, sys
from ingest.pipeline import ingest
from ingest.settings import IngestSettings

folder, source, moment = sys.argv[1:]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)

def progress(what, done, total):
    if moment == "built" and (what, done) == ("建立检索", total):
        die()

replace = pathlib.Path.replace
if moment == "switching":
    pathlib.Path.replace = lambda self, target: die() if target.name == "CURRENT" else replace(self, target)
ingest(pathlib.Path(folder), IngestSettings(), sources=[pathlib.Path(source)], progress=progress)
"""


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    file = tmp_path / "valley.md"
    file.write_text(VALLEY, encoding="utf-8")
    return file


def changes(report: Report) -> dict[str, str]:
    return {Path(document.source).name: document.change for document in report.documents}


def store_of(folder: Path) -> Store:
    return Store(Generations(folder).current())


def regions(folder: Path, settings: IngestSettings) -> set[str]:
    index = Index(folder, settings)
    index.close()
    return {Path(document.source).name for document in index.documents.values()}


def kept_files(folder: Path) -> list[Path]:
    return [path for path in (folder / SOURCES).iterdir() if path != folder / CATALOGUE]


def held(folder: Path) -> list[ParsedDocument]:
    store = store_of(folder)
    found = [store.parsed(document.id) for document in store.documents()]
    store.close()
    return found


# what a first ingest says and leaves


def test_a_first_ingest_publishes_and_counts(settings: IngestSettings, tmp_path: Path, county_sources: Path) -> None:
    report = ingest(tmp_path / "index", settings, sources=[county_sources])
    assert (report.published, report.skipped, report.generation) == (
        True,
        (),
        Generations(tmp_path / "index").current_name(),
    )
    (lake,) = [document for document in report.documents if document.source.endswith("lake.md")]
    assert (lake.title, lake.region) == ("青石县“十四五”公共服务规划", "江南省/临湖市/青石县")
    assert (lake.sections, lake.rows, lake.change) == (4, 4, "added")
    assert lake.passages >= lake.rows + 2


def test_a_report_can_be_written_as_json(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    report = ingest(county_index, settings, sources=[valley])
    assert json.loads(json.dumps(report.as_json()))["documents"][0]["change"] == "added"


def test_the_manifest_names_every_document_with_its_hash(county_generation: Path) -> None:
    store = Store(county_generation)
    manifest = read_manifest(county_generation)
    assert manifest["documents"] == {document.source: document.content_hash for document in store.documents()}
    assert manifest["counts"] == store.counts()
    store.close()


def test_the_bytes_of_every_document_are_kept(county_index: Path) -> None:
    kept = {path.name: path.read_bytes() for path in kept_files(county_index)}
    assert sorted(kept.values()) == sorted([LAKE.encode(), HILL.encode()])
    assert kept.keys() == {one.document.content_hash for one in held(county_index)}


def test_without_sources_the_sample_corpus_is_taken(sample_index: Path) -> None:
    assert all(one.document.source.startswith(SAMPLE) for one in held(sample_index))
    assert not sample_is_stale(sample_index)


def test_an_index_of_other_documents_is_no_stale_sample(county_master: Path) -> None:
    assert not sample_is_stale(county_master)


def test_a_sample_of_another_version_is_stale(sample_index: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(sample_index, tmp_path / "index")
    manifest = read_manifest(Generations(folder).current())
    manifest["documents"] = dict.fromkeys(manifest["documents"], "an older hash")
    write_sealed(Generations(folder).current() / MANIFEST, manifest)
    assert sample_is_stale(folder)


def test_progress_runs_to_its_end(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    seen: dict[str, list[tuple[int, int]]] = {}
    ingest(
        county_index,
        settings,
        sources=[valley],
        progress=lambda what, done, total: seen.setdefault(what, []).append((done, total)),
    )
    assert len(seen) >= 3
    for steps in seen.values():
        assert all(done <= total for done, total in steps)
        assert steps[-1][0] == steps[-1][1]


def test_an_ingest_opens_no_connection(
    settings: IngestSettings, county_index: Path, valley: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    ingest(county_index, settings, sources=[valley])
    assert asked == []


# any text


@PROPERTY
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join), st.sampled_from([".txt", ".md", ".html"])
)
def test_any_text_is_understood_or_refused(text: str, suffix: str) -> None:
    try:
        found = parsed(text, f"plan{suffix}")
    except SourceError:
        return
    assert found.passages
    spans: list[Any] = [*found.sections, *found.rows, *found.passages, *found.quantities, *found.blanks]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(found.document.text)
    for row in found.rows:
        assert [found.document.text[cell.start : cell.end] for cell in row.cells] == [cell.text for cell in row.cells]
    for records in (found.sections, found.rows, found.passages):
        assert len({record.id for record in records}) == len(records)


def test_a_spoken_figure_of_hundred_millions_does_not_stop_the_reading() -> None:
    assert parsed("云谷县总投资三亿五元。", "plan.txt").passages


# spans


def whole(index: str, request: pytest.FixtureRequest) -> list[ParsedDocument]:
    return held(request.getfixturevalue(index))


@pytest.mark.parametrize("index", ["county_master", "sample_index"])
def test_every_span_lies_in_the_documents_text(index: str, request: pytest.FixtureRequest) -> None:
    for one in whole(index, request):
        spans: list[Any] = [*one.sections, *one.rows, *one.passages, *one.quantities, *one.blanks]
        for span in (*spans, *(cell for row in one.rows for cell in row.cells)):
            assert 0 <= span.start <= span.end <= len(one.document.text)
        for passage in one.passages:
            assert one.document.text[passage.start : passage.end].strip()


@pytest.mark.parametrize("index", ["county_master", "sample_index"])
def test_every_cell_is_cut_from_the_documents_text(index: str, request: pytest.FixtureRequest) -> None:
    for one in whole(index, request):
        for cell in (cell for row in one.rows for cell in row.cells):
            assert one.document.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize("index", ["county_master", "sample_index"])
def test_every_quantity_is_cut_from_the_documents_text(index: str, request: pytest.FixtureRequest) -> None:
    for one in whole(index, request):
        assert one.quantities
        for quantity in one.quantities:
            assert one.document.text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize("index", ["county_master", "sample_index"])
def test_rows_and_passages_stand_in_the_section_they_name(index: str, request: pytest.FixtureRequest) -> None:
    for one in whole(index, request):
        sections = {section.id: section for section in one.sections}
        records: list[Any] = [*one.rows, *one.passages]
        for record in records:
            assert sections[record.section].start <= record.start <= record.end <= sections[record.section].end


@pytest.mark.parametrize("index", ["county_master", "sample_index"])
def test_every_row_is_one_passage(index: str, request: pytest.FixtureRequest) -> None:
    for one in whole(index, request):
        of_rows = {passage.row: (passage.start, passage.end) for passage in one.passages if passage.row}
        assert of_rows == {row.id: (row.start, row.end) for row in one.rows}


@pytest.mark.parametrize("index", ["county_master", "sample_index"])
def test_no_two_records_share_an_id(index: str, request: pytest.FixtureRequest) -> None:
    for one in whole(index, request):
        records: list[Any] = [*one.sections, *one.rows, *one.passages]
        ids = [record.id for record in records]
        assert len(ids) == len(set(ids))


def test_every_word_leads_back_to_the_file(county_sources: Path, county_master: Path) -> None:
    for one in held(county_master):
        document = one.document
        before = read_source(document.source, Path(document.source).read_bytes()).text
        for passage in one.passages:
            start = source_offset(document.origin, passage.start)
            assert before[start] == document.text[passage.start]


# a second ingest


def test_a_document_is_added_beside_the_others(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    report = ingest(county_index, settings, sources=[valley])
    assert report.published
    assert changes(report) == {"valley.md": "added", "lake.md": "kept", "hill.txt": "kept"}
    assert regions(county_index, settings) == {"valley.md", "lake.md", "hill.txt"}


def test_nothing_new_publishes_nothing(settings: IngestSettings, county_index: Path, county_sources: Path) -> None:
    before = Generations(county_index).names()
    report = ingest(county_index, settings, sources=[county_sources])
    assert not report.published
    assert set(changes(report).values()) == {"unchanged"}
    assert Generations(county_index).names() == before
    assert report.generation == before[-1]


def test_a_changed_file_takes_the_place_of_its_old_version(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    ingest(county_index, settings, sources=[valley])
    valley.write_text(VALLEY.replace("620元", "580元"), encoding="utf-8")
    report = ingest(county_index, settings, sources=[valley])
    assert changes(report)["valley.md"] == "updated"
    (text,) = [one.document.text for one in held(county_index) if one.document.source == str(valley)]
    assert "580元" in text


def test_a_moved_file_is_one_document(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    ingest(county_index, settings, sources=[valley])
    moved = valley.rename(valley.with_name("moved.md"))
    report = ingest(county_index, settings, sources=[moved])
    assert changes(report) == {"moved.md": "added", "lake.md": "kept", "hill.txt": "kept"}
    assert report.skipped == ()


def test_what_is_known_is_not_read_again(
    settings: IngestSettings, county_index: Path, valley: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(path: str, data: bytes) -> object:
        read.append(path)
        return read_source(path, data)

    monkeypatch.setattr("ingest.parse.read_source", noted)
    ingest(county_index, settings, sources=[valley])
    assert read == [str(valley)]


def test_the_builtin_model_and_its_vectors_are_carried_on(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    before_model = read_manifest(Generations(county_index).current())["embedding"]
    before = store_of(county_index).vectors()
    ingest(county_index, settings, sources=[valley])
    assert read_manifest(Generations(county_index).current())["embedding"] == before_model
    after = store_of(county_index).vectors()
    assert all(np.array_equal(after[key], vector) for key, vector in before.items())


def test_retraining_learns_from_all_documents(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    ingest(county_index, settings, sources=[valley])
    before = read_manifest(Generations(county_index).current())
    report = ingest(county_index, settings, retrain=True)
    after = read_manifest(Generations(county_index).current())
    assert report.published
    assert after["embedding"]["hash"] != before["embedding"]["hash"]
    assert after["documents"] == before["documents"]


def test_another_passage_length_splits_every_document_anew(
    settings: IngestSettings, county_index: Path, county_sources: Path
) -> None:
    short = settings.model_copy(update={"passage_tokens": 40})
    before = store_of(county_index).counts()["passages"]
    report = ingest(county_index, short, sources=[county_sources])
    assert report.published
    assert store_of(county_index).counts()["passages"] > before


def test_a_document_as_it_was_read_last_equals_a_fresh_parse(county_master: Path, settings: IngestSettings) -> None:
    for one in held(county_master):
        text = Path(one.document.source).read_text(encoding="utf-8")
        assert parsed(text, one.document.source, passage_tokens=settings.passage_tokens) == one


# withdrawing


def test_documents_of_another_versions_index_are_read_anew(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    generation = Generations(county_index).current()
    before = set(read_manifest(generation)["documents"])
    (generation / MANIFEST).write_text(json.dumps(read_manifest(generation) | {"layout": LAYOUT - 1}), encoding="utf-8")
    with closing(sqlite3.connect(generation / FILE)) as database:
        database.execute(f"PRAGMA user_version = {LAYOUT - 1}")
    with pytest.raises(IndexMismatchError, match="重新运行 huimin ingest"):
        Store(generation)
    report = ingest(county_index, settings, sources=[valley])
    assert report.published
    assert set(read_manifest(Generations(county_index).current())["documents"]) > before


def test_a_withdrawn_document_is_gone(settings: IngestSettings, county_index: Path) -> None:
    (lake,) = [one.document.id for one in held(county_index) if one.document.source.endswith("lake.md")]
    report = ingest(county_index, settings, withdraw=[lake])
    assert changes(report) == {"hill.txt": "kept"}
    assert regions(county_index, settings) == {"hill.txt"}
    assert store_of(county_index).counts()["rows"] == 0


def test_withdrawing_an_unknown_document_is_refused(settings: IngestSettings, county_index: Path) -> None:
    before = Generations(county_index).names()
    with pytest.raises(UsageError, match="d-none"):
        ingest(county_index, settings, withdraw=["d-none"])
    assert Generations(county_index).names() == before


def test_the_last_document_cannot_be_withdrawn(settings: IngestSettings, county_index: Path) -> None:
    with pytest.raises(UsageError, match="至少"):
        ingest(county_index, settings, withdraw=[one.document.id for one in held(county_index)])
    assert len(held(county_index)) == 2


def test_a_withdrawn_document_can_come_back(settings: IngestSettings, county_index: Path, county_sources: Path) -> None:
    before = held(county_index)
    ingest(county_index, settings, withdraw=[before[0].document.id])
    ingest(county_index, settings, sources=[county_sources])
    assert held(county_index) == before


# what cannot be taken


def test_unreadable_files_are_skipped_with_their_reasons_and_the_rest_is_done(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    bad = {
        "empty.md": (b"", "空"),
        "nul.txt": (b"\x00\x01", "不是文本文件"),
        "scan.pdf": (b"%PDF-1.7", "不是完整的 PDF"),
        "binary.txt": (b"\xff" * 40, "编码"),
        "matter.md": (b"---\n- a\n---\nx", "元数据"),
        "kind.md": (b"---\ntext_kind: rumour\n---\nx", "text_kind"),
        "signs.txt": ("\u200b\ufeff\u00ad".encode(), "没有可以引用的文字"),
    }
    for name, (data, _) in bad.items():
        valley.with_name(name).write_bytes(data)
    report = ingest(county_index, settings, sources=[*(valley.with_name(name) for name in bad), valley])
    assert changes(report) == {"valley.md": "added", "lake.md": "kept", "hill.txt": "kept"}
    reasons = {Path(skipped.source).name: skipped.reason for skipped in report.skipped}
    assert reasons.keys() == bad.keys()
    assert all(reason in reasons[name] for name, (_, reason) in bad.items())


def test_a_file_over_the_limit_is_skipped(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    (big := valley.with_name("big.txt")).write_text("青石县。" * 100_000, encoding="utf-8")
    report = ingest(county_index, settings.model_copy(update={"max_source_mb": 1}), sources=[big, valley])
    assert [Path(skipped.source).name for skipped in report.skipped] == ["big.txt"]


def test_when_nothing_can_be_read_there_is_no_index(settings: IngestSettings, tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    with pytest.raises(SourceError, match="空"):
        ingest(tmp_path / "index", settings, sources=[tmp_path / "empty.md"])
    assert Generations(tmp_path / "index").names() == ()


def test_when_nothing_new_can_be_read_the_live_index_stays(
    settings: IngestSettings, county_index: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.md").touch()
    report = ingest(county_index, settings, sources=[tmp_path / "empty.md"])
    assert (report.published, len(report.skipped)) == (False, 1)
    assert set(changes(report).values()) == {"kept"}


def test_a_file_that_became_unreadable_stays_answerable(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    ingest(county_index, settings, sources=[valley])
    valley.write_bytes(b"")
    report = ingest(county_index, settings, sources=[valley])
    assert changes(report)["valley.md"] == "kept"
    assert [skipped.source for skipped in report.skipped] == [str(valley)]
    assert "valley.md" in regions(county_index, settings)


@pytest.mark.parametrize("moved", ["a.md", "z.md"])
def test_a_file_that_moved_and_left_something_unreadable_is_one_document(
    settings: IngestSettings, county_index: Path, valley: Path, moved: str
) -> None:
    ingest(county_index, settings, sources=[valley])
    valley.with_name(moved).write_text(VALLEY, encoding="utf-8")
    valley.write_bytes(b"")
    report = ingest(county_index, settings, sources=[valley, valley.with_name(moved)])
    assert sum(document.title == "云谷县托育服务清单" for document in report.documents) == 1


def test_the_same_content_twice_is_taken_once_and_said(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    twin = valley.with_name("twin.md")
    twin.write_text(VALLEY, encoding="utf-8")
    report = ingest(county_index, settings, sources=[valley, twin])
    assert "twin.md" not in changes(report)
    assert [(skipped.source, str(valley) in skipped.reason) for skipped in report.skipped] == [(str(twin), True)]


def test_where_no_file_of_a_folder_can_be_read_each_is_named(settings: IngestSettings, tmp_path: Path) -> None:
    (folder := tmp_path / "plans").mkdir()
    for name in ("a.md", "b.zip", "c.docx"):
        (folder / name).write_bytes(b"" if name == "a.md" else b"PK\x03\x04")
    with pytest.raises(SourceError) as caught:
        ingest(tmp_path / "index", settings, sources=[folder])
    lines = str(caught.value).splitlines()
    assert sorted(name for line in lines for name in ("a.md", "b.zip", "c.docx") if name in line) == [
        "a.md",
        "b.zip",
        "c.docx",
    ]


def test_a_missing_source_is_an_error_and_changes_nothing(settings: IngestSettings, county_index: Path) -> None:
    before = Generations(county_index).names()
    with pytest.raises(SourceError):
        ingest(county_index, settings, sources=[county_index / "none.md"])
    assert Generations(county_index).names() == before


@pytest.mark.parametrize("text", ["Quartz jumped vexingly.", "★★★"])
def test_a_passage_without_any_known_token_does_not_stop_the_ingest(
    settings: IngestSettings, county_index: Path, valley: Path, text: str
) -> None:
    (strange := valley.with_name("strange.txt")).write_text(text, encoding="utf-8")
    report = ingest(county_index, settings, sources=[strange, valley])
    assert changes(report)["valley.md"] == "added"


# settings that no longer fit


def test_another_embedding_model_embeds_everything_anew(
    settings: IngestSettings, county_index: Path, county_sources: Path, tiny_model: Path
) -> None:
    other = settings.model_copy(update={"embedding_model": str(tiny_model)})
    report = ingest(county_index, other, sources=[county_sources])
    assert report.published
    assert set(changes(report).values()) == {"unchanged"}
    assert read_manifest(Generations(county_index).current())["embedding"]["dimensions"] == 16
    assert {len(vector) for vector in store_of(county_index).vectors().values()} == {16}
    index = Index(county_index, other)
    passage = index.passages[0]
    region = index.documents[passage.document].region
    assert index.vectors.nearest([region], index.embedder.encode([passage.text])[0], 1)[0][0] == passage.id
    index.close()


def test_an_index_of_another_model_is_a_mismatch_that_says_so(
    settings: IngestSettings, county_index: Path, tiny_model: Path
) -> None:
    other = settings.model_copy(update={"embedding_model": str(tiny_model)})
    with pytest.raises(IndexMismatchError, match="builtin") as caught:
        Index(county_index, other)
    assert str(tiny_model) in str(caught.value)


def test_an_index_of_another_layout_is_built_anew(
    settings: IngestSettings, county_index: Path, county_sources: Path
) -> None:
    live = Generations(county_index).current()
    (live / MANIFEST).write_text(json.dumps(read_manifest(live) | {"layout": 0}), encoding="utf-8")
    assert ingest(county_index, settings, sources=[county_sources]).published
    Index(county_index, settings).close()


# killed, crowded, failed


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["built", "switching"])
def test_a_killed_ingest_leaves_the_live_index_whole(
    settings: IngestSettings, county_index: Path, valley: Path, moment: str
) -> None:
    before = Generations(county_index).current_name()
    command = [sys.executable, "-c", KILLED, str(county_index), str(valley), moment]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    assert Generations(county_index).current_name() == before
    assert regions(county_index, settings) == {"lake.md", "hill.txt"}
    check_generation(Generations(county_index).current(), settings)
    report = ingest(county_index, settings, sources=[valley])
    assert changes(report) == {"valley.md": "added", "lake.md": "kept", "hill.txt": "kept"}
    assert not list((county_index / GENERATIONS).glob(".building-*"))


def test_the_bytes_of_a_kept_document_are_not_written_again(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    kept = kept_files(county_index)
    for path in kept:
        os.utime(path, (0, 0))
    ingest(county_index, settings, sources=[valley])
    assert {path.stat().st_mtime for path in kept} == {0}


def test_two_ingests_at_once_are_refused(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    with Generations(county_index).building(), pytest.raises(BusyError):
        ingest(county_index, settings, sources=[valley])


def test_a_failed_ingest_leaves_the_live_index_and_frees_the_lock(
    settings: IngestSettings, county_index: Path, valley: Path
) -> None:
    before = Generations(county_index).names()

    def fail(*_: object) -> None:
        raise RuntimeError("no more room")

    progress: Callable[[str, int, int], None] = fail
    with pytest.raises(RuntimeError, match="no more room"):
        ingest(county_index, settings, sources=[valley], progress=progress)
    assert Generations(county_index).names() == before
    assert ingest(county_index, settings, sources=[valley]).published


def test_old_generations_are_kept_for_rollback(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    ingest(county_index, settings, sources=[valley])
    Generations(county_index).rollback()
    assert regions(county_index, settings) == {"lake.md", "hill.txt"}


def test_no_more_generations_are_kept_than_set(settings: IngestSettings, county_index: Path, valley: Path) -> None:
    one = settings.model_copy(update={"keep_generations": 1})
    report = ingest(county_index, one, sources=[valley])
    assert Generations(county_index).names() == (report.generation,)

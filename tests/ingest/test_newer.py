"""What a newer version says otherwise is told before it is published; a known document under another name is told."""

from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import UnfoundError
from ingest.index import build
from ingest.index.build import check_generation
from ingest.index.check import check as check_index
from ingest.index.generations import Generations
from ingest.index.sources import Sources
from ingest.index.store import Store
from ingest.newer import MOST_SHOWN, Newer, newer
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.settings import IngestSettings
from tests.builders.reading import parsed

PLAN = """---
title: 云谷县托育服务清单
number: 云托发〔2024〕1号
region: 云南省/楚雄彝族自治州/大姚县
---

## 指标

| 指标 | 单位 | 2020年 | 2025年 |
|---|---|---|---|
| 托位 | 个 | 10 | 60 |
| 床位 | 张 | 20 | 30 |

## 收费

公办托育园每人每月收费620元。
"""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "list.md").write_text(PLAN, encoding="utf-8")
    (folder / "other.md").write_text("# 云谷县养老办法\n\n高龄津贴每人每月50元。\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(plans: Path, settings: IngestSettings, tmp_path: Path) -> Path:
    ingest(tmp_path / "index", settings, sources=[plans])
    return tmp_path / "index"


def names(report: Report) -> dict[str, str]:
    return {Path(one.source).name: one.change for one in report.documents}


def test_rows_cells_and_figures_that_differ_are_counted_and_told() -> None:
    new = PLAN.replace("| 10 | 60 |", "| 10 | 80 |").replace("| 床位 | 张 | 20 | 30 |", "| 学位 | 个 | 1 | 2 |")
    found = newer(parsed(PLAN), parsed(new.replace("620元", "580元")))
    assert (found.rows_added, found.rows_removed, found.cells) == (1, 1, 1)
    assert (found.figures_added, found.figures_removed) == (1, 1)
    first, *others = found.lines()
    assert "新增 1 行，去掉 1 行，1 格数字不同，正文新增 1 个数字，正文去掉 1 个数字" in first
    assert set(others) == {"  + 学位", "  - 床位", "  托位 2025年：60 → 80", "  正文 + 580元", "  正文 - 620元"}


def test_no_more_is_told_one_by_one_than_can_be_read() -> None:
    rows = "".join(f"| 项目{at} | 个 | 1 | 2 |\n" for at in range(3 * MOST_SHOWN))
    lines = [*newer(parsed(PLAN), parsed(PLAN.replace("| 床位 |", f"{rows}| 床位 |"))).lines()]
    assert len(lines) == 1 + MOST_SHOWN + 1
    assert lines[-1].strip() == f"……另有 {2 * MOST_SHOWN} 处"


def test_nothing_else_said_is_said_too() -> None:
    assert [*newer(parsed(PLAN), parsed(PLAN.replace("公办", "公立"))).lines()] == [
        "《云谷县托育服务清单》与上一版相比：表格行和数字都没有变"
    ]


def test_a_newer_version_is_told_before_it_is_published(index: Path, plans: Path, settings: IngestSettings) -> None:
    (plans / "list.md").write_text(PLAN.replace("620元", "580元"), encoding="utf-8")
    live, told = Generations(index).current_name(), []

    def tell(one: Newer) -> None:
        told.append(one)
        assert Generations(index).current_name() == live

    report = ingest(index, settings, sources=[plans], tell=tell)
    assert names(report) == {"list.md": "updated", "other.md": "unchanged"}
    assert (*told,) == report.newer
    assert [one.figures_added for one in told] == [1]


def test_a_file_that_is_gone_from_its_folder_is_gone_from_every_store(
    index: Path, plans: Path, settings: IngestSettings
) -> None:
    digest = next(digest for source, digest in Generations(index).documents().items() if source.endswith("other.md"))
    (plans / "other.md").unlink()
    report = ingest(index, settings.model_copy(update={"keep_generations": 1}), sources=[plans])
    assert names(report) == {"list.md": "unchanged"}
    assert any("other.md" in note and "去掉" in note for note in report.notes)
    store = Store(Generations(index).current())
    assert len(store.documents()) == 1
    assert not any("高龄津贴" in passage.text for passage in store.passages())
    assert store.counts()["embeddings"] == len(store.passages())
    assert Sources(index).fault(digest)


def test_of_other_folders_nothing_is_gone(index: Path, plans: Path, settings: IngestSettings, tmp_path: Path) -> None:
    (plans / "other.md").unlink()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "new.md").write_text("# 云谷县救助办法\n\n每人每月70元。\n", encoding="utf-8")
    report = ingest(index, settings, sources=[tmp_path / "more"])
    assert names(report) == {"new.md": "added", "list.md": "kept", "other.md": "kept"}


def test_a_known_document_under_another_name_is_kept_beside_the_old_one_and_told(
    index: Path, plans: Path, settings: IngestSettings
) -> None:
    (plans / "list-2.md").write_text(PLAN.replace("620元", "580元"), encoding="utf-8")
    report = ingest(index, settings, sources=[plans / "list-2.md"])
    assert names(report) == {"list-2.md": "added", "list.md": "kept", "other.md": "kept"}
    assert any("--replace" in note and "list.md" in note for note in report.notes)


def test_it_takes_the_place_of_the_old_one_when_asked(index: Path, plans: Path, settings: IngestSettings) -> None:
    new = plans.parent / "list-2.md"
    new.write_text(PLAN.replace("620元", "580元"), encoding="utf-8")
    report = ingest(index, settings, sources=[new], replacing=True)
    assert names(report) == {"list-2.md": "added", "other.md": "kept"}
    assert [(one.figures_added, one.figures_removed) for one in report.newer] == [(1, 1)]
    assert any("代替" in note for note in report.notes)


def test_another_number_is_another_document(index: Path, plans: Path, settings: IngestSettings) -> None:
    (plans / "list-2.md").write_text(PLAN.replace("〔2024〕1号", "〔2024〕2号"), encoding="utf-8")
    report = ingest(index, settings, sources=[plans], replacing=True)
    assert len(report.documents) == 3
    assert not any("地区相同" in note for note in report.notes)


def test_a_document_that_does_not_find_itself_in_the_finished_index_is_left_out(
    plans: Path, settings: IngestSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(generation: Path, asked: IngestSettings) -> None:
        with closing(Store(generation)) as store:
            astray = frozenset(one.id for one in store.documents() if "other.md" in one.source)
        if astray:
            raise UnfoundError("找不到自己", astray)
        check_generation(generation, asked)

    monkeypatch.setattr(build, "check_generation", check)
    report = ingest(tmp_path / "index", settings, sources=[plans])
    assert names(report) == {"list.md": "added"}
    assert [(Path(one.source).name, "自检" in one.reason) for one in report.skipped] == [("other.md", True)]
    assert not any(check_index(tmp_path / "index", settings))

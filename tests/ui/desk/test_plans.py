"""Plans are looked at, added, replaced, withdrawn and rolled back over a real index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import SourceError, UsageError
from ingest.index.sources import SOURCES
from ingest.index.truth import Truth
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.builders.desk import Office
from ui.desk.accounts import Role
from ui.desk.plans import PLANS, STAGED, Plans, folder_of

PLAN = """---
title: 青石县公共服务规划
region: 江南省/临湖市/青石县
period: 2026-2030
---
# 第一章 教育

| 服务项目 | 服务对象 | 服务标准 |
|---|---|---|
| 校车补助 | 走读学生 | 每学期360元 |
"""
OTHER = PLAN.replace("青石县公共服务规划", "青石县养老规划").replace("校车补助", "高龄津贴").replace("360元", "110元")
WAITS_S = 120.0


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Truth]:
    monkeypatch.setenv("HUIMIN_HOME", str(tmp_path))
    (tmp_path / "first.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "second.md").write_text(OTHER, encoding="utf-8")
    settings = IngestSettings(home=tmp_path)
    ingest(tmp_path / "index", settings, sources=[tmp_path / "first.md", tmp_path / "second.md"])
    opened = Truth(tmp_path / "index", settings)
    yield opened
    opened.close()


@pytest.fixture
def plans(tmp_path: Path) -> Plans:
    return Plans(tmp_path, IngestSettings(home=tmp_path, read_seconds=0))


def done(plans: Plans) -> str:
    """What was said at the end."""
    plans.wait(WAITS_S)
    assert plans.work and plans.work.is_over
    return plans.work.said


def titles(index: Truth, home: Path) -> set[tuple[str, str]]:
    live = Truth(home / "index", IngestSettings(home=home))
    found = {(one.title, Path(one.source).name) for one in live.documents.values()}
    live.close()
    return found


def test_staff_get_the_file_as_it_was_handed_in(desk: Office, index: Truth) -> None:
    document = next(one for one in index.documents.values() if one.title == "青石县养老规划")
    desk.index.documents = index.documents
    desk.index.generation = index.generation
    got = desk.as_user("drafter", Role.DRAFTER).get(f"/staff/plan/{document.id}/file")
    assert (got.status_code, got.content) == (200, OTHER.encode())
    assert (
        got.headers["content-disposition"].startswith("attachment")
        and "second.md" in got.headers["content-disposition"]
    )
    assert got.headers["content-type"] == "application/octet-stream"
    (Path(folder_of(index)) / SOURCES / document.content_hash).unlink()
    assert desk.as_user("other", Role.DRAFTER).get(f"/staff/plan/{document.id}/file").status_code == 410


def test_a_file_is_looked_at_before_it_is_added(plans: Plans, index: Truth, tmp_path: Path) -> None:
    found = plans.look_at("../../新 规划?.md", PLAN.replace("360元", "400元").encode(), index)
    assert found.name == "新 规划-.md" and found.old is not None
    (one,) = found.differences
    assert (one.ours, one.theirs) == ("每学期360元", "每学期400元")
    assert titles(index, tmp_path) == {("青石县公共服务规划", "first.md"), ("青石县养老规划", "second.md")}
    assert [*(tmp_path / STAGED).iterdir()]


@pytest.mark.slow
def test_a_plan_is_replaced_withdrawn_and_rolled_back(plans: Plans, index: Truth, tmp_path: Path) -> None:
    found = plans.look_at("新规划.md", PLAN.replace("360元", "400元").encode(), index)
    assert found.old
    plans.add(found.token, index, replaces=found.old.id)
    with pytest.raises(UsageError, match="正在更新"):
        plans.withdraw(found.old.id, index)
    assert done(plans) == ""
    assert titles(index, tmp_path) == {("青石县公共服务规划", "新规划.md"), ("青石县养老规划", "second.md")}
    assert (tmp_path / PLANS / "新规划.md").is_file() and not [*(tmp_path / STAGED).iterdir()]
    plans.roll_back(index)
    plans.roll_back(index)
    assert titles(index, tmp_path) == {("青石县公共服务规划", "first.md"), ("青石县养老规划", "second.md")}
    plans.withdraw(found.old.id, index)
    assert done(plans) == ""
    assert titles(index, tmp_path) == {("青石县养老规划", "second.md")}


@pytest.mark.parametrize("name, data", [("a.exe", b"x"), ("", b"x"), ("空.md", b""), ("假.docx", b"no zip")])
def test_what_cannot_be_read_is_told_and_not_kept(
    plans: Plans, index: Truth, tmp_path: Path, name: str, data: bytes
) -> None:
    with pytest.raises(SourceError):
        plans.look_at(name, data, index)
    assert not (tmp_path / STAGED).exists() or not [*(tmp_path / STAGED).iterdir()]


@pytest.mark.parametrize("token", ["", "../plans", "0123456789abcdef"])
def test_only_a_file_that_was_looked_at_is_added(plans: Plans, index: Truth, token: str) -> None:
    with pytest.raises(UsageError, match="重新上传"):
        plans.add(token, index, replaces="")


def test_an_editor_sees_the_plans_and_what_they_hold(desk: Office) -> None:
    editor = desk.as_user("editor", Role.EDITOR)
    assert "青石县公共服务规划" in editor.get("/staff/plans").text
    assert "留空的数字" in editor.get("/staff/plan/d1").text
    assert editor.get("/staff/plan/d9").status_code == 404
    assert "最后一份" in editor.post("/staff/plans/withdraw", document="d1").text

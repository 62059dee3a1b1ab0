"""Generations: built aside, published by one rename, rolled back, pruned when nobody reads them."""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import BusyError, IndexBrokenError, NoIndexError, UsageError
from ingest.index.generations import (
    BUILD_LOCK,
    CURRENT,
    GENERATIONS,
    Generations,
)
from ingest.index.integrity import LAYOUT, MANIFEST, read_manifest
from ingest.index.read_lock import READ_LOCK, hold
from ingest.index.sources import SOURCES


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "index")


def published(generations: Generations, times: int = 1, *, keep: int = 9) -> list[str]:
    names = []
    for at in range(times):
        with generations.building() as aside:
            (aside / "content").write_text(str(at), encoding="utf-8")
            names.append(generations.publish(aside, {"n": at}, keep))
    return names


def test_an_empty_folder_has_no_index(generations: Generations) -> None:
    assert (generations.names(), generations.current_name()) == ((), None)
    with pytest.raises(NoIndexError, match="huimin ingest"):
        generations.current()


def test_a_published_generation_is_live_and_whole(generations: Generations) -> None:
    (name,) = published(generations)
    assert generations.current() == generations.path(name)
    assert (generations.current() / "content").read_text(encoding="utf-8") == "0"
    manifest = read_manifest(generations.current())
    assert (manifest["n"], manifest["layout"], sorted(manifest["files"])) == (0, LAYOUT, ["content", READ_LOCK])
    assert generations.whole() == generations.current()


def test_each_generation_comes_after_the_last(generations: Generations) -> None:
    names = published(generations, 3)
    assert list(generations.names()) == sorted(names) == names
    assert generations.current_name() == names[-1]


def test_an_unpublished_build_leaves_nothing(generations: Generations) -> None:
    with pytest.raises(RuntimeError, match="halfway"), generations.building() as aside:
        (aside / "content").touch()
        raise RuntimeError("halfway")
    assert not aside.exists()
    assert generations.names() == ()


def test_a_failed_build_leaves_the_live_one(generations: Generations) -> None:
    (name,) = published(generations)
    with pytest.raises(RuntimeError), generations.building():
        raise RuntimeError
    assert generations.current_name() == name
    assert published(generations) > [name]


@pytest.mark.parametrize("files", [[], ["content"], ["content", MANIFEST]])
def test_what_a_killed_build_left_is_swept_by_the_next(generations: Generations, files: list[str]) -> None:
    (name,) = published(generations)
    left = generations.folder / GENERATIONS / ".building-000002"
    left.mkdir()
    for file in files:
        (left / file).write_text("{}", encoding="utf-8")
    assert generations.current_name() == name
    assert len(published(generations)) == 1
    assert not left.exists()


def test_a_build_killed_before_its_rename_is_not_published(generations: Generations) -> None:
    (name,) = published(generations)
    left = generations.folder / GENERATIONS / ".building-000002"
    left.mkdir()
    (left / MANIFEST).write_text("{}", encoding="utf-8")
    assert generations.names() == (name,)


def test_a_generation_that_was_not_switched_to_does_not_take_the_next_ones_number(generations: Generations) -> None:
    first, second = published(generations, 2)
    (generations.folder / CURRENT).write_text(first + "\n", encoding="utf-8")  # killed between rename and switch
    (third,) = published(generations)
    assert third.split("-")[0] > second.split("-")[0]


def test_two_builders_cannot_work_at_once(generations: Generations) -> None:
    with (
        generations.building(),
        pytest.raises(BusyError, match="另一个进程"),
        Generations(generations.folder).building(),
    ):
        pass


def test_after_a_build_the_next_may_begin(generations: Generations) -> None:
    with generations.building():
        pass
    with generations.building() as aside:
        assert aside.is_dir()


def test_a_busy_index_can_still_be_read(generations: Generations) -> None:
    (name,) = published(generations)
    with generations.building():
        assert Generations(generations.folder).current_name() == name


@pytest.mark.parametrize("place", ["index", "index/deeper"])
def test_a_place_that_cannot_be_written_is_a_wrong_setting(tmp_path: Path, place: str) -> None:
    (tmp_path / "index").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match="不能写入"), Generations(tmp_path / place).building():
        pass


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_so_many_generations_are_kept(generations: Generations, keep: int) -> None:
    names = published(generations, 5, keep=keep)
    assert list(generations.names()) == names[-keep:]


def test_a_generation_that_is_read_is_pruned_only_when_let_go(generations: Generations) -> None:
    (first,) = published(generations, keep=1)
    reader = hold(generations.current())
    (second,) = published(generations, keep=1)
    assert generations.names() == (first, second)
    os.close(reader)
    (third,) = published(generations, keep=1)
    assert generations.names() == (third,)


def test_readers_do_not_keep_each_other_out(generations: Generations) -> None:
    published(generations)
    first, second = hold(generations.current()), hold(generations.current())
    os.close(first)
    with (generations.current() / READ_LOCK).open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(second)


def test_rollback_makes_the_one_before_live(generations: Generations) -> None:
    names = published(generations, 3)
    assert [generations.rollback(), generations.current_name()] == [names[1]] * 2
    assert [generations.rollback(), generations.current_name()] == [names[0]] * 2


def test_rollback_can_go_to_a_named_one_and_forward(generations: Generations) -> None:
    names = published(generations, 3)
    generations.rollback(names[0])
    assert generations.rollback(names[2]) == generations.current_name() == names[2]


def test_rollback_keeps_every_generation(generations: Generations) -> None:
    names = published(generations, 3)
    generations.rollback(names[0])
    assert list(generations.names()) == names


def test_after_a_rollback_the_next_generation_is_the_newest(generations: Generations) -> None:
    names = published(generations, 2)
    generations.rollback()
    (third,) = published(generations)
    assert third > names[1]
    assert generations.current_name() == third


@pytest.mark.parametrize("to", ["000009-20200101-000000", "..", "", ".building-000001"])
def test_rollback_to_an_unknown_generation_is_refused(generations: Generations, to: str) -> None:
    (name,) = published(generations)
    with pytest.raises(UsageError, match=name):
        generations.rollback(to)
    assert generations.current_name() == name


@pytest.mark.parametrize("times", [0, 1])
def test_without_an_older_generation_there_is_no_way_back(generations: Generations, times: int) -> None:
    published(generations, times)
    with pytest.raises(UsageError, match="没有更早"):
        generations.rollback()


def test_rollback_leads_out_of_a_damaged_live_generation(generations: Generations) -> None:
    first, second = published(generations, 2)
    (generations.path(second) / MANIFEST).unlink()
    with pytest.raises(NoIndexError, match="rollback"):
        generations.current()
    assert generations.whole() == generations.path(first)
    assert generations.rollback() == first
    assert generations.current() == generations.path(first)


def test_an_empty_current_is_no_index(generations: Generations) -> None:
    published(generations)
    (generations.folder / CURRENT).write_text("\n", encoding="utf-8")
    with pytest.raises(NoIndexError):
        generations.current()


def test_a_switch_leaves_no_half_written_file(generations: Generations) -> None:
    published(generations, 2)
    generations.rollback()
    assert {path.name for path in generations.folder.iterdir()} == {CURRENT, BUILD_LOCK, GENERATIONS, SOURCES}
    assert {path.name for path in generations.current().iterdir()} == {"content", MANIFEST, READ_LOCK}


def test_the_manifest_is_readable_text(generations: Generations) -> None:
    with generations.building() as aside:
        name = generations.publish(aside, {"documents": {"青石县.md": "abc"}}, 1)
    text = (generations.path(name) / MANIFEST).read_text(encoding="utf-8")
    assert "青石县" in text
    assert json.loads(text)["documents"] == {"青石县.md": "abc"}


@pytest.mark.parametrize("content", ["{", "", "[]", "{}", f'{{"layout": {LAYOUT}}}', "[" * 100_000, "\ud800"])
def test_a_damaged_manifest_is_said_to_be_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(IndexBrokenError, match=r"损坏|改动"):
        read_manifest(tmp_path)


def test_a_generation_that_is_gone_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="打不开"):
        hold(tmp_path / "gone")


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, "读写出错"),
        (errno.EDQUOT, "配额"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "rename", "replace", "mkdir"])
def test_what_the_disk_refuses_is_one_line_and_leaves_the_live_one(
    generations: Generations, monkeypatch: pytest.MonkeyPatch, call: str, refused: int, said: str
) -> None:
    (name,) = published(generations)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(refused, os.strerror(refused))

    with monkeypatch.context() as patch, pytest.raises(UsageError, match=said) as caught:
        patch.setattr(os, call, refuse)
        published(generations)
    assert "\n" not in str(caught.value)
    assert generations.whole() == generations.path(name)
    published(generations)
    assert len(generations.entries()) == 2


def test_what_changed_since_it_was_published_is_passed_over(
    generations: Generations, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, third = published(generations, 3)
    generations.rollback(second)
    (generations.path(second) / "content").write_text("2", encoding="utf-8")
    assert generations.whole() == generations.path(first)  # not the later one, which was left on purpose
    assert f"索引 {second} 已损坏：content 的内容被改动过；改用索引 {first}" in caplog.text
    (generations.path(first) / "content").unlink()
    assert generations.whole() == generations.path(third)
    (generations.path(third) / READ_LOCK).unlink()
    with pytest.raises(IndexBrokenError, match="huimin ingest 重建"):
        generations.whole()
    with pytest.raises(IndexBrokenError, match=second):
        generations.whole(second)


def test_a_damaged_generation_takes_no_whole_ones_place(generations: Generations) -> None:
    first, second, third = published(generations, 3)
    (generations.path(second) / "content").unlink()
    (fourth,) = published(generations, keep=3)
    assert generations.names() == (first, third, fourth)


def test_the_list_of_documents_is_known_without_a_generation(generations: Generations) -> None:
    for documents in ({"a.md": "1"}, {"a.md": "1", "b.md": "2"}):
        with generations.building() as aside:
            generations.publish(aside, {"documents": documents}, 3)
    shutil.rmtree(generations.folder / GENERATIONS)
    assert generations.documents() == {"a.md": "1", "b.md": "2"}
    (generations.folder / CURRENT).unlink()
    assert generations.documents() == {"a.md": "1", "b.md": "2"}


def test_the_list_follows_a_rollback(generations: Generations) -> None:
    for documents in ({"a.md": "1"}, {"b.md": "2"}):
        with generations.building() as aside:
            generations.publish(aside, {"documents": documents}, 3)
    older = generations.rollback()
    (generations.path(older) / MANIFEST).unlink()
    assert generations.documents() == {"a.md": "1"}


def test_everything_is_on_the_disk_before_it_is_named(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def watched(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def run(one: int | str, *more: str) -> None:
            path = Path(f"/proc/self/fd/{one}").readlink() if isinstance(one, int) else Path(one)
            real(one, *more)
            done.append(f"{name} {path.name}")

        return run

    for name in ("fsync", "rename", "replace"):
        monkeypatch.setattr(os, name, watched(name, getattr(os, name)))
    published(generations)
    built = ".building-000001"
    named = done.index(f"rename {built}")
    assert {f"fsync {one}" for one in ("content", READ_LOCK, MANIFEST, built)} <= set(done[:named])
    assert done[named + 1] == f"fsync {GENERATIONS}"
    assert done[-3:] == [f"fsync {CURRENT}.tmp", f"replace {CURRENT}.tmp", f"fsync {generations.folder.name}"]

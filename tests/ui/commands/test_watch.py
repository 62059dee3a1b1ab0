"""A watched folder is read when it has changed and come to rest; the watch ends when it is told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from ingest.errors import UsageError
from ui.commands.watch import run_watch, seen, watch


class Steps(Event):
    """Stands for the pause between two looks: each pause is one step of a story; it ends with the last one."""

    def __init__(self, *steps: object) -> None:
        super().__init__()
        self._steps = list(steps)

    def wait(self, timeout: float | None = None) -> bool:
        if not self._steps:
            return True
        step = self._steps.pop(0)
        if callable(step):
            step()
        return False


def read_at(folder: Path, *steps: object) -> list[set[str]]:
    """What lay in a folder each time it was read."""
    found: list[set[str]] = []
    watch(folder, lambda: found.append({path.name for path in folder.iterdir()}), Steps(*steps))
    return found


def test_a_folder_is_read_at_the_start_and_not_again_while_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert read_at(tmp_path, None, None, None) == [{"a.md"}]


def test_a_change_is_read_when_it_has_come_to_rest(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    steps = [lambda: file.write_text("1"), lambda: file.write_text("12"), None, None]
    assert read_at(tmp_path, *steps) == [set(), {"a.md"}]
    assert read_at(tmp_path, *[lambda at=at: file.write_text("1" * at) for at in range(3, 8)]) == [{"a.md"}]


def test_a_file_that_is_gone_or_as_large_as_before_is_a_change(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("1")
    later = [lambda: os.utime(file, ns=(0, 0)), None, file.unlink, None]
    assert read_at(tmp_path, *later) == [{"a.md"}, {"a.md"}, set()]


def test_hidden_folders_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.md").touch()
    assert seen(tmp_path) == {}


def test_what_is_no_folder_is_not_watched(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是文件夹"):
        run_watch(tmp_path / "index", tmp_path / "missing")


@pytest.mark.slow
def test_sigterm_ends_a_watch_in_order(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.md").write_text("# 青石县办法\n\n每人每月70元。\n", encoding="utf-8")
    command = [sys.executable, "-m", "ui.cli", "ingest", "--watch", str(plans), "--index", str(tmp_path / "index")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as run:
        assert run.stdout is not None
        said = []
        for line in run.stdout:
            said.append(line.strip())
            if line.startswith("已发布"):
                run.send_signal(signal.SIGTERM)
        assert run.wait() == 0
    assert said[1].startswith("新增 ") and said[-1] == "已停止"

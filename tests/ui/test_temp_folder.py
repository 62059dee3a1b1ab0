"""Temporary files of a server."""

import fcntl
import os
import tempfile
from pathlib import Path

import pytest

from ingest.errors import UsageError
from ui.temp_folder import FOLDER, LOCK, own_temp_folder


def test_all_temporary_files_lie_in_a_folder_that_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    monkeypatch.delenv("GRADIO_TEMP_DIR", raising=False)
    with own_temp_folder(tmp_path) as own:
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(b"x")
        assert Path(file.name).parent == own and own.parent == tmp_path / FOLDER
        assert os.environ["TMPDIR"] == os.environ["GRADIO_TEMP_DIR"] == str(own)
        assert own.stat().st_mode & 0o077 == 0
    assert not list((tmp_path / FOLDER).iterdir())
    assert os.environ["TMPDIR"] == "/elsewhere" and "GRADIO_TEMP_DIR" not in os.environ
    assert not tempfile.gettempdir().startswith(str(tmp_path / FOLDER))


def test_what_a_killed_server_left_is_removed_and_a_running_ones_stays(tmp_path: Path) -> None:
    for name in ("killed", "running"):
        (tmp_path / FOLDER / name).mkdir(parents=True)
        (tmp_path / FOLDER / name / LOCK).touch()
        (tmp_path / FOLDER / name / "talk.json").write_text("{}", encoding="utf-8")
    with (tmp_path / FOLDER / "running" / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with own_temp_folder(tmp_path) as own:
            assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {"running", own.name}


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="不能写入数据目录"), own_temp_folder(tmp_path / "file"):
        pass

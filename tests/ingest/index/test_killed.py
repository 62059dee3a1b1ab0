"""An ingest that is killed, loses its power or finds the disk full at any point: what was live answers, the next one heals."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.index.check import check
from ingest.index.generations import Generations
from ingest.index.opened import Index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings

ROOT = Path(__file__).resolve().parents[3]
VALLEY = "---\nregion: 江南省/临湖市/云谷县\n---\n# 云谷县托育方案\n\n云谷县公办托育园每人每月收费{fee}元。\n"
POINTS = {
    "source written": ("fsync", r"sources/\w{64}\.tmp"),
    "source named": ("replace", r"sources/\w{64}\.tmp"),
    "source's folder": ("fsync", r"sources$"),
    "manifest written": ("fsync", r"\.building-\d+/manifest\.json\.tmp"),
    "manifest named": ("replace", r"manifest\.json\.tmp"),
    "truth": ("fsync", r"knowledge\.sqlite3$"),
    "vectors": ("fsync", r"chroma\.sqlite3$"),
    "meanings": ("fsync", r"meaning\.npy$"),
    "folder within": ("fsync", r"keywords$"),
    "generation": ("fsync", r"\.building-\d+$"),
    "generation named": ("rename", r"\.building-\d+$"),
    "generations' folder": ("fsync", r"generations$"),
    "list written": ("fsync", r"documents\.json\.tmp"),
    "list named": ("replace", r"documents\.json\.tmp"),
    "pointer written": ("fsync", r"CURRENT\.tmp"),
    "pointer named": ("replace", r"CURRENT\.tmp"),
    "pointer's folder": ("fsync", r"index$"),
    "pruning begun": ("rename", r"generations/000001[^/]*$"),
    "pruning": ("unlink", r"\.gone-.*/keywords/"),
    "pruned": ("rmdir", r"\.gone-[^/]*$"),
    "source swept": ("unlink", r"sources/\w{64}$"),
}
LEAVES_NOTHING = ("generations' folder", "pointer's folder", "pruning begun")  # a published generation or two, whole
ROOM = (0, 0.001, 0.01, 0.1, 0.5, 0.99)  # for a file, of what the largest one needs


@pytest.fixture(scope="module")
def master(
    settings: IngestSettings, county_sources: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """An index, and a file of it that has changed since."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "valley.md").write_text(VALLEY.format(fee=620), encoding="utf-8")
    ingest(folder / "index", settings, sources=[county_sources, folder / "valley.md"])
    (folder / "valley.md").write_text(VALLEY.format(fee=650), encoding="utf-8")
    return folder / "index", folder / "valley.md"


def fees(index: Path, settings: IngestSettings) -> str:
    opened = Index(index, settings)
    opened.close()
    texts = "".join(document.text for document in opened.documents.values())
    assert "高龄津贴110元" in texts
    return "620" if "收费620元" in texts else "650" if "收费650元" in texts else ""


@pytest.mark.slow
@pytest.mark.parametrize("lose", ["keep", "lose"])
@pytest.mark.parametrize("point", POINTS)
def test_killed(master: tuple[Path, Path], tmp_path: Path, settings: IngestSettings, point: str, lose: str) -> None:
    index, source = shutil.copytree(master[0], tmp_path / "index"), master[1]
    command = [sys.executable, "-m", "tests.ingest.index.killed", str(index), str(source), *POINTS[point], lose]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    switched = list(POINTS).index(point) > list(POINTS).index("pointer named")
    assert fees(index, settings) == ("650" if switched else "620")
    assert bool(list(check(index, settings))) == (point not in LEAVES_NOTHING)
    ingest(index, settings.model_copy(update={"keep_generations": 1}), sources=[source])
    assert list(check(index, settings)) == []
    assert fees(index, settings) == "650"
    assert len(Generations(index).entries()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_is_one_line(
    master: tuple[Path, Path], tmp_path: Path, settings: IngestSettings, room: float
) -> None:
    index, source = shutil.copytree(master[0], tmp_path / "index"), master[1]
    limit = int(room * max(path.stat().st_size for path in Generations(index).current().rglob("*")))
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "ingest", str(source), "--index", str(index)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    said = done.stderr.strip()
    assert done.returncode in (2, 3), said
    *difference, failure = said.splitlines()  # what the newer version says otherwise is told before it is written
    assert "Traceback" not in said and "磁盘" in failure
    assert all("上一版" in line or line.startswith(" ") for line in difference)
    assert fees(index, settings) == "620"
    ingest(index, settings, sources=[source])
    assert list(check(index, settings)) == []

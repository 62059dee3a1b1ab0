"""The wheel works by itself: installed into an empty environment, asked from another folder."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built once."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    return next(folder.glob("huimin-*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_every_file_of_its_packages(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    data = {name for name in wanted if "/data/" in name}
    assert {name.split("/")[0] for name in data} == {"ingest", "rag", "ui"}
    with zipfile.ZipFile(wheel) as archive:
        assert wanted - set(archive.namelist()) == set()


@pytest.mark.slow
def test_the_wheel_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
    # the packages that Huimin needs, without installing gigabytes again; the checkout itself is not among them
    purelib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(purelib) / "needed.pth").write_text(_without_checkout(tmp_path) + "\n", encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    variables = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "HUIMIN_HOME")}
    variables |= {"HOME": str(tmp_path / "user"), "XDG_DATA_HOME": str(tmp_path / "data")}

    def huimin(*words: str) -> str:
        command = [str(environment / "bin" / "huimin"), *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd=elsewhere, env=variables, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    words = [str(python), "-c", "import rag; print(rag.__file__)"]
    where = subprocess.run(words, capture_output=True, text=True, check=True, cwd=elsewhere, env=variables)
    assert str(environment) in where.stdout
    huimin("ingest")
    assert (tmp_path / "data" / "huimin" / "index" / "CURRENT").is_file()
    answer = json.loads(huimin("ask", "义务教育学生营养膳食补助每天多少钱", "--json"))
    assert "4元" in answer["answer"]


def _without_checkout(tmp_path: Path) -> str:
    """A folder with links to every installed package but Huimin's own editable marks."""
    folder = tmp_path / "needed"
    folder.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if "huimin" not in entry.name.lower() and not entry.name.startswith(("pip", "__pycache__")):
            (folder / entry.name).symlink_to(entry)
    return str(folder)

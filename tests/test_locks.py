"""The lock files hold what pyproject.toml asks for: by exact version, with hashes, and with no registry's address."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = "requirements.lock"
DEV = "requirements-dev.lock"
OCR = "requirements-ocr.lock"
TORCH = "requirements-torch.lock"


def entries(name: str) -> dict[str, str]:
    """Package → the text that follows its name in a lock file: version, marker and hashes."""
    lines = [
        line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    found = re.findall(r"^([\w.-]+)==((?:.*\\\n)*.*)$", "\n".join(lines), re.MULTILINE)
    return {canonicalize_name(package): rest for package, rest in found}


def version(rest: str) -> Version:
    return Version(rest.split(maxsplit=1)[0])


LOCKED = entries(RUN)
LOCKED_DEV = entries(DEV)
LOCKED_OCR = entries(OCR)
TORCH_VERSION = version(entries(TORCH)["torch"])
GROUPS = PROJECT["dependency-groups"]
ASKED = [(LOCKED, Requirement(line)) for line in PROJECT["project"]["dependencies"] + GROUPS["build"]]
ASKED += [(LOCKED_OCR, Requirement(line)) for line in PROJECT["project"]["optional-dependencies"]["ocr"]]
ASKED += [(LOCKED_DEV, Requirement(line)) for line in GROUPS["dev"]]


@pytest.mark.parametrize(("locked", "asked"), ASKED, ids=lambda part: getattr(part, "name", ""))
def test_what_is_declared_is_locked_within_its_range(locked: dict[str, str], asked: Requirement) -> None:
    name = canonicalize_name(asked.name)
    assert asked.specifier.contains(TORCH_VERSION if name == "torch" else version(locked[name]))


def test_the_tools_that_build_the_package_are_those_that_are_locked() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


@pytest.mark.parametrize("locked", [LOCKED, LOCKED_DEV, LOCKED_OCR], ids=[RUN, DEV, OCR])
def test_every_package_has_hashes(locked: dict[str, str]) -> None:
    assert len(locked) > 50
    assert [name for name, rest in locked.items() if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest)] == []


@pytest.mark.parametrize("other", [LOCKED_DEV, LOCKED_OCR], ids=[DEV, OCR])
def test_the_files_agree_on_a_version(other: dict[str, str]) -> None:
    shared = LOCKED.keys() & other.keys()
    assert shared and {name: version(LOCKED[name]) for name in shared} == {
        name: version(other[name]) for name in shared
    }


def test_torch_stands_in_its_own_file_alone() -> None:
    assert "torch" not in LOCKED.keys() | LOCKED_DEV.keys() | LOCKED_OCR.keys()
    assert [one["version"] for one in PROJECT["tool"]["uv"]["dependency-metadata"]] == [str(TORCH_VERSION)]


@pytest.mark.parametrize("package", ["nvidia", "cuda", "triton"])
def test_no_package_of_a_graphics_card_is_locked(package: str) -> None:
    assert [name for name in LOCKED.keys() | LOCKED_DEV.keys() | LOCKED_OCR.keys() if name.startswith(package)] == []


@pytest.mark.parametrize("name", [RUN, DEV, OCR, TORCH])
def test_no_address_of_a_registry_is_written_down(name: str) -> None:
    assert not re.search(
        r"https?://|file://|--(?:extra-)?index-url|--find-links", (ROOT / name).read_text(encoding="utf-8")
    )

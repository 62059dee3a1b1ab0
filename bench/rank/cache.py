"""Examples kept on disk, so that a second run with the same sources and code goes straight to the fit."""

import hashlib
import json
import pickle
from dataclasses import fields
from pathlib import Path

import numpy as np

from bench.rank.examples import Bases, Example, examples
from bench.rank.indexes import fingerprint, index_of, index_settings
from bench.rank.provenance import EXAMPLE_CODE, hash_of_code, hash_of_features
from bench.rank.sources import Source


def examples_of(source: Source, home: Path, kept: Bases, *, purpose: str, taken_out: bool = True) -> list[Example]:
    """Of a source's questions, made anew where documents, questions, code, features or axes have changed. A file for
    each `purpose`. It is unpickled only where this program wrote it before, into its own folder."""
    wanted = _fingerprint(source, kept, taken_out=taken_out)
    file = home / "examples" / f"{source.name.replace('/', '-')}-{purpose}.pickle"
    mark = file.with_suffix(".fingerprint")
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        found: list[Example] = pickle.loads(file.read_bytes())
        return found
    settings = index_settings(home)
    found = examples(index_of(source, home), source.cases(), kept, settings, plan=source.name, taken_out=taken_out)
    file.parent.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    file.write_bytes(pickle.dumps(found))
    mark.write_text(wanted, encoding="utf-8")
    return found


def _fingerprint(source: Source, kept: Bases, *, taken_out: bool) -> str:
    axes = hashlib.sha256()
    for one in fields(kept):
        basis = getattr(kept, one.name)
        axes.update(np.ascontiguousarray(basis.middle).tobytes() + np.ascontiguousarray(basis.axes).tobytes())
    code = hash_of_code(EXAMPLE_CODE)
    parts = [fingerprint(source), source.sets_sha256, code, hash_of_features(), axes.hexdigest(), taken_out]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

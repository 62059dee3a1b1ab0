"""Indexes of the sources, made under `var/rank` and taken again while sources, code and versions are the same."""

import hashlib
import json
import shutil
from pathlib import Path

from bench.rank.provenance import INGEST_CODE, hash_of_code, versions
from bench.rank.sources import Source
from ingest.pipeline import ingest
from ingest.settings import IngestSettings

FINGERPRINT = "rank.fingerprint"


def index_settings(home: Path) -> IngestSettings:
    """The defaults, whatever the environment says: weights are those of the repository alone."""
    return IngestSettings.model_construct(home=home)


def fingerprint(source: Source) -> str:
    """Changes with the documents, the code of ingest and the versions."""
    parts = [source.name, source.documents_sha256, hash_of_code(INGEST_CODE), versions()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def index_of(source: Source, home: Path) -> Path:
    """The folder of its index; ingested where there is none of this fingerprint."""
    folder = home / "indexes" / source.name.replace("/", "-")
    kept = folder / FINGERPRINT
    wanted = fingerprint(source)
    if not kept.is_file() or kept.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        report = ingest(folder, index_settings(home), sources=source.documents)
        if report.skipped:
            raise ValueError(f"{source.name}: {report.skipped[0].source!r} was not read: {report.skipped[0].reason}")
        kept.write_text(wanted, encoding="utf-8")
    return folder

"""Indexes of tests, built once: a mutant outside of `ingest/` cannot change what ingest makes of the same sources."""

import hashlib
import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REPORT = "report.pickle"


def keep(store: Path) -> None:
    """From now on in this process, `ingest` into a new folder copies the index that the same sources once gave.

    To be called before any test module is imported, in a process whose `ingest/` is not mutated.
    """
    from ingest import pipeline

    build = pipeline.ingest

    def ingest(folder: Path, settings: Any, *, sources: Sequence[Path] = (), **options: Any) -> Any:
        if options or (folder.exists() and any(folder.iterdir())):
            return build(folder, settings, sources=sources, **options)
        kept = store / _key(settings, sources)
        if not kept.exists():
            report = build(folder, settings, sources=sources)
            aside = kept.with_suffix(f".{id(report)}")
            shutil.copytree(folder, aside / "index")
            (aside / REPORT).write_bytes(pickle.dumps(report))
            if not kept.exists():
                aside.rename(kept)
            return report
        shutil.copytree(kept / "index", folder, dirs_exist_ok=True)
        return pickle.loads((kept / REPORT).read_bytes())

    pipeline.ingest = ingest


def _key(settings: Any, sources: Sequence[Path]) -> str:
    """Settings but for the home folder, and the names and bytes of the sources."""
    whole = hashlib.sha256(settings.model_dump_json(exclude={"home"}).encode())
    for source in sources:
        for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if file.is_file():
                whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()

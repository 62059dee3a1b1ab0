"""The ingest path: files in, a published generation out. What failed is said and skipped; what was live stays live."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.errors import NoIndexError, SourceError, UsageError
from ingest.identity.identify import document_id
from ingest.index.build import NOTHING, Progress, build_generation, carry
from ingest.index.generations import Generations, read_manifest
from ingest.index.store import LAYOUT, Store
from ingest.inputs import SAMPLE, Input, Skipped, collect, sample_corpus
from ingest.reader_version import reader_version
from ingest.reading import Read, reading
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings

SOURCES = "sources"  # folder of the index that keeps every ingested file's bytes by their hash

Change = Literal["added", "updated", "unchanged", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """One document of the index after an ingest; `kept` ones were not among the sources."""

    id: str
    source: str
    title: str
    region: str
    sections: int
    rows: int
    passages: int
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an ingest did. `published` is False where nothing had changed."""

    generation: str
    published: bool
    documents: tuple[Ingested, ...]
    skipped: tuple[Skipped, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A document that the new generation will hold."""

    parsed: ParsedDocument
    key: str
    change: Change


def ingest(
    folder: Path,
    settings: IngestSettings,
    *,
    sources: Sequence[Path] = (),
    withdraw: Iterable[str] = (),
    retrain: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Add `sources` (default: the sample corpus) to the index in `folder`, and publish.

    With `withdraw` (document ids) or `retrain`, only what is named is done. Raises `SourceError` where a source is
    missing or nothing could be read, `UsageError` where a document to withdraw is unknown, `BusyError` where another
    process builds.
    """
    started = time.monotonic()
    gone = set(withdraw)
    inputs, skipped = ([], []) if gone or retrain else collect(sources, max_mb=settings.max_source_mb)
    generations = Generations(folder)
    with generations.building() as aside:
        try:
            live: Path | None = generations.current()
        except NoIndexError:
            live = None
        manifest = read_manifest(live) if live else None
        # another version's store is not read: its documents are, anew
        store = Store(live) if live and manifest and manifest["layout"] == LAYOUT else None
        last: dict[str, str] = manifest["documents"] if manifest else {}
        try:
            with reading(settings) as read:
                held = _read_all(
                    folder / SOURCES,
                    store,
                    last,
                    inputs,
                    read=read,
                    skipped=skipped,
                    gone=gone,
                    settings=settings,
                    progress=progress,
                )
            if not held:
                what = skipped[0] if skipped else None
                raise SourceError(what.source, what.reason) if what else UsageError("索引里至少要有一份文件")
            if live and store and manifest and not retrain:
                same = set(store.parse_keys().values()) == {one.key for one in held}
                if same and manifest["embedding"]["model"] == settings.embedding_model:
                    return _report(live.name, held, skipped, started, published=False)
                carried = carry(live, store, manifest, settings)
            else:
                carried = NOTHING
            made = build_generation(aside, [(one.parsed, one.key) for one in held], carried, settings, progress)
        finally:
            if store:
                store.close()
        name = generations.publish(aside, made, settings.keep_generations)
    return _report(name, held, skipped, started, published=True)


def sample_is_stale(folder: Path) -> bool:
    """Whether the index holds nothing but the sample corpus, and that in another version than ships today."""
    held: dict[str, str] = read_manifest(Generations(folder).current())["documents"]
    shipped = {item.source: item.content_hash for item in sample_corpus()}
    return all(source.startswith(SAMPLE) for source in held) and held != shipped


def _read_all(
    kept_bytes: Path,
    store: Store | None,
    last: dict[str, str],
    inputs: list[Input],
    *,
    read: Read,
    skipped: list[Skipped],
    gone: set[str],
    settings: IngestSettings,
    progress: Progress,
) -> list[_Held]:
    """Everything that the new generation holds: the inputs, and what the last one held besides (source to hash)."""
    keys = store.parse_keys() if store else {}
    if unknown := gone - {document_id(digest) for digest in last.values()}:
        raise UsageError(f"索引里没有编号为 {'、'.join(sorted(unknown))} 的文件，可用 huimin documents list 查看")
    kept_bytes.mkdir(exist_ok=True)
    fresh = {item.source for item in inputs}
    others = [
        Input(source=source, data=(kept_bytes / digest).read_bytes())
        for source, digest in last.items()
        if source not in fresh and document_id(digest) not in gone
    ]
    held: list[_Held] = []
    taken: dict[str, str] = {}
    for at, item in enumerate([*inputs, *others]):
        progress("读取文件", at, len(inputs) + len(others))
        digest = item.content_hash
        old = last.get(item.source)
        old_id = document_id(old) if old else ""
        if digest in taken:
            if item.source in fresh:
                skipped.append(Skipped(source=item.source, reason=f"与 {taken[digest]} 内容相同"))
            continue
        key = _parse_key(item, settings)
        try:
            parsed = store.parsed(old_id) if store and keys.get(old_id) == key else read(item)
        except SourceError as error:
            skipped.append(Skipped(source=item.source, reason=error.reason))
            if store and old and old not in taken:  # what was understood before stays answerable
                taken[old] = item.source
                held.append(_Held(parsed=store.parsed(old_id), key=keys[old_id], change="kept"))
            continue
        taken[digest] = item.source
        _keep(kept_bytes / digest, item.data)
        held.append(_Held(parsed=parsed, key=key, change=_change(item.source in fresh, old, digest)))
    progress("读取文件", 1, 1)
    return held


def _keep(path: Path, data: bytes) -> None:
    """Keep a source's bytes, whole or not at all."""
    if not path.exists():
        aside = path.with_suffix(".tmp")
        aside.write_bytes(data)
        aside.replace(path)


def _parse_key(item: Input, settings: IngestSettings) -> str:
    """What a parse depends on; the same key means the same parse."""
    parts = (item.source, item.content_hash, reader_version(), settings.passage_tokens, settings.tiktoken_file)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _change(fresh: bool, old_hash: str | None, new_hash: str) -> Change:
    if not fresh:
        return "kept"
    if old_hash is None:
        return "added"
    return "unchanged" if old_hash == new_hash else "updated"


def _report(name: str, held: list[_Held], skipped: list[Skipped], started: float, *, published: bool) -> Report:
    documents = tuple(
        Ingested(
            id=one.parsed.document.id,
            source=one.parsed.document.source,
            title=one.parsed.document.title,
            region=one.parsed.document.region,
            sections=len(one.parsed.sections) - 1,
            rows=len(one.parsed.rows),
            passages=len(one.parsed.passages),
            change=one.change,
        )
        for one in held
    )
    seconds = round(time.monotonic() - started, 2)
    return Report(generation=name, published=published, documents=documents, skipped=tuple(skipped), seconds=seconds)

"""The ingest path: files in, a published generation out. What failed is said and skipped; what was live stays live."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ingest.errors import IndexBrokenError, NoIndexError, SourceError, UnfoundError, UsageError
from ingest.identity.divisions import is_division
from ingest.identity.identify import document_id
from ingest.identity.standing import with_replaced
from ingest.index.build import NOTHING, Carried, Progress, build_generation, carry
from ingest.index.generations import Generations
from ingest.index.integrity import LAYOUT, flaws, read_manifest
from ingest.index.sources import Sources
from ingest.index.store import Store, StoreWriter
from ingest.inputs import SAMPLE, Input, Skipped, collect, sample_corpus
from ingest.reader_version import reader_version
from ingest.reading import Read, reading
from ingest.schema import Document, ParsedDocument
from ingest.settings import IngestSettings

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
    notices: tuple[str, ...] = ()
    """What somebody should look at in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an ingest did. `published` is False where nothing had changed."""

    generation: str
    published: bool
    documents: tuple[Ingested, ...]
    skipped: tuple[Skipped, ...]
    seconds: float
    notes: tuple[str, ...] = ()
    """What whoever ingests should know: regions that no table has, documents that others replace."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A document that the new generation will hold. What was understood in it lies in a store."""

    document: Document
    """Without its text."""
    key: str
    change: Change
    sizes: Mapping[str, int]
    """Numbers of its sections, rows and passages."""
    notices: tuple[str, ...]
    is_written: bool
    """Whether the new generation's store has it already; else the last one's has."""


def ingest(
    folder: Path,
    settings: IngestSettings,
    *,
    sources: Sequence[Path] = (),
    withdraw: Iterable[str] = (),
    retrain: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Add `sources` to the index in `folder`, and publish. What is damaged there is made anew from the kept sources.

    Without sources the sample corpus is read, where the index is empty or holds some of it already. With `withdraw`
    (document ids) or `retrain`, only what is named is done. Raises `SourceError` where a source is missing or nothing
    could be read, `UsageError` where a document to withdraw is unknown or the disk refuses, `BusyError` where another
    process builds, `IndexBrokenError` where nothing tells any more what the index holds.
    """
    started = time.monotonic()
    gone = set(withdraw)
    nothing_new = bool(gone) or retrain
    inputs, skipped = ([], []) if nothing_new or not sources else collect(sources, max_mb=settings.max_source_mb)
    generations, kept = Generations(folder), Sources(folder)
    with generations.building() as aside:
        last = generations.documents()
        if not (nothing_new or sources) and _takes_sample(last):
            inputs = sample_corpus()
        base = _base(generations)
        manifest = read_manifest(base) if base else None
        # another version's store is not read: its documents are, anew
        is_ours = base and manifest and manifest["layout"] == LAYOUT
        store = Store(base, whole=False) if base and is_ours else None
        try:
            with reading(settings) as read, StoreWriter(aside) as writer:
                held = _read_all(
                    kept,
                    store,
                    last,
                    inputs,
                    read=read,
                    write=writer.add,
                    skipped=skipped,
                    gone=gone,
                    settings=settings,
                    progress=progress,
                )
            if not held:
                what = skipped[0] if skipped else None
                raise SourceError(what.source, what.reason) if what else UsageError("索引里至少要有一份文件")
            carried = NOTHING
            if base and store and manifest and not retrain:
                if _is_same(held, base, store, manifest, settings):
                    generations.settle(base.name, settings.keep_generations)
                    _sweep(kept, generations)
                    return _report(base.name, held, skipped, started, published=False)
                carried = carry(base, store, manifest, settings)
            if base:
                with StoreWriter(aside) as writer:
                    writer.copy(base, [one.document.id for one in held if not one.is_written])
            made, held = _built(aside, held, carried, skipped, settings=settings, progress=progress)
        finally:
            if store:
                store.close()
        name = generations.publish(aside, made, settings.keep_generations)
        _sweep(kept, generations)
    return _report(name, held, skipped, started, published=True)


def _built(
    aside: Path,
    held: list[_Held],
    carried: Carried,
    skipped: list[Skipped],
    *,
    settings: IngestSettings,
    progress: Progress,
) -> tuple[dict[str, Any], list[_Held]]:
    """A generation of the documents that find themselves, and these; the others are said. Raises `UnfoundError` where
    none would be left."""
    while True:
        try:
            return build_generation(aside, carried, settings, progress), held
        except UnfoundError as error:
            left = [one for one in held if one.document.id not in error.documents]
            if not left:
                raise
            gone = [one.document.source for one in held if one.document.id in error.documents]
            skipped += [Skipped(source=source, reason="自检没有通过：按自己的文字找不到自己") for source in gone]
            with StoreWriter(aside) as writer:
                writer.remove(error.documents)
            held = left


def _takes_sample(last: dict[str, str]) -> bool:
    """Whether an ingest of nothing in particular reads the sample corpus; an office's own index is left its own."""
    return not last or any(source.startswith(SAMPLE) for source in last)


def _sweep(kept: Sources, generations: Generations) -> None:
    """Remove sources that no generation uses, where all generations can say what they use."""
    used = generations.sources()
    if used is not None:
        kept.sweep(used)


def _base(generations: Generations) -> Path | None:
    """The generation to carry from what did not change: the live one or the next best, or none."""
    try:
        return generations.whole()
    except (NoIndexError, IndexBrokenError):
        return None


def _is_same(held: list[_Held], base: Path, store: Store, manifest: dict[str, Any], settings: IngestSettings) -> bool:
    """Whether a new generation would hold what the last one holds, whole."""
    return (
        set(store.parse_keys().values()) == {one.key for one in held}
        and manifest["embedding"]["model"] == settings.embedding_model
        and not any(flaws(base, manifest))
    )


def sample_is_stale(folder: Path) -> bool:
    """Whether the index holds nothing but the sample corpus, and that in another version than ships today."""
    held = Generations(folder).documents()
    shipped = {item.source: item.content_hash for item in sample_corpus()}
    return all(source.startswith(SAMPLE) for source in held) and held != shipped


def _read_all(
    kept: Sources,
    store: Store | None,
    last: dict[str, str],
    inputs: list[Input],
    *,
    read: Read,
    write: Callable[[ParsedDocument, str], None],
    skipped: list[Skipped],
    gone: set[str],
    settings: IngestSettings,
    progress: Progress,
) -> list[_Held]:
    """Everything that the new generation holds: the inputs, and what the last one held besides (source to hash).

    What is read anew is written at once, with its parse key, and forgotten."""
    keys = store.parse_keys() if store else {}
    if unknown := gone - {document_id(digest) for digest in last.values()}:
        raise UsageError(f"索引里没有编号为 {'、'.join(sorted(unknown))} 的文件，可用 huimin documents list 查看")
    fresh = {item.source for item in inputs}
    others: list[Input] = []
    damaged: list[tuple[str, str, str]] = []
    held: list[_Held] = []
    taken: dict[str, str] = {}

    def skip(source: str, reason: str) -> None:
        """Say so; what was understood before stays answerable."""
        skipped.append(Skipped(source=source, reason=reason))
        old = last.get(source)
        if store and old and old not in taken and (old_id := document_id(old)) in keys:
            taken[old] = source
            held.append(_known(store, old_id, keys[old_id], "kept"))

    for source, digest in last.items():
        if source not in fresh and document_id(digest) not in gone:
            try:
                others.append(Input(source=source, data=kept.read(source, digest)))
            except SourceError as error:
                damaged.append((source, digest, error.reason))
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
            parsed = None if store and keys.get(old_id) == key else read(item)
        except SourceError as error:
            skip(item.source, error.reason)
            continue
        taken[digest] = item.source
        kept.keep(digest, item.data)
        change = _change(item.source in fresh, old, digest)
        if parsed:
            write(parsed, key)
            held.append(_written(parsed, key, change))
        elif store:
            held.append(_known(store, old_id, key, change))
    for source, digest, reason in damaged:
        if digest not in taken:  # else the same bytes came again, under another name
            skip(source, reason)
    progress("读取文件", 1, 1)
    return held


def _written(parsed: ParsedDocument, key: str, change: Change) -> _Held:
    sizes = {"sections": len(parsed.sections), "rows": len(parsed.rows), "passages": len(parsed.passages)}
    return _Held(
        document=replace(parsed.document, text="", origin=()),
        key=key,
        change=change,
        sizes=sizes,
        notices=parsed.notices,
        is_written=True,
    )


def _known(store: Store, document: str, key: str, change: Change) -> _Held:
    return _Held(
        document=replace(store.document(document), text="", origin=()),
        key=key,
        change=change,
        sizes=store.sizes(document),
        notices=store.notes(document),
        is_written=False,
    )


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
            id=one.document.id,
            source=one.document.source,
            title=one.document.title,
            region=one.document.region,
            sections=one.sizes["sections"] - 1,
            rows=one.sizes["rows"],
            passages=one.sizes["passages"],
            change=one.change,
            notices=one.notices,
        )
        for one in held
    )
    seconds = round(time.monotonic() - started, 2)
    return Report(
        generation=name,
        published=published,
        documents=documents,
        skipped=tuple(skipped),
        seconds=seconds,
        notes=tuple(_notes([one.document for one in held])),
    )


def _notes(documents: Sequence[Document]) -> Iterator[str]:
    """Of regions that the division table does not have, and of documents that another of the index ends."""
    for region in sorted({one.region for one in documents if one.region and not is_division(one.region)}):
        yield f"地区“{region}”不在行政区划表里，按文件所写单独收录，提问时写这个名称即可"
    for one in with_replaced(documents):
        if one.replaced_by:
            yield f"《{one.title}》到 {one.ends} 为止，此后由《{one.replaced_by}》替代；两份都保留"

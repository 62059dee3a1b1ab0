"""The ingest path: files in, a published generation out. What failed is said and skipped; what was live stays live."""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import IndexBrokenError, NoIndexError, SourceError, UnfoundError, UsageError
from ingest.formats.recognise import recogniser
from ingest.identity.identify import document_id
from ingest.index.build import NOTHING, Carried, Progress, build_generation, carry
from ingest.index.generations import Generations
from ingest.index.integrity import LAYOUT, flaws, read_manifest
from ingest.index.sources import Sources
from ingest.index.store import Store, StoreWriter
from ingest.inputs import SAMPLE, Input, Skipped, collect, gone_from, sample_corpus
from ingest.newer import Newer, newer, same_document
from ingest.reader_version import reader_version
from ingest.reading import Read, reading
from ingest.report import Change, Held, Report, report
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings


def ingest(
    folder: Path,
    settings: IngestSettings,
    *,
    sources: Sequence[Path] = (),
    withdraw: Iterable[str] = (),
    retrain: bool = False,
    replacing: bool = False,
    tell: Callable[[Newer], None] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Add `sources` to the index in `folder`, and publish. What is damaged there is made anew from the kept sources.

    Without sources the sample corpus is read, where the index is empty or holds some of it already. With `withdraw`
    (document ids) or `retrain`, only what is named is done. Of a folder that is read again, documents whose files are
    no longer there are withdrawn. A document of the title, number and region of another is kept beside it, with
    `replacing` in its place. `tell` is told what newer versions say otherwise, before they are published.

    Raises `SourceError` where a source is missing or nothing could be read, `UsageError` where a document to withdraw
    is unknown or the disk refuses, `BusyError` where another process builds, `IndexBrokenError` where nothing tells any
    more what the index holds.
    """
    started = time.monotonic()
    gone = set(withdraw)
    nothing_new = bool(gone) or retrain
    inputs, skipped = ([], []) if nothing_new or not sources else collect(sources, max_mb=settings.max_source_mb)
    generations, kept = Generations(folder), Sources(folder)
    with generations.building() as aside:
        last = generations.documents()
        removed = gone_from(sources, last)
        last = {source: digest for source, digest in last.items() if source not in removed}
        if not (nothing_new or sources) and _takes_sample(last):
            inputs = sample_corpus()
        base = _base(generations)
        manifest = read_manifest(base) if base else None
        # another version's store is not read: its documents are, anew
        is_ours = base and manifest and manifest["layout"] == LAYOUT
        store = Store(base, whole=False) if base and is_ours else None
        try:
            with (
                reading(settings, lambda source, *at: progress(f"读取 {source}", *at)) as read,
                StoreWriter(aside) as writer,
            ):
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
                read_now = {one.document.id for one in held if one.is_written}
                held, told = _one_of_each(held, replacing=replacing)
                writer.remove(read_now - {one.document.id for one in held})
            if not held:
                if not skipped:
                    raise UsageError("索引里至少要有一份文件")
                first, *others = skipped
                raise SourceError(first.source, first.reason, [(one.source, one.reason) for one in others])
            carried = NOTHING
            if base and store and manifest and not retrain:
                if _is_same(held, base, store, manifest, settings):
                    generations.settle(base.name, settings.keep_generations)
                    _sweep(kept, generations)
                    return report(base.name, held, skipped, started, notes=told, published=False)
                carried = carry(base, store, manifest, settings)
            found = tuple(_newer(held, aside, store)) if store else ()
            for one in found:
                tell(one)
            if base:
                with StoreWriter(aside) as writer:
                    writer.copy(base, [one.document.id for one in held if not one.is_written])
            made, held = _built(aside, held, carried, skipped, settings=settings, progress=progress)
        finally:
            if store:
                store.close()
        name = generations.publish(aside, made, settings.keep_generations)
        _sweep(kept, generations)
    told += [f"{source} 已经不在文件夹里，从索引中去掉" for source in sorted(removed)]
    return report(name, held, skipped, started, notes=told, newer=found, published=True)


def _built(
    aside: Path,
    held: list[Held],
    carried: Carried,
    skipped: list[Skipped],
    *,
    settings: IngestSettings,
    progress: Progress,
) -> tuple[dict[str, Any], list[Held]]:
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
            for path in aside.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)  # what was made of all documents
            held = left


def _one_of_each(held: list[Held], *, replacing: bool) -> tuple[list[Held], list[str]]:
    """The documents without those whose place a new one takes, and what is said of new ones that are known by another
    name."""
    gone: dict[str, Held] = {}
    said: list[str] = []
    for new in (one for one in held if one.change == "added"):
        for old in same_document(new.document, (one.document for one in held if one.change != "added")):
            same = f"{new.document.source} 与 {old.source} 题名、文号、地区相同(《{old.title}》)"
            if replacing:
                gone[old.id] = new
                said.append(f"{same}，后者由前者代替")
            else:
                said.append(f"{same}，两份都保留；要用新的代替旧的，请加 --replace")
    was = {new.document.id: old for old, new in gone.items()}
    left = [one for one in held if one.document.id not in gone]
    return [replace(one, was=was.get(one.document.id, one.was)) for one in left], said


def _newer(held: Sequence[Held], aside: Path, store: Store) -> Iterator[Newer]:
    """What documents say otherwise than those whose place they take, both being known to a store."""
    known = store.parse_keys()
    with closing(Store(aside, whole=False)) as written:
        for one in held:
            if one.is_written and one.was in known and one.was != one.document.id:
                yield newer(store.parsed(one.was), written.parsed(one.document.id))


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


def _is_same(held: list[Held], base: Path, store: Store, manifest: dict[str, Any], settings: IngestSettings) -> bool:
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
) -> list[Held]:
    """Everything that the new generation holds: the inputs, and what the last one held besides (source to hash).

    What is read anew is written at once, with its parse key, and forgotten."""
    keys = store.parse_keys() if store else {}
    if unknown := gone - {document_id(digest) for digest in last.values()}:
        raise UsageError(f"索引里没有编号为 {'、'.join(sorted(unknown))} 的文件，可用 huimin documents list 查看")
    fresh = {item.source for item in inputs}
    others: list[Input] = []
    damaged: list[tuple[str, str, str]] = []
    held: list[Held] = []
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
            held.append(_written(parsed, key, change, old_id))
        elif store:
            held.append(_known(store, old_id, key, change))
    for source, digest, reason in damaged:
        if digest not in taken:  # else the same bytes came again, under another name
            skip(source, reason)
    progress("读取文件", 1, 1)
    return held


def _written(parsed: ParsedDocument, key: str, change: Change, was: str) -> Held:
    sizes = {"sections": len(parsed.sections), "rows": len(parsed.rows), "passages": len(parsed.passages)}
    return Held(
        document=replace(parsed.document, text="", origin=()),
        key=key,
        change=change,
        sizes=sizes,
        notices=parsed.notices,
        was=was,
        is_written=True,
    )


def _known(store: Store, document: str, key: str, change: Change) -> Held:
    return Held(
        document=replace(store.document(document), text="", origin=()),
        key=key,
        change=change,
        sizes=store.sizes(document),
        notices=store.notes(document),
        is_written=False,
    )


def _parse_key(item: Input, settings: IngestSettings) -> str:
    """What a parse depends on; the same key means the same parse."""
    read_by = (reader_version(), recogniser(), settings.passage_tokens, settings.tiktoken_file)
    return hashlib.sha256(repr((item.source, item.content_hash, *read_by)).encode()).hexdigest()


def _change(fresh: bool, old_hash: str | None, new_hash: str) -> Change:
    if not fresh:
        return "kept"
    if old_hash is None:
        return "added"
    return "unchanged" if old_hash == new_hash else "updated"

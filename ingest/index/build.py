"""Parsed documents to a finished, tested generation: the truth, the vectors, the keyword index, the manifest."""

import hashlib
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ingest.answer_spans import answer_spans, name_of, stretches
from ingest.errors import IndexBrokenError, UnfoundError
from ingest.index import meaning as meanings
from ingest.index import vectors as chroma
from ingest.index.embedding import Embedder, Vectors, folder_hash, train_static
from ingest.index.integrity import derived, faults, file_hash
from ingest.index.keywords import KeywordIndex
from ingest.index.opened import MODEL, open_embedder
from ingest.index.repeats import repeats
from ingest.index.self_check import SELF_RANK, lost, one_a_document, sample
from ingest.index.store import FILE, Keys, Store, StoreWriter
from ingest.index.vocabulary import save, words_of
from ingest.reader_version import reader_version
from ingest.schema import ParsedDocument, Passage
from ingest.settings import BUILTIN_MODEL, IngestSettings

SELF_DISTANCE = 1e-3  # cosine distance that rounding may leave between a passage and itself
ENCODE_BATCH = 256

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and out of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a new generation takes over from the last: its model folder and vectors by the text they stand for."""

    model: Path | None
    vectors: dict[str, Vectors]
    meaning: meanings.MeaningIndex | None = None
    search: Path | None = None
    """The last generation, where its search graph is whole."""
    passages: chroma.Passages = field(default_factory=dict)
    """What that graph holds."""


NOTHING = Carried(model=None, vectors={})


def carry(old: Path, store: Store, manifest: dict[str, Any], settings: IngestSettings) -> Carried:
    """The last generation's model and vectors, as far as the settings still fit them."""
    model, made_with = old / MODEL, manifest["embedding"]
    if made_with["model"] != settings.embedding_model:
        return NOTHING
    if model.is_dir() and folder_hash(model) != made_with["hash"]:  # somebody put a file there
        return NOTHING
    searched = store.passages()
    passages = {passage.id: passage.text for passage in searched}
    vectors = {passages[key]: vector for key, vector in store.vectors().items()}
    return Carried(
        model=model if model.is_dir() else None,
        vectors=vectors,
        meaning=meanings.MeaningIndex(old),
        search=None if any(faults(old, derived(manifest))) else old,
        passages=chroma.by_region(searched, store.regions()),
    )


def build_generation(
    aside: Path,
    carried: Carried,
    settings: IngestSettings,
    progress: Progress,
) -> dict[str, Any]:
    """Make what finds the documents of the store in `aside`, and test it. The manifest is returned, not yet written.

    Documents are read from the store one at a time: many of them, or large ones, take no more memory for it. Raises
    `UnfoundError` where documents do not find themselves, and `IndexBrokenError` where the finished generation does not
    hold together.
    """
    with closing(Store(aside, whole=False)) as store:
        return _built(aside, store, carried, settings, progress)


def _built(aside: Path, store: Store, carried: Carried, settings: IngestSettings, progress: Progress) -> dict[str, Any]:
    keys = [*store.parse_keys()]
    with StoreWriter(aside) as writer:
        writer.add_repeats(repeats(map(store.with_passages, keys)))
    passages = store.passages()
    texts = [passage.text for passage in passages]
    keywords = KeywordIndex.build(texts)
    if unfound := frozenset(one.document for one in lost(passages, keywords, one_a_document(passages))):
        raise UnfoundError(f"有 {len(unfound)} 份文件没有通过自检：按自己的文字找不到自己", unfound)
    if settings.embedding_model == BUILTIN_MODEL:
        if carried.model:
            shutil.copytree(carried.model, aside / MODEL)
        else:
            progress("训练内置的嵌入模型", 0, 1)
            train_static(texts, aside / MODEL)
            progress("训练内置的嵌入模型", 1, 1)
    embedder = open_embedder(aside, settings.embedding_model)
    by_text = _embed(texts, embedder, carried.vectors, progress)
    vectors = {passage.id: by_text[passage.text] for passage in passages}
    with StoreWriter(aside) as writer:
        writer.add_vectors(vectors)
    progress("建立检索", 0, 2)
    keywords.save(aside)
    progress("建立检索", 1, 2)
    regions = store.regions()
    by_region = chroma.by_region(passages, regions)
    chroma.build(aside, by_region, vectors, last=carried.search, known=carried.passages)
    progress("建立检索", 2, 2)
    dimensions = len(by_text[texts[0]])
    del by_text, vectors, keywords  # all are in their files; the meanings want the room
    words = words_of(texts)
    save(aside, words)
    _keep_meanings(aside, store, words, passages, last=carried.meaning, progress=progress)
    check_generation(aside, settings)
    return {
        "made": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "reader_version": reader_version(),
        "passage_tokens": settings.passage_tokens,
        "embedding": {"model": settings.embedding_model, "hash": embedder.hash, "dimensions": dimensions},
        "counts": store.counts(),
        "knowledge": file_hash(aside / FILE),
        "documents": store.hashes(),
    }


def _keep_meanings(
    aside: Path,
    store: Store,
    words: Sequence[str],
    passages: Sequence[Passage],
    *,
    last: meanings.MeaningIndex | None,
    progress: Progress,
) -> None:
    """The meanings of all that documents say; what a document said in the last generation is not read again where it
    is the same."""
    searched: defaultdict[str, list[str]] = defaultdict(list)
    for passage in passages:
        searched[passage.document].append(passage.id)
    kept: list[Keys] = []
    new: list[str] = [*words]
    with StoreWriter(aside) as writer:
        for document in store.parse_keys():
            made_of = _made_of(searched[document])
            known = store.said(document)
            if last and known and known[0] == made_of:
                kept.append(known[1])
                continue
            said = list(dict.fromkeys(_said(store.parsed(document), {*searched[document]})))
            writer.add_said(document, made_of, np.array([meanings.key_of(text) for text in said], dtype=np.uint64))
            new += said
    meanings.build(aside, new, last, lambda done, of: progress("计算句意", done, of), kept=kept)


def _made_of(searched: Sequence[str]) -> str:
    """What the answer spans of a parse depend on: which of its passages are searched, and what finds the spans."""
    code = (files("ingest") / "answer_spans.py").read_bytes()
    return hashlib.blake2b(repr(searched).encode() + code, digest_size=16).hexdigest()


def _said(one: ParsedDocument, searched: Collection[str]) -> Iterator[str]:
    """Every text that questions are compared with in meaning: answer spans, names of rows and headings, passages."""
    rows = {row.id: row for row in one.rows}
    paths = {section.id: section.path for section in one.sections}
    for passage in one.passages:
        if passage.id not in searched:
            continue
        row = rows.get(passage.row or "")
        path = paths[passage.section]
        yield passage.text
        yield name_of(row, path)
        yield from (answer_span.text for answer_span in answer_spans(one.document, passage, row, path))
    stretches.cache_clear()  # an ingest reads each sentence once: what is kept for a server would fill its memory


def _embed(texts: list[str], embedder: Embedder, known: dict[str, Vectors], progress: Progress) -> dict[str, Vectors]:
    wanted = [text for text in dict.fromkeys(texts) if text not in known]
    found = {text: known[text] for text in texts if text in known}
    for at in range(0, len(wanted), ENCODE_BATCH):
        progress("计算向量", at, len(wanted))
        batch = wanted[at : at + ENCODE_BATCH]
        found |= dict(zip(batch, embedder.encode(batch), strict=True))
    progress("计算向量", len(wanted), len(wanted))
    return found


def check_generation(generation: Path, settings: IngestSettings) -> None:
    """Counts agree, and a sample of passages find themselves by words and by vector.

    Raises `UnfoundError` where some do not: of thousands of passages that are nearly one, a search graph may lose some.
    Raises `IndexBrokenError` where the rest does not hold together.
    """
    with closing(Store(generation, whole=False)) as store:
        passages, vectors, counts, regions = store.passages(), store.vectors(), store.counts(), store.regions()
    if not counts["passages"] - counts["repeats"] == counts["embeddings"] == len(passages):
        raise IndexBrokenError(f"索引 {generation.name!r} 的段落数与向量数不符：{counts}")
    open_embedder(generation, settings.embedding_model)
    keywords = KeywordIndex.load(generation)
    nearest = chroma.VectorIndex(generation, tuple(set(regions.values())))
    try:
        if nearest.count != len(passages):
            raise IndexBrokenError(f"索引 {generation.name!r} 的向量库自检没有通过：{nearest.count} 个向量")
        places = sample(passages)
        astray = [*lost(passages, keywords, places)]
        for passage in (passages[at] for at in places):
            by_vector = nearest.nearest([regions[passage.document]], vectors[passage.id], SELF_RANK)
            # a passage without one known token has the zero vector: nothing can be near it
            if vectors[passage.id].any() and not (by_vector and by_vector[0][1] > 1 - SELF_DISTANCE):
                astray.append(passage)
        if astray:
            raise UnfoundError(
                f"索引 {generation.name!r} 自检没有通过：段落 {astray[0].id!r} 找不到自己",
                frozenset(one.document for one in astray),
            )
    finally:
        nearest.close()

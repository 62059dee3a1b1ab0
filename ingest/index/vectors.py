"""Vectors in Chroma, one collection a region, through langchain-chroma. The one door to chromadb.

Opening a Chroma folder writes into it. A published one stays as its manifest says; each reader works on a private copy,
or on one that it makes anew where the published one is damaged.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import MappingProxyType
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from ingest.errors import IndexBrokenError, UsageError
from ingest.index.embedding import Vectors
from ingest.schema import Passage

FOLDER = "chroma"
BATCH = 1000  # records at once, some 20 kB each; chromadb refuses more than 5,461
MOSTLY = 0.7  # of all passages, from which on being the same the graph of the last generation is taken over
NEIGHBORS = 32  # of a node of the search graph; with Chroma's 16 the graph of some sixty passages often fell apart
Passages = Mapping[str, Sequence[tuple[str, str]]]
"""Region to (passage id, text)."""


class _Known(Embeddings):
    """Hands LangChain the vectors that were computed already: no default model, no download."""

    def __init__(self, vectors: Mapping[str, Vectors]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class VectorIndex:
    """Nearest passages by cosine, region by region. Close it to remove the private copy."""

    def __init__(self, generation: Path | None, regions: Sequence[str]) -> None:
        """Without a generation it is empty, to be filled. Raises `OSError` where no copy can be made,
        `IndexBrokenError` where it does not open."""
        with ExitStack() as resources:
            folder = _private_folder(resources)
            if generation:
                _copy(generation / FOLDER, folder)
            try:
                self._client = resources.enter_context(closing(_client(folder)))
                self._collections = {region: _collection(self._client, region, _Known({})) for region in regions}
            except (ChromaError, ValueError, RuntimeError) as error:
                raise IndexBrokenError(f"向量库 {str(generation)!r} 已损坏（{error}）") from error
            self._resources = resources.pop_all()

    @classmethod
    def anew(cls, passages: Passages, vectors: Mapping[str, Vectors]) -> "VectorIndex":
        """Made from the vectors that the truth keeps. Raises `OSError` or `IndexBrokenError` where there is no room."""
        index = cls(None, tuple(passages))
        try:
            _fill(index._client, passages, vectors)
        except (ChromaError, ValueError, RuntimeError) as error:
            index.close()
            raise IndexBrokenError(f"向量库重建不了（{error}）") from error
        return index

    @property
    def count(self) -> int:
        """How many passages can be found."""
        return sum(int(self._client.get_collection(_name(region)).count()) for region in self._collections)

    def close(self) -> None:
        self._resources.close()

    def nearest(self, regions: Sequence[str], vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """(passage id, cosine) over the regions, the nearest first."""
        found: list[tuple[str, float]] = []
        for region in regions:
            hits = self._collections[region].similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=limit)
            found += [(str(document.id), 1.0 - distance) for document, distance in hits]
        return sorted(found, key=lambda hit: -hit[1])[:limit]


class NoVectors:
    """Stands for vectors that cannot be had: nothing is near, and words must find everything."""

    def nearest(self, regions: Sequence[str], vector: Vectors, limit: int) -> list[tuple[str, float]]:
        return []

    def close(self) -> None:
        pass


def build(
    generation: Path,
    passages: Passages,
    vectors: Mapping[str, Vectors],
    *,
    last: Path | None = None,
    known: Passages = MappingProxyType({}),
) -> None:
    """Fill `generation`/chroma. `vectors`: passage id to its unit vector. What a last generation holds (`known`, of the
    same vectors) is taken over where little has changed. Raises `UsageError` where it cannot be written."""
    held = known if last and _is_much_alike(known, passages) else {}
    try:
        if last and held:
            _copy(last / FOLDER, generation / FOLDER)
        with closing(_client(generation / FOLDER)) as client:
            for region, items in held.items():
                _take_out(client, region, items, dict(passages.get(region, ())))
            kept = {region: dict(items) for region, items in held.items()}
            fresh = {
                region: [(key, text) for key, text in items if kept.get(region, {}).get(key) != text]
                for region, items in passages.items()
            }
            _fill(client, fresh, vectors)
    except (ChromaError, ValueError, RuntimeError) as error:
        raise UsageError(f"向量库写不进去（{error}），请检查磁盘空间和权限") from error


def by_region(passages: Iterable[Passage], regions: Mapping[str, str]) -> Passages:
    """Passages as they are filed. `regions`: document id to the path of its region."""
    found: dict[str, list[tuple[str, str]]] = {}
    for passage in passages:
        found.setdefault(regions[passage.document], []).append((passage.id, passage.text))
    return found


def _is_much_alike(known: Passages, passages: Passages) -> bool:
    """Whether most passages of both are the same: a graph that was changed much finds less than one made anew."""
    before, now = ({(region, *item) for region, items in one.items() for item in items} for one in (known, passages))
    return len(before & now) >= MOSTLY * max(len(before), len(now), 1)


def _take_out(client: Client, region: str, items: Sequence[tuple[str, str]], now: Mapping[str, str]) -> None:
    """What a region held and holds no more, or says otherwise."""
    if not now:
        client.delete_collection(_name(region))
        return
    gone = [key for key, text in items if now.get(key) != text]
    for at in range(0, len(gone), BATCH):
        client.get_collection(_name(region)).delete(ids=gone[at : at + BATCH])


def _fill(client: Client, passages: Passages, vectors: Mapping[str, Vectors]) -> None:
    for region, items in passages.items():
        for at in range(0, len(items), BATCH):
            batch = items[at : at + BATCH]
            collection = _collection(client, region, _Known({text: vectors[key] for key, text in batch}))
            collection.add_texts([text for _, text in batch], ids=[key for key, _ in batch])


def _client(folder: Path) -> Client:
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    return cast(Client, client)  # the annotated interface lacks `close`


def _collection(client: Client, region: str, embeddings: Embeddings) -> Chroma:
    return Chroma(
        client=client,
        collection_name=_name(region),
        embedding_function=embeddings,
        collection_configuration={"hnsw": {"space": "cosine", "max_neighbors": NEIGHBORS}},
    )


def _name(region: str) -> str:
    return f"region-{hashlib.sha256(region.encode()).hexdigest()[:16]}"


def _copy(folder: Path, to: Path) -> None:
    """Contents alone: what is read-only there can be written here."""
    to.mkdir()
    for path in sorted(folder.rglob("*")):
        copy = to / path.relative_to(folder)
        copy.mkdir() if path.is_dir() else shutil.copyfile(path, copy)


def _private_folder(resources: ExitStack) -> Path:
    parent = resources.enter_context(tempfile.TemporaryDirectory(prefix="huimin-chroma-", ignore_cleanup_errors=True))
    return Path(parent) / FOLDER

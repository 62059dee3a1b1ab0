"""Vectors in Chroma, one collection a region, through langchain-chroma. The one door to chromadb.

Opening a Chroma folder writes into it, so two users must not share one: whoever holds the lock works in place, all
others, and everyone where the folder is read-only, on a private copy.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from ingest.errors import IndexBrokenError
from ingest.index.embedding import Vectors

FOLDER = "chroma"
LOCK = "chroma.lock"
BATCH = 4000  # chromadb refuses more than 5,461 records at once
NEIGHBORS = 32  # of a node of the search graph; with Chroma's 16 the graph of some sixty passages often fell apart


class _Known(Embeddings):
    """Hands LangChain the vectors that were computed already: no default model, no download."""

    def __init__(self, vectors: Mapping[str, Vectors]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class VectorIndex:
    """Nearest passages by cosine, region by region. Close it to let the next user work in place."""

    def __init__(self, generation: Path, regions: Sequence[str]) -> None:
        self._resources = ExitStack()
        folder = generation / FOLDER
        if not (os.access(folder, os.W_OK) and _lock(generation / LOCK, self._resources)):
            folder = _private_copy(folder, self._resources)
        try:
            client = self._resources.enter_context(closing(_client(folder)))
            self._collections = {region: _collection(client, region, _Known({})) for region in regions}
        except (ChromaError, ValueError, RuntimeError) as error:
            self._resources.close()
            raise IndexBrokenError(f"向量库 {str(folder)!r} 已损坏（{error}）") from error

    def close(self) -> None:
        self._resources.close()

    def nearest(self, regions: Sequence[str], vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """(passage id, cosine) over the regions, the nearest first."""
        found: list[tuple[str, float]] = []
        for region in regions:
            hits = self._collections[region].similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=limit)
            found += [(str(document.id), 1.0 - distance) for document, distance in hits]
        return sorted(found, key=lambda hit: -hit[1])[:limit]


def build(generation: Path, passages: Mapping[str, Sequence[tuple[str, str]]], vectors: Mapping[str, Vectors]) -> None:
    """Fill `generation`/chroma. `passages`: region to (passage id, text); `vectors`: passage id to its unit vector."""
    (generation / LOCK).touch()
    with closing(_client(generation / FOLDER)) as client:
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
        collection_name=f"region-{hashlib.sha256(region.encode()).hexdigest()[:16]}",
        embedding_function=embeddings,
        collection_configuration={"hnsw": {"space": "cosine", "max_neighbors": NEIGHBORS}},
    )


def _private_copy(folder: Path, resources: ExitStack) -> Path:
    parent = resources.enter_context(tempfile.TemporaryDirectory(prefix="huimin-chroma-", ignore_cleanup_errors=True))
    copy = Path(parent) / FOLDER
    shutil.copytree(folder, copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o600)
    return copy


def _lock(path: Path, resources: ExitStack) -> bool:
    """Take the lock until the resources close; False where someone has it or it cannot be written."""
    try:
        handle = os.open(path, os.O_RDWR)
        resources.callback(os.close, handle)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

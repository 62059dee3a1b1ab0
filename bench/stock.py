"""The stock LangChain recipe, for comparison: recursive splitter, vector store, the four nearest chunks."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from ingest.index.embedding import Embedder

CHUNK, OVERLAP = 500, 50  # characters; what tutorials for Chinese text use
TOP = 4


class _Embeddings(Embeddings):
    """Our embedding model, so that the two differ in the recipe alone."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def stock_store(texts: Sequence[str], embedder: Embedder) -> VectorStore:
    """A vector store over the chunks of some documents."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    folder = Path(tempfile.mkdtemp(prefix="huimin-bench-"))
    return Chroma.from_texts(
        [chunk for text in texts for chunk in splitter.split_text(text)],
        _Embeddings(embedder),
        persist_directory=str(folder),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )


def stock_retrieve(store: VectorStore, question: str, chunks: int = TOP) -> list[str]:
    """The chunks that the recipe would give to a model."""
    return [document.page_content for document in store.similarity_search(question, k=chunks)]

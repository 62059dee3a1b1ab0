"""Text to vectors: the built-in model, trained on the index's own passages, or any sentence-transformers model.

The built-in one is latent semantic analysis kept as an ordinary SentenceTransformer (StaticEmbedding + Normalize): a
table of token vectors whose mean is the text's vector. Reading that table takes numpy alone, so a question need not
wait eight seconds for the package to import.
"""

import hashlib
from array import array
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IndexBrokenError, UsageError

Vectors = NDArray[np.float32]

DIMENSIONS = 256  # of the built-in vectors; fewer where there are fewer passages
VOCABULARY = 8000  # tokens of the built-in model
SEED = 20210601  # of the decomposition's start vector
TOKENIZE_BATCH = 512  # texts whose encodings are held at once
TINY = 1e-12  # least length to divide by; a text without a known token stays the zero vector
MIN_RANK = 8  # below so few passages a decomposition says nothing: random vectors keep the words apart


class Embedder(Protocol):
    """What turns texts into unit vectors; `hash` names the model's exact weights."""

    hash: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (texts, dimensions)."""
        ...


class StaticEmbedder:
    """A saved StaticEmbedding model read with tokenizers and numpy; equal to SentenceTransformer.encode to 1e-5."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._table: Vectors = load_file(folder / "model.safetensors")["embedding.weight"]
        except Exception as error:  # tokenizers and safetensors raise bare exceptions of their own
            raise IndexBrokenError(f"嵌入模型 {str(folder)!r} 已损坏：{error}") from error
        self.hash = folder_hash(folder)

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for at, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                vectors[at] = self._table[encoding.ids].mean(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, TINY), dtype=np.float32)


class TransformerEmbedder:
    """Any sentence-transformers model, by folder or hub name; code that a model brings along is never run."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu", trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"嵌入模型 {name!r} 打不开：{str(error).splitlines()[0]}。请检查 HUIMIN_EMBEDDING_MODEL"
            ) from error
        self.hash = folder_hash(Path(name)) if Path(name).is_dir() else hashlib.sha256(name.encode()).hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def train_static(texts: Sequence[str], folder: Path) -> None:
    """Train the built-in model on `texts` and save it to `folder`. Same texts, same weights."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\p{P}\p{S}\s]+"), "removed")
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, min_frequency=2, special_tokens=["[UNK]"], max_token_length=4, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    ids = [
        array("i", encoding.ids)  # an encoding takes a hundred times its ids
        for at in range(0, len(texts), TOKENIZE_BATCH)
        for encoding in tokenizer.encode_batch(list(texts[at : at + TOKENIZE_BATCH]), add_special_tokens=False)
    ]
    table = _token_vectors(ids, tokenizer.get_vocab_size())
    table[tokenizer.token_to_id("[UNK]")] = 0.0
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=table), Normalize()], device="cpu"
    )
    try:
        model.save(str(folder), create_model_card=False)
    except Exception as error:  # tokenizers and safetensors raise bare exceptions of their own
        raise UsageError(f"嵌入模型写不进去（{error}），请检查磁盘空间和权限") from error


def _token_vectors(ids: Sequence[Sequence[int]], vocabulary: int) -> Vectors:
    """Right singular vectors of the weighted passage-token matrix, times idf: (vocabulary, dimensions)."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import LinearOperator, eigsh

    generator = np.random.default_rng(SEED)
    seen = Counter(token for passage in ids for token in set(passage))
    idf = np.array([np.log((1 + len(ids)) / (1 + seen[token])) + 1 for token in range(vocabulary)])
    rank = min(DIMENSIONS, min(len(ids), vocabulary) - 1)
    if rank < MIN_RANK:
        return generator.standard_normal((vocabulary, DIMENSIONS)).astype(np.float32)
    rows, columns, values = _counted(ids)
    matrix = csr_matrix((np.log1p(values) * idf[columns], (rows, columns)), shape=(len(ids), vocabulary))
    # right singular vectors by way of the smaller Gram matrix: ARPACK's eigsh takes a seed for its restarts, svds none
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    gram = LinearOperator((wide.shape[0],) * 2, matvec=lambda x: wide @ (wide.T @ x), dtype=np.float64)
    values, left = eigsh(gram, k=rank, v0=generator.standard_normal(wide.shape[0]), rng=SEED)
    right = wide.T @ left / np.sqrt(np.maximum(values, TINY)) if wide is matrix else left
    return np.ascontiguousarray((right * idf[:, None]).astype(np.float32))


def _counted(ids: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """How often each passage holds each of its tokens: passages, tokens, times, each (pairs,)."""
    rows, columns, times = array("i"), array("i"), array("i")
    for row, passage in enumerate(ids):
        counts = Counter(passage)
        rows.extend([row] * len(counts))
        columns.extend(counts.keys())
        times.extend(counts.values())
    return np.array(rows), np.array(columns), np.array(times)


def folder_hash(folder: Path) -> str:
    """A short name for a model folder's exact contents."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]

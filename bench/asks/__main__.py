"""`python -m bench.asks`: fit `rag/letter/data/wants.npy` anew from the repository.

Wanting are the questions of `eval/sets` and `bench/blind`, `wanting.txt` and the matters of `bench/blind/letters`; in
anger are `rhetoric.txt` and the abuse of those letters. A logistic regression over meaning vectors by Newton's method.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.index.meaning import encode
from rag.letter.rhetoric import FILE, plain, with_one

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SETS = ("eval/sets/*.jsonl", "bench/blind/plans-seen/*.jsonl", "bench/blind/originals-seen.jsonl")
LETTERS = ROOT / "bench/blind/letters/letters.jsonl"
EVERY = 3  # question of the sets: there are ten times as many as of rhetoric
OF_LETTERS = 3  # how often a matter of a letter counts: it is what the others stand for
RIDGE = 10.0  # on weights of vectors times ten; 1 and 50 tell fresh rhetoric as well within 4 of 50
ROUNDS = 30
Values = NDArray[np.float64]


def main() -> None:
    wanting, rhetoric = [*_wanting()], [*_rhetoric()]
    vectors = np.asarray(with_one(encode([plain(one) for one in (*wanting, *rhetoric)])), dtype=np.float64)
    wants = np.repeat((1.0, 0.0), (len(wanting), len(rhetoric)))
    share = np.where(wants == 1.0, len(rhetoric) / len(wanting), 1.0)
    weights = _fitted(vectors, wants, share)
    np.save(ROOT / "rag/letter/data" / FILE, weights.astype(np.float32))
    print(f"{len(wanting)} wanting, {len(rhetoric)} in anger; written to rag/letter/data/{FILE}")


def _fitted(vectors: Values, wants: Values, share: Values) -> Values:
    """Weights, the constant last: (dimensions + 1,). `share`: how much each counts, so that both kinds count alike."""
    weights = np.zeros(vectors.shape[1])
    ridge = RIDGE * np.eye(vectors.shape[1])
    for _ in range(ROUNDS):
        sure = 1.0 / (1.0 + np.exp(-vectors @ weights))
        slope = vectors.T @ (share * (sure - wants)) + RIDGE * np.append(weights[:-1], 0.0)
        bend = (vectors * (share * sure * (1.0 - sure))[:, None]).T @ vectors + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def _wanting() -> Iterator[str]:
    asked = sorted(
        {json.loads(line)["question"] for pattern in SETS for path in ROOT.glob(pattern) for line in _of(path)}
    )
    yield from asked[::EVERY]
    yield from _of(HERE / "wanting.txt")
    for letter in map(json.loads, _of(LETTERS)):
        for matter in letter["matters"]:
            yield from (matter["words"], *matter.get("again", ())) * OF_LETTERS


def _rhetoric() -> Iterator[str]:
    yield from _of(HERE / "rhetoric.txt")
    for letter in map(json.loads, _of(LETTERS)):
        yield from letter["abuse"]


def _of(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()

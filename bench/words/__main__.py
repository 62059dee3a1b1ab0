"""`python -m bench.words`: learn from some labelled words which others say nothing of their own, and write the table.

A word of everyday speech (恭喜, 弄混, 相加) need not stand in the evidence; one that plans could say (证书, 审核) must.
Both kinds are labelled by hand in `plain.txt` and `content.txt`. A logistic regression on a word's vector, its part
of speech, and how often it stands in the dictionary and in the sample corpus tells the kind of every other word of two
characters; only those of which it is sure are written, and never one that makes a difference by itself.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import rjieba
from numpy.typing import NDArray

from ingest.index.meaning import Vectors, encode
from ingest.text.fold import fold
from rag.question.terms import words_with_tags
from rag.verification.statements import STATEMENTS
from rag.verification.wording import NEAR, RISKY

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TABLE = ROOT / "rag" / "verification" / "data" / "plain_words.txt"
CHARACTERS = 2_600  # of corpus and questions, the most frequent
LEAST_FREQUENT = 100  # of a word in the dictionary
SURE = {"v": 0.8, "a": 0.8, "d": 0.8, "z": 0.8, "c": 0.7, "r": 0.7, "t": 0.9, "i": 0.9, "l": 0.9}  # by tag, of 0 to 1
TAGS = ("n", "v", "a", "d", "t", "s", "f", "b", "z", "m", "q", "i", "l", "r", "c", "p", "u", "j")
MEANING, IN_DICTIONARY, IN_CORPUS = 4.0, 0.2, 0.33  # weights of the features beside the tags
RIDGE, ROUNDS, FOLDS = 1.0, 12, 5


def main() -> None:
    plain, content = _seeds()
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").rglob("*.md"))]
    asked = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "eval" / "sets").rglob("*.jsonl"))]
    words = list(dict.fromkeys((*plain, *content, *_dictionary("".join((*texts, *asked, *plain))))))
    features = _features(words, fold("".join(texts)))
    at = {word: place for place, word in enumerate(words)}
    labelled = [*plain, *content]
    known, is_plain = features[[at[word] for word in labelled]], np.array([word in set(plain) for word in labelled])
    _report(known, is_plain)
    share = _predict(features, _fit(known, is_plain))
    apart = set(content)
    learned = [word for word in words if word not in apart and _is_sure(word, float(share[at[word]]))]
    found = sorted({*plain, *learned})
    TABLE.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} words, {len(set(found) - set(plain))} of them learned", file=sys.stderr)


def _seeds() -> tuple[list[str], list[str]]:
    plain = (HERE / "plain.txt").read_text(encoding="utf-8").split()
    content = {*(HERE / "content.txt").read_text(encoding="utf-8").split(), *(word for group in NEAR for word in group)}
    content -= {*plain, *STATEMENTS["words"]["plain"].split()}
    return list(dict.fromkeys(plain)), sorted(content)


def _dictionary(text: str) -> list[str]:
    """Words of two characters that the dictionary has often enough, of the most frequent characters of a text."""
    known = rjieba.Jieba()
    counted = Counter(re.findall("[\u4e00-\u9fff]", text)).most_common(CHARACTERS)
    pairs = (one + other for one, _ in counted for other, _ in counted)
    return [pair for pair in pairs if known.has_word(pair) and known.suggest_freq(pair) >= LEAST_FREQUENT]


def _features(words: Sequence[str], corpus: str) -> Vectors:
    known = rjieba.Jieba()
    told = [[tag.startswith(one) for one in TAGS] for tag in map(_tag, words)]
    counts = [
        (IN_DICTIONARY * np.log1p(known.suggest_freq(word)), IN_CORPUS * np.log1p(corpus.count(word)), 1.0)
        for word in words
    ]
    return np.hstack([MEANING * encode(words), np.array(told, dtype=np.float32), np.array(counts, dtype=np.float32)])


def _tag(word: str) -> str:
    found = words_with_tags(word)
    return found[0][1] if len(found) == 1 else "x"


def _is_sure(word: str, share: float) -> bool:
    return share > SURE.get(_tag(word)[:1], 1.0) and _tag(word) != "vn" and not RISKY.search(word)


def _fit(features: Vectors, labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights by Newton's method, with a ridge."""
    x, weights = features.astype(np.float64), np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share - labels) + RIDGE * weights
        bend = (x.T * (share * (1 - share))) @ x + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return np.asarray(weights)


def _predict(features: Vectors, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-features.astype(np.float64) @ weights)))


def _report(features: Vectors, labels: NDArray[np.bool_]) -> None:
    """How many labelled words of each kind the others would have called plain, by folds."""
    share, fold_of = np.zeros(len(labels)), np.random.default_rng(0).integers(FOLDS, size=len(labels))
    for one in range(FOLDS):
        out = fold_of == one
        share[out] = _predict(features[out], _fit(features[~out], labels[~out]))
    for least in (0.5, 0.8, 0.9):
        right, wrong = (share[labels] > least).mean(), (share[~labels] > least).mean()
        print(f"over {least}: {right:.3f} of plain, {wrong:.3f} of content", file=sys.stderr)


if __name__ == "__main__":
    main()

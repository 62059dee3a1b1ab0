"""The fit: weights under which right candidates, or no answer where none may be given, are likeliest.

A question's chances are a softmax over its candidates and over giving no answer, whose score is 0. The ranker is the
mean of an ensemble; it sees of each question only what the other questions taught about words (`term_importance`), so
that it trusts that no more than it may.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from bench.rank.examples import Bases, Example
from bench.rank.networks import Trainable, mean_of, measure, reproducible
from rag.extraction import term_importance
from rag.extraction.ranker import Network, Ranker, chances, inputs, of_kind

PARTS = 4  # into which questions are dealt, so that each is judged by what was fitted on others
MEMBERS = 3  # networks of the ensemble, each from another seed
EPOCHS, BATCH = 12, 256  # passes over the examples; examples of a step
TERM_EPOCHS, TERM_BATCH = 10, 512  # the same of term importance; words of a step
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Both networks and the kinds of answer types that they know."""

    kinds: tuple[str, ...]
    words: Network
    network: Network

    @classmethod
    def of(cls, ranker: Ranker) -> "Fitted":
        """Weights as they were kept."""
        return cls(ranker.kinds, ranker.term_importance, ranker.ranker)

    def with_bases(self, kept: Bases) -> Ranker:
        """Together with the axes, as `rag` reads them."""
        return Ranker(
            kinds=self.kinds,
            question=kept.question,
            answer_span=kept.answer_span,
            term=kept.word,
            term_importance=self.words,
            ranker=self.network,
        )

    def chances(self, one: Example) -> Vector:
        """(candidates,)"""
        if not len(one.features):
            return chances(np.zeros(0, dtype=np.float32))
        return chances(self.network(ranker_inputs(one, self.kinds, self.words)))


def fit(known: Iterable[Example]) -> Fitted:
    """The same examples give the same weights."""
    usable = [one for one in known if one.usable]
    kinds = tuple(sorted({one.kind for one in usable}))
    parts = [part_of(one.case.id) for one in usable]
    with reproducible():
        by_others = [
            _fit_words([one for one, part in zip(usable, parts, strict=True) if part != left_out], kinds)
            for left_out in range(PARTS)
        ]
        values = [
            torch.from_numpy(ranker_inputs(one, kinds, by_others[part]))
            for one, part in zip(usable, parts, strict=True)
        ]
        mean, scale = measure(torch.cat(values))
        members = [_member(usable, values, mean, scale, seed=seed) for seed in range(MEMBERS)]
        return Fitted(kinds, _fit_words(usable, kinds), mean_of(members))


def part_of(case: str) -> int:
    """Which of `PARTS` a question falls into; the same in every process."""
    return sum(ord(character) * (at + 1) for at, character in enumerate(case)) % PARTS


def ranker_inputs(one: Example, kinds: Sequence[str], words: Network) -> Vector:
    """(candidates, inputs), as `Ranker.scores` puts them together."""
    kind = of_kind(one.kind, kinds)
    expected = term_importance.chances(words, one.words, kind)
    features = np.hstack([one.features, term_importance.term_features(one.held, expected)])
    return inputs(features, kind, one.question, one.answer_spans)


def _fit_words(known: Sequence[Example], kinds: Sequence[str]) -> Network:
    """Which words of a question the place of a right candidate holds."""
    telling = [one for one in known if one.as_asked and not one.unanswerable and len(one.words)]
    if not telling:
        return Network.zero(max((one.words.shape[1] for one in known), default=0) + len(kinds))
    rows = [term_importance.with_kind(one.words, of_kind(one.kind, kinds)) for one in telling]
    values = torch.from_numpy(np.vstack(rows).astype(np.float32))
    wanted = torch.from_numpy(
        np.concatenate([one.held[one.right, 1].max(axis=0) for one in telling]).astype(np.float32)
    )
    torch.manual_seed(0)
    network = Trainable(*measure(values))
    steps = network.optimizer()
    for _ in range(TERM_EPOCHS):
        for some in torch.split(torch.randperm(len(values)), TERM_BATCH):
            steps.zero_grad()
            torch.nn.functional.binary_cross_entropy_with_logits(network(values[some]), wanted[some]).backward()  # type: ignore[no-untyped-call]  # torch
            steps.step()
    return mean_of([network])


def _member(
    usable: Sequence[Example],
    values: Sequence[torch.Tensor],
    mean: torch.Tensor,
    scale: torch.Tensor,
    *,
    seed: int,
) -> Trainable:
    """One network of the ensemble; `values` are (candidates, inputs) of each example."""
    torch.manual_seed(seed)
    network = Trainable(mean, scale)
    steps = network.optimizer()
    for _ in range(EPOCHS):
        order = torch.randperm(len(usable)).tolist()
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            steps.zero_grad()
            _loss([usable[one] for one in some], [values[one] for one in some], network).backward()  # type: ignore[no-untyped-call]  # torch
            steps.step()
    return network


def _loss(some: Sequence[Example], values: Sequence[torch.Tensor], network: Trainable) -> torch.Tensor:
    """Less the weighted log likelihood of the right candidates, or of no answer where none may be given."""
    powers = network(torch.cat(list(values))).exp()
    of = torch.repeat_interleave(torch.arange(len(some)), torch.tensor([len(part) for part in values]))
    right = torch.from_numpy(np.concatenate([one.right for one in some]).astype(np.float32))
    all_ways = torch.ones(len(some)).index_add(0, of, powers)
    none = torch.tensor([float(one.unanswerable) for one in some])
    good = none.index_add(0, of, powers * right)
    weights = torch.tensor([one.weight for one in some])
    return -(weights * (torch.log(good + 1e-9) - torch.log(all_ways))).sum() / weights.sum()

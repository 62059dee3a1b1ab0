"""The fit of the cross-encoder, as what is added to the ranker's scores, and what it scores.

Its own output starts at nothing, so that it learns what the ranker lacks: to raise the right reading above the wrong
ones of the same question and above no answer, whose score is 0; and to lower all where none is right, or where the
right one is taken out.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from bench.cross_encoder.e5 import BEGIN, END, PAD, Encoder, ModelFile, Pieces, for_chinese
from bench.cross_encoder.pairs import Asked

LAYERS = (1, 3, 5, 7, 9, 11)  # of 12
LONGEST, LONGEST_QUESTION = 96, 40  # pieces of a pair, and of its question
UNITS = 128  # hidden, of the head
RATE, HEAD_RATE, DECAY = 1e-4, 5e-4, 0.01  # of AdamW
WARM = 40  # steps until the full rate
WRONG = 4  # readings that are wrong, of a question in a step
QUESTIONS = 8  # of a step
OFFSET = 0.5  # how far the ranker's scores count in the fit
TAKEN_OUT = 0.3  # weight of a question without its right reading
FIRST = 3  # the likelier a wrong reading is to the ranker, the more often it is drawn: 1 / (FIRST + its place)


class CrossEncoder(torch.nn.Module):
    """A score of each (question, reading)."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        kept = for_chinese(file)
        self.pieces = Pieces(file, kept)
        self.encoder = Encoder(file, LAYERS, kept)
        last = torch.nn.Linear(UNITS, 1)
        torch.nn.init.zeros_(last.weight)
        torch.nn.init.zeros_(last.bias)
        self.head = torch.nn.Sequential(
            torch.nn.Linear(5 * file.width, UNITS), torch.nn.GELU(), torch.nn.Dropout(0.1), last
        )

    def forward(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """(pairs,)"""
        ids, of_question, of_reading = self._padded(pairs)
        values = self.encoder(ids)
        one, other = (_mean(values, of) for of in (of_question, of_reading))
        together = torch.cat([one, other, (one - other).abs(), one * other / 4, values[:, 0]], dim=1)
        return torch.as_tensor(self.head(together)[:, 0])

    def _padded(self, pairs: Sequence[tuple[str, str]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        rows, sizes = [], []
        for question, reading in pairs:
            asked = self.pieces(question)[:LONGEST_QUESTION]
            told = self.pieces(reading)[: LONGEST - len(asked) - 4]
            rows.append([BEGIN, *asked, END, END, *told, END])
            sizes.append((len(asked), len(told)))
        longest = max(map(len, rows))
        ids = torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])
        at = torch.arange(longest)[None]
        asked_ends = torch.tensor([1 + size for size, _ in sizes])[:, None]
        told_ends = torch.tensor([3 + sum(both) for both in sizes])[:, None]
        return ids, (at >= 1) & (at < asked_ends), (at >= asked_ends + 2) & (at < told_ends)


def _mean(values: torch.Tensor, of: torch.Tensor) -> torch.Tensor:
    weights = of[..., None].to(values.dtype)
    mean = torch.nn.functional.normalize((values * weights).sum(1) / weights.sum(1), dim=1)
    return torch.as_tensor(mean * values.shape[-1] ** 0.5)


@dataclass(frozen=True, slots=True)
class _Group:
    pairs: list[tuple[str, str]]
    offsets: list[float]
    right: int
    """How many, at the beginning."""


def fitted(model: CrossEncoder, known: Sequence[Asked], *, seed: int, minutes: float) -> float:
    """Fits in place, one pass at most; ends after some `minutes`. The share of the pass that was done."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    usable = [one for one in known if one.case.abstain or one.right.any()]
    body = [*model.encoder.norm.parameters(), *model.encoder.layers.parameters()]
    steps = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": list(model.head.parameters()), "lr": HEAD_RATE}], weight_decay=DECAY
    )
    rates = [group["lr"] for group in steps.param_groups]
    order = rng.permutation(len(usable))
    batches = [order[at : at + QUESTIONS] for at in range(0, len(order), QUESTIONS)]
    begun = time.monotonic()
    model.train()
    for done, batch in enumerate(batches):
        passed = max(done / len(batches), (time.monotonic() - begun) / (60 * minutes))
        if passed >= 1:
            return done / len(batches)
        for group, rate in zip(steps.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, (done + 1) / WARM) * (1 - passed)
        steps.zero_grad()
        _loss(model, [_drawn(usable[int(at)], rng) for at in batch]).backward()  # type: ignore[no-untyped-call]  # torch
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        steps.step()
    return 1.0


def _drawn(one: Asked, rng: np.random.Generator) -> _Group:
    """One right reading, where one may be given, and some wrong ones, the likelier the oftener."""
    right = [] if one.case.abstain else [int(at) for at in np.flatnonzero(one.right)[:1]]
    wrong = np.flatnonzero(~one.right)
    chances = 1 / (FIRST + np.arange(len(wrong)))
    few = min(WRONG, len(wrong))
    drawn = rng.choice(wrong, few, replace=False, p=chances / chances.sum()).tolist() if few else []
    chosen: list[int] = [*right, *drawn]
    return _Group(
        [(one.text, one.readings[at]) for at in chosen], [OFFSET * float(one.scores[at]) for at in chosen], len(right)
    )


def _loss(model: CrossEncoder, groups: Sequence[_Group]) -> torch.Tensor:
    """Less the log likelihood of the right readings, or of no answer where there is none."""
    groups = [group for group in groups if group.pairs]
    scores = model([pair for group in groups for pair in group.pairs])
    scores = scores + torch.tensor([offset for group in groups for offset in group.offsets])
    none, total = torch.zeros(1), torch.zeros(())
    for group, own in zip(groups, scores.split([len(group.pairs) for group in groups]), strict=True):
        whole = torch.logsumexp(torch.cat([own, none]), 0)
        if group.right:
            total = total + whole - torch.logsumexp(own[: group.right], 0)
            total = total + TAKEN_OUT * torch.logsumexp(torch.cat([own[group.right :], none]), 0)
        else:
            total = total + whole
    return total / max(1, len(groups))


def scored(model: CrossEncoder, one: Asked) -> NDArray[np.float32]:
    """(readings,)"""
    if not one.readings:
        return np.zeros(0, dtype=np.float32)
    model.eval()
    with torch.no_grad():
        return np.asarray(model([(one.text, reading) for reading in one.readings]), dtype=np.float32)

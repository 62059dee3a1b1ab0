"""The network of `rag/extraction/ranker.py` while it is fitted; torch is used for nothing else here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch

from rag.extraction.ranker import Network

UNITS = 32  # hidden; 64 score alike (docs/experiments.md)
RATE, DECAY = 0.003, 0.1  # of AdamW: learning rate, weight decay of all but the linear part
LARGEST = 30.0  # score, so that its power stays finite
LEAST_SCALE = 1e-3  # added to the deviation of an input, which may be none


@contextmanager
def reproducible() -> Iterator[None]:
    """One thread and deterministic kernels: the order of sums is then the same in every run."""
    threads, deterministic = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(deterministic)


class Trainable(torch.nn.Module):
    """A linear part and tanh units, over inputs brought to one measure."""

    def __init__(self, mean: torch.Tensor, scale: torch.Tensor) -> None:
        """Both (inputs,)."""
        super().__init__()
        self.mean, self.scale = mean, scale
        self.linear = torch.nn.Parameter(torch.zeros(len(mean)))
        self.hidden = torch.nn.Linear(len(mean), UNITS)
        self.output = torch.nn.Parameter(torch.zeros(UNITS))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """(rows,) of (rows, inputs)."""
        units = torch.tanh(self.hidden((values - self.mean) / self.scale))
        return (values @ self.linear + units @ self.output).clamp(-LARGEST, LARGEST)

    def optimizer(self) -> torch.optim.AdamW:
        decayed = [*self.hidden.parameters(), self.output]
        groups = [{"params": [self.linear], "weight_decay": 0.0}, {"params": decayed, "weight_decay": DECAY}]
        return torch.optim.AdamW(groups, lr=RATE)


def measure(values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and scale (inputs,) of (rows, inputs)."""
    return values.mean(0), values.std(0) + LEAST_SCALE


def mean_of(members: Sequence[Trainable]) -> Network:
    """One network that scores as they do on average."""
    first = members[0]
    with torch.no_grad():
        return Network(
            mean=first.mean.numpy(),
            scale=first.scale.numpy(),
            linear=torch.stack([one.linear for one in members]).mean(0).numpy(),
            hidden=torch.cat([one.hidden.weight.T for one in members], dim=1).contiguous().numpy(),
            bias=torch.cat([one.hidden.bias for one in members]).numpy(),
            output=(torch.cat([one.output for one in members]) / len(members)).numpy(),
        )

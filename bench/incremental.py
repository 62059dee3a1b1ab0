"""`python -m bench.incremental`: one changed document among many: what an ingest of it takes, beside the first of all.

The documents are the longest plan of the sample corpus, each with figures of its own, or with `--short` the shortest.
`--documents N` sets how many.
"""

import argparse
import re
import tempfile
from pathlib import Path

from bench.hostile import ingested

LONGEST_S = 10.0  # what the ingest of one changed document may take on two cores
FIGURE = re.compile(r"(?<![\d.〔])\d{2,4}(?![\d.年〕])")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    plans_there = (path.read_text(encoding="utf-8") for path in corpus.glob("*.md") if path.stem != "README")
    plan = (min if asked.short else max)(plans_there, key=len)
    with tempfile.TemporaryDirectory(prefix="huimin-incremental-") as place:
        plans = Path(place) / "plans"
        plans.mkdir()
        for number in range(asked.documents):
            (plans / f"{number:03d}.md").write_text(variant(plan, number), encoding="utf-8")
        print(f"{asked.documents} documents of {len(plan)} characters:")
        for name, changed in (("all of them", None), ("one changed", 7), ("none changed", None)):
            if changed is not None:
                (plans / f"{changed:03d}.md").write_text(variant(plan, asked.documents + changed), encoding="utf-8")
            seconds, mb, said = ingested(Path(place) / "home", [plans])
            print(f"  {name:<16}{seconds:>6.1f} s {mb:>5.0f} MB  read and refused: {said}", flush=True)
        print(f"  one changed document is to take {LONGEST_S:g} s at most")


def variant(plan: str, number: int) -> str:
    """The plan under another title, with other figures."""
    title = re.search(r"^(?:title: |# )(.+)$", plan, re.MULTILINE)
    named = plan.replace(title[1], f"{title[1]}（{number}）") if title else plan
    return FIGURE.sub(lambda figure: str(int(figure.group()) + number), named)


if __name__ == "__main__":
    main()

"""Fitting what is learned: `make rank`, or `python -m bench.rank`.

In comes what the repository holds: the sample corpus with `eval/sets`, the invented plans with their sets, the sets for
the threshold; for sureness also the seen half of `bench/blind`. Out come figures, `var/rank/ranker.safetensors`, the
weights of `rag/extraction/ranker.py` and `rag/extraction/term_importance.py`, and `var/rank/sureness.json`, those of
`rag/extraction/sureness.py`. Open `__main__.py` first: it lists the steps. Nothing held back is ever read.
"""

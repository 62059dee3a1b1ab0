"""The answer in the plan's own words, without a language model: hits in, a settled draft out.

Every answer span of the hits is a candidate; candidates are filtered, described by features, ranked, and the best is
said or declined. Open `extract.py` first, then `candidates.py`. What is learned lies in `data/`, with its model card.
"""

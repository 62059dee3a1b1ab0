"""What may be said: sentences, citations and conflicts in, what holds out.

`quotes.py` holds rule 1 for every answer, `checker.py` checks a model's sentence against the evidence it cites, and
`conflicts.py` shows where a plan contradicts itself. Open `checker.py` first; a new check is one function and
one line in `figure_checks.py` or `sentence_checks.py`. What a sentence says beyond its figures is the matter of
`wording.py` and `statement_checks.py`, what it compares of `comparisons.py`, numbers in other writings of
`writings.py`, and figures that need no evidence (counts of what is listed, ratios) of `allowances.py`.
"""

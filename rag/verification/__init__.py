"""What may be said: sentences, citations and conflicts in, what holds out.

`quotes.py` holds rule 1 for every answer, `checker.py` checks a model's sentence against the evidence it cites, and
`conflicts.py` shows where a plan contradicts itself. Open `checker.py` first; a new check is one function and
one line in `figure_checks.py` or `sentence_checks.py`.
"""

"""Figures as written and as understood: text and rows in, quantities with unit, base, bound, year and role out.

Open `figures.py` first (a figure by itself), then `context.py` (by the words around it), then `extract.py` (of a whole
document).
"""

"""Figures as written and as understood: text in, quantities with unit, base, bound, year and role out.

Open `figures.py` first (a figure by itself), then `context.py` (by the words around it). `ingest/quantify.py` does so
for a whole document.
"""

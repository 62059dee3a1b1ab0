"""Grids and running text as typed rows: what kind of record each is and what it is called.

Open `row_types.py` first; `lists.py` and `labelled.py` find records that stand in running text.
"""

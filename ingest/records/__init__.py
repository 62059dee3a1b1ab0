"""Grids and running text as typed rows: what kind of record each is and what it is called.

Open `row_types.py` first, which types the rows of tables; `find.py` lists the finders of records in running text.
"""

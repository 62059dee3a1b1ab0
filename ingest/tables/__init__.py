"""Tables as grids: clean text in, grids of cells with their spans out, whatever became of the table's lines.

Open `find.py` first, the list of layouts; `grid.py` holds what they share, `headers.py` what columns are called.
"""

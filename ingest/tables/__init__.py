"""Tables as grids: clean text in, grids of cells with their spans out, whatever became of the table's lines.

Open `grid.py` first, then `pipes.py`. A new layout is one file with one finder and one line in the list of finders.
"""

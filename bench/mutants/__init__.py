"""Do the tests notice? Mutants of the code and its data files go in one at a time; what no test notices comes out.

Open `__main__.py` first: it tells the steps in their order. `operators.py`, `patterns.py` and `entries.py` make the
mutants, `selection.py` draws a sample, `recording.py` and `covering.py` find the tests of a line, `running.py`
runs them.
"""

"""The index: parsed documents in, a published generation out, and such a generation opened for reading.

Open `build.py` for how a generation is made, `generations.py` for how it goes live, `opened.py` for how it is read.
"""

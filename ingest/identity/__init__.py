"""Who speaks, of what and for where: first lines, places and residents' words in, documents, divisions, concepts out.

Open `identify.py` first; `lexicon.py` knows the names of services and indicators, `divisions.py` the places of China.
"""

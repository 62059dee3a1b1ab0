"""The residents' window: a question in, HTML of the answer, its sources and what to do next out.

Open `page.py` first, then `turn.py`. Words on screen come from `data/words.toml`, in two languages.
"""

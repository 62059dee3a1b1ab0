"""The passages that may hold the answer: a scoped question in, ranked hits out.

Open `retrieve.py` first. A new retriever is one class beside `hybrid.py`, one line in `RETRIEVERS`, and the setting
`HUIMIN_RETRIEVER`.
"""

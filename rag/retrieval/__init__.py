"""The passages that may hold the answer: a scoped question in, ranked hits out.

Open `hybrid.py` first. A new retriever is one class there, or one file beside it, and one setting.
"""

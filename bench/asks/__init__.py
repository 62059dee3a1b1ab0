"""Fits what tells a question that wants an answer from one that is asked in anger: `python -m bench.asks`."""

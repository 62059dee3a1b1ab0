"""The answer as a language model writes it: numbered evidence in, verified sentences out as they come.

Open `generate.py` first, then `session.py`. `client.py` is the one door to an endpoint. Does nothing where none is set.
"""

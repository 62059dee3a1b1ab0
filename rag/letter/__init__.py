"""Residents' letters: a letter in; its matters, a draft of the reply, and what the sources say of an edited one out.

`letter.py` first. `read` (letter.py) → matters (matters.py, or marking.py where a model is configured) and flags
(flags.py); `draft` (reply.py) asks the answer path about each matter; `check` (live_check.py) holds an edited letter
against its sources.
"""

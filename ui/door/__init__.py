"""The door: plain ASGI before everything else. In comes any request, out goes one that the application expects.

Open `routes.py` first: the list of all that may pass. `door.py` applies it: the visitor's address, how often and how
many at once, the body counted while it is read and written anew from its strict form, the session bound to the visitor.
"""

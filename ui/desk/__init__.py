"""The desk for staff: a resident's letter in, a reply out that two people have looked at.

`access.py` first: every page with who may open it. `store.py` keeps all in `desk.sqlite3`; accounts.py, logins.py,
lockout.py and passwords.py say who somebody is; cases.py, drafting.py and sign_off.py are the way of a letter;
engine.py asks `rag/letter`; `pages/` holds the routes, `templates/` what is shown.
"""

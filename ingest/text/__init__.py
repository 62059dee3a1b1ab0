"""A source's text made plain: characters in, clean text with its outline, sentences and passages out.

Cleaning only deletes or folds one to one and keeps a map, so every span leads back to the file. Open `clean.py` first,
then `outline.py`.
"""

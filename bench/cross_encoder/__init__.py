"""A trial: a cross-encoder over (question, reading), from the weights of multilingual-e5-small; not in use."""

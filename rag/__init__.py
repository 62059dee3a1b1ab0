"""From a question to an answer with citations: one list of steps over a published index."""

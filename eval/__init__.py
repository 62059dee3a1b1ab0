"""How right the answers are: question sets, runs, scores, a gate for CI."""

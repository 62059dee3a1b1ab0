"""The sample corpus and the residents' words; data only."""

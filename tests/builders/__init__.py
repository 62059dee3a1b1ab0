"""Values for tests, each made in one place: a test spells out only what it is about."""

"""Lists of knowledge that the steps read; TOML only."""

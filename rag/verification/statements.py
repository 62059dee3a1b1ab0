"""Words and patterns of the checks of statements, read once; `data/statements.toml` says what each is for."""

import tomllib
from importlib.resources import files
from typing import Any

STATEMENTS: dict[str, Any] = tomllib.loads(
    (files("rag.verification") / "data" / "statements.toml").read_text(encoding="utf-8")
)

"""Settings of ingest, read from the environment here and nowhere else; passed down as values."""

from functools import cache
from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BUILTIN_MODEL = "builtin"


def default_home() -> Path:
    """`var/` of a checkout, else the platform's data folder for the user."""
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").is_file() and (root / "Makefile").is_file():
        return root / "var"
    return Path(platformdirs.user_data_dir("huimin", appauthor=False))


class IngestSettings(BaseSettings):
    """`HUIMIN_*` variables that shape an index. Those marked * are part of the index: changing them re-embeds it."""

    model_config = SettingsConfigDict(env_prefix="HUIMIN_", extra="ignore")

    home: Path = Field(default_factory=default_home, description="data folder")
    embedding_model: str = Field(
        BUILTIN_MODEL, description="* `builtin`, a folder with a sentence-transformers model, or a hub name"
    )
    passage_tokens: int = Field(220, ge=40, le=4000, description="* most tokens of one prose passage")
    tiktoken_file: Path | None = Field(None, description="* a .tiktoken encoding file; default: the one that ships")
    max_source_mb: int = Field(50, ge=1, description="larger files are refused")
    keep_generations: int = Field(3, ge=1, description="published generations kept for rollback")

    @property
    def default_index(self) -> Path:
        return self.home / "index"


@cache
def load_settings() -> IngestSettings:
    """The settings of this process."""
    return IngestSettings()

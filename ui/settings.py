"""Settings of the server, read from the environment here and nowhere else."""

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServerSettings(BaseSettings):
    """`HUIMIN_*` variables of `huimin serve`."""

    model_config = SettingsConfigDict(env_prefix="HUIMIN_", extra="ignore")

    questions_per_minute: int = Field(30, ge=1, description="of one visitor, window and API together")
    concurrency: int = Field(4, ge=1, description="questions answered at once in the window")
    queue: int = Field(64, ge=1, description="questions that may wait in the window")


@cache
def load_settings() -> ServerSettings:
    """The settings of this process."""
    return ServerSettings()

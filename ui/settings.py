"""Settings of the server, read from the environment here and nowhere else."""

import ipaddress
from functools import cache

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServerSettings(BaseSettings):
    """`HUIMIN_*` variables of `huimin serve`."""

    model_config = SettingsConfigDict(env_prefix="HUIMIN_", extra="ignore")

    questions_per_minute: int = Field(30, ge=1, description="of one visitor, window and API together")
    concurrency: int = Field(4, ge=1, description="questions answered at once in the window")
    queue: int = Field(64, ge=1, description="questions that may wait in the window")
    trusted_proxies: str = Field("", description="addresses or networks whose X-Forwarded-For is believed, by commas")
    feedback_days: int = Field(180, ge=1, description="feedback is deleted after so many days")

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        _parsed(value)
        return value

    @property
    def proxies(self) -> "tuple[Network, ...]":
        """The networks of trusted proxies."""
        return _parsed(self.trusted_proxies)


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _parsed(networks: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in networks.split(",") if part.strip())


@cache
def load_settings() -> ServerSettings:
    """The settings of this process."""
    return ServerSettings()

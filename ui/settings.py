"""Settings of the server, read here and nowhere else; `ingest/settings.py` says from where."""

import ipaddress
from functools import cache

from pydantic import Field, field_validator

from ingest.settings import HuiminSettings, read_settings


class ServerSettings(HuiminSettings):
    """`HUIMIN_*` variables of `huimin serve`."""

    questions_per_minute: int = Field(30, ge=1, description="of one visitor, window and API together")
    requests_per_minute: int = Field(
        240, ge=10, description="of one visitor, all but the files of a page; an office may share one address"
    )
    concurrency: int = Field(4, ge=1, description="questions answered at once, window and API together")
    queue: int = Field(64, ge=1, description="questions that may wait")
    trusted_proxies: str = Field(
        "", description="addresses or networks whose X-Forwarded-For or Forwarded is believed, by commas"
    )
    hosts: str = Field(
        "", description="names by which visitors reach the server, by commas; any where none is named (DNS rebinding)"
    )
    feedback_days: int = Field(180, ge=1, description="feedback is deleted after so many days")
    feedback_per_day: int = Field(1_000, ge=1, description="most ratings that are kept of one day")

    inbox_days: int = Field(
        0,
        ge=0,
        le=366,
        description="days that questions asked in vain are kept for the desk, masked; 0: not at all",
    )

    desk_idle_minutes: int = Field(30, ge=1, description="a login of staff that was not used for so long is over")
    desk_hours: int = Field(10, ge=1, description="a login of staff is over after so many hours in any case")
    desk_due_days: int = Field(15, ge=1, description="days in which a letter is to be answered, where nobody says")
    desk_office: str = Field("", description="the office that signs replies")

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        try:
            _parsed(value)
        except ValueError as error:
            raise ValueError("要写成地址或网段,用逗号隔开,例如 10.0.0.0/8") from error
        return value

    @property
    def host_names(self) -> frozenset[str]:
        """In lower case, without ports; empty where any will do."""
        return frozenset(part.strip().lower() for part in self.hosts.split(",") if part.strip())

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
    return read_settings(ServerSettings)

"""Which day it is where the plans hold: by the zone that `HUIMIN_TIMEZONE` names, whatever the machine's own is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ingest.settings import load_settings


def today() -> date:
    """The day there now."""
    return datetime.now(_zone()).date()


def at(seconds: float) -> datetime:
    """What the clock there showed at a time, in seconds since 1970 (UTC)."""
    return datetime.fromtimestamp(seconds, _zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(load_settings().timezone)

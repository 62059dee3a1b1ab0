"""The day is that of the zone that is set, whatever the machine's own is."""

from datetime import datetime, timedelta

import pytest

from ingest import clock
from ingest.errors import UsageError
from ingest.settings import IngestSettings, read_settings

FAR_EAST, FAR_WEST = "Pacific/Kiritimati", "Pacific/Niue"  # 25 hours apart: never the same day


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(clock, "load_settings", lambda: IngestSettings(timezone=request.param))


@pytest.mark.parametrize("zone", ["Asia/Shanghai"], indirect=True)
@pytest.mark.usefixtures("zone")
def test_midnight_is_that_of_the_zone() -> None:
    before = datetime.fromisoformat("2025-12-31T23:59:59+08:00").timestamp()
    assert clock.at(before).isoformat() == "2025-12-31T23:59:59+08:00"
    assert clock.at(before + 1).date().isoformat() == "2026-01-01"


def test_two_zones_have_two_days(monkeypatch: pytest.MonkeyPatch) -> None:
    days = []
    for name in (FAR_WEST, FAR_EAST):
        monkeypatch.setattr(clock, "load_settings", lambda name=name: IngestSettings(timezone=name))
        days.append(clock.today())
    assert days[0] + timedelta(days=1) <= days[1]


@pytest.mark.parametrize("name", ["Asia/Nowhere", "../etc/passwd", "", "Asia"])
def test_a_zone_that_is_none_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIMIN_TIMEZONE", name)
    with pytest.raises(UsageError, match=r"HUIMIN_TIMEZONE\(环境变量\)要写成时区的名称,例如 Asia/Shanghai"):
        read_settings(IngestSettings)

"""Settings of ingest: the environment, and their bounds."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.settings import BUILTIN_MODEL, IngestSettings, default_home


def test_the_defaults_need_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIMIN_HOME")
    monkeypatch.setattr("ingest.settings.read_env_file", lambda _: {})  # of this checkout
    settings = IngestSettings()
    assert settings.embedding_model == BUILTIN_MODEL
    assert settings.home == default_home()
    assert settings.default_index == settings.home / "index"


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("HUIMIN_HOME", "/srv/huimin", "home", Path("/srv/huimin")),
        ("HUIMIN_EMBEDDING_MODEL", "/models/bge", "embedding_model", "/models/bge"),
        ("HUIMIN_PASSAGE_TOKENS", "300", "passage_tokens", 300),
        ("HUIMIN_KEEP_GENERATIONS", "5", "keep_generations", 5),
        ("HUIMIN_READ_SECONDS", "30", "read_seconds", 30),
        ("HUIMIN_READ_MB", "900", "read_mb", 900),
    ],
)
def test_the_environment_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(IngestSettings(), field) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("passage_tokens", 39),
        ("passage_tokens", 4001),
        ("max_source_mb", 0),
        ("keep_generations", 0),
        ("read_seconds", -1),
        ("read_mb", 249),
    ],
)
def test_a_value_out_of_bounds_is_refused(field: str, value: int) -> None:
    with pytest.raises(ValidationError, match=field):
        IngestSettings.model_validate({field: value})


def test_a_checkout_keeps_its_data_in_var() -> None:
    assert default_home() == Path(__file__).resolve().parents[2] / "var"

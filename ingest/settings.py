"""Settings of ingest, and how all settings are read: the environment, then `HUIMIN_HOME/.env`, then the default.

They are read here and in the settings modules of `rag` and `ui`, nowhere else, and passed down as values.
"""

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import platformdirs
from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from ingest.env_file import Entry, place, read_env_file
from ingest.errors import UsageError

BUILTIN_MODEL = "builtin"
PREFIX = "HUIMIN_"
CONFIG = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

# pydantic's name of what is wrong with a value → words for the user, filled from what pydantic tells along
REASONS = {
    "int_parsing": "要写成整数",
    "float_parsing": "要写成数字",
    "dict_type": "要写成 JSON 对象,例如 {{}}",
    "greater_than": "要大于 {gt:g}",
    "greater_than_equal": "不能小于 {ge:g}",
    "less_than_equal": "不能大于 {le:g}",
    "value_error": "{error}",
    "string_too_long": "最多 {max_length} 个字",
}


def default_home() -> Path:
    """`var/` of a checkout, else the platform's data folder for the user."""
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").is_file() and (root / "Makefile").is_file():
        return root / "var"
    return Path(platformdirs.user_data_dir("huimin", appauthor=False))


def _home(value: object) -> object:
    """An empty HUIMIN_HOME is none: as a path it would be the current folder."""
    return default_home() if value == "" else value


Home = Annotated[Path, BeforeValidator(_home)]


class _HomeOnly(BaseSettings):
    """Where the settings file lies, which the file itself cannot say."""

    model_config = CONFIG

    home: Home = Field(default_factory=default_home)


class HuiminSettings(BaseSettings):
    """What all settings share: where they are read from, in which order."""

    model_config = CONFIG

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        entries = _file_entries()
        written = {
            field: entries[variable(field)].value for field in settings_cls.model_fields if variable(field) in entries
        }
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=written)


Settings = TypeVar("Settings", bound=HuiminSettings)


class IngestSettings(HuiminSettings):
    """`HUIMIN_*` variables that shape an index. Those marked * are part of the index: changing them re-embeds it."""

    home: Home = Field(default_factory=default_home, description="data folder")
    embedding_model: str = Field(
        BUILTIN_MODEL, description="* `builtin`, a folder with a sentence-transformers model, or a hub name"
    )
    passage_tokens: int = Field(220, ge=40, le=4000, description="* most tokens of one prose passage")
    tiktoken_file: Path | None = Field(None, description="* a .tiktoken encoding file; default: the one that ships")
    max_source_mb: int = Field(50, ge=1, description="larger files are refused")
    read_seconds: int = Field(
        10,
        ge=0,
        description="seconds of work that a file may take for each MB; 0: read in this process, without limits",
    )
    read_mb: int = Field(500, ge=250, description="memory of the process that reads files (MB)")
    keep_generations: int = Field(3, ge=1, description="published generations kept for rollback")
    timezone: str = Field("Asia/Shanghai", description="by whose day plans expire; a name of the tz database")

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:  # a name that is none, a folder of the database
            raise ValueError("要写成时区的名称,例如 Asia/Shanghai") from error
        return value

    @property
    def default_index(self) -> Path:
        return self.home / "index"


def variable(field: str) -> str:
    """The variable that sets a field."""
    return PREFIX + field.upper()


def read_settings(kind: type[Settings]) -> Settings:
    """The settings of one kind; `UsageError` names each wrong value by its variable and by where it is set."""
    try:
        return kind()
    except ValidationError as error:
        entries = _file_entries()
        raise UsageError("设置有误:" + ";".join(_told(dict(one), entries) for one in error.errors())) from error


@cache
def load_settings() -> IngestSettings:
    """The settings of this process."""
    return read_settings(IngestSettings)


def _file_path() -> Path:
    return _HomeOnly().home / ".env"


def _file_entries() -> dict[str, Entry]:
    path = _file_path()
    entries = read_env_file(path)
    if home := entries.get(variable("home")):
        raise UsageError(f"{place(path, home.line)}:HUIMIN_HOME 只能用环境变量设置,因为这个文件就在它里面找")
    return entries


def _told(problem: dict[str, Any], entries: dict[str, Entry]) -> str:
    """What is wrong with one value, without the value: it may be a key."""
    name = variable(str(problem["loc"][0]))
    in_environment = name in {key.upper() for key in os.environ}
    where = "环境变量" if in_environment or name not in entries else place(_file_path(), entries[name].line)
    reason = REASONS.get(problem["type"], "的值不合要求").format(**problem.get("ctx", {}))
    return f"{name}({where}){reason}"

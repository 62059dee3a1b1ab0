"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ingest.settings import load_settings

INDEX = Annotated[Path | None, typer.Option("--index", help="索引所在的文件夹", show_default="HUIMIN_HOME/index")]
JSON = Annotated[bool, typer.Option("--json", help="输出 JSON")]


class Part(StrEnum):
    """What a server shows: the residents' window, or what staff use (the desk, the API and its page)."""

    RESIDENT = "resident"
    STAFF = "staff"


def index_folder(given: Path | None) -> Path:
    """The index that was named, else the default one."""
    return given if given is not None else load_settings().default_index

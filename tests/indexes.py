"""Indexes of invented plans, each built once in a run however many tests read it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.settings import IngestSettings

Build = Callable[[Mapping[str, str]], Path]
"""From files, as names and texts, to the folder of their index. Tests read what they get and leave it as it is."""


def builder(settings: IngestSettings, folders: pytest.TempPathFactory) -> Build:
    made: dict[tuple[tuple[str, str], ...], Path] = {}

    def build(files: Mapping[str, str]) -> Path:
        key = tuple(files.items())
        if key not in made:
            sources, index = folders.mktemp("sources"), folders.mktemp("index")
            for name, text in files.items():
                (sources / name).write_text(text, encoding="utf-8")
            ingest(index, settings, sources=[sources])
            made[key] = index
        return made[key]

    return build

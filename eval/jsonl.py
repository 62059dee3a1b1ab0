"""Values in files of one JSON object a line."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from ingest.errors import SourceError

Value = TypeVar("Value")


def save(path: Path, values: Iterable[Any]) -> None:
    """Dataclasses or plain data, one line each."""
    plain = TypeAdapter(Any)
    lines = (json.dumps(plain.dump_python(value, mode="json"), ensure_ascii=False) for value in values)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def load(path: Path, kind: type[Value]) -> list[Value]:
    """What `save` wrote. Raises `SourceError` naming the line."""
    adapter = TypeAdapter(kind)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"打不开({error})") from error
    values = []
    for number, line in enumerate(lines, start=1):
        try:
            values += [adapter.validate_json(line)] if line.strip() else []
        except ValidationError as error:
            first = error.errors()[0]
            raise SourceError(str(path), f"第 {number} 行：{first['msg']} {first['loc']}") from error
    return values

"""The gate of CI: floors that a run must reach, read from `gate.toml`."""

import math
import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.report import Summary
from ingest.errors import SourceError


class Gate(BaseModel):
    """Floors as shares from 0 to 1; ceilings likewise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accuracy: float = Field(ge=0, le=1)
    cited: float = Field(ge=0, le=1)
    abstention: float = Field(ge=0, le=1)
    wrong_abstention: float = Field(ge=0, le=1, description="at most")
    breaches: int = Field(ge=0, description="at most")


def load_gate(path: Path | None) -> Gate:
    """The gate in a file, the shipped one where none is named. Raises `SourceError`."""
    try:
        text = path.read_text(encoding="utf-8") if path else (files("eval") / "gate.toml").read_text(encoding="utf-8")
        return Gate.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(str(path or "gate.toml"), str(error).splitlines()[0]) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceError(str(path or "gate.toml"), f"{'.'.join(map(str, first['loc']))}：{first['msg']}") from error


def failures(summary: Summary, gate: Gate) -> list[str]:
    """What the run misses; empty where it passes. A measure without data fails: nothing was shown."""
    found = []
    for name in ("accuracy", "cited", "abstention"):
        got, floor = getattr(summary, name).share, getattr(gate, name)
        if math.isnan(got) or got < floor:
            found.append(f"{name}: {got:.3f}, at least {floor:.3f} asked")
    wrong = summary.wrong_abstention.share
    if math.isnan(wrong) or wrong > gate.wrong_abstention:
        found.append(f"wrong_abstention: {wrong:.3f}, at most {gate.wrong_abstention:.3f} allowed")
    if summary.breaches > gate.breaches:
        found.append(f"figures that break rule 1: {summary.breaches}, at most {gate.breaches} allowed")
    return found

"""Questions with what a right answer holds: the schema of `eval/sets/*.jsonl`, documented in `eval/README.md`."""

from collections.abc import Sequence
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.jsonl import load
from ingest.errors import SourceError

SMOKE = 5  # one case of so many is in the smoke set


class Category(StrEnum):
    STANDARD = "standard"
    FIGURE = "figure"
    TARGET = "target"
    BASELINE = "baseline"
    ELIGIBILITY = "eligibility"
    RESPONSIBILITY = "responsibility"
    LIST = "list"
    DEFINITION = "definition"
    PROJECT = "project"
    CONFLICT = "conflict"
    BLANK = "blank"
    UNANSWERABLE = "unanswerable"
    OTHER_REGION = "other_region"
    COMPARISON = "comparison"
    COMPUTED = "computed"
    FOLLOW_UP = "follow_up"
    WRONG_PREMISE = "wrong_premise"
    INJECTION = "injection"


class Phrasing(StrEnum):
    OFFICIAL = "official"
    EVERYDAY = "everyday"
    TYPO = "typo"
    UNPUNCTUATED = "unpunctuated"
    TRADITIONAL = "traditional"


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str = Field(pattern="^(user|assistant)$")
    content: str


class Evidence(BaseModel):
    """Where the plan says it: the document's title, the section or row name, and decisive words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    place: str
    words: str = Field(max_length=20)


class Case(BaseModel):
    """One question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    category: Category
    region: str | None
    history: tuple[Message, ...]
    question: str
    answer: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    evidence: Evidence | None
    abstain: bool
    phrasing: Phrasing

    @model_validator(mode="after")
    def _consistent(self) -> "Case":
        if self.abstain and self.must:
            raise ValueError("a question to abstain from has no must")
        if not self.abstain and not (self.must and self.evidence):
            raise ValueError("a question to answer needs must and evidence")
        return self


def load_cases(paths: list[Path]) -> list[Case]:
    """All cases of the files, the shipped sets where none are named. Raises `SourceError` naming the line."""
    if not paths:
        with as_file(files("eval") / "sets") as folder:
            return load_cases(sorted(folder.glob("*.jsonl")))
    cases = [case for path in paths for case in load(path, Case)]
    if len({case.id for case in cases}) < len(cases):
        raise SourceError("、".join(map(str, paths)), "题号有重复")
    return cases


def smoke(cases: Sequence[Case]) -> list[Case]:
    """A small part of the cases, the same at each run."""
    return list(cases[::SMOKE])

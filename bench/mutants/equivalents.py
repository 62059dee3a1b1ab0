"""Mutants that change nothing: looked at one by one, written down with the reason, and taken off every sample."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bench.mutants.mutant import Mutant
from bench.mutants.selection import mutants_in
from bench.mutants.tree import ROOT

KEPT = Path(__file__).parent / "equivalent.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """`mutation` is the name that the report gives it, `reason` why no answer can differ."""

    file: str
    mutation: str
    reason: str

    @property
    def key(self) -> str:
        return f"{self.file}: {self.mutation}"


def load(path: Path = KEPT) -> list[Equivalent]:
    """The list. Raises `SystemExit` where an entry lacks a field or its reason is empty."""
    found = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", []):
        if entry.keys() != {"file", "mutation", "reason"} or not entry["reason"].strip():
            raise SystemExit(f"{path.name}: {entry!r} needs file, mutation and reason, and nothing else")
        found.append(Equivalent(**entry))
    return found


def outdated(listed: list[Equivalent]) -> list[Equivalent]:
    """Entries that name no mutant of the tree as it is now."""
    known = {
        file: {mutant.mutation for mutant in mutants_in(file)}
        for file in {one.file for one in listed}
        if (ROOT / file).is_file()
    }
    return [one for one in listed if one.mutation not in known.get(one.file, set())]


def without(mutants: list[Mutant], listed: list[Equivalent]) -> list[Mutant]:
    keys = {one.key for one in listed}
    return [mutant for mutant in mutants if mutant.key not in keys]

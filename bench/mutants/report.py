"""What came of it: results kept as JSONL, a table by room and kind, the survivors with their place."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.mutants.mutant import Kind, Mutant
from bench.mutants.running import Outcome, Result

WIDTH = 32  # characters of a room's name that the table shows, its end
COLUMNS = (Outcome.KILLED, Outcome.TIMEOUT, Outcome.SURVIVED, Outcome.UNTESTED)


def keep(path: Path, result: Result) -> None:
    """Add one result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")


def kept(path: Path) -> dict[str, Result]:
    """Results by mutant; the last of each counts."""
    if not path.exists():
        return {}
    entries = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {entry["key"]: Result(**entry | {"outcome": Outcome(entry["outcome"])}) for entry in entries}


def forget(path: Path, keys: Iterable[str]) -> None:
    """Take results away, so that their mutants are run again."""
    gone = set(keys)
    if gone:
        left = [result for key, result in kept(path).items() if key not in gone]
        path.unlink()
        for result in left:
            keep(path, result)


def table(rooms: Mapping[str, Sequence[Mutant]], results: dict[str, Result]) -> list[str]:
    """A line for each room and kind, and the sum: mutants, each outcome, the share that was noticed."""
    head = (
        f"{'':<{WIDTH}} {'kind':<11}{'mutants':>8}"
        + "".join(f"{outcome:>10}" for outcome in COLUMNS)
        + f"{'noticed':>9}"
    )
    body = [
        _line(room, kind, [mutant for mutant in mutants if mutant.kind is kind], results)
        for room, mutants in rooms.items()
        for kind in Kind
    ]
    rest = [_line(room, "all", mutants, results) for room, mutants in rooms.items()]
    everything = [mutant for mutants in rooms.values() for mutant in mutants]
    kinds = [_line("all", kind, [mutant for mutant in everything if mutant.kind is kind], results) for kind in Kind]
    return [head, *body, *rest, *kinds, _line("all", "all", everything, results)]


def survivors(mutants: Iterable[Mutant], results: dict[str, Result]) -> list[str]:
    """Two lines for each mutant that no test noticed, in the order of the files."""
    lines = []
    for mutant in sorted(mutants, key=lambda mutant: (mutant.file, mutant.line)):
        result = results.get(mutant.key)
        if result and result.outcome in (Outcome.SURVIVED, Outcome.UNTESTED):
            lines.append(f"{mutant.file}:{mutant.line} {mutant.operator}, {result.outcome}, {result.tests} tests")
            lines.append(f"    {mutant.mutation}")
    return lines


def noticed(results: Iterable[Result]) -> float:
    """Share that was noticed, in percent; a run that never ends is noticed too. No results, no share: NaN."""
    outcomes = [result.outcome for result in results]
    seen = sum(outcome in (Outcome.KILLED, Outcome.TIMEOUT) for outcome in outcomes)
    return 100 * seen / len(outcomes) if outcomes else float("nan")


def _line(room: str, kind: str, mutants: Sequence[Mutant], results: dict[str, Result]) -> str:
    own = [results[mutant.key] for mutant in mutants if mutant.key in results]
    counts = "".join(f"{sum(result.outcome is outcome for result in own):>10}" for outcome in COLUMNS)
    return f"{room[-WIDTH:]:<{WIDTH}} {kind:<11}{len(own):>8}{counts}{noticed(own):>8.0f}%"

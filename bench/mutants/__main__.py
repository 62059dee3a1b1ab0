"""`python -m bench.mutants`: do the tests notice? Mutants of the code and its data, one at a time, in a copy.

Results are kept in var/mutants; a run that was broken off goes on where it ended.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.mutants import equivalents, report
from bench.mutants.covering import cost_of, mirror, tests_of
from bench.mutants.mutant import Mutant
from bench.mutants.recording import Recording, function_of
from bench.mutants.running import Job, Outcome, Result, failures, run_all, warm
from bench.mutants.selection import PER_ROOM, ROOMS, all_mutants, sample
from bench.mutants.tree import OUT, ROOT, copied, digest, test_files

SEED = 2026
BATCH = 10  # test modules that are recorded in one process; what is recorded is kept when a later one is broken off
FOLDERS = ("tests/ingest", "tests/rag", "tests/eval")  # others notice what a room does through a server, late


def main(argv: Sequence[str] | None = None) -> None:
    """Draw, run, print."""
    chosen = options().parse_args(argv)
    results_file = chosen.results or OUT / f"results-{chosen.seed}.jsonl"
    listed = equivalents.load()
    if outdated := equivalents.outdated(listed):
        raise SystemExit("\n".join(["equivalent.toml names mutants that are none:", *(one.key for one in outdated)]))
    rooms = {
        room: sample(equivalents.without(all_mutants(room), listed), chosen.per_room, chosen.seed)
        for room in chosen.only or ROOMS
    }
    results = report.kept(results_file)
    if chosen.survivors:
        rooms = {room: [one for one in mutants if survived(one, results)] for room, mutants in rooms.items()}
    drawn = [mutant for mutants in rooms.values() for mutant in mutants]
    todo = [mutant for mutant in drawn if chosen.survivors or chosen.fresh or mutant.key not in results]
    print(f"{len(drawn)} mutants, {len(todo)} of them to run; results in {results_file}", flush=True)
    if todo and not chosen.dry:
        results |= run_mutants(todo, results_file, chosen.workers, near=chosen.near)
    print("\n".join(["", *report.table(rooms, results), "", *report.survivors(drawn, results)]))


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--per-room", type=int, default=PER_ROOM, metavar="N", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another sample")
    parser.add_argument("--only", action="append", metavar="PATH", help="a folder or file as a room; may be repeated")
    parser.add_argument("--near", action="store_true", help="ask the tests of the mirrored folders alone")
    parser.add_argument("--workers", type=int, default=1, choices=(1, 2, 3, 4), help="default: %(default)s")
    parser.add_argument("--results", type=Path, metavar="FILE", help="default: var/mutants/results-SEED.jsonl")
    parser.add_argument("--fresh", action="store_true", help="run those again that have a result")
    parser.add_argument("--survivors", action="store_true", help="run only those again that survived")
    parser.add_argument("--dry", action="store_true", help="print what is known, run nothing")
    return parser


def survived(mutant: Mutant, results: dict[str, Result]) -> bool:
    return mutant.key in results and results[mutant.key].outcome in (Outcome.SURVIVED, Outcome.UNTESTED)


def run_mutants(todo: Sequence[Mutant], results_file: Path, workers: int, *, near: bool) -> dict[str, Result]:
    """Results of the mutants, each kept as soon as it is there."""
    found: dict[str, Result] = {}
    with tempfile.TemporaryDirectory(prefix="huimin-mutants-") as folder:
        copies = [copied(Path(folder) / str(number)) for number in range(workers)]
        recording = recorded(copies[0], near_tests(todo) if near else FOLDERS)
        jobs = []
        for mutant in todo:
            tests = tests_of(mutant, recording)
            jobs.append(Job(mutant=mutant, tests=tests, cost=cost_of(tests, recording)))
        warm(recording.vendors)
        started = time.monotonic()

        def done(job: Job, result: Result) -> None:
            found[result.key] = result
            report.keep(results_file, result)
            print(f"{len(found)}/{len(jobs)} {result.outcome} {result.seconds} s {result.key}", flush=True)

        run_all(jobs, copies, done)
        spent = time.monotonic() - started
        print(f"{spent:.0f} s, {spent / len(found):.1f} s a mutant", flush=True)
        void = unfounded(found, copies[0])
    report.forget(results_file, void)
    return {key: result for key, result in found.items() if key not in void}


def unfounded(results: dict[str, Result], copy: Path) -> set[str]:
    """Mutants that were noticed by tests which fail without any mutant, too. Says which tests these are."""
    by = {key: function_of(result.by) for key, result in results.items() if "::" in result.by}
    failing = {function_of(test) for test in failures(sorted(set(by.values())), copy)} if by else set()
    void = {key for key, test in by.items() if test in failing}
    if failing:
        print(
            f"{len(void)} results do not count, since these tests fail without a mutant: {', '.join(sorted(failing))}"
        )
    return void


def near_tests(mutants: Sequence[Mutant]) -> list[str]:
    """The test folders that mirror those of the mutants."""
    return sorted({str(mirror(mutant.file)) for mutant in mutants})


def recorded(copy: Path, folders: Sequence[str]) -> Recording:
    """Which test of the folders runs which line of a copy; what changed since the last time is recorded anew.

    Another code or another file that tests share, and all is; a test module alone, and only its own tests are.
    """
    file, now, wanted = OUT / "recording.json", digest(copy), test_files(copy, folders)
    known = Recording.load(file) if file.exists() else Recording()
    if known.digest != now:
        known = Recording()
    known = known.only(test_files(copy, ["tests"]))
    changed = {name: value for name, value in wanted.items() if name not in known.files}
    OUT.mkdir(parents=True, exist_ok=True)
    for at in range(0, len(changed), BATCH):
        batch = dict(list(changed.items())[at : at + BATCH])
        print(f"recording which test runs which line: {at + len(batch)} of {len(changed)} test modules", flush=True)
        part = OUT / "recording-part.json"
        command = [sys.executable, "-m", "bench.mutants.recording", str(copy), str(part), *batch]
        subprocess.run(command, check=True, cwd=ROOT)
        known = known.joined(replace(Recording.load(part), digest=now, files=batch))
        known.save(file)
        part.unlink()
    return known.only(wanted)


if __name__ == "__main__":
    main()

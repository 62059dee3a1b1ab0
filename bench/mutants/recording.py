"""Which test runs which line, recorded once: coverage.py with a context for each test function and each wide fixture.

Caches of the project are emptied before each test function, so that a test is not spared a line because another test
ran before it. Lines that a fixture of the session, package or module runs belong to every test that asks for it.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import coverage
import pytest

from bench.mutants.tree import LAYERS, OURS, enter

ARGUMENTS = ["-q", "-m", "not slow", "-p", "no:cacheprovider", "--hypothesis-seed=0"]


@dataclass(slots=True, kw_only=True)
class Recording:
    """`lines`: file to line to contexts. A context is the id of a test function or of a fixture (`fixture:...`).

    `seconds` is what a context cost; `fixtures` the wide fixtures of each test function that passed; `vendors` the
    modules of others that were imported. `digest` and `files` tell of which tree and test modules it was made.
    """

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    fixtures: dict[str, list[str]] = field(default_factory=dict)
    vendors: list[str] = field(default_factory=list)
    digest: str = ""
    files: dict[str, str] = field(default_factory=dict)

    def only(self, files: Mapping[str, str]) -> "Recording":
        """What tests of these modules, unchanged since, told. Fixtures stay as they are."""

        def stays(context: str) -> bool:
            file = context.split("::", maxsplit=1)[0]
            return context.startswith("fixture:") or (file in files and files[file] == self.files.get(file))

        lines = {
            file: {line: [name for name in names if stays(name)] for line, names in by_line.items()}
            for file, by_line in self.lines.items()
        }
        return replace(
            self,
            lines=lines,
            fixtures={name: names for name, names in self.fixtures.items() if stays(name)},
            files={file: digest for file, digest in files.items() if self.files.get(file) == digest},
        )

    def joined(self, other: "Recording") -> "Recording":
        """Both as one; of a fixture that both saw, the lines of both."""
        lines = {file: dict(by_line) for file, by_line in self.lines.items()}
        for file, by_line in other.lines.items():
            own = lines.setdefault(file, {})
            for line, names in by_line.items():
                own[line] = sorted({*own.get(line, ()), *names})
        return replace(
            other,
            lines=lines,
            seconds=self.seconds | other.seconds,
            fixtures=self.fixtures | other.fixtures,
            vendors=list(dict.fromkeys([*self.vendors, *other.vendors])),
            files=self.files | other.files,
        )

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = {name: getattr(self, name) for name in self.__slots__}
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Recording":
        whole = json.loads(path.read_text(encoding="utf-8"))
        whole["lines"] = {
            file: {int(line): contexts for line, contexts in lines.items()} for file, lines in whole["lines"].items()
        }
        return cls(**whole)


class Recorder:
    """A pytest plugin that tells coverage.py whose lines are running."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.context = ""
        self.seconds: dict[str, float] = defaultdict(float)
        self.fixtures: dict[str, list[str]] = {}
        self.bad: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        name = function_of(item.nodeid)
        if name not in self.fixtures:
            empty_caches()
            self.fixtures[name] = wide_fixtures(item)
        started, before = time.perf_counter(), sum(self.seconds.values())
        self._switch(name)
        result = yield
        self._switch("")
        inside = sum(self.seconds.values()) - before
        self.seconds[name] += time.perf_counter() - started - inside
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        outer, started, before = self.context, time.perf_counter(), sum(self.seconds.values())
        self._switch(fixture_name(fixturedef))
        try:
            return (yield)
        finally:
            inside = sum(self.seconds.values()) - before
            self.seconds[self.context] += time.perf_counter() - started - inside
            self._switch(outer)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.bad.add(function_of(report.nodeid))

    def _switch(self, context: str) -> None:
        self.context = context
        self.measured.switch_context(context)


def temporary(copy: Path) -> str:
    """The option of a folder beside the copy for what tests write: pytest clears the usual one of all its runs, and
    fails where another run is clearing it, too."""
    return f"--basetemp={copy}.tmp"


def function_of(nodeid: str) -> str:
    """The id of a test without its parameters: they may come from the data that are mutated."""
    return nodeid.split("[", maxsplit=1)[0]


def fixture_name(fixturedef: Any) -> str:
    return f"fixture:{fixturedef.baseid}::{fixturedef.argname}"


def wide_fixtures(item: Any) -> list[str]:
    found = [defs[-1] for defs in item._fixtureinfo.name2fixturedefs.values() if defs]
    return sorted(fixture_name(definition) for definition in found if definition.scope != "function")


def empty_caches() -> None:
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in LAYERS:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and getattr(value, "__module__", None) == name:
                    value.cache_clear()


def record(copy: Path, tests: list[str]) -> Recording:
    """Run the tests in the copy. The process that does so must not have imported the project, nor do so afterwards."""
    enter(copy)
    measured = coverage.Coverage(data_file=None, config_file=False, source=[str(copy / layer) for layer in LAYERS])
    recorder = Recorder(measured)
    measured.start()
    pytest.main([*ARGUMENTS, temporary(copy), *tests], plugins=[recorder])
    measured.stop()
    data = measured.get_data()
    lines: dict[str, dict[int, list[str]]] = {}
    for file in data.measured_files():
        by_line = data.contexts_by_lineno(file)
        own = {line: [name for name in names if name] for line, names in by_line.items()}
        lines[str(Path(file).relative_to(copy))] = {line: names for line, names in own.items() if names}
    return Recording(
        lines=lines,
        seconds=dict(recorder.seconds),
        fixtures={name: names for name, names in recorder.fixtures.items() if name not in recorder.bad},
        vendors=vendors(copy),
    )


def vendors(copy: Path) -> list[str]:
    """Modules of others that are imported by now, in the order in which they were. None of `OURS`: what a test imports
    of `bench` comes from the working tree, and brings the project's own modules from there."""
    places = ((name, getattr(module, "__file__", None)) for name, module in list(sys.modules.items()))
    return [
        name
        for name, place in places
        if place and not place.startswith(str(copy)) and "__main__" not in name and name.split(".")[0] not in OURS
    ]


def main() -> None:
    """`python -m bench.mutants.recording COPY OUT TESTS...`: record in a process of its own."""
    copy, out, *tests = sys.argv[1:]
    record(Path(copy).resolve(), tests).save(Path(out))


if __name__ == "__main__":
    main()

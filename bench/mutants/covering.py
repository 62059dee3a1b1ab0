"""The tests of a mutant: those that run its lines, the cheapest of the mirrored test folder first.

Lines that run on import (constants, patterns, defaults) and data files have no test of their own. Theirs are the tests
of the functions that use the names they define, over as many steps as it takes.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath

from bench.mutants.mutant import Mutant
from bench.mutants.recording import Recording
from bench.mutants.tree import module, read, sources

COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.FunctionDef, ast.ClassDef)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SECONDS = 20.0  # what the tests of one mutant may cost beyond those of the mirrored folder, as recorded


def tests_of(mutant: Mutant, recording: Recording) -> list[str]:
    """Test functions to run for a mutant, in this order; empty where no test runs its lines."""
    if mutant.file.endswith(".py"):
        lines = _lines(mutant.file, range(mutant.line, mutant.last + 1))
    else:
        lines = _readers(mutant.file)
    found = _ordered(_tests(lines, recording), mutant.file, recording)
    return list(_affordable(found, mutant.file, recording))


def mirrored(test: str, file: str) -> bool:
    """Whether a test lies in the folder that mirrors the file's (ingest/tables → tests/ingest/tables)."""
    return PurePath(test.split("::", maxsplit=1)[0]).is_relative_to(mirror(file))


def mirror(file: str) -> PurePath:
    """The test folder of a file, or of the package whose data it is."""
    parts = PurePath(file).parent.parts
    return PurePath("tests", *(parts[: parts.index("data")] if "data" in parts else parts))


def _tests(lines: Iterable[tuple[str, int]], recording: Recording) -> dict[str, bool]:
    """Tests that run one of the lines; true where they do so themselves and not only in a wide fixture."""
    contexts = {name for file, line in lines for name in recording.lines.get(file, {}).get(line, ())}
    return {
        test: test in contexts
        for test, fixtures in recording.fixtures.items()
        if test in contexts or not contexts.isdisjoint(fixtures)
    }


def _ordered(tests: dict[str, bool], file: str, recording: Recording) -> list[str]:
    """The mirrored folder's first, then those that run the lines themselves, then the cheapest."""
    return sorted(tests, key=lambda test: (not mirrored(test, file), not tests[test], _cost(test, recording, set())))


def _affordable(tests: list[str], file: str, recording: Recording) -> Iterator[str]:
    paid: set[str] = set()
    spent = 0.0
    for test in tests:
        cost = _cost(test, recording, paid)
        if not mirrored(test, file) and spent + cost > SECONDS:
            continue
        spent += 0 if mirrored(test, file) else cost
        paid.update(recording.fixtures[test])
        yield test


def _cost(test: str, recording: Recording, paid: set[str]) -> float:
    """Seconds of a test and of those of its wide fixtures that no earlier test has paid."""
    fixtures = (name for name in recording.fixtures[test] if name not in paid)
    return recording.seconds.get(test, 0) + sum(recording.seconds.get(name, 0) for name in fixtures)


def cost_of(tests: list[str], recording: Recording) -> float:
    """Seconds that the tests took when they were recorded."""
    fixtures = {name for test in tests for name in recording.fixtures.get(test, ())}
    return sum(recording.seconds.get(name, 0) for name in (*tests, *fixtures))


def _lines(file: str, mutated: Iterable[int]) -> set[tuple[str, int]]:
    """Lines of function bodies that run the mutated lines, or that use what these define on import."""
    found: set[tuple[str, int]] = set()
    names: list[tuple[str, str]] = []
    for line in mutated:
        if statement := _statement(file, line):
            found |= {(file, at) for at in statement}
        else:
            names += [(file, name) for name in _defined(file, line)]
    return found | _users(names)


def _readers(file: str) -> set[tuple[str, int]]:
    """Lines that a data file's entries end up in: from the statements that name the file onwards."""
    name = PurePath(file).name
    package = PurePath(file).parts[:-2]
    found: set[tuple[str, int]] = set()
    for source in sources():
        if PurePath(source).parts[: len(package)] == package and name in read(source):
            at = [number for number, line in enumerate(read(source).splitlines(), 1) if name in line]
            found |= _lines(source, at)
    return found


def _users(names: list[tuple[str, str]]) -> set[tuple[str, int]]:
    """Lines of function bodies that use names of modules, directly or through other names of modules."""
    found: set[tuple[str, int]] = set()
    waiting, known = list(names), set(names)
    while waiting:
        file, name = waiting.pop()
        found |= {(file, at) for at in _body(file, name)}
        word = re.compile(rf"\b{re.escape(name)}\b")
        for source in [file, *_importers(file)]:
            for number, line in enumerate(read(source).splitlines(), 1):
                if not word.search(line):
                    continue
                if statement := _statement(source, number):
                    found |= {(source, at) for at in statement}
                    continue
                new = [(source, other) for other in _defined(source, number) if (source, other) not in known]
                known.update(new)
                waiting += new
    return found


@cache
def _importers(file: str) -> list[str]:
    """Files that import a module, by its whole name or from its package."""
    path = PurePath(file).with_suffix("")
    whole, package = ".".join(path.parts), ".".join(path.parts[:-1])
    words = re.compile(rf"\b{re.escape(whole)}\b|from {re.escape(package)} import [^\n]*\b{path.name}\b")
    return [source for source in sources() if source != file and words.search(read(source))]


def _statement(file: str, line: int) -> range | None:
    """Lines of the innermost statement of a function's body that a line belongs to; None on import or in a signature.

    Of a compound statement only the head counts.
    """
    best: range | None = None
    for function in ast.walk(module(file)):
        if isinstance(function, FUNCTIONS) and function.body[0].lineno <= line <= (function.end_lineno or 0):
            for node in ast.walk(function):
                if isinstance(node, ast.stmt) and node is not function:
                    body = getattr(node, "body", None)
                    last = body[0].lineno - 1 if isinstance(node, COMPOUND) and body else node.end_lineno or node.lineno
                    span = range(node.lineno, max(last, node.lineno) + 1)
                    if line in span and (best is None or len(span) < len(best)):
                        best = span
            best = best or range(line, line + 1)
    return best


def _body(file: str, name: str) -> range:
    """Lines of the function or class that a name of a module is; none where it is a value."""
    for node in module(file).body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name == name:
            return range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
    return range(0)


def _defined(file: str, line: int) -> list[str]:
    """Names that the top-level statement of a line defines."""
    for node in module(file).body:
        if not node.lineno <= line <= (node.end_lineno or 0):
            first = min((one.lineno for one in getattr(node, "decorator_list", ())), default=node.lineno)
            if not first <= line <= (node.end_lineno or 0):
                continue
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            return [node.name]
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return []
        return [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    return []

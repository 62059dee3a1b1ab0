"""The tool that asks whether the tests notice: what it mutates, which it draws, which tests it runs, what it reports."""

import ast
import json
import math
import os
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cosmic_ray.mutating import mutate_code

from bench.mutants import covering, entries, equivalents, ingested, operators, report, tree
from bench.mutants.mutant import Edit, Kind, Mutant, mutants_of
from bench.mutants.patterns import alternatives
from bench.mutants.recording import Recording, vendors
from bench.mutants.running import Outcome, Result
from bench.mutants.selection import sample
from ingest import pipeline
from ingest.settings import IngestSettings

CODE = '''"""A text."""
from dataclasses import dataclass

LIMIT: int | None = 14
WORDS = frozenset({"甲", "乙"})


@dataclass(frozen=True)
class Pair:
    left: int = 0


def longest(lines: list[str] | None, most: int = LIMIT) -> bool:
    """Longer than 14?"""
    for line in lines or []:
        if len(line) > most and line not in WORDS:
            return True
    return False
'''

DATA = """# words of a genre
limit = 0.20  # of something

[plain]
one = "a"
two = ["b|(c|d)", "e"]

[[column]]
name = "x"
like = ["^f"]

[[column]]
name = "y"
like = []
"""


def python(code: str, kind: Kind | None = None) -> list[Mutant]:
    found = mutants_of("ingest/a.py", code, operators.edits(code))
    return [mutant for mutant in found if kind in (None, mutant.kind)]


def toml(text: str) -> list[Mutant]:
    return mutants_of("ingest/data/a.toml", text, entries.edits(text))


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("a|b", {"a", "b"}),
        ("x(?:a|b|c)y", {"x(?:b|c)y", "x(?:a|c)y", "x(?:a|b)y"}),
        ("(?P<n>a|b)(?(n)c|d)", {"(?P<n>b)(?(n)c|d)", "(?P<n>a)(?(n)c|d)", "(?P<n>a|b)(?(n)d)", "(?P<n>a|b)(?(n)c)"}),
        ("(?<!甲|乙)丙", {"(?<!乙)丙", "(?<!甲)丙"}),
        ("a(?:b(?:c|d)|e)", {"a(?:b(?:d)|e)", "a(?:b(?:c)|e)", "a(?:e)", "a(?:b(?:c|d))"}),
        ("[a|b]", set()),
        (r"a\|b", set()),
        (" | ", set()),
        ("(?:a|)", {"(?:)"}),
    ],
)
def test_each_alternative_can_be_dropped_at_any_level(pattern: str, left: set[str]) -> None:
    assert {pattern[:start] + pattern[end:] for start, end in alternatives(pattern)} == left


OURS = [operators.Negate, operators.Membership, operators.ReturnNothing, operators.DropItem, operators.DropAlternative]


@pytest.mark.parametrize("operator", OURS)
def test_our_operators_work_in_the_frame_of_cosmic_ray(operator: Any) -> None:
    for example in operator.examples():
        mutated = mutate_code(example.pre_mutation_code, operator(), example.occurrence)
        assert mutated.strip() == example.post_mutation_code.strip()


def test_a_mutant_of_code_is_code() -> None:
    mutants = python(CODE)
    assert {mutant.kind for mutant in mutants} == set(Kind)
    for mutant in mutants:
        assert ast.dump(ast.parse(mutant.text)) != ast.dump(ast.parse(CODE))


def test_numbers_of_modules_are_mutated_and_those_of_sentences_are_not() -> None:
    assert {mutant.mutation for mutant in python(CODE, Kind.NUMBER)} == {
        "LIMIT: int | None = 1[4=>5]",
        "LIMIT: int | None = 1[4=>3]",
        "left: int = [0=>1]",
        "left: int = [0=>-1]",
    }


def test_a_bound_is_moved_and_turned() -> None:
    said = {mutant.mutation for mutant in python("if a > b: pass\n", Kind.CONDITION)}
    assert said == {"if a >[=>=] b: pass", "if a [>=><=] b: pass", "if [a > b=>not (a > b)]: pass"}


def test_every_condition_of_a_chain_is_negated_once() -> None:
    code = "if a:\n    pass\nelif not b:\n    pass\n"
    operators_of = {mutant.line: mutant.operator for mutant in python(code, Kind.CONDITION)}
    assert operators_of == {1: "Negate", 3: "ReplaceUnaryOperator_Delete_Not"}


def test_types_decorators_and_unpacking_are_left_alone() -> None:
    code = "@cache(size=1)\ndef f(*, a: int | None = None) -> int | str:\n    return {**a}\n"
    assert {mutant.operator for mutant in python(code)} == {"ReturnNothing"}


def test_alternatives_reach_over_neighbouring_literals_and_expressions() -> None:
    code = 'X = re.compile(\n    r"a|(?:b"  # one\n    rf"{Y}|c{{2}})"\n)\n'
    texts = [mutant.text for mutant in python(code, Kind.PATTERN)]
    patterns = {"".join(text.split("# one")).replace(" ", "").replace("\n", "") for text in texts}
    assert patterns == {
        'X=re.compile(r"(?:b"rf"{Y}|c{{2}})")',
        'X=re.compile(r"a"rf"")',
        'X=re.compile(r"a|(?:"rf"c{{2}})")',
        'X=re.compile(r"a|(?:b"rf"{Y})")',
    }


def test_an_escaped_character_is_one_character() -> None:
    assert {mutant.text for mutant in python('X = "\\\\d|\\u4e00"\n')} == {'X = "\\u4e00"\n', 'X = "\\\\d"\n'}
    assert not python('X = "a\\\\|b"\n')


def test_each_entry_of_a_data_file_can_be_dropped() -> None:
    found = [tomllib.loads(mutant.text) for mutant in toml(DATA)]
    whole = tomllib.loads(DATA)
    first, second = whole["column"]
    assert len(found) == 13
    for change in (
        {"limit": 0.3},
        {"limit": 0.1},
        {"plain": {"two": whole["plain"]["two"]}},
        {"plain": {"one": "a"}},
        {"plain": {"one": "a", "two": ["e"]}},
        {"plain": {"one": "a", "two": ["b|(c|d)"]}},
        {"plain": {"one": "a", "two": ["(c|d)", "e"]}},
        {"plain": {"one": "a", "two": ["b", "e"]}},
        {"plain": {"one": "a", "two": ["b|(d)", "e"]}},
        {"plain": {"one": "a", "two": ["b|(c)", "e"]}},
        {"column": [second]},
        {"column": [first]},
        {"column": [first | {"like": []}, second]},
    ):
        assert whole | change in found


def test_the_rest_of_a_data_file_stays_as_it_is() -> None:
    assert all("# words of a genre" in mutant.text and "# of something" in mutant.text for mutant in toml(DATA))


def test_a_mutation_keeps_its_name_when_lines_move() -> None:
    moved = python(CODE.replace("WORDS =", "\n\nWORDS ="))
    assert [mutant.key for mutant in moved] == [mutant.key for mutant in python(CODE)]
    assert [mutant.line for mutant in moved] != [mutant.line for mutant in python(CODE)]


def test_namesakes_are_numbered() -> None:
    text = "x = 1\nx = 1\n"
    edits = [Edit(start=at, end=at + 1, new="2", place=at, operator="o", kind=Kind.NUMBER) for at in (4, 10)]
    assert [mutant.mutation for mutant in mutants_of("a.py", text, edits)] == ["x = [1=>2]", "x = [1=>2] #2"]


def test_a_sample_depends_on_the_seed_alone_and_holds_one_mutant_a_place() -> None:
    mutants = python(CODE)
    assert sample(mutants, 5, 1) == sample(reversed(mutants), 5, 1) != sample(mutants, 5, 2)
    everything = sample(mutants, 1000, 1)
    places = [(mutant.place, mutant.kind) for mutant in everything]
    assert len(places) == len(set(places)) < len(mutants)


def test_kinds_have_equal_shares_while_they_last() -> None:
    drawn = sample(python(CODE), 8, 1)
    assert {kind: sum(mutant.kind is kind for mutant in drawn) for kind in Kind} == dict.fromkeys(Kind, 2)


def test_a_sample_hardly_changes_with_the_code() -> None:
    before = {mutant.key for mutant in sample(python(CODE), 8, 1)}
    after = {mutant.key for mutant in sample(python(CODE.replace("LIMIT: int | None = 14\n", "LIMIT = X\n")), 8, 1)}
    assert len(before & after) >= 6


def listed(tmp_path: Path, text: str) -> list[equivalents.Equivalent]:
    file = tmp_path / "equivalent.toml"
    file.write_text(text, encoding="utf-8")
    return equivalents.load(file)


ENTRY = "[[equivalent]]\nfile = 'ingest/a.py'\nmutation = 'x = [1=>2]'\nreason = '{}'\n"


def test_equivalents_are_taken_off(tmp_path: Path) -> None:
    mutants = python("x = 1\n")
    left = equivalents.without(mutants, listed(tmp_path, ENTRY.format("x is never read")))
    assert [mutant.mutation for mutant in left] == ["x = [1=>0]"]


def test_an_equivalent_without_a_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="reason"):
        listed(tmp_path, ENTRY.format(" "))


def test_an_equivalent_that_no_longer_applies_is_named(tmp_path: Path, small: Path) -> None:
    (small / "ingest" / "a.py").write_text("x = 1\n", encoding="utf-8")
    entry = listed(tmp_path, ENTRY.format("x is never read"))
    assert equivalents.outdated(entry) == []
    tree.read.cache_clear()
    (small / "ingest" / "a.py").write_text("x = 3\n", encoding="utf-8")
    assert equivalents.outdated(entry) == entry


def test_the_kept_list_of_equivalents_applies() -> None:
    assert equivalents.outdated(equivalents.load()) == []


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tree of one package, in place of the working tree."""
    root = tmp_path / "tree"
    for name, text in {
        "ingest/__init__.py": "",
        "ingest/words.py": "LIMIT = 3\nTWICE = LIMIT * 2\n\n\ndef short(text, most=LIMIT):\n    kept = text\n    return kept[:most]\n",
        "ingest/use.py": "from ingest.words import TWICE\n\n\ndef use():\n    return TWICE\n\n\ndef other():\n    return 1\n",
        "ingest/data/words.toml": 'words = ["a"]\n',
        "ingest/read.py": 'def read():\n    return open("words.toml")\n',
        "tests/ingest/test_words.py": (
            "from ingest.use import other\nfrom ingest.words import short\n\n\n"
            "def test_short():\n    assert short('abcd') == 'abc'\n\n\ndef test_other():\n    assert other()\n"
        ),
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for module in (tree, equivalents):
        monkeypatch.setattr(module, "ROOT", root)
    for cached in (tree.read, tree.module, covering._importers):
        cached.cache_clear()
    yield root
    for cached in (tree.read, tree.module, covering._importers):
        cached.cache_clear()


RECORDING = Recording(
    lines={
        "ingest/words.py": {
            6: ["tests/ingest/test_words.py::test_short"],
            7: ["tests/ingest/test_words.py::test_short"],
        },
        "ingest/use.py": {5: ["fixture:wide"], 9: ["tests/ingest/test_words.py::test_other"]},
        "ingest/read.py": {2: ["tests/rag/test_far.py::test_far"]},
    },
    seconds={"tests/rag/test_far.py::test_far": 1.0, "tests/rag/test_long.py::test_long": 900.0, "fixture:wide": 2.0},
    fixtures={
        "tests/ingest/test_words.py::test_short": [],
        "tests/ingest/test_words.py::test_other": [],
        "tests/rag/test_far.py::test_far": ["fixture:wide"],
        "tests/rag/test_long.py::test_long": ["fixture:wide"],
    },
)


def chosen(file: str, line: int) -> list[str]:
    mutant = Mutant(file=file, line=line, last=line, place=0, kind=Kind.OTHER, operator="o", mutation="m", text="")
    return [test.split("::")[1] for test in covering.tests_of(mutant, RECORDING)]


@pytest.mark.usefixtures("small")
def test_a_line_of_a_function_has_the_tests_that_run_it() -> None:
    assert chosen("ingest/use.py", 9) == ["test_other"]


@pytest.mark.usefixtures("small")
def test_a_constant_has_the_tests_of_its_users_near_ones_first_and_none_that_costs_too_much() -> None:
    assert chosen("ingest/words.py", 1) == ["test_short", "test_far"]


@pytest.mark.usefixtures("small")
def test_a_default_has_the_tests_of_its_functions_users() -> None:
    assert chosen("ingest/words.py", 5) == ["test_short"]


@pytest.mark.usefixtures("small")
def test_a_data_file_has_the_tests_of_its_readers() -> None:
    assert chosen("ingest/data/words.toml", 1) == ["test_far"]


def test_a_recording_forgets_tests_that_changed_and_takes_in_new_ones(tmp_path: Path) -> None:
    test, other = "tests/a/test_a.py::test_one", "tests/a/test_b.py::test_two"
    old = Recording(
        lines={"a.py": {1: [test, "fixture:wide"], 2: [other]}},
        seconds={test: 1.0, other: 1.0, "fixture:wide": 1.0},
        fixtures={test: ["fixture:wide"], other: []},
        files={"tests/a/test_a.py": "1", "tests/a/test_b.py": "1"},
    )
    left = old.only({"tests/a/test_a.py": "1", "tests/a/test_b.py": "2"})
    assert left.lines == {"a.py": {1: [test, "fixture:wide"], 2: []}}
    assert left.fixtures.keys() == {test} and left.files.keys() == {"tests/a/test_a.py"}
    new = Recording(lines={"a.py": {1: [other]}}, fixtures={other: []}, files={"tests/a/test_b.py": "2"}, digest="d")
    both = left.joined(new)
    assert both.lines["a.py"][1] == sorted([test, other, "fixture:wide"])
    both.save(tmp_path / "r.json")
    assert Recording.load(tmp_path / "r.json") == both


def test_no_module_of_the_project_is_taken_for_a_vendors(tmp_path: Path) -> None:
    """A worker imports the vendors' modules before it reads the copy: one of the project would hide every mutant."""
    found = {name.split(".")[0] for name in vendors(tmp_path)}
    assert {"pytest", "numpy"} <= found
    assert not found & {"bench", "ingest", "rag", "tests"}


def test_an_index_of_the_same_sources_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def build(folder: Path, settings: IngestSettings, **options) -> str:
        built.append(folder.name)
        (folder / "generation").mkdir(parents=True)
        (folder / "CURRENT").write_text(f"built for {folder.name}", encoding="utf-8")
        return "report"

    monkeypatch.setattr(pipeline, "ingest", build)
    ingested.keep(tmp_path)
    source = tmp_path / "plan.md"
    source.write_text("a", encoding="utf-8")

    def made(name: str, **options) -> str:
        report = pipeline.ingest(tmp_path / name, IngestSettings(home=tmp_path / name), **options)
        assert report == "report" and (tmp_path / name / "generation").is_dir()
        return (tmp_path / name / "CURRENT").read_text(encoding="utf-8")

    assert made("one", sources=[source]) == made("two", sources=[source]) == "built for one"
    assert made("three") == "built for three"
    source.write_text("b", encoding="utf-8")
    assert made("four", sources=[source]) == "built for four"
    assert made("five", sources=[source], retrain=True) == "built for five"
    assert built == ["one", "three", "four", "five"]


def result(mutant: Mutant, outcome: Outcome) -> Result:
    return Result(key=mutant.key, outcome=outcome, by="", tests=3, seconds=1.0)


def test_results_are_kept_and_the_last_of_a_mutant_counts(tmp_path: Path) -> None:
    file, (one, other) = tmp_path / "r.jsonl", python("x = 1\n")
    assert report.kept(file) == {}
    for kept in (result(one, Outcome.SURVIVED), result(other, Outcome.TIMEOUT), result(one, Outcome.KILLED)):
        report.keep(file, kept)
    assert {key: kept.outcome for key, kept in report.kept(file).items()} == {
        one.key: Outcome.KILLED,
        other.key: Outcome.TIMEOUT,
    }
    report.forget(file, [one.key])
    assert report.kept(file).keys() == {other.key}


def test_the_table_counts_by_room_and_kind_and_tells_timeouts_apart() -> None:
    mutants = python("x = 1\ny = 2\n")
    outcomes = [Outcome.KILLED, Outcome.TIMEOUT, Outcome.SURVIVED]  # the fourth has no result yet
    results = {mutant.key: result(mutant, outcome) for mutant, outcome in zip(mutants, outcomes, strict=False)}
    rows = [line.split() for line in report.table({"ingest/a.py": mutants}, results)]
    assert rows[0] == ["kind", "mutants", "killed", "timeout", "survived", "untested", "noticed"]
    assert ["ingest/a.py", "number", "3", "1", "1", "1", "0", "67%"] in rows
    assert rows[-1] == ["all", "all", "3", "1", "1", "1", "0", "67%"]
    assert math.isnan(report.noticed([]))


def test_survivors_are_shown_with_place_and_change() -> None:
    mutants = python("x = 1\n")
    results = {mutants[0].key: result(mutants[0], Outcome.SURVIVED), mutants[1].key: result(mutants[1], Outcome.KILLED)}
    assert report.survivors(mutants, results) == [
        "ingest/a.py:1 NumberReplacer, survived, 3 tests",
        f"    {mutants[0].mutation}",
    ]


RUN = """
    import json, sys
    from pathlib import Path
    from bench.mutants.mutant import Kind, Mutant
    from bench.mutants.running import GRACE, Job, RunError, failures, run
    import bench.mutants.running as running

    running.GRACE = 8.0
    copy = Path(sys.argv[1])
    test = "tests/ingest/test_words.py::test_short"
    text = (copy / "ingest/words.py").read_text()

    def outcome(before, after, test=test):
        mutant = Mutant(
            file="ingest/words.py", line=1, last=1, place=0, kind=Kind.OTHER, operator="o", mutation=after,
            text=text.replace(before, after),
        )
        result = run(Job(mutant=mutant, tests=[test], cost=0.0), copy)
        return result.outcome, result.by

    told = [
        outcome("LIMIT = 3", "LIMIT = 2"),
        outcome("LIMIT * 2", "LIMIT * 3"),
        outcome("LIMIT = 3", "LIMIT = x"),
        outcome("kept = text", "while True: pass"),
        failures([test], copy),
        (copy / "ingest/words.py").read_text() == text,
    ]
    (copy / "tests/none").mkdir()
    for missing in ("tests/ingest/test_words.py::test_renamed", "tests/none"):
        try:
            told.append(outcome("LIMIT = 3", "LIMIT = 2", missing))
        except RunError as error:
            told.append(str(error))
    (copy / "tests/conftest.py").write_text("import ingest.words")
    told.append(outcome("LIMIT = 3", "LIMIT = x"))
    import ingest
    try:
        told.append(outcome("LIMIT = 3", "LIMIT = 2"))
    except RunError as error:
        told.append(str(error))
    del sys.modules["ingest"]
    running.pytest.main = None
    try:
        told.append(outcome("LIMIT = 3", "LIMIT = 2"))
    except RunError:
        told.append("no result")
    print(json.dumps(told))
"""


@pytest.mark.slow
def test_outcomes_of_real_runs(small: Path) -> None:
    """Noticed by a test, by nothing, on import, by the clock; a fault of the tool itself is no result, nor are tests
    that pytest cannot find, nor a worker that knows the project already."""
    (small / "pytest.ini").write_text("[pytest]\nmarkers = slow\n", encoding="utf-8")
    (small / "ingest" / "pipeline.py").write_text("ingest = None\n", encoding="utf-8")
    home = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(RUN), str(small)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(home)},
    )
    killed, survived, broken, late, failing, restored, renamed, empty, conftest, early, fault = json.loads(
        done.stdout.splitlines()[-1]
    )
    assert killed == ["killed", "tests/ingest/test_words.py::test_short"]
    assert survived == ["survived", ""]
    assert broken[0] == "killed" and "test_words.py" in broken[1]
    assert late[0] == "timeout"
    assert failing == [] and restored
    assert "test_renamed" in renamed and "USAGE_ERROR" in renamed
    assert "tests/none" in empty and "NO_TESTS_COLLECTED" in empty
    assert conftest == ["killed", "pytest: USAGE_ERROR"]
    assert "'ingest'" in early and "working tree" in early
    assert fault == "no result"

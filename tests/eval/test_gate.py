"""The floors of CI: each measure in turn fails the gate."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from scoring import scored

from eval.gate import Gate, failures, load_gate
from eval.report import Share, Summary, summarise
from ingest.errors import SourceError

GATE = Gate(accuracy=0.9, cited=0.8, abstention=1.0, wrong_abstention=0.1, breaches=0)


def at(value: float) -> Share:
    return Share(hits=0, n=0, share=value, low=value, high=value)


def passing(**changed: Share | int) -> Summary:
    """A run that just reaches every floor, but for what is changed."""
    just = {"accuracy": at(0.9), "cited": at(0.8), "abstention": at(1.0), "wrong_abstention": at(0.1), "breaches": 0}
    return replace(summarise([scored()]), **just | changed)


def test_a_run_that_just_reaches_every_floor_passes() -> None:
    assert failures(passing(), GATE) == []


@pytest.mark.parametrize(
    ("measure", "value", "named"),
    [
        ("accuracy", at(0.899), "accuracy"),
        ("cited", at(0.799), "cited"),
        ("abstention", at(0.999), "abstention"),
        ("wrong_abstention", at(0.101), "wrong_abstention"),
        ("breaches", 1, "rule 1"),
    ],
)
def test_each_measure_alone_fails_the_gate_and_is_named(measure: str, value: Share | int, named: str) -> None:
    (failure,) = failures(passing(**{measure: value}), GATE)
    assert failure.startswith(named) or named in failure


@pytest.mark.parametrize("measure", ["accuracy", "cited", "abstention", "wrong_abstention"])
def test_a_measure_without_data_fails_the_gate(measure: str) -> None:
    (failure,) = failures(passing(**{measure: at(math.nan)}), GATE)
    assert failure.startswith(measure)


def test_all_that_is_missed_is_said() -> None:
    assert len(failures(passing(accuracy=at(0.1), cited=at(0.1), breaches=3), GATE)) == 3


def test_the_shipped_gate_loads() -> None:
    assert 0 < load_gate(None).accuracy <= 1


def test_a_gate_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text("".join(f"{name} = {value}\n" for name, value in GATE.model_dump().items()), encoding="utf-8")
    assert load_gate(path) == GATE


@pytest.mark.parametrize(
    "text",
    [
        "accuracy = ",
        "accuracy = 0.9\n",
        "accuracy = 95\ncited = 1\nabstention = 1\nwrong_abstention = 0\nbreaches = 0\n",
        "accuracy = 1\ncited = 1\nabstention = 1\nwrong_abstention = 0\nbreaches = 0\nspeed = 1\n",
    ],
    ids=["no toml", "measures missing", "percent", "unknown measure"],
)
def test_a_gate_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"floors\.toml"):
        load_gate(path)


def test_a_missing_gate_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.toml"):
        load_gate(tmp_path / "nowhere.toml")


def test_an_unknown_measure_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text("accuracy = 1\ncited = 1\nabstention = 1\nwrong_abstention = 0\nbreaches = 0\nspeed = 1\n")
    with pytest.raises(SourceError, match="speed"):
        load_gate(path)


def test_a_gate_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_bytes("# 门槛".encode("gb18030"))
    with pytest.raises(SourceError, match=r"gate\.toml"):
        load_gate(path)

"""What stops a run at the gate: floors, falls below the baseline, unfounded figures, altered facts."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.baseline import Kept, kept
from eval.facts import Facts
from eval.gate import Drops, Floors, Gate, load_gate, lost, missed
from eval.liar import Lie
from eval.run import Run
from eval.score import Score
from ingest.errors import SourceError
from tests.builders.cases import finished, scored

GATE = Gate(
    floors=Floors(accuracy=0.8, given=0.8, cited=0.75, abstention=1.0, recall=0.75, wrong_abstention=0.25),
    drops=Drops(accuracy=0.1, cited=0.1, recall=0.1),
)
NOWHERE = {"words": None, "vector": None, "fused": None}
FACTS = [Facts(document="lake.md", place="第一章", figures=("12所",))]


def scores(**changed: Score) -> list[Score]:
    """Ten questions, six of eight to be answered cited, found and answered: the floors are just reached."""
    asked = {f"c{at}": scored(id=f"c{at}") for at in range(6)}
    weak: dict[str, Any] = {"right": False, "abstained": True, "cited": False, "ranks": NOWHERE, "reason": "?"}
    asked |= {f"c{at}": scored(id=f"c{at}", **weak) for at in (6, 7)}
    silent: dict[str, Any] = {"abstain": True, "abstained": True, "cited": None, "ranks": {}}
    asked |= {f"c{at}": scored(id=f"c{at}", **silent) for at in (8, 9)}
    return list((asked | changed).values())


def stopped(run: Run, baseline: Sequence[Kept] = (), **options: Any) -> list[str]:
    return missed(run, GATE, baseline=baseline, **options)


def test_a_run_that_just_reaches_every_floor_passes() -> None:
    assert stopped(finished(*scores())) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"right": False}, "accuracy: 0.700"),
        ({"cited": False}, "cited: 0.625"),
        ({"ranks": NOWHERE}, "recall@5: 0.625"),
        ({"abstained": True}, "wrong abstention: 0.375"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_measure_alone_stops_a_run_and_is_named(changed: dict[str, object], named: str) -> None:
    (line,) = stopped(finished(*scores(c0=scored(id="c0", **changed))))
    assert line.startswith(named)


def test_wrong_answers_stop_a_run_by_what_was_given_too() -> None:
    wrong = {f"c{at}": scored(id=f"c{at}", right=False) for at in (0, 1)}
    assert "right of given: 0.667, at least 0.800 asked" in stopped(finished(*scores(**wrong)))


def test_answering_where_the_plans_are_silent_stops_a_run() -> None:
    (line,) = stopped(finished(*scores(c9=scored(id="c9", abstain=True, cited=None, ranks={}))))
    assert line.startswith("abstention: 0.500")


def test_a_measure_without_data_stops_a_run() -> None:
    names = [line.split(":")[0] for line in stopped(finished())]
    assert names == ["accuracy", "right of given", "cited", "abstention", "recall@5", "wrong abstention"]


def test_a_part_of_the_sets_has_no_floors() -> None:
    assert stopped(finished(scored(right=False)), whole=False) == []


def test_a_figure_that_no_citation_holds_stops_a_run_and_its_question_is_named() -> None:
    (line,) = stopped(finished(*scores(c0=scored(id="c0", breaches=2))))
    assert line.startswith("c0: 2 figures")


def test_a_lie_that_was_shown_stops_a_run() -> None:
    lies = [Lie(case="c0", text="每学期560元。", shown=True), Lie(case="c1", text="每学期760元。", shown=False)]
    (line,) = stopped(finished(*scores(), lies=lies))
    assert "c0" in line and "560元" in line


def test_a_fall_below_the_baseline_stops_a_run_even_a_part_of_it() -> None:
    before = kept(scored(id=f"c{at}") for at in range(10))
    deep = {"words": 1, "vector": 1, "fused": 6}
    worse = [scored(id=f"c{at}", right=False, cited=False, ranks=deep) for at in range(2)]
    now = [*worse, *(scored(id=f"c{at}") for at in range(2, 10))]
    names = [line.split(":")[0] for line in stopped(finished(*now), before, whole=False)]
    assert names == ["accuracy", "cited", "recall"]


def test_a_small_fall_is_allowed_and_what_the_baseline_does_not_hold_is_none() -> None:
    before = kept(scored(id=f"c{at}") for at in range(20))
    now = [scored(id=f"c{at}", right=at > 1, cited=at > 1) for at in range(20)]
    new = [scored(id=f"n{at}", right=False, cited=False) for at in range(20)]
    assert stopped(finished(*now, *new), before, whole=False) == []


def test_gains_make_up_for_losses_but_what_was_lost_is_known() -> None:
    before = kept([scored(id="c0"), scored(id="c1", right=False)])
    run = finished(scored(id="c0", right=False), scored(id="c1"))
    assert stopped(run, before, whole=False) == []
    assert lost(run, before) == {"c0"}


def test_altered_facts_stop_a_run_and_their_place_is_named() -> None:
    changed = [Facts(document="lake.md", place="第一章", figures=("13所",))]
    (line,) = stopped(finished(*scores(), facts=changed), facts=FACTS)
    assert line == "lake.md · 第一章: 12所 → 13所"
    assert stopped(finished(*scores(), facts=FACTS), facts=FACTS) == []


def test_facts_do_not_matter_to_other_corpora() -> None:
    assert stopped(finished(*scores(), facts=FACTS)) == []
    assert stopped(finished(*scores(), facts=[]), facts=FACTS) == []


def test_all_that_is_missed_is_said() -> None:
    assert len(stopped(finished(*[scored(id="c0", right=False, cited=False, breaches=3, abstained=True)]))) > 3


def test_the_shipped_gate_loads() -> None:
    assert 0 < load_gate(None).floors.accuracy <= 1


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def as_toml(gate: Gate) -> str:
    parts = gate.model_dump()
    return "".join(
        f"[{part}]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())
        for part, values in parts.items()
    )


def test_a_gate_is_read_from_its_file(tmp_path: Path) -> None:
    assert load_gate(written(tmp_path / "gate.toml", as_toml(GATE))) == GATE


@pytest.mark.parametrize(
    "text",
    [
        "[floors",
        "[floors]\naccuracy = 0.9\n",
        as_toml(GATE).replace("0.8", "80"),
        as_toml(GATE) + "speed = 1\n",
    ],
    ids=["no toml", "measures missing", "percent", "unknown measure"],
)
def test_a_gate_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"floors\.toml"):
        load_gate(written(tmp_path / "floors.toml", text))


def test_a_missing_gate_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.toml"):
        load_gate(tmp_path / "nowhere.toml")


def test_an_unknown_measure_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="speed"):
        load_gate(written(tmp_path / "gate.toml", as_toml(GATE) + "speed = 1\n"))


def test_a_gate_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_bytes("# 门槛".encode("gb18030"))
    with pytest.raises(SourceError, match=r"gate\.toml"):
        load_gate(path)


def test_shares_without_data_in_the_baseline_are_no_fall() -> None:
    run = finished(scored(id="c0", cited=None, abstain=True, abstained=True, ranks={}))
    assert math.isnan(run.summary.cited.share)
    assert stopped(run, kept(run.scores), whole=False) == []

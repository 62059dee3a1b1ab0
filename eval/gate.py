"""The gate of CI: floors that a run must reach and how far it may fall below the baseline, read from `gate.toml`."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.baseline import DEPTH, Kept, kept
from eval.facts import Facts, altered
from eval.replay import Outcome
from eval.report import share
from eval.run import Run
from ingest.errors import SourceError


class Floors(BaseModel):
    """Shares from 0 to 1 that the shipped sets as a whole must reach; `wrong_abstention` is a ceiling."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accuracy: float = Field(ge=0, le=1)
    given: float = Field(ge=0, le=1, description="right of the answers given")
    cited: float = Field(ge=0, le=1)
    abstention: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1, description="of both legs fused, among the first five")
    wrong_abstention: float = Field(ge=0, le=1, description="at most")


class Drops(BaseModel):
    """How far shares may fall below the baseline, on the questions that it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accuracy: float = Field(ge=0, le=1)
    cited: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)


class Replays(BaseModel):
    """Bounds for words written for a model (`eval/replay.py`): bad cases shown, and the share of good ones held."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shown: int = Field(ge=0, description="at most")
    held: float = Field(ge=0, le=1, description="at most")


class Gate(BaseModel):
    """Unfounded figures and altered facts have no threshold: one is too many."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    floors: Floors
    drops: Drops
    replays: Replays = Replays(shown=0, held=1.0)


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


def missed(
    run: Run, gate: Gate, *, baseline: Sequence[Kept], facts: Sequence[Facts] | None = None, whole: bool = True
) -> list[str]:
    """What stops a run at the gate; empty where it passes.

    `facts` are what the corpus must hold (None: any corpus will do); a part of the sets (not `whole`) has no floors.
    """
    return [
        *unfounded(run),
        *(below(run, gate.floors) if whole else ()),
        *fallen(run, baseline, gate.drops),
        *(misread(run, facts) if facts is not None else ()),
    ]


def leaked(outcomes: Sequence[Outcome], limits: Replays) -> list[str]:
    """What stops replayed cases at the gate: bad ones shown, too many good ones held, and cases that show nothing."""
    lost = [one for one in outcomes if one.stale or not one.calls]
    lines = [
        f"{one.case.id}: {'、'.join(one.stale) or 'the model was not asked'}: the case shows nothing" for one in lost
    ]
    tested = [one for one in outcomes if one not in lost]
    shown = [one for one in tested if one.shown and not one.case.good]
    if len(shown) > limits.shown:
        lines += [f"{one.case.id}: a bad answer was shown: {one.answer}" for one in shown]
    held = share(not one.shown for one in tested if one.case.good)
    if held.share > limits.held:
        lines.append(f"good answers held: {held.share:.3f}, at most {limits.held:.3f} allowed")
    return lines


def lost(run: Run, baseline: Sequence[Kept]) -> set[str]:
    """Questions that were right in the baseline and are not any more."""
    right = {one.id for one in baseline if one.right}
    return {score.id for score in run.scores if not score.right and score.id in right}


def unfounded(run: Run) -> list[str]:
    """Figures that no quote holds: in an answer, and in a lie that was not withheld."""
    found = [f"{score.id}: {score.breaches} figures that no citation holds" for score in run.scores if score.breaches]
    return found + [f"{lie.case}: an altered figure was shown: {lie.text}" for lie in run.lies if lie.shown]


def below(run: Run, floors: Floors) -> list[str]:
    """What a run misses of the floors. A measure without data fails: nothing was shown."""
    summary = run.summary
    least = {
        "accuracy": (summary.accuracy, floors.accuracy),
        "right of given": (summary.given, floors.given),
        "cited": (summary.cited, floors.cited),
        "abstention": (summary.abstention, floors.abstention),
        f"recall@{DEPTH}": (summary.recall["fused"][DEPTH], floors.recall),
    }
    found = [
        f"{name}: {got.share:.3f}, at least {floor:.3f} asked"
        for name, (got, floor) in least.items()
        if not got.share >= floor
    ]
    wrong = summary.wrong_abstention.share
    if not wrong <= floors.wrong_abstention:
        found.append(f"wrong abstention: {wrong:.3f}, at most {floors.wrong_abstention:.3f} allowed")
    return found


def fallen(run: Run, baseline: Sequence[Kept], drops: Drops) -> list[str]:
    """Shares that fell further below the baseline than allowed, on the questions that both hold."""
    before = {one.id: one for one in baseline}
    pairs = [(before[one.id], one) for one in kept(run.scores) if one.id in before]
    allowed = {
        "accuracy": ("right", drops.accuracy),
        "cited": ("cited", drops.cited),
        "recall": ("found", drops.recall),
    }
    lines = []
    for name, (measure, drop) in allowed.items():
        values = [(getattr(old, measure), getattr(new, measure)) for old, new in pairs]
        old, new = (share(side) for side in _known(values))
        if old.share - new.share > drop:  # never where there is no data
            lines.append(f"{name}: {new.share:.3f}, the baseline has {old.share:.3f} and may fall by {drop:.3f}")
    return lines


def misread(run: Run, facts: Sequence[Facts]) -> list[str]:
    """Places of the sample corpus whose figures are not those of the kept list; none over an index without digests."""
    return [str(one) for one in altered(facts, run.facts)] if run.facts else []


def _known(pairs: Sequence[tuple[bool | None, bool | None]]) -> tuple[list[bool], list[bool]]:
    """Both sides of the pairs that both sides know."""
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    return [old for old, _ in both], [new for _, new in both]

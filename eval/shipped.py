"""The baseline of the shipped sets, a folder of files that an accepted run renews."""

from importlib.resources import files
from pathlib import Path

from eval.baseline import Kept, kept
from eval.cases import load_cases
from eval.facts import Facts
from eval.jsonl import load, save
from eval.report import lines
from eval.run import score_all
from ingest.errors import UsageError

BASELINE, TABLE, FACTS = "baseline.jsonl", "baseline.txt", "facts.jsonl"


def shipped_folder() -> Path:
    """Where the baseline of the shipped sets lies."""
    return Path(str(files("eval")))


def load_baseline(folder: Path) -> list[Kept]:
    """What each question got when a run was last accepted. Raises `SourceError`."""
    return load(folder / BASELINE, Kept)


def load_facts(folder: Path) -> list[Facts]:
    """The figures of the corpus when a run was last accepted. Raises `SourceError`."""
    return load(folder / FACTS, Facts)


def accept(out: Path, folder: Path) -> list[Path]:
    """Make a run the baseline in `folder`; the files that were written, for review, are returned.

    Raises `UsageError` where a run of a part of the shipped sets would stand for all of them.
    """
    run = score_all(out)
    if folder == shipped_folder() and (left := {case.id for case in load_cases([])} - run.cases.keys()):
        raise UsageError(
            f"这次评测没有问全部的题（少 {len(left)} 题），不能作为基准；请不带 --smoke、不指定题库再评一次"
        )
    folder.mkdir(parents=True, exist_ok=True)
    save(folder / BASELINE, kept(run.scores))
    (folder / TABLE).write_text("\n".join([*lines(run.summary, run.naive), ""]), encoding="utf-8")
    save(folder / FACTS, run.facts)
    return [folder / name for name in (BASELINE, TABLE, FACTS)]

"""`huimin eval`: question sets against the answer path."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UsageError
from ui.commands.options import INDEX, index_folder

if TYPE_CHECKING:
    from eval.baseline import Kept
    from eval.run import Run, Written

eval_app = typer.Typer(help="评测：用题库检查回答是否准确。", no_args_is_help=True)
AS_OF = "2025-06-01"  # the day that runs are held on, so that the clock does not change results
RUN = Annotated[Path, typer.Argument(metavar="RUN", help="一次评测的结果文件夹")]
SETS = Annotated[list[Path] | None, typer.Argument(metavar="[SET.jsonl ...]", help="题库；默认自带的全部题库")]
BASELINE = Annotated[Path | None, typer.Option(help="基准所在的文件夹；默认自带的")]
FAULTS = {
    "broken": "程序出错",
    "answered": "该说明没有写明却作了回答",
    "guard": "提问被挡下",
    "scope": "地区判断有误",
    "retrieve": "没有检索到依据",
    "verify": "核对数字时被扣下",
    "abstain": "依据在手却没有回答",
    "place": "取自别处",
    "extract": "位置对，取的内容不对",
}
NO_MODEL = "没有设置大模型：--model 要先设 HUIMIN_LLM_BASE_URL 和 HUIMIN_LLM_MODEL(见 docs/models.md)"
VERDICTS = {"better": "变好", "worse": "变差", "changed": "有变化", "only here": "只在前者", "only there": "只在后者"}
LONGEST_LIST = 20  # lines of what the gate stops at that are shown; the count says how many there are


@eval_app.command()
def run(
    sets: SETS = None,
    index: INDEX = None,
    out: Annotated[Path | None, typer.Option(help="结果写到哪个文件夹；默认 HUIMIN_HOME/runs/时间")] = None,
    gate: Annotated[Path | None, typer.Option(help="门槛文件；默认自带的 gate.toml")] = None,
    baseline: BASELINE = None,
    smoke: Annotated[bool, typer.Option("--smoke", help="只问固定的五分之一")] = False,
    model: Annotated[bool, typer.Option("--model", help="同样的题也问设置好的大模型，两边的结果并排列出")] = False,
    replay: Annotated[
        Path | None, typer.Option(help="不问题库，改把这个文件夹里替大模型写好的话放过核对，看哪些通得过")
    ] = None,
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="按哪一天回答")] = AS_OF,  # type: ignore[assignment]  # typer parses it
) -> None:
    """逐题提问、打分,写下结果;达不到门槛时退出码为 1,并列出答错的题。"""
    if replay:
        _replay(replay, index_folder(index), gate, as_of.date())
        return
    from contextlib import closing

    from eval import cases as questions
    from eval.gate import load_gate, missed
    from eval.run import ask_all, run_folder, score_all
    from eval.shipped import load_baseline, load_facts, shipped_folder
    from ingest.index.opened import Index
    from ingest.settings import load_settings as ingest_settings
    from rag.settings import load_settings as answer_settings
    from ui.commands.ingest import progress_bar

    settings = answer_settings()
    if model and not settings.has_model:
        raise UsageError(NO_MODEL)
    limits, kept_in = load_gate(gate), baseline or shipped_folder()
    kept, facts = load_baseline(kept_in), None if sets and baseline is None else load_facts(kept_in)
    cases = questions.load_cases(sets or [])
    folder = out or run_folder(ingest_settings().home / "runs")
    with closing(Index(index_folder(index), ingest_settings())) as opened, progress_bar() as progress:
        ask_all(
            questions.smoke(cases) if smoke else cases,
            opened,
            folder,
            settings=settings,
            as_of=as_of.date(),
            progress=lambda at, n: progress("提问", at, n),
            with_model=model,
        )
    done = score_all(folder)
    _show(done, kept)
    typer.echo(f"结果在 {folder}")
    _hold(missed(done, limits, baseline=kept, facts=facts, whole=not smoke))


def _replay(folder: Path, index: Path, gate: Path | None, day: date) -> None:
    """The cases that went wrong with what the checks say, then the counts by file."""
    from eval.gate import leaked, load_gate
    from eval.replay import replay
    from ingest.settings import load_settings as ingest_settings

    limits, found = load_gate(gate), replay(folder, index, settings=ingest_settings(), as_of=day)
    for name, outcomes in found.items():
        for one in outcomes:
            if one.wrong:
                typer.echo(f"✗ {one.case.id} [{one.case.kind}] {one.case.question}")
                typer.echo(f"    {one.status}:{one.answer}\n    " + one.detail.replace("\n", "\n    "))
        good, bad = ([one for one in outcomes if one.case.good is kind] for kind in (True, False))
        shown, held = sum(one.shown for one in bad), sum(not one.shown for one in good)
        typer.echo(f"{name}: bad answers shown {shown} of {len(bad)}, good answers held {held} of {len(good)}")
    _hold(leaked([one for outcomes in found.values() for one in outcomes], limits.replays))


def _hold(found: "Sequence[str]") -> None:
    """Stop at the gate where anything was found."""
    if found:
        shown = [*found[:LONGEST_LIST], *([f"……共 {len(found)} 处"] if len(found) > LONGEST_LIST else [])]
        typer.echo("没有达到门槛:\n" + "\n".join(f"  {line}" for line in shown), err=True)
        raise typer.Exit(1)


@eval_app.command()
def score(run: RUN, sets: SETS = None) -> None:
    """给已有的结果重新打分,不再提问;题目默认用当时的,也可以换成改过的题库。"""
    from eval.cases import load_cases
    from eval.run import score_all
    from eval.shipped import load_baseline, shipped_folder

    _show(score_all(run, load_cases(sets) if sets else None), load_baseline(shipped_folder()))


@eval_app.command()
def compare(old: RUN, new: RUN) -> None:
    """对照两次评测：哪些题变好、变差、有变化,并列出两边的回答。"""
    from collections import Counter

    from eval.compare import changes
    from eval.run import score_all

    found = list(changes(score_all(old), score_all(new)))
    for change in sorted(found, key=lambda change: list(VERDICTS).index(change.verdict)):
        typer.echo(f"{VERDICTS[change.verdict]} {change.id} {change.question}")
        typer.echo(f"    前:{change.before}\n    后:{change.after}")
    counts = Counter[str](change.verdict for change in found)
    typer.echo("，".join(f"{name} {counts[verdict]}" for verdict, name in VERDICTS.items()))


@eval_app.command()
def accept(run: RUN, baseline: BASELINE = None) -> None:
    """把一次评测存为新的基准(baseline.jsonl、baseline.txt、facts.jsonl),改动由人审阅后提交。"""
    from eval import shipped

    for path in shipped.accept(run, baseline or shipped.shipped_folder()):
        typer.echo(path)


@eval_app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="ID", help="题号")],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="问题")],
) -> None:
    """写出一道题的空白样式,填好后加到题库里。"""
    case = {
        "id": name,
        "category": "",
        "region": None,
        "history": [],
        "question": question,
        "answer": "",
        "must": [[""]],
        "must_not": [],
        "evidence": {"document": "", "place": "", "words": ""},
        "abstain": False,
        "phrasing": "",
    }
    typer.echo(json.dumps(case, ensure_ascii=False))


def _show(run: "Run", baseline: "list[Kept]") -> None:
    """The questions that went wrong, those lost since the baseline marked; then the figures."""
    from eval.gate import lost
    from eval.report import lines, speed

    gone = lost(run, baseline)
    for score in run.scores:
        if score.right or score.fault is None:
            continue
        case = run.cases[score.id]
        due = "说明没有写明" if case.abstain else "，".join(" / ".join(group) for group in case.must)
        mark = "✗ 退步" if score.id in gone else "✗"
        typer.echo(f"{mark} {score.id} [{score.category}] {case.question}")
        typer.echo(f"    应有:{due}\n    得到:{score.first}")
        typer.echo(f"    {score.reason}(出错的一步:{FAULTS[score.fault]})")
    told = len(run.lies)
    typer.echo("\n".join(lines(run.summary, run.naive, run.model.summary if run.model else None)))
    typer.echo(f"altered figures withheld: {told - sum(lie.shown for lie in run.lies)}/{told}")
    typer.echo(speed(run.summary))
    if run.model:
        _show_model(run, run.model)


def _show_model(run: "Run", model: "Written") -> None:
    """The questions on which the model's answer is right and the reading is not, or the other way round."""
    from eval.calls import lines
    from eval.report import speed

    read = {score.id: score for score in run.scores}
    turned = [(read[score.id], score) for score in model.scores if score.right != read[score.id].right]
    for ours, theirs in turned:
        verdict = VERDICTS["better" if theirs.right else "worse"]
        typer.echo(f"大模型{verdict} {ours.id} {run.cases[ours.id].question}")
        typer.echo(f"    直接摘取:{ours.first}\n    大模型:{theirs.first}")
    typer.echo(f"model: {model.written} of {len(model.scores)} answers written, {model.fell_back} fell back")
    typer.echo("\n".join(f"model: {line}" for line in lines(model.calls)))
    typer.echo(f"model: {speed(model.summary)}")

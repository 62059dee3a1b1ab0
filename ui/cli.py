"""The command line. Heavy parts are imported by the command that needs them, so that `--help` is instant."""

import json
import logging
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ingest.clock import today
from ingest.errors import HuiminError, SourceError, UsageError, why
from ingest.schema import FactKind
from ui.commands.documents import documents_app
from ui.commands.evaluate import eval_app
from ui.commands.facts import Format
from ui.commands.indexes import index_app
from ui.commands.options import INDEX, JSON, Part, index_folder
from ui.commands.users import desk_app, user_app

if TYPE_CHECKING:
    from rag.schema import Question
    from rag.service import Service

app = typer.Typer(
    name="huimin",
    help="惠民问答：回答公共服务规划里写明的补助、服务和目标，并标出依据。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(documents_app, name="documents")
app.add_typer(index_app, name="index")
app.add_typer(eval_app, name="eval")
app.add_typer(user_app, name="user")
app.add_typer(desk_app, name="desk")


def main() -> NoReturn:
    """Run a command; an error of ours is one line on stderr and the exit code of its kind."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        app()
    except HuiminError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        place = f" {error.filename!r}" if error.filename else ""
        typer.echo(f"读写{place} 没有成功：{why(error)}", err=True)
        sys.exit(UsageError.exit_code)
    sys.exit(0)


@app.command()
def ingest(
    sources: Annotated[
        list[Path] | None, typer.Argument(metavar="[SOURCE ...]", help="文件或文件夹；不写则读取自带的示例规划")
    ] = None,
    index: INDEX = None,
    as_json: JSON = False,
    replacing: Annotated[
        bool, typer.Option("--replace", help="题名、文号、地区相同的文件换了名字：用新的代替旧的")
    ] = False,
    watch: Annotated[
        Path | None, typer.Option(metavar="DIR", help="守着一个文件夹，有变化就更新索引，直到被终止")
    ] = None,
) -> None:
    """读取规划,建立(或更新)索引。"""
    if watch:
        from ui.commands.watch import run_watch

        raise typer.Exit(run_watch(index_folder(index), watch, replacing=replacing))
    from ui.commands.ingest import run_ingest

    raise typer.Exit(run_ingest(index_folder(index), sources or [], as_json=as_json, replacing=replacing))


@app.command()
def train(index: INDEX = None, as_json: JSON = False) -> None:
    """用索引里的全部文件重新训练内置的嵌入模型。"""
    from ui.commands.ingest import run_ingest

    raise typer.Exit(run_ingest(index_folder(index), [], retrain=True, as_json=as_json))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="想问的问题")] = None,
    region: Annotated[str | None, typer.Option(help="地区，例如 大姚县")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="按哪一天回答，默认今天")] = None,
    index: INDEX = None,
    as_json: JSON = False,
    trace: Annotated[bool, typer.Option("--trace", help="显示每一步和用时")] = False,
    batch: Annotated[Path | None, typer.Option(help="批量:JSONL 文件，每行一个问题")] = None,
    out: Annotated[Path | None, typer.Option(help="批量：答案写到这个 JSONL 文件")] = None,
    dump_prompt: Annotated[bool, typer.Option("--dump-prompt", help="只显示会发给大模型的提示词")] = False,
) -> None:
    """回答一个问题,或用 --batch IN.jsonl --out OUT.jsonl 批量回答。"""
    from rag.question.guard import problem
    from rag.schema import Question
    from rag.settings import load_settings
    from ui.render import answer_text, trace_text

    day = as_of.date() if as_of else today()
    if batch and dump_prompt:
        from ui.commands.prompts import dump_prompts

        dump_prompts(index_folder(index), read_batch(batch, day))
        return
    if batch or out:
        if not (batch and out) or question:
            raise UsageError("批量回答要同时给出 --batch 和 --out,并且不写问题")
        _ask_batch(_service(index), batch, out, day)
        return
    if reason := problem(question or "", load_settings().question_limit):
        raise UsageError(reason)
    asked = Question(text=question or "", region=region, as_of=day)
    if dump_prompt:
        from ui.commands.prompts import show_prompt

        show_prompt(index_folder(index), asked)
        return
    answer = _service(index).ask(asked)
    if as_json:
        typer.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        typer.echo(answer_text(answer))
    if trace:
        typer.echo(trace_text(answer), err=True)


@app.command()
def draft(
    letter: Annotated[Path, typer.Argument(metavar="LETTER", help="居民来信，文本文件")],
    region: Annotated[str | None, typer.Option(help="地区，例如 大姚县；默认看信里写的")] = None,
    index: INDEX = None,
    out: Annotated[Path | None, typer.Option(help="写到这个文件；默认显示在屏幕上")] = None,
) -> None:
    """给居民来信起草答复:逐个问题按规划回答,标出依据和没有写明的事,供工作人员核改。"""
    from ui.commands.draft import run_draft

    run_draft(index_folder(index), letter, region, out)


@app.command()
def facts(
    kind: Annotated[
        FactKind | None, typer.Option(help="只列一种；conflict 是前后矛盾的数字，blank 是留空的数字")
    ] = None,
    style: Annotated[Format, typer.Option("--format", help="输出的样子")] = Format.TABLE,
    index: INDEX = None,
) -> None:
    """列出索引读懂的内容：标准、指标、职责、名词、项目、清单，以及矛盾和空白。"""
    from ui.commands.facts import run_facts

    run_facts(index_folder(index), kind, style)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听的地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="监听的端口")] = 7860,
    index: INDEX = None,
    only: Annotated[Part | None, typer.Option(help="只开一部分：resident 是居民窗口，staff 是工作台和接口")] = None,
    allow_root: Annotated[bool, typer.Option("--allow-root", help="允许用 root 账号对外提供服务")] = False,
) -> None:
    """打开聊天窗口和接口;还没有索引时先读取自带的示例规划。"""
    from ui.commands.serve import run_server

    run_server(index_folder(index), host, port, only, allow_root=allow_root)


def _service(index: Path | None) -> "Service":
    from ingest.settings import load_settings as ingest_settings
    from rag.service import Service
    from rag.settings import load_settings as answer_settings

    return Service(index_folder(index), ingest_settings(), answer_settings())


def _ask_batch(service: "Service", batch: Path, out: Path, day: date) -> None:
    """Every line gets an answer or, where it cannot be read, stops the run before anything is asked."""
    questions = list(read_batch(batch, day))
    try:
        file = out.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"不能写入 {str(out)!r}：{error.strerror}") from error
    with file:
        for key, question in questions:
            answer = service.ask(question).as_json() | {"id": key}
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")
    typer.echo(f"已回答 {len(questions)} 个问题，写入 {out}", err=True)


def read_batch(batch: Path, day: date) -> "list[tuple[str, Question]]":
    from rag.schema import Question, Turn

    try:
        lines = batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(batch), f"打不开({error})") from error
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            question = Question(
                text=str(item["question"]),
                region=item.get("region"),
                history=tuple(Turn(role=turn["role"], content=turn["content"]) for turn in item.get("history") or []),
                as_of=date.fromisoformat(item["as_of"]) if item.get("as_of") else day,
            )
            questions.append((str(item["id"]), question))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(str(batch), f"第 {number} 行不是 {{id, question, ...}} 格式({error!r})") from error
    return questions


if __name__ == "__main__":
    main()

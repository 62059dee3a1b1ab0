"""Reading in a bounded child: the same parse, and a refusal by name of what hangs, swells, dies or fails."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.bounds import MEGABYTE
from ingest.errors import SourceError, UsageError
from ingest.inputs import Input
from ingest.parse import STAGES, parse
from ingest.pipeline import ingest
from ingest.reading import Reader, allowed_seconds, reading
from ingest.settings import IngestSettings
from tests.builders.plans import HILL, LAKE

HANGS = "while True: pass"
SLEEPS = "import time; time.sleep(600)"
SWELLS = "held = ['x' * 10_000_000 for _ in range(1000)]"
DIES = "import os; os._exit(3)"
ABORTS = "import os; os.abort()"
FAILS = "raise KeyError('of the reader itself')"
PRINTS = "print('a library says hello')"
LONG = "# 规划\n\n" + "到2025年，全县每个乡镇都有一所养老服务中心。" * 20


def settings(**changed: Any) -> IngestSettings:
    return IngestSettings.model_validate({"home": Path("unused"), "read_seconds": 1} | changed)


def item(text: str, name: str = "plan.md") -> Input:
    return Input(source=name, data=text.encode())


def child(what: str) -> tuple[str, ...]:
    """A child that does something else first where the file is called bad.md."""
    return (
        sys.executable,
        "-c",
        "import ingest.reading_child as child\n"
        "parse = child.parse\n"
        "def other(item, settings, told):\n"
        "    if item.source == 'bad.md':\n"
        f"        {what}\n"
        "    return parse(item, settings, told)\n"
        "child.parse = other\n"
        "child.main()\n",
    )


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with closing(Reader(settings(read_seconds=10))) as shared:
        yield shared


@pytest.mark.parametrize("text", [HILL, LAKE])
def test_a_child_gives_what_a_parse_gives(reader: Reader, text: str) -> None:
    assert reader.read(item(text)) == parse(item(text), settings())


def test_a_child_reads_file_after_file(reader: Reader) -> None:
    reader.read(item(HILL))
    first = reader.pid
    reader.read(item(LAKE))
    assert reader.pid == first is not None


def test_what_a_child_refuses_keeps_its_reason(reader: Reader) -> None:
    with pytest.raises(SourceError, match="没有可以引用") as caught:
        reader.read(item("| | |\n", "empty.md"))
    assert caught.value.path == "empty.md"


def test_a_wrong_setting_is_told_as_such() -> None:
    with (
        closing(Reader(settings(tiktoken_file=Path("/nowhere.tiktoken")))) as reader,
        pytest.raises(UsageError, match="HUIMIN_TIKTOKEN_FILE"),
    ):
        reader.read(item(HILL))


def test_passages_are_as_long_as_the_settings_say() -> None:
    short = settings(passage_tokens=40)
    with closing(Reader(short)) as reader:
        assert reader.read(item(LONG)) == parse(item(LONG), short) != parse(item(LONG), settings())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (HANGS, "用时超过 1 秒.*HUIMIN_READ_SECONDS"),
        (SWELLS, "内存超过 500 MB.*HUIMIN_READ_MB"),
        (DIES, "退出码 3"),
        (ABORTS, "中断"),
        (FAILS, "程序出错.*KeyError"),
    ],
)
def test_a_file_that_ends_its_child_is_refused_and_the_next_one_read(what: str, reason: str) -> None:
    with closing(Reader(settings(), command=child(what))) as reader:
        reader.read(item(HILL))
        with pytest.raises(SourceError, match=reason) as caught:
            reader.read(item(HILL, "bad.md"))
        assert caught.value.path == "bad.md"
        assert reader.read(item(LAKE)) == parse(item(LAKE), settings())


@pytest.mark.slow
def test_a_child_that_only_waits_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Reader(settings(), command=child(SLEEPS))) as reader:
        reader.read(item(HILL))
        monkeypatch.setattr("ingest.reading.START_S", 0.0)
        with pytest.raises(SourceError, match="用时超过"):
            reader.read(item(HILL, "bad.md"))


@pytest.mark.slow
def test_what_a_library_prints_is_no_answer() -> None:
    with closing(Reader(settings(), command=child(PRINTS))) as reader:
        assert reader.read(item(HILL, "bad.md")).document.text == parse(item(HILL), settings()).document.text


@pytest.mark.slow
def test_a_child_that_has_grown_is_replaced() -> None:
    grows = "child.held = 'x' * 300_000_000"
    with closing(Reader(settings(), command=child(grows))) as reader:
        reader.read(item(HILL))
        first = reader.pid
        reader.read(item(HILL, "bad.md"))
        assert reader.pid is None
        reader.read(item(HILL))
        assert reader.pid != first


def test_a_child_that_does_not_start_is_a_fault_of_use() -> None:
    with (
        closing(Reader(settings(), command=(sys.executable, "-c", "raise SystemExit(7)"))) as reader,
        pytest.raises(UsageError, match=r"退出码 7.*HUIMIN_READ_SECONDS=0"),
    ):
        reader.read(item(HILL))


def test_a_closed_reader_leaves_no_child() -> None:
    reader = Reader(settings(read_seconds=10))
    reader.read(item(HILL))
    assert reader.pid is not None
    assert reader.close() == 0
    assert reader.pid is None


def test_a_child_knows_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIMIN_LLM_API_KEY", "secret")
    tells = "import os; raise child.SourceError(item.source, repr(sorted(n for n in os.environ if 'HUIMIN' in n)))"
    with closing(Reader(settings(), command=child(tells))) as reader, pytest.raises(SourceError) as caught:
        reader.read(item(HILL, "bad.md"))
    assert caught.value.reason == "[]"


def test_without_seconds_files_are_read_in_this_process() -> None:
    with reading(settings(read_seconds=0)) as read:
        assert read(item(HILL)) == parse(item(HILL), settings())
        assert getattr(read, "__self__", None) is None


@pytest.mark.parametrize(
    ("size", "seconds"), [(0, 10), (1, 10), (MEGABYTE, 10), (MEGABYTE + 1, 20), (5 * MEGABYTE, 50)]
)
def test_a_file_may_take_its_seconds_for_each_mb_that_it_begins(size: int, seconds: int) -> None:
    assert allowed_seconds(10, size) == seconds


@pytest.mark.slow
def test_an_ingest_reads_in_a_child_and_names_what_it_refuses(tmp_path: Path) -> None:
    (tmp_path / "hill.md").write_text(HILL, encoding="utf-8")
    (tmp_path / "empty.md").write_text("| | |\n", encoding="utf-8")
    report = ingest(tmp_path / "index", settings(read_seconds=10), sources=[tmp_path])
    assert [Path(one.source).name for one in report.documents] == ["hill.md"]
    assert [(Path(one.source).name, one.reason) for one in report.skipped] == [("empty.md", "文件里没有可以引用的文字")]


@pytest.mark.parametrize("seconds", [10, 0], ids=["in a child", "right here"])
def test_of_a_file_that_takes_long_it_is_told_how_far_it_is_read(seconds: int) -> None:
    told: list[tuple[str, int, int]] = []
    with reading(settings(read_seconds=seconds), lambda *one: told.append(one), slow_s=0) as read:
        read(item(HILL))
    assert told == [("plan.md", done, len(STAGES)) for done in range(len(STAGES) + 1)]


def test_of_a_short_one_nothing_is_told() -> None:
    told: list[object] = []
    with reading(settings(read_seconds=10), lambda *one: told.append(one), slow_s=1000) as read:
        read(item(HILL))
    assert told == []

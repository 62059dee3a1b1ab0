"""`HUIMIN_HOME/.env`: read by all settings, below the environment; `.env.example` names them all."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.env_file import read_env_file
from ingest.errors import UsageError
from ingest.settings import HuiminSettings, IngestSettings, default_home, read_settings, variable
from rag.settings import AnswerSettings
from ui.settings import ServerSettings

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
KINDS: list[type[HuiminSettings]] = [IngestSettings, AnswerSettings, ServerSettings]
NAMES = {variable(field) for kind in KINDS for field in kind.model_fields}
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the settings file of a home of the test's own."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HUIMIN_HOME", str(home))

    def put(text: str) -> Path:
        path = home / ".env"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_all_settings_read_it(write: Write) -> None:
    write('HUIMIN_PASSAGE_TOKENS=300\nHUIMIN_LLM_EXTRA={"a": 1}\nHUIMIN_LLM_API_KEY=k\nHUIMIN_QUEUE=7\nOTHER=1\n')
    assert IngestSettings().passage_tokens == 300
    assert AnswerSettings().llm_extra == {"a": 1}
    assert AnswerSettings().llm_api_key.get_secret_value() == "k"
    assert ServerSettings().queue == 7


def test_the_environment_wins(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('HUIMIN_LLM_MODEL=file\nHUIMIN_LLM_EXTRA={"a": 1}\n')
    monkeypatch.setenv("HUIMIN_LLM_MODEL", "")
    monkeypatch.setenv("HUIMIN_LLM_EXTRA", '{"b": 2}')
    assert (AnswerSettings().llm_model, AnswerSettings().llm_extra) == ("", {"b": 2})


def test_what_is_passed_wins_over_all(write: Write) -> None:
    write("HUIMIN_QUEUE=7\n")
    assert ServerSettings(queue=9).queue == 9


@pytest.mark.parametrize("home", [None, ""], ids=["unset", "empty"])
def test_the_current_folder_is_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write, home: str | None
) -> None:
    write("")
    monkeypatch.delenv("HUIMIN_HOME")
    if home is not None:
        monkeypatch.setenv("HUIMIN_HOME", home)
    monkeypatch.setattr("ingest.settings.platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    monkeypatch.setattr(Path, "is_file", lambda _: False)  # as installed, outside a checkout
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HUIMIN_QUEUE=7\nHUIMIN_PASSAGE_TOKENS=300\nHUIMIN_LLM_MODEL=m\n", encoding="utf-8")
    assert IngestSettings().home == default_home() == tmp_path / "data"
    assert (ServerSettings().queue, IngestSettings().passage_tokens, AnswerSettings().llm_model) == (64, 220, "")


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [
        (IngestSettings, "HUIMIN_PASSAGE_TOKENS=many", "HUIMIN_PASSAGE_TOKENS(设置文件 {path!r} 第 2 行)要写成整数"),
        (IngestSettings, "HUIMIN_PASSAGE_TOKENS=39", "第 2 行)不能小于 40"),
        (IngestSettings, "HUIMIN_PASSAGE_TOKENS=4001", "第 2 行)不能大于 4000"),
        (AnswerSettings, "HUIMIN_LLM_TIMEOUT_S=soon", "第 2 行)要写成数字"),
        (AnswerSettings, "HUIMIN_LLM_TIMEOUT_S=0", "第 2 行)要大于 0"),
        (AnswerSettings, "HUIMIN_LLM_EXTRA={a}", "第 2 行)要写成 JSON 对象"),
        (AnswerSettings, "HUIMIN_LLM_EXTRA=[1]", "第 2 行)要写成 JSON 对象"),
        (ServerSettings, "HUIMIN_TRUSTED_PROXIES=the proxy", "第 2 行)要写成地址或网段"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(write: Write, kind: type[HuiminSettings], line: str, said: str) -> None:
    path = write(f"# said\n{line}\n")
    with pytest.raises(UsageError) as error:
        read_settings(kind)
    assert said.format(path=str(path)) in str(error.value)
    assert str(error.value).count("\n") == 0


def test_a_wrong_value_of_the_environment_is_named_so(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("HUIMIN_QUEUE=7\nHUIMIN_CONCURRENCY=0\n")
    monkeypatch.setenv("HUIMIN_QUEUE", "long")
    with pytest.raises(UsageError) as error:
        read_settings(ServerSettings)
    assert "HUIMIN_QUEUE(环境变量)要写成整数" in str(error.value)
    assert "HUIMIN_CONCURRENCY(设置文件" in str(error.value) and "long" not in str(error.value)


def test_the_home_cannot_be_set_inside_itself(write: Write) -> None:
    write("\nHUIMIN_HOME=/elsewhere\n")
    with pytest.raises(UsageError, match="第 2 行:HUIMIN_HOME 只能用环境变量"):
        ServerSettings()


def test_the_example_names_exactly_the_settings() -> None:
    named = re.findall(r"^# (HUIMIN_\w+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(NAMES)


def test_the_example_shows_the_defaults(write: Write) -> None:
    told = re.sub(r"^# (HUIMIN_\w+=)", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    shown = set(read_env_file(write(told)))
    for kind in KINDS:
        read, plain = kind(), kind.model_construct()
        for field, about in kind.model_fields.items():
            if field != "home":
                assert getattr(read, field) == getattr(plain, field)
                default = about.get_default()
                assert (variable(field) in shown) == (str(default) not in ("", "None"))


def test_the_example_explains_every_setting() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if line.startswith("# HUIMIN_"):
            assert before.startswith("# ") and not before.startswith(("# HUIMIN_", "# --"))

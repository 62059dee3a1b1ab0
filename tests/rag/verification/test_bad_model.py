"""The gate against a bad model: no case of `eval/replays/invented` comes through, and each check is needed for some of them."""

from collections.abc import Iterator

import pytest

from eval.replay import Replay, Replayed
from ingest.index.opened import Index
from ingest.settings import IngestSettings
from rag.chain import AnswerChain, answer_steps
from rag.generation.client import ChatModel, Model
from rag.generation.generate import Generate
from rag.generation.second_look import SecondLook
from rag.schema import Answer, Question, Released
from rag.settings import AnswerSettings
from rag.verification.checker import ALL, ClaimChecker
from tests.indexes import Build
from tests.openai_server import Endpoint, Play, openai_server
from tests.rag.verification.scripts import PLANS, scripts

SCRIPTS = scripts()
SETTINGS = AnswerSettings(llm_base_url="", llm_model="", evidence_tokens=8000)


@pytest.fixture(scope="session")
def plans(built: Build, settings: IngestSettings) -> Iterator[Index]:
    index = Index(built(PLANS), settings)
    yield index
    index.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Endpoint, ChatModel]]:
    """A scripted endpoint behind a real socket, and the client that talks to it."""
    with openai_server() as (url, endpoint):
        home = tmp_path_factory.mktemp("model-home")
        yield endpoint, ChatModel(AnswerSettings(llm_base_url=url, llm_model="scripted", home=home))


def told(plans: Index, script: Replayed, checker: ClaimChecker, model: Model) -> tuple[str, Answer]:
    """All that reached the user, streamed and settled."""
    write = Generate(SETTINGS, SecondLook(lambda draft: draft), model=model, checker=checker)
    steps = [(name, write if name == "generate" else work) for name, work in answer_steps(plans, SETTINGS)]
    events = list(AnswerChain(steps).stream(Question(text=script.question, region=script.region)))
    answer = events[-1]
    assert isinstance(answer, Answer)
    shown = [event.sentence.text for event in events if isinstance(event, Released)]
    return "\n".join([*shown, answer.answer, *(note.text for note in answer.notes)]), answer


def written(plans: Index, script: Replayed, checker: ClaimChecker) -> bool:
    return told(plans, script, checker, Replay(script.says))[1].by_model


def name(script: Replayed) -> str:
    return f"{script.kind}-{script.region}-{script.texts[0][:12]}"


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_what_a_bad_model_says_does_not_reach_the_user(
    plans: Index, server: tuple[Endpoint, ChatModel], script: Replayed
) -> None:
    endpoint, model = server
    endpoint.set(Play(script.says))
    shown, answer = told(plans, script, ClaimChecker(), model)
    assert len(endpoint.asked) == 2, "the model was not asked, and asked again"
    assert answer.mode == "read"
    for words in (*script.texts, *script.leaks):
        assert words not in shown


@pytest.mark.parametrize("check", ALL)
def test_each_check_is_the_only_one_to_hold_some_script(plans: Index, check: str) -> None:
    off = ClaimChecker(off={check})
    assert any(written(plans, script, off) and not written(plans, script, ClaimChecker()) for script in SCRIPTS)


def test_there_are_scripts_enough() -> None:
    assert len(SCRIPTS) >= 100 and len({script.kind for script in SCRIPTS}) >= 20
    assert {script.region for script in SCRIPTS} == {None, "青石县", "松岭市", "白鹭县"}

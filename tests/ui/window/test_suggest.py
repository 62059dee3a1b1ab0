"""What is offered to ask is answered."""

import pytest

from rag.schema import Question
from rag.service import Service
from rag.settings import AnswerSettings
from tests.builders.documents import row
from ui.window.suggest import Reader, Readers, _events, _names
from ui.window.texts import words

DAYAO = "云南省/楚雄彝族自治州/大姚县"


@pytest.fixture(scope="module")
def reader(service: Service) -> Reader:
    return Readers(service, AnswerSettings(llm_base_url="", llm_model="")).live()


@pytest.mark.parametrize("event", words("zh").events)
def test_every_life_event_has_two_examples_that_the_sample_corpus_answers(reader: Reader, event: str) -> None:
    offered = [example for example in reader.examples() if example.event == event]
    assert len(offered) >= 2
    assert all(not reader.answer(one.question, one.region).abstained for one in offered)


def test_follow_ups_are_answered_with_something_new(reader: Reader, service: Service) -> None:
    given = service.ask(Question(text="普通高中助学金平均一年多少？", region=DAYAO))
    offered = reader.follow_ups(given, DAYAO)
    assert offered
    answers = [reader.answer(ask, DAYAO) for ask in offered]
    assert all(not one.abstained and one.answer != given.answer for one in answers)


def test_follow_ups_are_in_the_words_of_residents(reader: Reader, service: Service) -> None:
    given = service.ask(Question(text="普通高中助学金平均一年多少？", region=DAYAO))
    assert "哪些人能享受高中助学金？" in reader.follow_ups(given, DAYAO)


def test_examples_from_rows_are_answered_by_their_row_with_a_figure(reader: Reader) -> None:
    written = {one.question for one in reader._written()}
    made = [one for one in reader.examples() if one.question not in written]
    assert made
    assert all(reader.answer(one.question, one.region).figures for one in made)
    assert {one.event for one in made} <= set(words("zh").events)


def test_an_abstention_has_no_follow_ups(reader: Reader, service: Service) -> None:
    given = service.ask(Question(text="火箭发射补贴多少？", region=DAYAO))
    assert given.abstained and reader.follow_ups(given, DAYAO) == ()


def test_where_a_question_has_no_answer_the_same_life_event_is_offered(reader: Reader) -> None:
    offered = reader.others("高龄津贴一个月多少钱", DAYAO)
    examples = {example.question: example for example in reader.examples()}
    assert offered and all(examples[question].event == "养老" for question in offered)
    assert all(examples[question].region == DAYAO for question in offered)
    assert reader.others("高龄津贴", "") == ()


def test_where_nothing_is_known_of_the_matter_nothing_is_offered_but_after_small_talk(reader: Reader) -> None:
    assert reader.others("火箭发射补贴多少", DAYAO) == ()
    assert reader.others("", DAYAO)


@pytest.mark.parametrize("question", ["我有残疾证，每月能领多少补贴", "残疾人看病报销多少"])
def test_what_is_offered_is_about_every_thing_that_was_named(reader: Reader, question: str) -> None:
    events = {one.question: one.event for one in reader.examples()}
    offered = [events[one] for region in reader.index.regions for one in reader.others(question, region)]
    assert set(offered) <= {"残疾人"}


def test_follow_ups_are_about_the_matter_that_was_answered(reader: Reader, service: Service) -> None:
    given = service.ask(Question(text="多大年纪能领高龄津贴？", region=DAYAO))
    rows = {one.id: one for one in service.index.store.rows()}
    asked = rows[next(one.row for one in given.citations if one.row)]
    offered = reader.follow_ups(given, DAYAO)
    cited = [rows[one.row] for ask in offered for one in reader.answer(ask, DAYAO).citations if one.row]
    assert offered and all(set(_events(one)) & set(_events(asked)) for one in cited)


def test_a_follow_up_is_answered_by_the_column_that_it_asks_for(reader: Reader, service: Service) -> None:
    given = service.ask(Question(text="残疾人康复服务的钱谁出？", region=DAYAO))
    offered = reader.follow_ups(given, DAYAO)
    for ask in offered:
        if "标准" in ask:
            tried = reader.answer(ask, DAYAO)
            (cell,) = [cell for one in tried.citations for cell in one.cells if cell.column == "服务标准"]
            assert cell.quote.strip("。") in tried.answer or any(f.text in cell.quote for f in tried.figures)
    assert offered


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("预防接种", ("预防接种",)),
        ("特困人员救助供养", ("特困人员救助供养",)),
        ("普通高中国家助学金", ("高中助学金", "普通高中国家助学金")),
    ],
)
def test_what_is_nothing_to_get_is_called_by_its_own_name(name: str, names: tuple[str, ...]) -> None:
    assert _names(row(("服务项目", name), ("服务标准", "每年2000元"))) == names


def test_a_question_that_said_which_is_not_asked_back(reader: Reader, service: Service) -> None:
    given = service.ask(Question(text="读初中住校，家里困难，一年有多少生活补助？", region=DAYAO))
    assert reader.choices(given, DAYAO) == ()


def test_no_model_is_asked_for_suggestions(service: Service) -> None:
    with_model = AnswerSettings(llm_base_url="http://127.0.0.1:9/v1", llm_model="none")
    tried = Readers(service, with_model).live().answer("普通高中助学金平均一年多少？", DAYAO)
    assert tried.mode == "read" and not tried.abstained


def test_one_reader_serves_as_long_as_its_generation(service: Service) -> None:
    readers = Readers(service, AnswerSettings(llm_base_url="", llm_model=""))
    assert readers.live() is readers.live()

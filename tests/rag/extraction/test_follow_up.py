"""Questions that follow up on the last one."""

from rag.extraction.extract import Extract
from rag.question.rewrite import rewrite
from rag.schema import Draft, Hit, Question, Status, Turn
from tests.builders.answers import DAY, EqualWords, prose, record
from tests.builders.plans import LAKE_REGION
from tests.rag.extraction.searches import first


def follow_up(text: str, *hits: Hit) -> Draft:
    turns = (Turn(role="user", content="小学寄宿生补助多少元"), Turn(role="assistant", content="小学每年1000元[1]。"))
    question = Question(text=text, as_of=DAY, history=turns)
    return Extract(EqualWords())(rewrite(Draft(question=question, text=text, regions=(LAKE_REGION,), hits=hits)))


def test_a_follow_up_asks_for_what_the_last_question_asked_for() -> None:
    hit = prose("初中寄宿生补助每年1250元。初中寄宿生由班主任照管。")
    assert first(follow_up("那初中呢", hit)) == "初中寄宿生补助每年1250元"


def test_of_a_follow_up_its_own_words_weigh_more() -> None:
    hit = prose("小学寄宿生补助每年1000元。初中寄宿生补助每年1250元。")
    assert first(follow_up("那初中呢", hit)) == "初中寄宿生补助每年1250元"


def test_a_follow_up_may_ask_for_something_else() -> None:
    row = record(("服务项目", "小学寄宿生补助"), ("服务标准", "每年1000元"), ("支出责任", "县级财政负责"))
    assert first(follow_up("那谁出钱", row)) == "小学寄宿生补助的支出责任：县级财政负责"


def test_what_a_follow_up_names_anew_and_nothing_holds_is_not_answered_from_before() -> None:
    row = record(("服务项目", "小学寄宿生补助"), ("服务标准", "每年1000元"))
    asked = follow_up("那火箭发射补贴呢", row)
    assert asked.earlier and asked.status is not Status.ANSWERED and not asked.figures
    assert follow_up("一共多少钱", row).status is Status.ANSWERED

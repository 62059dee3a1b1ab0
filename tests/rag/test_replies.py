"""Every status that is no answer has its sentence; every note its wording."""

from string import Formatter

import pytest

from rag import replies
from rag.question.remarks import remarks
from rag.question.small_talk import FOREIGN, kinds
from rag.replies import NOTES, REPLIES
from rag.schema import NoteKind, Status

ANSWERS = {Status.ANSWERED, Status.PARTIAL}
ALONE = (
    *(reply for kind, reply in replies.SMALL_TALK.items() if kind != FOREIGN),
    replies.NOT_WRITTEN,
    replies.ELSEWHERE,
    replies.EMPTY_QUESTION,
    replies.LONG_QUESTION,
    replies.UNKNOWN_REGION,
)


@pytest.mark.parametrize("status", Status)
def test_a_status_is_an_answer_or_has_its_reply(status: Status) -> None:
    assert (status in REPLIES) == (status not in ANSWERS)


@pytest.mark.parametrize("status", Status)
def test_all_but_answers_are_abstentions(status: Status) -> None:
    assert status.abstained == (status not in ANSWERS)


@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_has_its_wording(kind: NoteKind) -> None:
    assert NOTES[kind].endswith("。")


@pytest.mark.parametrize("words", [*REPLIES.values(), *NOTES.values(), *ALONE])
def test_sentences_have_chinese_punctuation(words: str) -> None:
    assert not set(words) & set(",;:?!")


def test_every_kind_of_small_talk_has_its_reply() -> None:
    assert set(replies.SMALL_TALK) == {*kinds(), *remarks(), FOREIGN}


@pytest.mark.parametrize("status", REPLIES)
def test_a_reply_says_what_to_do_next(status: Status) -> None:
    assert any(words in REPLIES[status] for words in ("12345", "12333", "12356", "请先选择", "您可以"))


def test_only_a_crisis_is_sent_to_the_crisis_line() -> None:
    assert {status for status, reply in REPLIES.items() if "12356" in reply} == {Status.CRISIS}


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (Status.BLANK, {"region", "name", "column"}),
        (Status.NOT_FOUND, {"region"}),
        (Status.OTHER_REGION, {"region", "known"}),
        (Status.WHICH_REGION, {"known"}),
        (Status.NEAR, set()),
        (Status.SMALL_TALK, set()),
        (Status.OUT_OF_SCOPE, set()),
        (Status.NEEDS_PERSONAL_DATA, set()),
        (Status.REFUSED, set()),
        (Status.CRISIS, set()),
        (Status.FAULT, set()),
    ],
)
def test_a_reply_asks_for_the_values_that_its_step_has(status: Status, names: set[str]) -> None:
    assert {name for _, name, _, _ in Formatter().parse(REPLIES[status]) if name} == names

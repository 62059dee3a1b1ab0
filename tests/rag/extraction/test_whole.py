"""A question that asks several things: each part is answered or named as unanswered."""

from dataclasses import replace

import pytest

from rag.extraction.settle import not_found
from rag.extraction.whole import SURE_OF_SOME, after_saying, asked_in_parts, part_draft
from rag.question.parts import Part
from rag.schema import Citation, CitedCell, Draft, Sentence, Status
from tests.builders.answers import citation, draft


def told(text: str, *cites: Citation) -> Draft:
    found = cites or (citation(text),)
    sentence = Sentence(text=text, cites=tuple(one.n for one in found))
    return draft(status=Status.ANSWERED, sentences=(sentence,), citations=found)


NOTHING = not_found(draft(sureness=SURE_OF_SOME))
UNSURE = not_found(draft(sureness=SURE_OF_SOME - 0.01))
ONE, OTHER = Part(text="校车补助多少?"), Part(text="由谁牵头?")


def whole(found: Draft, *parts: Part, **answers: Draft) -> Draft:
    return asked_in_parts(found, parts, lambda text, before, said: answers.get(text, NOTHING))


def test_parts_are_joined_and_their_citations_numbered_through() -> None:
    parts = {
        ONE.text: told("每年360元"),
        OTHER.text: told("由县交通局牵头", citation("由县交通局牵头", start=50, end=57)),
    }
    done = whole(NOTHING, ONE, OTHER, **parts)
    assert done.status is Status.ANSWERED
    assert done.sentences[0] == Sentence(text="每年360元；由县交通局牵头", cites=(1, 2))
    assert [one.n for one in done.citations] == [1, 2]


def test_a_part_without_an_answer_is_named() -> None:
    done = whole(NOTHING, ONE, OTHER, **{ONE.text: told("每年360元")})
    assert done.status is Status.PARTIAL and done.sentences[0].text == "每年360元"
    assert "“由谁牵头”" in done.sentences[-1].text


def test_one_answer_that_serves_all_parts_stands() -> None:
    both = told("每年360元，由县交通局牵头")
    parts = {ONE.text: told("每年360元"), OTHER.text: told("由县交通局牵头")}
    assert whole(both, ONE, OTHER, **parts) is both


def test_what_two_parts_share_is_said_once() -> None:
    parts = {ONE.text: told("每年360元，由县交通局牵头"), OTHER.text: told("由县交通局牵头")}
    assert whole(NOTHING, ONE, OTHER, **parts).sentences[0].text == "每年360元，由县交通局牵头"


def test_what_was_said_already_may_answer_the_next_part_too() -> None:
    def answers(text: str, before: str, said: str) -> Draft:
        return NOTHING if said else told("寄宿指在学校住宿")

    done = asked_in_parts(NOTHING, (ONE, OTHER), answers)
    assert done.status is Status.ANSWERED
    assert [one.text for one in done.sentences] == ["寄宿指在学校住宿"]


def test_the_surest_part_tells_how_sure_a_plan_is_meant() -> None:
    parts = {
        ONE.text: replace(told("每年360元"), sureness=0.5),
        OTHER.text: replace(told("由县交通局牵头", citation("由县交通局牵头", start=50, end=57)), sureness=0.9),
    }
    assert whole(NOTHING, ONE, OTHER, **parts).sureness == 0.9


def test_where_no_part_has_an_answer_the_whole_decides() -> None:
    assert whole(NOTHING, ONE, OTHER) is NOTHING


LIST = Part(text="托位、床位各多少?", items=("托位多少", "床位多少"))


def test_each_enumerated_thing_is_answered_by_words_that_name_it() -> None:
    parts = {
        "托位多少": told("新增托位20个"),
        "床位多少": told("新增床位30张", citation("新增床位30张", start=9, end=16)),
    }
    done = whole(NOTHING, LIST, **parts)
    assert done.sentences[0].text == "新增托位20个；新增床位30张" and done.status is Status.ANSWERED


def test_words_that_do_not_name_it_are_no_answer_to_it() -> None:
    parts = {"托位多少": told("新增托位20个"), "床位多少": told("新增托位20个")}
    done = whole(NOTHING, LIST, **parts)
    assert done.status is Status.PARTIAL and "“床位多少”" in done.sentences[-1].text


def test_where_most_of_an_enumeration_is_unanswered_nothing_is_given() -> None:
    three = replace(LIST, items=(*LIST.items, "学位多少"))
    done = whole(told("新增学校"), three, **{"托位多少": told("新增托位20个")})
    assert done.status is Status.NOT_FOUND


def test_one_answer_with_a_figure_for_each_is_enough() -> None:
    both = told("新增托位20个，床位30张")
    done = whole(NOTHING, LIST, **{LIST.text: both})
    assert done.sentences[0].text == "新增托位20个，床位30张"


def test_a_part_leans_on_the_one_before_and_knows_what_was_said() -> None:
    part = after_saying(part_draft(draft("校车补助多少?低保呢?"), "低保呢?", "校车补助多少?"), "每年360元")
    assert (part.text, part.earlier, part.hits) == ("低保呢?", "校车补助多少?", ())
    assert part.question.history[-1].content == "每年360元" and [one.words for one in part.mentions] == ["低保"]


def test_the_first_part_of_a_follow_up_leans_on_the_question_before_and_so_do_the_others() -> None:
    leant: list[tuple[str, str]] = []

    def answers(text: str, before: str, said: str) -> Draft:
        leant.append((text, before))
        return told("小学每年1000元")

    parts = (Part(text="那小学呢?"), Part(text="要带什么材料?"))
    asked_in_parts(replace(NOTHING, earlier="住校一年补多少"), parts, answers)
    assert dict(leant) == {"那小学呢?": "住校一年补多少", "要带什么材料?": "那小学呢? 住校一年补多少"}


@pytest.mark.parametrize(("sureness", "status"), [(SURE_OF_SOME, Status.PARTIAL), (0.0, Status.NOT_FOUND)])
def test_a_follow_up_in_parts_is_as_sure_as_its_first_part(sureness: float, status: Status) -> None:
    first = replace(told("小学每年1000元"), sureness=sureness)
    unsure = replace(UNSURE, earlier="住校一年补多少")
    assert whole(unsure, ONE, OTHER, **{ONE.text: first}).status is status


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.BLANK])
def test_a_part_that_is_settled_without_an_answer_counts_as_unanswered(status: Status) -> None:
    done = whole(NOTHING, ONE, OTHER, **{ONE.text: told("每年360元"), OTHER.text: replace(NOTHING, status=status)})
    assert done.status is Status.PARTIAL


def test_a_part_that_a_later_one_holds_is_said_once() -> None:
    parts = {
        ONE.text: told("每年360元"),
        OTHER.text: told("每年360元，由县交通局牵头", citation("每年360元，由县交通局牵头", start=50, end=63)),
    }
    assert whole(NOTHING, ONE, OTHER, **parts).sentences[0].text == "每年360元，由县交通局牵头"


def test_parts_are_one_sentence_whatever_stops_they_hold() -> None:
    parts = {
        ONE.text: told("每年360元。山区420元。"),
        OTHER.text: told("由县交通局牵头", citation("由县交通局牵头", start=50, end=57)),
    }
    assert whole(NOTHING, ONE, OTHER, **parts).sentences[0].text == "每年360元；山区420元；由县交通局牵头"


def test_some_of_the_things_asked_are_told_only_where_the_whole_is_sure() -> None:
    parts = {ONE.text: told("每年360元")}
    assert whole(UNSURE, ONE, OTHER, **parts) is UNSURE
    assert whole(told("每年360元"), ONE, OTHER, **parts).status is Status.NOT_FOUND
    assert whole(NOTHING, ONE, OTHER, **parts).status is Status.PARTIAL


def test_all_of_them_are_told_however_sure_the_whole_is() -> None:
    parts = {
        ONE.text: told("每年360元"),
        OTHER.text: told("由县交通局牵头", citation("由县交通局牵头", start=50, end=57)),
    }
    assert whole(UNSURE, ONE, OTHER, **parts).status is Status.ANSWERED


def test_the_shares_of_the_levels_asked_about_are_the_whole_answer() -> None:
    both = replace(told("县级：50%；市级：20%"), text="津贴的钱县里出几成,市里出几成")
    assert whole(both, ONE, OTHER) is both


def test_a_part_that_names_its_own_matter_may_stand_by_itself() -> None:
    def answers(text: str, before: str, said: str) -> Draft:
        if text == ONE.text:
            return told("每年360元")
        return NOTHING if before else told("幼儿园的补助由县政府确定", citation("由县政府确定", start=50, end=56))

    other = Part(text="幼儿园有没有补助?")
    assert asked_in_parts(NOTHING, (ONE, other), answers).sentences[0].text == "每年360元；幼儿园的补助由县政府确定"
    assert asked_in_parts(NOTHING, (ONE, Part(text="小学呢?")), answers).status is Status.PARTIAL


def test_what_else_a_part_has_to_say_names_its_row() -> None:
    of_row = replace(citation("每学期360元"), cells=(CitedCell(column="项目", quote="校车补助", start=0, end=4),))
    more = told("每学期360元", of_row)
    more = replace(more, sentences=(*more.sentences, Sentence(text="服务对象：走读生", cites=(1,))))
    parts = {ONE.text: more, OTHER.text: told("由县交通局牵头", citation("由县交通局牵头", start=50, end=57))}
    done = whole(NOTHING, ONE, OTHER, **parts)
    assert [one.text for one in done.sentences] == ["每学期360元；由县交通局牵头", "校车补助，服务对象：走读生"]

"""Where a plan contradicts itself, the first sentence says both values and cites both places."""

from dataclasses import replace

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.opened import Index
from rag.chain import AnswerChain, answer_steps
from rag.cite import cite_span
from rag.extraction.extract import Extract
from rag.retrieval.retrieve import Retrieve
from rag.schema import Answer, Draft, NoteKind, Question, Sentence, Status
from rag.settings import AnswerSettings
from rag.verification.conflicts import ShowConflicts
from tests.builders.answers import DAY, draft
from tests.builders.plans import HERON_REGION

PRESCHOOL = "学前三年毛入园率2025年目标是多少"


def read(index: Index, text: str) -> Draft:
    """The answer as it stands before the step."""
    return Extract(index)(Retrieve(index)(draft(text, regions=(HERON_REGION,))))


def ask(index: Index, text: str) -> Answer:
    chain = AnswerChain(answer_steps(index, AnswerSettings(llm_base_url="", llm_model="")))
    return chain.invoke(Question(text=text, region="白鹭县", as_of=DAY))


def quoted(index: Index, words: str, *, says: str) -> Draft:
    """An answer that rests on words of the plan's prose."""
    (document,) = index.documents.values()
    start = document.text.index(words)
    cited = cite_span(document, ("第一章 发展目标",), 1, start, start + len(words))
    return draft(
        regions=(HERON_REGION,),
        status=Status.ANSWERED,
        sentences=(Sentence(text=says, cites=(1,)),),
        citations=(cited,),
    )


def test_both_values_stand_in_the_first_sentence_and_both_places_are_cited(heron: Index) -> None:
    done = ShowConflicts(heron.store)(read(heron, PRESCHOOL))
    (sentence,) = done.sentences
    assert sentence == Sentence(text="学前三年毛入园率2025年目标为92%（规划里另一处写的是95.5%）", cites=(1, 2))
    row, prose = done.citations
    assert row.row is not None and any(cell.quote == "92" for cell in row.cells)
    assert (prose.row, prose.section) == (None, ("第一章 发展目标", "第一节 教育"))
    assert prose.quote == "到2025年，全县学前三年毛入园率达到95.5%，九年义务教育巩固率达到99%以上。"


def test_the_note_says_that_there_is_a_conflict_and_where(heron: Index) -> None:
    (note,) = ShowConflicts(heron.store)(read(heron, PRESCHOOL)).notes
    assert note.kind is NoteKind.CONFLICT
    assert "第一章 发展目标 / 第三节 主要指标；第一章 发展目标 / 第一节 教育" in note.text


def test_every_quote_is_cut_from_the_document(heron: Index) -> None:
    for cited in ShowConflicts(heron.store)(read(heron, PRESCHOOL)).citations:
        assert cited.quote == heron.documents[cited.document].text[cited.start : cited.end]


def test_the_whole_path_answers_with_both_values_and_lists_both_figures(heron: Index) -> None:
    answer = ask(heron, PRESCHOOL)
    assert answer.status is Status.ANSWERED
    assert answer.answer == "学前三年毛入园率2025年目标为92%（规划里另一处写的是95.5%）[1][2]。"
    assert [note.kind for note in answer.notes] == [NoteKind.CONFLICT]
    listed = [(figure.text, figure.citation) for figure in answer.figures if figure.unit == "%"]
    assert listed == [("92%", 1), ("95.5%", 2)]


def test_words_that_qualify_the_other_value_stay_with_it(heron: Index) -> None:
    done = ShowConflicts(heron.store)(read(heron, "高中阶段毛入学率2025年目标是多少"))
    assert done.sentences[0].text == "高中阶段毛入学率2025年目标为90%（规划里另一处写的是93%以上）"


def test_an_answer_from_prose_is_held_against_the_table(heron: Index) -> None:
    says = "全县学前三年毛入园率达到95.5%"
    done = ShowConflicts(heron.store)(quoted(heron, says, says=says))
    assert done.sentences[0].text.startswith(f"{says}（规划里另一处写的是92")
    assert done.sentences[0].cites == (1, 2) and done.citations[1].row is not None
    assert [note.kind for note in done.notes] == [NoteKind.CONFLICT]


def test_the_value_of_a_table_is_told_with_its_unit(heron: Index) -> None:
    says = "全县学前三年毛入园率达到95.5%"
    assert ShowConflicts(heron.store)(quoted(heron, says, says=says)).sentences[0].text.endswith("写的是92%）")


def test_of_several_figures_the_other_value_stands_behind_its_own(heron: Index) -> None:
    says = "全县学前三年毛入园率达到95.5%，普惠性幼儿园覆盖率达到90%"
    told = ShowConflicts(heron.store)(quoted(heron, "全县学前三年毛入园率达到95.5%", says=says)).sentences[0].text
    assert told == "全县学前三年毛入园率达到95.5%（规划里另一处写的是92%），普惠性幼儿园覆盖率达到90%"


def test_only_the_first_sentence_is_added_to(heron: Index) -> None:
    before = read(heron, PRESCHOOL)
    later = Sentence(text="属性为预期性", cites=(1,))
    done = ShowConflicts(heron.store)(replace(before, sentences=(*before.sentences, later)))
    assert done.sentences[1:] == (later,)
    assert done.sentences[0].text.endswith("95.5%）")


@pytest.mark.parametrize(
    "question",
    [
        "九年义务教育巩固率2025年目标是多少",
        "九年义务教育巩固率2020年是多少",
        "学前三年毛入园率2020年是多少",
        "学前三年毛入园率的属性是什么",
        "最低生活保障每月多少钱",
        "互助养老服务点每年补助多少",
    ],
    ids=["99.5 and 99以上", "baseline", "baseline beside a conflict", "attribute", "standard", "prose"],
)
def test_where_nothing_contradicts_the_answer_is_left_as_it_is(heron: Index, question: str) -> None:
    before = read(heron, question)
    assert before.status is Status.ANSWERED
    assert ShowConflicts(heron.store)(before) == before


def test_a_value_inside_another_figure_is_not_the_one_that_was_answered(heron: Index) -> None:
    before = read(heron, "每千人口拥有3岁以下婴幼儿托位数2020年是多少")
    assert before.sentences[0].text == "每千人口拥有3岁以下婴幼儿托位数2020年为1.4个"
    assert ShowConflicts(heron.store)(before) == before


def test_another_place_too_long_to_quote_is_not_told(heron: Index) -> None:
    before = read(heron, "劳动年龄人口平均受教育年限2025年目标是多少")
    (conflict,) = (
        found
        for found in heron.store.conflicts(before.citations[0].document)
        if "12年" in (found.one.text, found.other.text)
    )
    assert conflict and "甲乡、" * (LONGEST_QUOTE // 3) in heron.documents[conflict.document].text
    assert ShowConflicts(heron.store)(before) == before


@pytest.mark.parametrize("first", [True, False], ids=["first region", "last region"])
def test_beside_another_regions_answer_the_other_value_stands_with_its_own(heron: Index, first: bool) -> None:
    here = read(heron, PRESCHOOL)
    (own,) = here.citations
    parts = ["白鹭县：毛入园率为92%", "松岭市：毛入园率为90%"]
    cited = [own, replace(own, region="松岭市", start=0, end=1)]
    if not first:
        parts, cited = parts[::-1], cited[::-1]
    citations = tuple(replace(one, n=n) for n, one in enumerate(cited, start=1))
    beside = replace(here, sentences=(Sentence(text="；".join(parts), cites=(1, 2)),), citations=citations)
    done = ShowConflicts(heron.store)(beside)
    told = "白鹭县：毛入园率为92%（规划里另一处写的是95.5%）"
    assert done.sentences[0].text == "；".join(told if part.startswith("白鹭县") else part for part in parts)
    assert "第三节 主要指标；" in done.notes[0].text


@pytest.mark.parametrize("status", [status for status in Status if status.abstained])
def test_an_abstention_is_left_as_it_is(heron: Index, status: Status) -> None:
    before = replace(read(heron, PRESCHOOL), status=status)
    assert ShowConflicts(heron.store)(before) == before


def test_an_answer_without_sentences_is_left_as_it_is(heron: Index) -> None:
    before = replace(read(heron, PRESCHOOL), sentences=())
    assert ShowConflicts(heron.store)(before) == before

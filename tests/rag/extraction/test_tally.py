"""Rows that share what a question names are told all, counted, and their money added up where that is asked."""

import pytest

from eval.score import breaches
from ingest.index.opened import Index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.chain import AnswerChain, answer_steps
from rag.schema import Answer, Question, Status
from tests.builders.answers import DAY, NO_MODEL

TASKS = """---
title: 青石县2025年民生实事清单
region: 江南省/临湖市/青石县
date: 2025-01-20
period: 2025
text_kind: original
---

# 民生实事

| 项目名称 | 年度任务 | 计划投资（万元） | 牵头单位 | 完成时限 |
|---|---|---|---|---|
| 老旧小区改造 | 改造小区14个 | 3860 | 县住建局 | 10月底 |
| 供热管网更新 | 更换管网4公里 | 2940 | 县住建局 | 9月底 |
| 幼儿园扩容 | 新增学位420个 | 1780 | 县教育局 | 8月底 |
| 食堂改造 | 改造食堂8个 | 560 | 县教育局 | 8月底 |
"""


@pytest.fixture(scope="module")
def chain(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> AnswerChain:
    source = tmp_path_factory.mktemp("tasks") / "tasks.md"
    source.write_text(TASKS, encoding="utf-8")
    folder = tmp_path_factory.mktemp("tasks-index")
    ingest(folder, settings, sources=[source])
    return AnswerChain(answer_steps(Index(folder, settings), NO_MODEL))


def asked(chain: AnswerChain, text: str) -> Answer:
    return chain.invoke(Question(text=text, as_of=DAY))


@pytest.mark.parametrize("office", ["县住建局", "住建局"])
def test_all_rows_of_an_office_are_told_and_counted(chain: AnswerChain, office: str) -> None:
    done = asked(chain, f"{office}牵头的民生实事是哪几件")
    assert done.status is Status.ANSWERED
    assert done.answer.startswith("牵头单位为“县住建局”的：老旧小区改造；供热管网更新")
    assert len(done.citations) == 2 and "以上共 2 项" in done.notes[-1].text and not breaches(done)


def test_their_money_is_added_up_where_that_is_asked(chain: AnswerChain) -> None:
    done = asked(chain, "县住建局牵头的民生实事是哪几件,一共投多少钱")
    assert "合计6800万元" in done.answer and "3860万元 + 2940万元 = 6800万元" in done.notes[-1].text
    assert not breaches(done)


def test_who_asks_about_one_row_gets_no_list(chain: AnswerChain) -> None:
    assert "供热" not in asked(chain, "县住建局牵头的老旧小区改造改造几个小区").answer


def test_a_cell_of_one_row_is_no_list(chain: AnswerChain) -> None:
    assert "牵头单位为" not in asked(chain, "9月底完成的是哪几件").answer

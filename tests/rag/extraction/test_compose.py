"""Several answers made one: versions of a plan, the level above, regions side by side."""

from collections.abc import Iterator
from datetime import date

import pytest

from ingest.index.opened import Index
from ingest.settings import IngestSettings
from rag.chain import AnswerChain, answer_steps
from rag.schema import Answer, NoteKind, Question, Status
from tests.builders.answers import NO_MODEL
from tests.indexes import Build

TABLE = """
| 服务项目 | 服务对象 | 服务内容 | 服务标准 | 支出责任 |
|---|---|---|---|---|
"""
OLD = f"""---
title: 青石县“十四五”公共服务规划
region: 江南省/临湖市/青石县
period: 2021-2025
---
# 一、标准
{TABLE}| 高龄津贴 | 80岁以上老人 | 发放津贴 | 每人每月50元 | 县财政 |
| 校车补助 | 走读学生 | 发放补助 | 每生每年300元 | 县财政 |
"""
NEW = f"""---
title: 青石县“十五五”公共服务规划
region: 江南省/临湖市/青石县
period: 2026-2030
---
# 一、标准
{TABLE}| 高龄津贴 | 80岁以上老人 | 发放津贴 | 每人每月80元 | 县财政 |
"""
PROVINCE = f"""---
title: 江南省公共服务规划
region: 江南省
period: 2021-2030
---
# 一、标准
{TABLE}| 孤儿生活补贴 | 孤儿 | 发放补贴 | 每人每月1200元 | 省财政 |
"""
BROOK = f"""---
title: 溪口县公共服务规划
region: 江南省/临湖市/溪口县
period: 2021-2030
---
# 一、标准
{TABLE}| 高龄津贴 | 80岁以上老人 | 发放津贴 | 每人每月60元 | 县财政 |
"""


@pytest.fixture(scope="module")
def chain(built: Build, settings: IngestSettings) -> Iterator[AnswerChain]:
    index = Index(built({"old.md": OLD, "new.md": NEW, "province.md": PROVINCE, "brook.md": BROOK}), settings)
    yield AnswerChain(answer_steps(index, NO_MODEL))
    index.close()


def ask(chain: AnswerChain, text: str, region: str | None, day: date) -> Answer:
    return chain.invoke(Question(text=text, region=region, as_of=day))


def kinds(answer: Answer) -> set[NoteKind]:
    return {note.kind for note in answer.notes}


def test_the_plan_in_force_answers_and_what_the_older_one_says_is_told(chain: AnswerChain) -> None:
    answer = ask(chain, "高龄津贴每月多少钱", "青石县", date(2027, 5, 1))
    first, second = answer.answer.split("。")[:2]
    assert "80元" in first
    assert "50元" not in first
    assert "2021-2025" in second
    assert "50元" in second
    assert NoteKind.VERSIONS in kinds(answer)
    assert [citation.period for citation in answer.citations] == ["2026-2030", "2021-2025"]


def test_before_the_new_plan_begins_the_old_one_answers(chain: AnswerChain) -> None:
    answer = ask(chain, "高龄津贴每月多少钱", "青石县", date(2024, 5, 1))
    assert "50元" in answer.answer.split("。")[0]


def test_an_expired_plan_answers_where_no_other_does_and_is_marked(chain: AnswerChain) -> None:
    answer = ask(chain, "校车补助每年多少钱", "青石县", date(2027, 5, 1))
    assert "300元" in answer.answer
    assert NoteKind.EXPIRED in kinds(answer)


def test_a_higher_level_is_shown_only_as_such_and_the_answer_stays_not_found(chain: AnswerChain) -> None:
    answer = ask(chain, "孤儿生活补贴每月多少钱", "青石县", date(2024, 5, 1))
    assert answer.status is Status.NOT_FOUND
    assert answer.answer.startswith("在青石县的规划里没有找到")
    assert "江南省的规划写的是" in answer.answer
    assert "1200元" in answer.answer
    assert NoteKind.HIGHER_LEVEL in kinds(answer)


def test_a_siblings_plan_is_never_shown(chain: AnswerChain) -> None:
    answer = ask(chain, "校车补助每年多少钱", "溪口县", date(2024, 5, 1))
    assert answer.abstained and "300元" not in answer.answer
    assert {citation.region for citation in answer.citations} <= {"溪口县"}


def test_two_regions_that_are_named_stand_side_by_side(chain: AnswerChain) -> None:
    answer = ask(chain, "溪口县和青石县的高龄津贴每月各是多少钱", None, date(2024, 5, 1))
    first = answer.answer.split("。")[0]
    assert first.index("溪口县") < first.index("60元") < first.index("青石县") < first.index("50元")
    assert [citation.n for citation in answer.citations] == [1, 2]


def test_without_a_region_the_one_that_answers_is_named(chain: AnswerChain) -> None:
    answer = ask(chain, "校车补助每年多少钱", None, date(2024, 5, 1))
    assert "300元" in answer.answer
    assert NoteKind.REGION_INFERRED in kinds(answer)

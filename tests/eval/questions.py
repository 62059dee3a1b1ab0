"""Cases over the invented plan of 青石县."""

from datetime import date

from plans import LAKE
from scoring import case, silent

from eval.cases import Case
from rag.settings import AnswerSettings

DAY = date(2024, 6, 1)
NO_MODEL = AnswerSettings(llm_base_url="", llm_model="")
TITLE = LAKE.split("title: ")[1].split("\n")[0]


def lake_cases() -> list[Case]:
    """One to answer, one to decline, one that was put after another."""
    evidence = {"document": TITLE, "place": "第二节 养老", "words": "高龄津贴110元"}
    allowance = case(
        id="lake-1",
        question="高龄津贴每月多少元?",
        answer="每月110元。",
        must=[["110元"]],
        must_not=["80元"],
        evidence=evidence,
    )
    said = [{"role": "user", "content": "有高龄津贴吗"}, {"role": "assistant", "content": "有。"}]
    return [
        allowance,
        silent(id="lake-2", question="火箭发射补贴多少?", answer="规划没有写明。", must_not=[]),
        allowance.model_copy(update={"id": "lake-3", "region": None, "history": case(history=said).history}),
    ]
